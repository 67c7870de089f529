"""What surrounds every page, and where other parts of the floor hang their pieces of it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from hdnd_portal.ui.choices import Label


@dataclass(frozen=True, slots=True)
class Counter:
    """A number in the top bar with a link, such as unread notices.

    `count` gets the request of a signed-in user and may cost one query.
    """

    name: str
    label: Label
    icon: str
    url_name: str
    count: Callable[[HttpRequest], int]


@dataclass(frozen=True, slots=True)
class ShownCounter:
    """A counter as the frame shows it; a number beyond 99 becomes "99+"."""

    name: str
    label: Label
    icon: str
    url: str
    count: int

    @property
    def text(self) -> str:
        """The number, short enough for a badge."""
        return "99+" if self.count > 99 else str(self.count)


@dataclass(frozen=True, slots=True)
class CouncilOption:
    """A council the user may work in; `note` is the term, `is_sample` puts up the ribbon."""

    key: str
    name: str
    note: str = ""
    is_sample: bool = False


@dataclass(frozen=True, slots=True)
class CouncilSwitch:
    """The council at work and those one may change to, by a POST of `council=<key>` to the URL."""

    current: CouncilOption | None
    options: tuple[CouncilOption, ...] = ()
    url_name: str = "set_council"

    @property
    def url(self) -> str:
        """Where the choice is posted to; empty where no such page exists."""
        return url_or_nothing(self.url_name)


NoteProvider = Callable[[HttpRequest], str]
CouncilProvider = Callable[[HttpRequest], CouncilSwitch | None]

_counters: dict[str, Counter] = {}
_council_provider: list[CouncilProvider] = []
_note_providers: list[NoteProvider] = []


def register_counter(counter: Counter) -> None:
    """Put a counter into the top bar; the last one of a name stands."""
    _counters[counter.name] = counter


def register_councils(provider: CouncilProvider) -> None:
    """Say who knows the council at work; one provider, the last one stands."""
    _council_provider[:] = [provider]


def register_note(provider: NoteProvider) -> None:
    """Say who may have a line to show under the top bar, such as for whom one stands in."""
    if provider not in _note_providers:
        _note_providers.append(provider)


def notes(request: HttpRequest) -> list[str]:
    """The lines under the top bar; an empty one is not shown."""
    return [text for provider in _note_providers if (text := provider(request))]


def counters(request: HttpRequest) -> list[ShownCounter]:
    """The counters whose pages exist, with their numbers."""
    shown = []
    for counter in _counters.values():
        if url := url_or_nothing(counter.url_name):
            number = counter.count(request)
            shown.append(ShownCounter(counter.name, counter.label, counter.icon, url, number))
    return shown


def council_switch(request: HttpRequest) -> CouncilSwitch | None:
    """The council at work, asked once per request; None where nobody knows."""
    return _council_provider[0](request) if _council_provider else None


def url_or_nothing(url_name: str) -> str:
    """The address of the page, or an empty text where no such page exists."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""
