"""The form of a promise to voters."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hdnd_portal.council.models import AdministrativeUnit, Field, Mandate
from hdnd_portal.ui.forms import DayField, VietnameseForm
from voters.forms.record import locality
from voters.sentences import SENTENCES


class PromiseForm(VietnameseForm):
    """Who promised what to whom, by when, before whom."""

    mandate = forms.TypedChoiceField(label=_("Đại biểu đã hứa"), coerce=int)
    text = forms.CharField(
        label=_("Lời hứa"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Ghi đúng lời đã nói với cử tri. Lời đã ghi không sửa được."),
    )
    unit = forms.TypedChoiceField(label=_("Hứa với cử tri xã, phường"), coerce=int)
    field = forms.ModelChoiceField(
        label=_("Lĩnh vực"), queryset=Field.objects.none(), required=False
    )
    due_on = DayField(label=_("Hạn thực hiện"), required=False)
    no_due_reason = forms.CharField(
        label=_("Vì sao không có hạn"),
        max_length=300,
        required=False,
        help_text=_("Ghi khi không có hạn, ví dụ: chờ Quốc hội thông qua luật."),
    )
    heard_by = forms.CharField(
        label=_("Người nghe"),
        max_length=300,
        help_text=_("Người chủ trì, chức danh và số cử tri dự; không ghi họ tên cử tri."),
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
        fields: dict[str, Any] = self.fields
        fields["field"].queryset = Field.objects.in_use()
        for name in ("due_on", "no_due_reason"):
            fields[name].needed = _("một trong hai")
        for name, offered in (
            ("mandate", [(key, one.person.name) for key, one in self.mandates.items()]),
            ("unit", [(key, locality(one)) for key, one in self.units.items()]),
        ):
            fields[name].choices = (
                offered if len(offered) == 1 else [("", _("Chưa chọn")), *offered]
            )

    def clean_mandate(self) -> Mandate:
        """The delegate."""
        return self.mandates[self.cleaned_data["mandate"]]

    def clean_unit(self) -> AdministrativeUnit:
        """The commune."""
        return self.units[self.cleaned_data["unit"]]

    def clean(self) -> dict[str, Any]:
        """A day, or why there is none."""
        data = super().clean() or self.cleaned_data
        if "due_on" in data and not data["due_on"] and not data.get("no_due_reason"):
            self.add_error("due_on", str(SENTENCES["promise_day"]))
        return data
