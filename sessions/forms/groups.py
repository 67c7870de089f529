"""Forms of group discussions. They clean and never write."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hdnd_portal.council.models import Agency, Body, Mandate, Person
from hdnd_portal.ui.forms import DayTimeField, VietnameseForm
from sessions.models import AgendaItem, CouncilSession, GroupOpinion, GroupSitting
from sessions.services.groups import group_people, seats_of
from sessions.workflow import ITEM_GONE


class ItemChoices(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Agenda items with their number."""

    def label_from_instance(self, obj: AgendaItem) -> str:
        """The number as the agenda prints it, and the title."""
        return f"{obj.number} {obj.title}".strip()


class _SittingForm(VietnameseForm):
    """What an arranged and a changed sitting have in common."""

    items = ItemChoices(
        label=gettext_lazy("Nội dung thảo luận"),
        queryset=AgendaItem.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    starts_at = DayTimeField(label=gettext_lazy("Bắt đầu"))
    ends_at = DayTimeField(label=gettext_lazy("Kết thúc"))
    place = forms.CharField(label=gettext_lazy("Địa điểm"), max_length=200)
    report_due_at = DayTimeField(
        label=gettext_lazy("Hạn gửi kết quả"),
        required=False,
        help_text=gettext_lazy("Để trống: khi phiên thảo luận kết thúc."),
    )

    def __init__(self, *args: Any, session: CouncilSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.session = session
        field = self.fields["items"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101 -- for the checker
        field.queryset = session.items.exclude(state__in=ITEM_GONE).order_by("position")


class ArrangeForm(_SittingForm):
    """Several groups at once: the same items and hours; each at its own place or one for all."""

    groups = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Tổ thảo luận"),
        queryset=Body.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Tổ trưởng chủ trì, Tổ phó làm thư ký; có thể đổi sau ở từng Tổ."),
    )
    field_order = ["groups"]

    def __init__(self, *args: Any, session: CouncilSession, **kwargs: Any) -> None:
        super().__init__(*args, session=session, **kwargs)
        field = self.fields["groups"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101 -- for the checker
        field.queryset = session.term.bodies.filter(kind=Body.Kind.DELEGATE_GROUP).order_by(
            "position", "name"
        )


class ChangeGroupForm(_SittingForm):
    """One group: also who chairs it and who keeps its record."""

    chair = forms.ModelChoiceField(label=gettext_lazy("Chủ trì"), queryset=Person.objects.none())
    rapporteur = forms.ModelChoiceField(
        label=gettext_lazy("Thư ký"), queryset=Person.objects.none()
    )

    def __init__(self, *args: Any, sitting: GroupSitting, **kwargs: Any) -> None:
        super().__init__(*args, session=sitting.session, **kwargs)
        for name in ("chair", "rapporteur"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the checker
            field.queryset = group_people(sitting).order_by("sort_key")


class PresentForm(VietnameseForm):
    """Who of the group was there."""

    mandates = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Đại biểu có mặt"),
        queryset=Mandate.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, sitting: GroupSitting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["mandates"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101 -- for the checker
        field.queryset = seats_of(sitting)


class OpinionForm(VietnameseForm):
    """What one delegate said: on which point, how they stand, to whom it goes."""

    mandate = forms.ModelChoiceField(
        label=gettext_lazy("Đại biểu phát biểu"),
        queryset=Mandate.objects.none(),
        required=False,
        empty_label=gettext_lazy("Ý kiến chung của Tổ"),
    )
    stance = forms.ChoiceField(
        label=gettext_lazy("Quan điểm"),
        choices=lambda: GroupOpinion.Stance.choices,
        widget=forms.RadioSelect,
    )
    point = forms.CharField(
        label=gettext_lazy("Điểm được góp ý"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Ví dụ: khoản 2 Điều 3. Để trống: góp ý chung về nội dung."),
    )
    text = forms.CharField(
        label=gettext_lazy("Ý kiến"), max_length=8000, widget=forms.Textarea(attrs={"rows": 5})
    )
    addressee = forms.ChoiceField(label=gettext_lazy("Gửi tới"), required=False)

    def __init__(self, *args: Any, sitting: GroupSitting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["mandate"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker
        field.queryset = seats_of(sitting)
        addressee = self.fields["addressee"]
        assert isinstance(addressee, forms.ChoiceField)  # noqa: S101 -- for the type checker
        addressee.choices = addressees(sitting.session)

    def clean(self) -> dict[str, Any]:
        """The addressee as the agency or the body it names."""
        cleaned = super().clean() or self.cleaned_data
        kind, _sep, key = cleaned.pop("addressee", "").partition(":")
        cleaned["agency"] = Agency.objects.get(pk=key) if kind == "agency" else None
        cleaned["body"] = Body.objects.get(pk=key) if kind == "body" else None
        return cleaned


def addressees(session: CouncilSession) -> list[tuple[str, str | list[tuple[str, str]]]]:
    """Agencies of the day and bodies of the term, the words of the select."""
    day = timezone.localdate(timezone.now())
    agencies = session.council.agencies.in_force(day).order_by("name")
    bodies = session.term.bodies.exclude(kind=Body.Kind.DELEGATE_GROUP).order_by("position")
    return [
        ("", _("Không nêu")),
        (_("Cơ quan"), [(f"agency:{one.pk}", one.name) for one in agencies]),
        (_("Cơ quan của HĐND"), [(f"body:{one.pk}", one.name) for one in bodies]),
    ]


class SummaryForm(VietnameseForm):
    """What the group says as a whole."""

    summary = forms.CharField(
        label=gettext_lazy("Nhận xét chung của Tổ"),
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReasonForm(VietnameseForm):
    """Why a report is returned or a release taken back."""

    reason = forms.CharField(label=gettext_lazy("Lý do"), max_length=500)


class GatherForm(VietnameseForm):
    """Under which point the opinions on another are gathered."""

    point = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)
    into = forms.CharField(label=gettext_lazy("Tổng hợp vào điểm"), max_length=200)
