"""Numbers and dates as the screens write them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

WEEKDAYS = (
    gettext_lazy("thứ Hai"),
    gettext_lazy("thứ Ba"),
    gettext_lazy("thứ Tư"),
    gettext_lazy("thứ Năm"),
    gettext_lazy("thứ Sáu"),
    gettext_lazy("thứ Bảy"),
    gettext_lazy("Chủ nhật"),
)


def number(value: Any) -> str:
    """1.234.567 and 12,5; nothing for None."""
    if value is None or value == "":
        return ""
    if isinstance(value, float | Decimal):
        whole, _dot, part = f"{value:,f}".rstrip("0").rstrip(".").partition(".")
        return whole.replace(",", ".") + (f",{part}" if part else "")
    return f"{int(value):,}".replace(",", ".")


def date_text(day: date, *, weekday: bool = False) -> str:
    """08/12/2026 or "thứ Ba, 08/12/2026"."""
    if isinstance(day, datetime):
        day = _local(day).date()
    written = f"{day:%d/%m/}{day.year:04d}"
    if not weekday:
        return written
    return _("{weekday}, {date}").format(weekday=WEEKDAYS[day.weekday()], date=written)


def date_html(day: date | None, *, weekday: bool = False) -> SafeString:
    """The date as a `<time>` element; nothing for None."""
    if day is None:
        return SafeString("")
    machine = (_local(day).date() if isinstance(day, datetime) else day).isoformat()
    return format_html('<time datetime="{}">{}</time>', machine, date_text(day, weekday=weekday))


def datetime_html(moment: datetime | None, *, weekday: bool = False) -> SafeString:
    """The moment in the time of Việt Nam as a `<time>` element; nothing for None."""
    if moment is None:
        return SafeString("")
    local = _local(moment)
    words = _("{time} ngày {date}") if not weekday else _("{time}, {date}")
    shown = words.format(time=f"{local:%H:%M}", date=date_text(local, weekday=weekday))
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="minutes"), shown)


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment
