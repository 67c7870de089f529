"""Forms of contact plans. They clean and never write."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from hdnd_portal.council.models import AdministrativeUnit, Body, Mandate
from hdnd_portal.ui.forms import DayField, DayTimeField, VietnameseForm
from sessions.public import SessionFacts
from voters.labels import mode_choices, planned_timing_choices
from voters.plan_facts import Ground
from voters.sentences import SENTENCES


class TermsForm(VietnameseForm):
    """Window of a plan, and what it must keep."""

    starts_on = DayField(label=gettext_lazy("Từ ngày"))
    ends_on = DayField(label=gettext_lazy("Đến hết ngày"))
    least_there = forms.IntegerField(
        label=gettext_lazy("Đại biểu ít nhất mỗi cuộc"), min_value=1, max_value=30, initial=2
    )
    most_there = forms.IntegerField(
        label=gettext_lazy("Đại biểu nhiều nhất mỗi cuộc"), min_value=1, max_value=30, initial=4
    )
    least_each = forms.IntegerField(
        label=gettext_lazy("Số cuộc ít nhất của mỗi đại biểu"),
        min_value=0,
        max_value=50,
        initial=2,
    )
    at_once = forms.IntegerField(
        label=gettext_lazy("Số cuộc nhiều nhất trong một buổi"),
        min_value=1,
        max_value=200,
        initial=8,
        help_text=gettext_lazy("Văn phòng và Mặt trận phục vụ được bao nhiêu cuộc cùng lúc."),
    )


class NewPlanForm(TermsForm):
    """For which session, before or after it."""

    session = forms.TypedChoiceField(label=gettext_lazy("Kỳ họp"), coerce=int)
    timing = forms.ChoiceField(
        label=gettext_lazy("Thời điểm"), choices=planned_timing_choices, widget=forms.RadioSelect
    )
    field_order = ["session", "timing"]

    def __init__(self, *args: Any, sessions: Sequence[SessionFacts], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.facts = {one.pk: one for one in sessions}
        field = self.fields["session"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker
        field.choices = [(one.pk, f"{one.name} ({one.opening_on:%d/%m/%Y})") for one in sessions]

    def clean_session(self) -> SessionFacts:
        """The session itself."""
        return self.facts[self.cleaned_data["session"]]


class MeetingForm(VietnameseForm):
    """One meeting: which Tổ goes where, when, who."""

    unit = forms.ModelChoiceField(
        label=gettext_lazy("Xã, phường"), queryset=AdministrativeUnit.objects.none()
    )
    group = forms.ModelChoiceField(label=gettext_lazy("Tổ đại biểu"), queryset=Body.objects.none())
    starts_at = DayTimeField(label=gettext_lazy("Bắt đầu"))
    ends_at = DayTimeField(label=gettext_lazy("Kết thúc"))
    place = forms.CharField(label=gettext_lazy("Địa điểm"), max_length=200, required=False)
    mode = forms.ChoiceField(
        label=gettext_lazy("Hình thức"), choices=mode_choices, widget=forms.RadioSelect
    )
    mandates = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Đại biểu dự"),
        queryset=Mandate.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    guests = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Cử tri xã, phường khác cùng dự"),
        queryset=AdministrativeUnit.objects.none(),
        required=False,
        help_text=gettext_lazy(
            "Khi tiếp xúc theo cụm: các xã, phường này được tính là đã có cuộc."
        ),
    )
    reason = forms.CharField(label=gettext_lazy("Lý do thay đổi"), max_length=500, required=False)

    def __init__(
        self, *args: Any, ground: Ground, first: int | None, asks_reason: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        units = AdministrativeUnit.objects.filter(pk__in=[one.pk for one in ground.units])
        seats = Mandate.objects.filter(pk__in=[seat.mandate.pk for seat in ground.seats])
        # The Tổ's own delegates first: they are the ones who are usually sent.
        own = {seat.mandate.pk for seat in ground.seats if seat.group == first}
        querysets: dict[str, Any] = {
            "unit": units.order_by("name"),
            "guests": units.order_by("name"),
            "group": Body.objects.filter(pk__in=[one.pk for one in ground.groups]),
            "mandates": seats.select_related("person").order_by("person__sort_key"),
        }
        for name, rows in querysets.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the checker
            field.queryset = rows
        chosen = self.fields["mandates"]
        assert isinstance(chosen, forms.ModelMultipleChoiceField)  # noqa: S101 -- for the checker
        chosen.choices = _own_first(ground, own)
        if not asks_reason:
            del self.fields["reason"]


def _own_first(ground: Ground, own: set[int]) -> list[tuple[str | Promise, list[tuple[int, str]]]]:
    """Delegates in two parts: those of the Tổ, and all others."""
    parts: tuple[list[tuple[int, str]], list[tuple[int, str]]] = ([], [])
    for seat in ground.seats:
        parts[0 if seat.mandate.pk in own else 1].append(
            (seat.mandate.pk, seat.mandate.person.name)
        )
    named = ((gettext_lazy("Đại biểu của Tổ"), parts[0]), (gettext_lazy("Tổ khác"), parts[1]))
    return [(name, rows) for name, rows in named if rows]


class AwayForm(VietnameseForm):
    """Days on which a delegate cannot meet voters."""

    mandate = forms.TypedChoiceField(label=gettext_lazy("Đại biểu"), coerce=int)
    starts_on = DayField(label=gettext_lazy("Từ ngày"))
    ends_on = DayField(label=gettext_lazy("Đến hết ngày"))
    note = forms.CharField(label=gettext_lazy("Ghi chú"), max_length=200, required=False)

    def __init__(self, *args: Any, ground: Ground, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = {seat.mandate.pk: seat.mandate for seat in ground.seats}
        field = self.fields["mandate"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker
        field.choices = [("", "–"), *((key, str(one)) for key, one in self.seats.items())]

    def clean_mandate(self) -> Mandate:
        """The delegate."""
        return self.seats[self.cleaned_data["mandate"]]

    def clean_ends_on(self) -> date:
        """Not before the first day."""
        ends_on: date = self.cleaned_data["ends_on"]
        if ends_on < self.cleaned_data.get("starts_on", ends_on):
            raise forms.ValidationError(str(SENTENCES["away_reversed"]), "reversed")
        return ends_on


class ReasonForm(VietnameseForm):
    """Why a plan is given back or a meeting cancelled."""

    reason = forms.CharField(label=gettext_lazy("Lý do"), max_length=500)


class LetterForm(VietnameseForm):
    """Under which letter the Front agreed."""

    letter = forms.CharField(
        label=gettext_lazy("Văn bản thống nhất của Ủy ban MTTQ"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Số, ký hiệu và ngày; để trống khi Mặt trận trả lời tại đây."),
    )
