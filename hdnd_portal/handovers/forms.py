"""What people type about hand-overs. Forms clean and never write."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hdnd_portal.accounts.models import User
from hdnd_portal.council.models import Person
from hdnd_portal.ui.forms import NOTHING_CHOSEN, DayField, VietnameseForm

PERSON = "nguoi-"  # before the key of a person, who has no account yet


class HandoverForm(VietnameseForm):
    """Người nhận, ngày làm việc cuối, lý do."""

    successor = forms.ChoiceField(
        label=_("Người nhận"),
        help_text=_(
            "Người đang làm việc tại đây, hoặc có chức vụ tại đây theo danh bạ. Ai chưa có tài "
            "khoản được lập tài khoản và nhận thư đặt mật khẩu khi công việc chuyển. Chưa thấy tên "
            "thì nhờ quản trị ghi chức vụ và thư điện tử của người đó vào danh bạ."
        ),
    )
    last_on = DayField(
        label=_("Ngày làm việc cuối"),
        help_text=_(
            "Ngày này công việc chuyển sang người nhận và là ngày cuối người bàn giao còn vai trò. "
            "Chọn hôm nay thì chuyển ngay; ngày sau thì đến ngày mới chuyển."
        ),
    )
    reason = forms.CharField(
        label=_("Lý do"),
        max_length=200,
        required=False,
        help_text=_("Ví dụ: chuyển công tác, nghỉ hưu, phân công lại."),
    )

    def __init__(
        self, *args: Any, accounts: Iterable[User], people: Iterable[Person], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.known: dict[str, User | Person] = {str(user.pk): user for user in accounts}
        new = {f"{PERSON}{person.pk}": person for person in people}
        choices: list[Any] = [("", NOTHING_CHOSEN), *((k, str(v)) for k, v in self.known.items())]
        if new:
            choices.append((_("Chưa có tài khoản"), [(k, str(v)) for k, v in new.items()]))
        self.known |= new
        field = self.fields["successor"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker
        field.choices = choices

    def clean_successor(self) -> User | Person:
        """The account, or the person for whom one is opened."""
        return self.known[self.cleaned_data["successor"]]


class CancelForm(VietnameseForm):
    """Lý do hủy."""

    reason = forms.CharField(label=_("Lý do"), max_length=200)
