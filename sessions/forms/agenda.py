"""Forms of the agenda. They clean and never write."""

import json
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hdnd_portal.council.models import Agency, Body, Membership, Person
from hdnd_portal.ui.forms import DayField, VietnameseForm
from sessions.mandatory_reports import reports_for
from sessions.models import AgendaItem, ChairDecision, CouncilSession, Sitting
from sessions.numbering import Style


class ItemForm(VietnameseForm):
    """An agenda item."""

    title = forms.CharField(
        label=_("Nội dung"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    kind = forms.ChoiceField(label=_("Loại"), choices=lambda: AgendaItem.Kind.choices)
    section = forms.CharField(
        label=_("Phần"),
        max_length=200,
        required=False,
        help_text=_("Các nội dung cùng phần được đánh số chung, ví dụ “Báo cáo của UBND”."),
    )
    presenter = forms.ModelChoiceField(
        label=_("Cơ quan trình"), queryset=Agency.objects.none(), required=False
    )
    presenting_body = forms.ModelChoiceField(
        label=_("Hoặc cơ quan của HĐND trình"), queryset=Body.objects.none(), required=False
    )
    verifying_body = forms.ModelChoiceField(
        label=_("Ban thẩm tra"),
        queryset=Body.objects.none(),
        required=False,
        help_text=_(
            "Thường trực HĐND phân công. Báo cáo của Thường trực và của Ban không thẩm tra."
        ),
    )
    needs_resolution = forms.BooleanField(label=_("HĐND ban hành nghị quyết"), required=False)
    for_information = forms.BooleanField(
        label=_("Chỉ để đại biểu nghiên cứu, không trình bày"), required=False
    )
    is_closed = forms.BooleanField(
        label=_("Họp kín"),
        required=False,
        help_text=_("HĐND quyết định họp kín (Luật 72/2025/QH15, Điều 34 khoản 5)."),
    )
    sitting = forms.ModelChoiceField(
        label=_("Phiên họp"),
        queryset=Sitting.objects.none(),
        required=False,
        empty_label=_("Chưa xếp phiên"),
        help_text=_("Phiên đầu tiên xem xét nội dung này; giấy mời in chương trình theo phiên."),
    )
    planned_minutes = forms.IntegerField(
        label=_("Thời gian dự kiến (phút)"), min_value=1, max_value=600, required=False
    )
    note = forms.CharField(
        label=_("Ghi chú"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    chair_decision = forms.ModelChoiceField(
        label=_("Ý kiến của Chủ tọa"),
        queryset=ChairDecision.objects.none(),
        required=False,
        help_text=_("Bắt buộc khi nội dung được bổ sung muộn hoặc cấp bách."),
    )
    urgency = forms.ChoiceField(
        label=_("Tính chất"), choices=lambda: AgendaItem.Urgency.choices, initial="normal"
    )

    def __init__(self, *args: Any, session: CouncilSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = Body.objects.filter(term=session.term_id)
        self._offer("presenter", Agency.objects.filter(council=session.council_id))
        self._offer("presenting_body", bodies)
        self._offer("verifying_body", bodies.filter(kind=Body.Kind.COMMITTEE))
        self._offer("sitting", session.sittings.all())
        self._offer("chair_decision", session.chair_decisions.all())

    def _offer(self, name: str, choices: QuerySet[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker
        field.queryset = choices

    def clean(self) -> dict[str, Any]:
        """One presenter only; a body's or the Standing Committee's own report is not verified."""
        cleaned = super().clean() or {}
        if cleaned.get("presenter") and cleaned.get("presenting_body"):
            self.add_error(
                "presenting_body", _("Chỉ chọn một cơ quan trình: cơ quan ngoài hoặc của HĐND.")
            )
        is_own_report = cleaned.get("presenting_body") and cleaned.get("kind") == "report"
        if is_own_report and cleaned.get("verifying_body"):
            self.add_error(
                "verifying_body",
                _("Báo cáo của Thường trực HĐND và của Ban không phải thẩm tra."),
            )
        return cleaned


class ItemEditForm(ItemForm):
    """An item that is there already: what made it late is not changed here."""

    chair_decision = None  # type: ignore[assignment]
    urgency = None  # type: ignore[assignment]
    # What the fields held when the page was opened: only what the user changed is written.
    seen = forms.JSONField(widget=forms.HiddenInput, required=False)

    def _offer(self, name: str, choices: QuerySet[Any]) -> None:
        if name in self.fields:
            super()._offer(name, choices)

    def clean_seen(self) -> dict[str, Any]:
        """Anything but an object is as if nothing had been seen."""
        seen = self.cleaned_data["seen"]
        return seen if isinstance(seen, dict) else {}

    def has_seen(self, now: dict[str, Any]) -> None:
        """Take these values as seen when the form is shown again."""
        self.data = {
            **{name: self.data.get(name) for name in self.data},  # no field has many values
            "seen": json.dumps({**self.cleaned_data["seen"], **now}),
        }


class DecisionForm(VietnameseForm):
    """The chair's decision on late items."""

    decided_by = forms.ModelChoiceField(label=_("Người quyết định"), queryset=Person.objects.none())
    decided_on = DayField(label=_("Ngày"))
    text = forms.CharField(
        label=_("Nội dung ý kiến"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Được in kèm nội dung trong chương trình."),
    )
    reference = forms.CharField(label=_("Văn bản, số"), max_length=100, required=False)

    def __init__(self, *args: Any, session: CouncilSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leaders = Membership.objects.filter(
            body__term=session.term_id,
            body__kind=Body.Kind.STANDING_COMMITTEE,
            role__in=[Membership.Role.CHAIR, Membership.Role.VICE_CHAIR],
        )
        field = self.fields["decided_by"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker
        field.queryset = Person.objects.filter(memberships__in=leaders).distinct()


class ReportsForm(VietnameseForm):
    """Which of the mandatory reports to add."""

    keys = forms.MultipleChoiceField(
        label=_("Báo cáo"), widget=forms.CheckboxSelectMultiple, choices=[]
    )

    def __init__(self, *args: Any, session: CouncilSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["keys"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 -- for the type checker
        field.choices = [(row.key, row.title) for row in reports_for(session.kind)]


class StyleForm(VietnameseForm):
    """How items are numbered."""

    style = forms.ChoiceField(
        label=_("Cách đánh số"),
        choices=[
            (Style.BY_SECTION.value, _("Theo phần: I.1, I.2, II.1")),
            (Style.CONTINUOUS.value, _("Liên tục: 1, 2, 3")),
        ],
    )


class PositionForm(VietnameseForm):
    """Where an item goes."""

    to_position = forms.IntegerField(label=_("Vị trí"), min_value=1, max_value=9999)


class WithdrawForm(VietnameseForm):
    """Why an item leaves the agenda, and whether it comes back at the next session."""

    reason = forms.CharField(label=_("Lý do"), max_length=500)
    defer = forms.BooleanField(label=_("Chuyển sang kỳ họp sau"), required=False)
