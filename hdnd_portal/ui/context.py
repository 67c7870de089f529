"""The context of `base.html`: everything is computed only when the template asks for it."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import cached_property

from hdnd_portal.ui import frame as frame_parts
from hdnd_portal.ui.frame import CouncilSwitch, ShownCounter, url_or_nothing
from hdnd_portal.ui.navigation import (
    PHONE_ENTRIES,
    ShownItem,
    shown_account_items,
    shown_items,
)
from hdnd_portal.ui.preferences import LANGUAGE, PREFERENCES, TEXT, THEME


class Frame:
    """What the frame of a page shows to the person at hand."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def user(self) -> Any:
        """The signed-in user, or None on the pages before sign-in."""
        user = getattr(self.request, "user", None)
        return user if user is not None and user.is_authenticated else None

    @cached_property
    def items(self) -> list[ShownItem]:
        """The entries of the rail."""
        return shown_items(self.request, self.user) if self.user else []

    @property
    def phone_items(self) -> list[ShownItem]:
        """The entries of the bottom bar of a phone."""
        return [item for item in self.items if item.phone][:PHONE_ENTRIES]

    @property
    def more_items(self) -> list[ShownItem]:
        """The entries behind "Thêm" on a phone."""
        first = self.phone_items
        return [item for item in self.items if item not in first]

    @cached_property
    def counters(self) -> list[ShownCounter]:
        """The numbers of the top bar."""
        return frame_parts.counters(self.request) if self.user else []

    @cached_property
    def councils(self) -> CouncilSwitch | None:
        """The council at work and those one may change to."""
        return frame_parts.council_switch(self.request) if self.user else None

    @cached_property
    def notes(self) -> list[str]:
        """The lines under the top bar."""
        return frame_parts.notes(self.request) if self.user else []

    @cached_property
    def account_items(self) -> list[ShownItem]:
        """The entries of the account menu."""
        return shown_account_items(self.request, self.user) if self.user else []

    @property
    def is_sample(self) -> bool:
        """Whether the ribbon of sample data is shown."""
        switch = self.councils
        return bool(switch and switch.current and switch.current.is_sample)

    @property
    def search_url(self) -> str:
        """Where the search box leads; empty where there is no search."""
        return url_or_nothing("search") or url_or_nothing("search:search")

    @property
    def home_url(self) -> str:
        """The first page of the person."""
        return url_or_nothing("home") or "/"

    @property
    def sign_out_url(self) -> str:
        """Where signing out is posted to."""
        return url_or_nothing("account_logout")

    @property
    def theme(self) -> str:
        """auto, light or dark."""
        return THEME.read(self.request)

    @property
    def text(self) -> str:
        """Size of the text: normal or large."""
        return TEXT.read(self.request)

    @property
    def language(self) -> str:
        """Language of the page."""
        return LANGUAGE.read(self.request)

    @property
    def preferences(self) -> list[dict[str, Any]]:
        """The settings with what is chosen, for the account menu."""
        return [
            {"preference": preference, "value": preference.read(self.request)}
            for preference in PREFERENCES
        ]


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `frame` in every template."""
    return {"frame": Frame(request)}
