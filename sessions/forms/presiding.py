"""Forms of presiding. They clean and never write."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hdnd_portal.council.models import Person
from hdnd_portal.ui.forms import DayTimeField, VietnameseForm
from sessions.models import CouncilSession, Presiding
from sessions.services.presiding import candidates


class PersonChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A person who may be named; the leaders of the Standing Committee stand first."""

    def label_from_instance(self, obj: Person) -> str:
        """The name, with the mark of those who lead."""
        if not getattr(obj, "leads", False):
            return obj.name
        return _("{name} (lãnh đạo Thường trực HĐND)").format(name=obj.name)


class PresidingForm(VietnameseForm):
    """A person, a role, from when, and why where it is not the Chair."""

    role = forms.ChoiceField(
        label=gettext_lazy("Vai trò"), choices=lambda: list(Presiding.Role.choices)
    )
    person = PersonChoice(label=gettext_lazy("Người"), queryset=Person.objects.none())
    starts_at = DayTimeField(label=gettext_lazy("Từ lúc"))
    reason = forms.CharField(
        label=gettext_lazy("Lý do"),
        max_length=300,
        required=False,
        help_text=gettext_lazy(
            "Bắt buộc khi chủ tọa không phải Chủ tịch HĐND (Luật 72/2025/QH15, Điều 32)."
        ),
    )

    def __init__(self, *args: Any, session: CouncilSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker
        field.queryset = candidates(session)


class ReplaceChairForm(VietnameseForm):
    """Who takes the chair, from when, and why."""

    person = PersonChoice(label=gettext_lazy("Người thay"), queryset=Person.objects.none())
    at = DayTimeField(label=gettext_lazy("Từ lúc"))
    reason = forms.CharField(label=gettext_lazy("Lý do"), max_length=300)
    expected = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, session: CouncilSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker
        field.queryset = candidates(session)


class EndForm(VietnameseForm):
    """Why a duty ends."""

    reason = forms.CharField(label=gettext_lazy("Lý do"), max_length=300)
