"""The form of a contact beside the plan."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from hdnd_portal.council.models import AdministrativeUnit, Mandate
from hdnd_portal.ui.forms import DayTimeField, VietnameseForm
from voters.forms.record import locality
from voters.labels import contact_kind_choices, mode_choices
from voters.sentences import SENTENCES


class ContactForm(VietnameseForm):
    """Who meets which voters, where, when, about what."""

    mandate = forms.TypedChoiceField(label=gettext_lazy("Đại biểu"), coerce=int)
    kind = forms.ChoiceField(
        label=gettext_lazy("Loại"),
        choices=contact_kind_choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Gặp gỡ cá nhân, nhóm cử tri và tiếp xúc ngoài đơn vị bầu cử phải được Thường trực "
            "HĐND đồng ý trước; các loại khác chỉ cần báo."
        ),
    )
    unit = forms.TypedChoiceField(label=gettext_lazy("Xã, phường"), coerce=int)
    starts_at = DayTimeField(
        label=gettext_lazy("Bắt đầu"),
        help_text=gettext_lazy("Cuộc đã diễn ra cũng báo ở đây để ghi ý kiến và biên bản."),
    )
    ends_at = DayTimeField(label=gettext_lazy("Kết thúc"))
    mode = forms.ChoiceField(
        label=gettext_lazy("Hình thức"),
        choices=mode_choices,
        widget=forms.RadioSelect,
        initial="direct",
    )
    place = forms.CharField(label=gettext_lazy("Địa điểm"), max_length=200, required=False)
    purpose = forms.CharField(
        label=gettext_lazy("Đối tượng, nội dung"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        *args: Any,
        mandates: Sequence[Mandate],
        units: Sequence[AdministrativeUnit],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.mandates = {one.pk: one for one in mandates}
        self.units = {one.pk: one for one in units}
        offered: dict[str, list[tuple[Any, Any]]] = {
            "mandate": [(key, one.person.name) for key, one in self.mandates.items()],
            "unit": [(key, locality(one)) for key, one in self.units.items()],
        }
        for name, choices in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker
            alone = name == "mandate" and len(choices) == 1
            field.choices = choices if alone else [("", gettext_lazy("Chưa chọn")), *choices]

    def clean_mandate(self) -> Mandate:
        """The delegate."""
        return self.mandates[self.cleaned_data["mandate"]]

    def clean_unit(self) -> AdministrativeUnit:
        """The commune."""
        return self.units[self.cleaned_data["unit"]]

    def clean(self) -> dict[str, Any]:
        """The end comes after the beginning."""
        cleaned = super().clean() or {}
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", str(SENTENCES["hours_reversed"]))
        return cleaned
