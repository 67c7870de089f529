"""Forms of the hotline: twenty seconds while somebody is on the telephone. They never write."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hdnd_portal.council.models import AdministrativeUnit
from hdnd_portal.secret_text import Voter
from hdnd_portal.ui.forms import VietnameseForm
from sessions.forms.sitting import MomentForm
from sessions.hotline import localities_of
from sessions.models import AgendaItem, CouncilSession


class ItemChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An item of the programme, as the delegates know it."""

    def label_from_instance(self, obj: AgendaItem) -> str:
        """Number and title."""
        return f"{obj.number} {obj.title}".strip()


class LocalityChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A commune; its name first, so that typing it finds it."""

    def label_from_instance(self, obj: AdministrativeUnit) -> str:
        """`Khe Phượng (xã)`."""
        return f"{obj.name} ({obj.get_kind_display()})"


class OnTopicForm(VietnameseForm):
    """On what, from where, what was said."""

    item = ItemChoice(
        label=_("Chủ đề"),
        queryset=AgendaItem.objects.none(),
        required=False,
        empty_label=_("Lĩnh vực khác"),
    )
    topic = forms.CharField(
        label=_("Lĩnh vực khác là"),
        max_length=120,
        required=False,
        help_text=_("Chỉ ghi khi chủ đề là “Lĩnh vực khác”, ví dụ: nước sạch."),
    )
    unit = LocalityChoice(
        label=_("Địa bàn"),
        queryset=AdministrativeUnit.objects.none(),
        required=False,
        empty_label=_("Không rõ"),
    )
    gist = forms.CharField(
        label=_("Nội dung ý kiến"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Chủ tọa đọc phần này: không ghi tên, số điện thoại hay địa chỉ người gọi."),
    )

    def __init__(self, *args: Any, session: CouncilSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        items, units = self.fields["item"], self.fields["unit"]
        assert isinstance(items, ItemChoice)  # noqa: S101 -- for the type checker
        assert isinstance(units, LocalityChoice)  # noqa: S101
        # What is treated in closed session is not announced, so nobody calls about it.
        items.queryset = session.items.filter(is_closed=False).order_by("position")
        units.queryset = localities_of(session)
        self.fields["topic"].widget.attrs["list"] = "chu-de-da-ghi"

    def clean(self) -> dict[str, Any]:
        """One topic: an item, or another matter."""
        cleaned = super().clean() or {}
        if cleaned.get("item") and cleaned.get("topic"):
            self.add_error(
                "topic", _("Đã chọn một nội dung của chương trình: hãy xóa ô này hoặc chọn lại.")
            )
        return cleaned


class CallForm(OnTopicForm, MomentForm):
    """A call, and who called, if they said it."""

    caller_name = forms.CharField(
        label=_("Họ tên"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    caller_phone = forms.RegexField(
        r"^[0-9+(][0-9 .()+-]{5,28}$",
        label=_("Số điện thoại"),
        max_length=30,
        required=False,
        error_messages={"invalid": _("Số điện thoại chỉ gồm chữ số, ví dụ 0912 345 678.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
    )
    field_order = ["item", "topic", "unit", "gist", "caller_name", "caller_phone", "at"]

    def call(self) -> dict[str, Any]:
        """What the service takes."""
        cleaned = self.cleaned_data
        return {
            **{name: cleaned[name] for name in ("item", "topic", "unit", "gist")},
            "at": self.moment(),
            "caller": Voter(cleaned["caller_name"], cleaned["caller_phone"]),
        }


class CorrectCallForm(OnTopicForm):
    """Other words, and why."""

    reason = forms.CharField(label=_("Lý do sửa"), max_length=300)
