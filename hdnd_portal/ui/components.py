"""What pages hand to the components: tabs, menu entries, lines of a timeline, breadcrumbs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from hdnd_portal.ui.choices import Label
from hdnd_portal.ui.tones import Tone


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab of a record; each is an address of its own."""

    label: Label
    url: str
    current: bool = False
    count: int | None = None
    icon: str = ""


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One act of a menu; with `why_not` it is not possible now, and shown with that reason."""

    label: Label
    url: str = ""
    icon: str = ""
    why_not: Label = ""
    method: str = "get"
    fields: Mapping[str, str] = field(default_factory=dict)
    is_danger: bool = False


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """Who did what when, in words."""

    at: datetime | date
    text: Label
    by: Label = ""
    note: Label = ""
    icon: str = "circle-dashed"
    tone: Tone = Tone.GREY
    url: str = ""


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the breadcrumbs; the last one has no address."""

    label: Label
    url: str = ""
