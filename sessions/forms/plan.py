"""Forms of planning a session. They clean and never write."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import STAFF
from hdnd_portal.council.models import Council, Term
from hdnd_portal.council.models.units import COMMUNE_KINDS
from hdnd_portal.ui.forms import DayField, VietnameseForm
from sessions.labels import SESSION_KINDS
from sessions.models import CouncilSession
from sessions.workflow import SessionKind, SessionMove


def kinds_for(council: Council) -> list[SessionKind]:
    """Kinds that are planned today; voters call for a session of a commune's council only."""
    kinds: list[SessionKind] = [
        kind for kind in SessionKind if kind is not SessionKind.EXTRAORDINARY
    ]
    if council.unit.kind not in COMMUNE_KINDS:
        kinds.remove(SessionKind.VOTER_PETITION)
    return kinds


class DaysMixin(forms.Form):
    """The opening day and the length."""

    opening_on = DayField(
        label=_("Ngày khai mạc"),
        help_text=_("Ví dụ 08/12/2026. Các mốc chuẩn bị tính lùi từ ngày này."),
    )
    days = forms.DecimalField(
        label=_("Số ngày họp"),
        help_text=_("Tính theo nửa ngày, ví dụ 2,5."),
        initial=Decimal("2.5"),
        localize=True,
        max_digits=4,
        decimal_places=1,
    )
    accepts_day_off = forms.BooleanField(
        label=_("Xác nhận khai mạc vào ngày nghỉ"),
        required=False,
        help_text=_("Chỉ chọn khi thực sự họp vào thứ Bảy, Chủ nhật hoặc ngày lễ."),
    )


class PlanForm(DaysMixin, VietnameseForm):
    """A new session."""

    kind = forms.ChoiceField(
        label=_("Loại kỳ họp"),
        choices=[],
        help_text=_("Loại kỳ họp quyết định các mốc chuẩn bị (Luật 72/2025/QH15, Điều 34)."),
    )
    name = forms.CharField(label=_("Tên kỳ họp"), max_length=200)
    ordinal = forms.IntegerField(
        label=_("Kỳ họp thứ"),
        required=False,
        min_value=1,
        max_value=999,
        help_text=_("Để trống để lấy số tiếp theo của nhiệm kỳ."),
    )
    place = forms.CharField(label=_("Địa điểm"), max_length=300, required=False)
    field_order = ["kind", "name", "opening_on", "days", "accepts_day_off", "place", "ordinal"]

    def __init__(self, *args: Any, council: Council, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.council = council
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker
        field.choices = [(kind.value, SESSION_KINDS[kind]) for kind in kinds_for(council)]

    def clean(self) -> dict[str, Any]:
        """Find the term in which the opening day lies."""
        cleaned = super().clean() or {}
        opening_on = cleaned.get("opening_on")
        if opening_on:
            term = (
                Term.objects.filter(council=self.council, valid_from__lte=opening_on)
                .exclude(valid_to__lt=opening_on)
                .first()
            )
            if term is None:
                self.add_error(
                    "opening_on",
                    _("Chưa có nhiệm kỳ nào chứa ngày này. Hãy nhờ quản trị khai báo nhiệm kỳ."),
                )
            cleaned["term"] = term
        return cleaned


class MoveForm(DaysMixin, VietnameseForm):
    """Another opening day or length, with the reason."""

    reason = forms.CharField(label=_("Lý do"), widget=forms.Textarea(attrs={"rows": 2}))
    expected = DayField(widget=forms.HiddenInput)
    field_order = ["opening_on", "days", "accepts_day_off", "reason", "expected"]


class CarryForm(VietnameseForm):
    """A move of the session, with a reason where it goes backward."""

    move = forms.ChoiceField(choices=[(move.value, move.value) for move in SessionMove])
    reason = forms.CharField(label=_("Lý do"), required=False, max_length=500)


class FinishForm(VietnameseForm):
    """A milestone reached."""

    on = DayField(label=_("Xong ngày"))
    note = forms.CharField(label=_("Ghi chú"), required=False, max_length=300)


def owners_of(session: CouncilSession) -> QuerySet[User]:
    """Who may be named as owner of a milestone: the staff of the office."""
    return (
        User.objects.filter(
            is_active=True,
            role_assignments__role__in=sorted(STAFF),
            role_assignments__council=session.council_id,
        )
        .distinct()
        .order_by("name")
    )


class OwnerForm(VietnameseForm):
    """Who sees to a milestone: somebody of the office."""

    owner = forms.ModelChoiceField(
        label=_("Người phụ trách"), queryset=User.objects.none(), required=False
    )

    def __init__(self, *args: Any, session: CouncilSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["owner"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker
        field.queryset = owners_of(session)


class ReasonForm(VietnameseForm):
    """A reason, required."""

    reason = forms.CharField(label=_("Lý do"), max_length=500)
