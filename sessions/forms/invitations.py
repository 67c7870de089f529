"""Forms of invitations. They clean and never write."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hdnd_portal.council.models import Agency, Membership
from hdnd_portal.ui.forms import DayField, VietnameseForm
from sessions.models import CouncilSession, Guest, Invitation


class IssueForm(VietnameseForm):
    """Who signs the invitations, and of what day they are."""

    signer = forms.ModelChoiceField(
        label=_("Người ký"), queryset=Membership.objects.none(), empty_label=None
    )
    issued_on = DayField(label=_("Ngày ban hành"))

    def __init__(self, *args: Any, signers: Sequence[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["signer"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker
        field.queryset = Membership.objects.filter(pk__in=[s.pk for s in signers]).select_related(
            "person", "body"
        )


class GuestForm(VietnameseForm):
    """Somebody without a seat."""

    category = forms.ChoiceField(label=_("Thành phần"), choices=lambda: Guest.Category.choices)
    name = forms.CharField(label=_("Họ tên hoặc tên cơ quan"), max_length=200)
    title = forms.CharField(label=_("Chức vụ"), max_length=200, required=False)
    agency = forms.ModelChoiceField(
        label=_("Cơ quan"), queryset=Agency.objects.none(), required=False
    )
    email = forms.EmailField(
        label=_("Thư điện tử"),
        required=False,
        help_text=_("Để trống thì giấy mời phải gửi bằng đường khác."),
    )
    phone = forms.CharField(label=_("Điện thoại"), max_length=30, required=False)

    def __init__(self, *args: Any, session: CouncilSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["agency"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker
        field.queryset = Agency.objects.filter(council=session.council_id)


class AddressForm(VietnameseForm):
    """Another address for a letter that did not arrive; empty keeps the old one."""

    email = forms.EmailField(label=_("Thư điện tử"), required=False)


class AnswerForm(VietnameseForm):
    """The answer of the invited person."""

    answer = forms.ChoiceField(
        label=_("Trả lời"),
        choices=[
            (Invitation.Answer.COMING.value, _("Sẽ dự")),
            (Invitation.Answer.ABSENT.value, _("Không dự được")),
        ],
    )
    note = forms.CharField(
        label=_("Ghi chú (không bắt buộc)"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
