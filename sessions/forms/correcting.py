"""Forms that correct what was entered of a session. They clean and never write."""

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from hdnd_portal.ui.forms import VietnameseForm


class CorrectForm(VietnameseForm):
    """Name, place, ordinal, and where the sitting is broadcast."""

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
    stream_url = forms.URLField(
        label=_("Địa chỉ truyền hình trực tiếp"),
        max_length=300,
        required=False,
        assume_scheme="https",
        validators=[URLValidator(schemes=["https", "http"])],
        help_text=_("Hiện ở chương trình công khai và ở trang phiên họp khi kỳ họp mở."),
        error_messages={
            "invalid": _("Ghi địa chỉ đầy đủ, ví dụ https://truyenhinh.tinh.vn/ky-hop.")
        },
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
