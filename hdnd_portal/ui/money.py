"""Sums of money in đồng: read as they are written, shown with their points."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from hdnd_portal.ui import formats
from hdnd_portal.ui.text import fold

UNITS = {"": 1, "nghin": 1_000, "ngan": 1_000, "trieu": 1_000_000, "ty": 1_000_000_000}
# In đồng; far above the budget of a province.
MOST = 10**16
_SUM = re.compile(
    r"(?P<whole>\d{1,3}(?:[. ]\d{3})+|\d+)(?:,(?P<part>\d{1,9}))?\s*"
    r"(?P<unit>nghin|ngan|trieu|ty)?\s*(?:dong|vnd|d)?"
)


def read_money(text: str) -> int:
    """Đồng of "1.200.000.000", "1,2 tỷ" or "350 triệu đồng".

    Raises ValidationError with a sentence that says how a sum is written.
    """
    found = _SUM.fullmatch(fold(text))
    unit = UNITS[found["unit"] or ""] if found else 1
    part = (found["part"] or "") if found else ""
    if found is None or (part and unit % 10 ** len(part)):
        raise ValidationError(_("Ghi số tiền, ví dụ 1.200.000.000 hoặc 1,2 tỷ."), "form")
    whole = int(re.sub(r"\D", "", found["whole"]))
    total = whole * unit + (int(part) * unit // 10 ** len(part) if part else 0)
    if total > MOST:
        raise ValidationError(_("Số tiền quá lớn, hãy xem lại đơn vị."), "large")
    return total


def money(amount: int | None) -> str:
    """The sum as it is shown, or nothing."""
    return "" if amount is None else _("{sum} đồng").format(sum=formats.number(amount))


class MoneyField(forms.CharField):
    """A sum of money; cleaned to whole đồng, or None where nothing is typed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)
        self.widget.attrs.update({"inputmode": "text", "autocomplete": "off", "class": "is-short"})

    def clean(self, value: Any) -> int | None:
        """Read what was typed."""
        text = super().clean(value)
        return read_money(text) if text else None

    def prepare_value(self, value: Any) -> Any:
        """A stored sum as it is written."""
        return formats.number(value) if isinstance(value, int) else value
