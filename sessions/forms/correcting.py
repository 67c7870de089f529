"""Forms that correct what was entered of a session. They clean and never write."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hdnd_portal.ui.forms import VietnameseForm


class CorrectForm(VietnameseForm):
    """Name, place and ordinal."""

    name = forms.CharField(label=_("Tên kỳ họp"), max_length=200)
    place = forms.CharField(
        label=_("Địa điểm"),
        max_length=300,
        required=False,
        help_text=_("Để trống thì giấy mời và các dự thảo ghi “sẽ thông báo sau”."),
    )
    ordinal = forms.IntegerField(
        label=_("Kỳ họp thứ"),
        required=False,
        min_value=1,
        max_value=999,
        help_text=_("Để trống để giữ số hiện có."),
    )


class HoursForm(VietnameseForm):
    """The hours of a half-day."""

    starts = forms.TimeField(
        label=_("Bắt đầu"), widget=forms.TimeInput(format="%H:%M", attrs={"class": "is-short"})
    )
    ends = forms.TimeField(
        label=_("Kết thúc"), widget=forms.TimeInput(format="%H:%M", attrs={"class": "is-short"})
    )
    note = forms.CharField(label=_("Ghi chú"), max_length=200, required=False)
