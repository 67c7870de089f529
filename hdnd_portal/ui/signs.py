"""The due badge in words: how far a deadline is, and where it comes from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hdnd_portal.ui.formats import date_html
from hdnd_portal.ui.icons import icon_svg

SOON_DAYS = 3

WorkingDays = Callable[[date, date], int]
_working_days: list[WorkingDays] = []


def register_working_days(count: WorkingDays) -> None:
    """Say how working days are counted: `count(after, up_to)`, the first day not counted."""
    _working_days[:] = [count]


@dataclass(frozen=True, slots=True)
class DueSign:
    """What the badge shows. `due` is one of none, later, soon, today, overdue, done, done_late."""

    due: str
    icon: str
    words: str


def due_sign(
    due_on: date | None,
    on: date,
    *,
    done: date | None = None,
    unit: str = "",
    left: int | None = None,
) -> DueSign:
    """The sign of a deadline as seen on the day `on`.

    `left` is the number of days of the rule's unit from `on` (not counted) to the due day; without
    it, working days are asked of the registered calendar and calendar days are counted.
    Days overdue are calendar days.
    """
    if due_on is None:
        return DueSign("none", "clock", _("chưa có hạn"))
    if done is not None:
        return _done_sign(due_on, done)
    if on > due_on:
        days = (on - due_on).days
        words = ngettext("quá hạn {days} ngày", "quá hạn {days} ngày", days)
        return DueSign("overdue", "alert-triangle", words.format(days=days))
    if on == due_on:
        return DueSign("today", "calendar-due", _("hạn hôm nay"))
    days, working = _days_left(due_on, on, unit, left)
    if working:
        words = ngettext("còn {days} ngày làm việc", "còn {days} ngày làm việc", days)
    else:
        words = ngettext("còn {days} ngày", "còn {days} ngày", days)
    due = "soon" if days <= SOON_DAYS else "later"
    return DueSign(due, "clock", words.format(days=days))


def _done_sign(due_on: date, done: date) -> DueSign:
    if done <= due_on:
        return DueSign("done", "circle-check", _("xong đúng hạn"))
    days = (done - due_on).days
    words = ngettext("xong, muộn {days} ngày", "xong, muộn {days} ngày", days)
    return DueSign("done_late", "circle-check", words.format(days=days))


def due_html(due_on: date | None, sign: DueSign) -> SafeString:
    """The badge without its explanation."""
    return format_html(
        '<span class="due" data-due="{}">{}{}<span class="due-words">{}</span></span>',
        sign.due,
        icon_svg(sign.icon),
        format_html('<span class="due-date">{}</span> ', date_html(due_on)) if due_on else "",
        sign.words,
    )


def is_working_unit(unit: str) -> bool:
    """Whether the unit of a rule means working days, in any of its spellings."""
    return "working" in unit or unit == "WD"


def _days_left(due_on: date, on: date, unit: str, left: int | None) -> tuple[int, bool]:
    if left is not None:
        return left, is_working_unit(unit)
    if is_working_unit(unit) and _working_days and (days := _working_days[0](on, due_on)):
        return days, True
    return (due_on - on).days, False


@dataclass(frozen=True, slots=True)
class Explanation:
    """Where a deadline comes from, ready for the screen."""

    start: date | None
    rule: str
    key: str
    count: str
    source: str
    is_verified: bool
    skipped: tuple[tuple[date, str], ...]
    warning: str


# Marks of the register of rules that need no warning: read at the source, or told by two others.
VERIFIED_MARKS = frozenset({"", "F", "F2"})


def explanation_of(given: Mapping[str, Any] | None) -> Explanation | None:
    """Read the plain dictionary that is stored beside a deadline; None for none.

    Keys: rule (or name), key, value, unit, start (or from), source, mark (or verified), skipped as
    pairs of ISO day and reason (or dictionaries of day and why), warning.
    """
    if not given:
        return None
    return Explanation(
        start=_day(given.get("start") or given.get("from")),
        rule=str(given.get("rule") or given.get("name") or given.get("key") or ""),
        key=str(given.get("key") or ""),
        count=_count_words(given),
        source=str(given.get("source") or ""),
        is_verified=bool(given.get("verified", str(given.get("mark") or "") in VERIFIED_MARKS)),
        skipped=tuple(_skipped(given.get("skipped") or ())),
        warning=str(given.get("warning") or ""),
    )


def _count_words(given: Mapping[str, Any]) -> str:
    value, unit = given.get("value"), str(given.get("unit") or "")
    if not isinstance(value, int):
        return ""
    days = abs(value)
    if is_working_unit(unit):
        words = ngettext("{days} ngày làm việc", "{days} ngày làm việc", days)
    elif "month" in unit:
        words = ngettext("{days} tháng", "{days} tháng", days)
    elif "hour" in unit:
        words = ngettext("{days} giờ", "{days} giờ", days)
    elif "day" in unit or unit == "CD":
        words = ngettext("{days} ngày", "{days} ngày", days)
    else:
        return ""
    return words.format(days=days)


def _skipped(rows: Any) -> list[tuple[date, str]]:
    shown = []
    for row in rows:
        day, why = (row[0], row[1]) if not isinstance(row, Mapping) else (row["day"], row["why"])
        if (read := _day(day)) is not None:
            shown.append((read, str(why)))
    return shown


def _day(value: Any) -> date | None:
    if isinstance(value, date):
        return value
    if isinstance(value, str) and value:
        return date.fromisoformat(value[:10])
    return None
