"""Trying a deadline, and searching the register."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hdnd_portal.legal.calendar import FIRST_YEAR, LAST_YEAR
from hdnd_portal.legal.register import Mark
from hdnd_portal.ui.choices import Choices
from hdnd_portal.ui.forms import DayField, VietnameseForm


def mark_filter_choices() -> Choices:
    return [
        ("", _("Mọi độ tin cậy")),
        ("verified", _("Đã xác minh")),
        ("unverified", _("Chưa xác minh")),
        *((mark.value, _("Ký hiệu {mark}").format(mark=mark.value)) for mark in Mark),
    ]


class SearchForm(VietnameseForm):
    """Lọc bộ quy tắc."""

    q = forms.CharField(label=_("Tìm quy tắc"), required=False, max_length=100)
    mark = forms.ChoiceField(label=_("Độ tin cậy"), required=False, choices=mark_filter_choices)


class TryForm(VietnameseForm):
    """Tính thử hạn: a rule and the day it is counted from."""

    key = forms.CharField(label=_("Mã quy tắc"), max_length=80)
    start = DayField(label=_("Tính từ ngày"))
    time = forms.TimeField(
        label=_("Lúc"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("Chỉ cần với thời hạn tính bằng giờ"),
    )
    stop_from = DayField(label=_("Tạm đình chỉ từ ngày"), required=False)
    stop_to = DayField(label=_("Tiếp tục từ ngày"), required=False)

    def clean_start(self) -> date:
        """Hold the year to the calendar."""
        start: date = self.cleaned_data["start"]
        if not FIRST_YEAR < start.year < LAST_YEAR:
            raise forms.ValidationError(
                _("Lịch chỉ có từ năm {first} đến năm {last}.").format(
                    first=FIRST_YEAR + 1, last=LAST_YEAR - 1
                )
            )
        return start

    def clean(self) -> dict[str, Any]:
        """A suspension has both its days."""
        cleaned: dict[str, Any] = super().clean() or {}
        stop_from, stop_to = cleaned.get("stop_from"), cleaned.get("stop_to")
        if bool(stop_from) != bool(stop_to):
            self.add_error(
                "stop_to" if stop_from else "stop_from",
                _("Tạm đình chỉ cần cả ngày bắt đầu và ngày tiếp tục."),
            )
        return cleaned
