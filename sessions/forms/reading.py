"""Forms of a delegate's reading. They clean and never write."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hdnd_portal.ui.forms import VietnameseForm
from sessions.models import AbsenceRequest, CouncilSession, Sitting


class NoteForm(VietnameseForm):
    """A private note on a paper."""

    text = forms.CharField(
        label=_("Ghi chú riêng"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Chỉ mình ông/bà đọc được; lưu trên máy chủ dưới dạng mã hóa."),
    )
    page = forms.IntegerField(label=_("Trang"), min_value=1, max_value=99999, required=False)


class AbsenceForm(VietnameseForm):
    """The request to be absent, for the whole session or some half-days."""

    reason = forms.ChoiceField(label=_("Loại lý do"), choices=lambda: AbsenceRequest.Reason.choices)
    text = forms.CharField(
        label=_("Trình bày"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    from_sitting = forms.ModelChoiceField(
        label=_("Từ phiên"),
        queryset=Sitting.objects.none(),
        required=False,
        empty_label=_("Cả kỳ họp"),
    )
    to_sitting = forms.ModelChoiceField(
        label=_("Đến hết phiên"),
        queryset=Sitting.objects.none(),
        required=False,
        empty_label=_("Phiên cuối"),
    )

    def __init__(self, *args: Any, session: CouncilSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("from_sitting", "to_sitting"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker
            field.queryset = session.sittings.all()


class DecideForm(VietnameseForm):
    """The chair's decision on a request."""

    decision = forms.ChoiceField(choices=[("accept", _("Đồng ý")), ("refuse", _("Không đồng ý"))])
    note = forms.CharField(label=_("Ý kiến"), max_length=300, required=False)
