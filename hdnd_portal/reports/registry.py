"""The kinds of background job; apps enter theirs with `@job`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hdnd_portal.documents.models import Version
from hdnd_portal.ui.choices import Label

if TYPE_CHECKING:
    pass

Handler = Callable[..., Version | str | None]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of job: what its page calls it, where it runs, and what does it."""

    name: str
    title: Label
    queue: str
    handler: Handler


_kinds: dict[str, Kind] = {}


def job(name: str, *, title: Label, queue: str = "reports") -> Callable[[Handler], Handler]:
    """Enter a handler as `app.verb_noun`.

    The handler gets a `RunningJob` and the arguments of `enqueue`, and returns a stored version
    (the result its owner downloads), a sentence, or nothing. **It must bear being started again**:
    a killed worker's job is run anew from the top, so the handler asks the database what is done
    already, commits in small steps, and sends letters with a `key`. It calls `running.step` at
    least every few seconds of work. Import its module in the app's `ready()`.
    """

    def enter(handler: Handler) -> Handler:
        if name in _kinds:
            raise ValueError(f"job {name} is registered twice")
        _kinds[name] = Kind(name, title, queue, handler)
        return handler

    return enter


def kind_of(name: str) -> Kind:
    """The kind of that name. Raises KeyError."""
    return _kinds[name]


def title_of(name: str) -> Label:
    """What pages call the job; of a kind that no longer exists, its name."""
    return _kinds[name].title if name in _kinds else name
