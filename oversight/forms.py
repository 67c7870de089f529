"""What people type about oversight. Forms clean and never write."""

from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hdnd_portal.council.models import Agency, Body, Council
from hdnd_portal.ui.forms import DayField, VietnameseForm
from oversight.labels import proposal_kind_choices, proposer_choices

# No hearing is planned further ahead; what is typed there is a slip.
FURTHEST = timedelta(days=2 * 366)


class ReasonForm(VietnameseForm):
    """Lý do."""

    reason = forms.CharField(
        label=_("Lý do"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class ReferenceForm(VietnameseForm):
    """By which paper it was decided; needed where the office writes it down."""

    reference = forms.CharField(label=_("Số, ký hiệu văn bản"), max_length=100, required=False)

    def __init__(self, *args: Any, is_recorded: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reference"]
        field.required = is_recorded
        field.help_text = (
            _("Văn bản, biên bản ghi quyết định của Thường trực HĐND.")
            if is_recorded
            else _("Có thể để trống khi chưa có văn bản.")
        )


class PlanForm(ReferenceForm):
    """Định ngày họp."""

    planned_on = DayField(label=_("Ngày họp"))
    place = forms.CharField(label=_("Địa điểm"), max_length=200, required=False)
    field_order = ("planned_on", "place", "reference")

    def clean_planned_on(self) -> Any:
        """Not before today, and in a year that somebody meant."""
        day, today = self.cleaned_data["planned_on"], timezone.localdate()
        if day < today:
            raise forms.ValidationError(_("Ngày họp phải từ hôm nay trở đi."))
        if day > today + FURTHEST:
            raise forms.ValidationError(_("Ngày họp còn quá xa. Hãy xem lại năm."))
        return day


class OfCouncils(VietnameseForm):
    """A record of one of the user's councils; once it is there, it stays in its council."""

    council = forms.ModelChoiceField(
        label=_("HĐND"), queryset=Council.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, councils: QuerySet[Council], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["council"].queryset = councils
        fields["council"].initial = councils.first()
        agencies = Agency.objects.filter(council__in=councils).exclude(kind=Agency.Kind.COMMUNE)
        for name in ("agencies", "agency"):
            if name in fields:
                fields[name].queryset = agencies.in_force(timezone.localdate()).order_by("name")

    def clean(self) -> dict[str, Any]:
        """All that is chosen belongs to the council."""
        cleaned = super().clean() or {}
        council = cleaned.get("council")
        one = cleaned.get("agency")
        chosen = [one] if one else list(cleaned.get("agencies", ()))
        if council is not None and any(agency.council_id != council.pk for agency in chosen):
            name = "agency" if one else "agencies"
            self.add_error(name, _("Hãy chọn cơ quan của cùng Hội đồng nhân dân."))
        return cleaned


class ProposalForm(OfCouncils):
    """Đề xuất nội dung giám sát."""

    subject = forms.CharField(label=_("Nội dung giám sát"), max_length=300)
    kind = forms.ChoiceField(
        label=_("Hình thức"), choices=proposal_kind_choices, widget=forms.RadioSelect
    )
    proposer = forms.ChoiceField(label=_("Nguồn đề xuất"), choices=proposer_choices)
    proposer_name = forms.CharField(
        label=_("Cơ quan, người đề xuất"),
        max_length=200,
        required=False,
        help_text=_("Ví dụ: Ban Kinh tế – Ngân sách."),
    )
    reason = forms.CharField(
        label=_("Sự cần thiết"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
    )
    scope = forms.CharField(
        label=_("Phạm vi"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Thời kỳ, địa bàn, lĩnh vực."),
    )
    agencies = forms.ModelMultipleChoiceField(
        label=_("Đối tượng giám sát"),
        queryset=Agency.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    proposed_on = DayField(label=_("Ngày đề xuất"))

    def clean_proposed_on(self) -> Any:
        """Not after today."""
        day = self.cleaned_data["proposed_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("Ngày đề xuất chưa đến. Hãy xem lại."))
        return day


class HearingForm(OfCouncils):
    """Đề xuất phiên giải trình."""

    body = forms.ModelChoiceField(
        label=_("Cơ quan tổ chức"), queryset=Body.objects.none(), empty_label=None
    )
    agency = forms.ModelChoiceField(label=_("Cơ quan giải trình"), queryset=Agency.objects.none())
    subject = forms.CharField(label=_("Nội dung giải trình"), max_length=300)
    reason = forms.CharField(
        label=_("Lý do tổ chức"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, councils: QuerySet[Council], **kwargs: Any) -> None:
        super().__init__(*args, councils=councils, **kwargs)
        today = timezone.localdate()
        fields: dict[str, Any] = self.fields
        # Law 87/2015, Art. 72: the Standing Committee; Bans by the rules of the council.
        fields["body"].queryset = Body.objects.filter(
            term__in=[term.pk for one in councils for term in one.terms.in_force(today)],
            kind__in=[Body.Kind.STANDING_COMMITTEE, Body.Kind.COMMITTEE],
        ).order_by("position", "pk")

    def clean(self) -> dict[str, Any]:
        """Who holds it belongs to the council, too."""
        cleaned = super().clean()
        council, body = cleaned.get("council"), cleaned.get("body")
        if council is not None and body is not None and body.term.council_id != council.pk:
            self.add_error("body", _("Hãy chọn cơ quan của cùng Hội đồng nhân dân."))
        return cleaned
