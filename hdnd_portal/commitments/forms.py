"""What people type about commitments. Forms clean and never write."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hdnd_portal.commitments.labels import (
    LinkKind,
    claim_choices,
    finding_choices,
    link_kind_choices,
)
from hdnd_portal.commitments.models import Commitment
from hdnd_portal.commitments.workflow import Claim, Finding
from hdnd_portal.council.models import Agency
from hdnd_portal.ui.choices import Label
from hdnd_portal.ui.forms import DayField, VietnameseForm


class ReplyForm(VietnameseForm):
    """Báo cáo kết quả."""

    claimed = forms.ChoiceField(label=_("Kết quả"), choices=claim_choices)
    text = forms.CharField(
        label=_("Kết quả cụ thể"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Nêu kết quả, số liệu; không chỉ giải trình."),
    )
    measure = forms.CharField(
        label=_("Biện pháp đã làm, sẽ làm"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    done_on = DayField(label=_("Ngày hoàn thành"), required=False)

    def clean_claimed(self) -> Claim:
        """The claim as its code."""
        return Claim(self.cleaned_data["claimed"])

    def clean(self) -> dict[str, Any]:
        """Who says that it is done says when."""
        data = super().clean() or self.cleaned_data
        undated = not data.get("done_on") and "done_on" not in self.errors
        if data.get("claimed") is Claim.DONE and undated:
            self.add_error("done_on", _("Ghi ngày hoàn thành."))
        return data


class VerifyForm(VietnameseForm):
    """Xác minh kết quả."""

    finding = forms.ChoiceField(
        label=_("Kết quả xác minh"), choices=finding_choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Căn cứ, nhận xét"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Đã kiểm tra bằng cách nào, tài liệu hoặc ý kiến nào làm căn cứ."),
    )
    reply = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean_finding(self) -> Finding:
        """The finding as its code."""
        return Finding(self.cleaned_data["finding"])


class ReasonForm(VietnameseForm):
    """Lý do."""

    reason = forms.CharField(
        label=_("Lý do"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class TaskForm(VietnameseForm):
    """What somebody is to do by a day: a promise, a task; each says by `words` how it is called."""

    text = forms.CharField(max_length=5000, widget=forms.Textarea(attrs={"rows": 3}))
    measure = forms.CharField(
        label=_("Biện pháp, kết quả phải đạt"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    due_on = DayField(required=False)
    said_at = forms.CharField(label=_("Ghi tại"), required=False, max_length=300)
    lead = forms.ModelChoiceField(
        label=_("Cơ quan thực hiện"), queryset=Agency.objects.none(), required=False
    )
    # By field: its label, its help, what an empty choice says.
    words: ClassVar[Mapping[str, Mapping[str, Label]]] = {}

    def __init__(self, *args: Any, agencies: QuerySet[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        for name, words in self.words.items():
            for attribute, text in words.items():
                setattr(fields[name], attribute, text)
        fields["lead"].queryset = agencies


class MoveDueForm(ReasonForm):
    """Đổi hạn."""

    due_on = DayField(label=_("Hạn mới"))
    field_order = ("due_on", "reason")


class LinkForm(VietnameseForm):
    """Liên kết với một kiến nghị, cam kết khác."""

    kind = forms.ChoiceField(label=_("Quan hệ"), choices=link_kind_choices)
    target = forms.ModelChoiceField(
        label=_("Với kiến nghị, cam kết"), queryset=Commitment.objects.none()
    )

    def __init__(self, *args: Any, among: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["target"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker
        field.queryset = among

    def clean_kind(self) -> LinkKind:
        """The kind as its code."""
        return LinkKind(self.cleaned_data["kind"])


def initial_of(reply: Any) -> dict[str, Any]:
    """The starting values of a report from its draft."""
    if reply is None:
        return {"claimed": Claim.UNDER_WAY.value}
    done_on: date | None = reply.done_on
    return {
        "claimed": reply.claimed,
        "text": reply.text,
        "measure": reply.measure,
        "done_on": done_on,
    }
