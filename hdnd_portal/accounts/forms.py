"""What people type to sign in, to change a password, to prove a second factor, to name a deputy."""

from datetime import date
from typing import Any

from allauth.account import forms as account_forms
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as webauthn_forms
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.services import possible_deputies
from hdnd_portal.ui.forms import DayField, VietnameseForm


def name_fields(form: forms.Form, **labels: Any) -> None:
    """Give the fields our labels, and take away placeholders: a label stays when one types."""
    for field_name, label in labels.items():
        if field_name in form.fields:
            form.fields[field_name].label = label
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
        if not isinstance(field.widget, forms.CheckboxInput | forms.HiddenInput):
            field.widget.attrs.setdefault("class", "form-control")


class LoginForm(account_forms.LoginForm):  # type: ignore[misc]
    """Đăng nhập."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_fields(self, login=_("Tên đăng nhập hoặc thư điện tử"), password=_("Mật khẩu"))
        self.fields["password"].help_text = ""
        self.fields["login"].widget.attrs.update(
            autocomplete="username", autocapitalize="none", spellcheck="false", autofocus=True
        )


class NewPasswordMixin:
    """The rules stand under the field where the new password is typed."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_fields(
            self,  # type: ignore[arg-type]
            oldpassword=_("Mật khẩu hiện tại"),
            password1=_("Mật khẩu mới"),
            password2=_("Nhập lại mật khẩu mới"),
        )
        if "oldpassword" in self.fields:
            self.fields["oldpassword"].help_text = ""
        self.fields["password1"].help_text = " ".join(password_validators_help_texts())

    def clean(self) -> dict[str, Any]:
        """Both must be the same; said in our words."""
        cleaned: dict[str, Any] = forms.Form.clean(self)  # type: ignore[assignment, arg-type]
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("Hai mật khẩu không giống nhau."))  # type: ignore[attr-defined]
        return cleaned


class ChangePasswordForm(NewPasswordMixin, account_forms.ChangePasswordForm):  # type: ignore[misc]
    """Đổi mật khẩu."""


class SetPasswordForm(NewPasswordMixin, account_forms.SetPasswordForm):  # type: ignore[misc]
    """Đặt mật khẩu: for an account that had none."""


class ResetPasswordKeyForm(NewPasswordMixin, account_forms.ResetPasswordKeyForm):  # type: ignore[misc]
    """Đặt mật khẩu from the link in a mail."""


class ResetPasswordForm(account_forms.ResetPasswordForm):  # type: ignore[misc]
    """Quên mật khẩu."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_fields(self, email=_("Thư điện tử của tài khoản"))


def _code_field(form: forms.Form) -> None:
    name_fields(form, code=_("Mã xác thực"))
    form.fields["code"].widget.attrs.update(
        autocomplete="one-time-code", inputmode="numeric", autofocus=True
    )


class CodeForm(mfa_forms.AuthenticateForm):  # type: ignore[misc]
    """Mã xác thực when signing in: from the app, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code_field(self)


class CodeAgainForm(mfa_forms.ReauthenticateForm):  # type: ignore[misc]
    """Mã xác thực before changing security settings."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code_field(self)


class ActivateTOTPForm(totp_forms.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of the app proves that it was set up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code_field(self)


class CredentialField(forms.JSONField):
    """What the browser's passkey answers; JSON that no reader takes is refused like broken JSON."""

    def __init__(self) -> None:
        super().__init__(required=True, widget=forms.HiddenInput)

    def to_python(self, value: Any) -> Any:
        """Read it. Raises ValidationError."""
        try:
            return super().to_python(value)
        except (RecursionError, ValueError) as error:
            message = self.error_messages["invalid"]
            raise ValidationError(message, "invalid", {"value": ""}) from error


class PasskeyForm(webauthn_forms.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """Khóa truy cập làm lớp thứ hai."""

    credential = CredentialField()


class PasskeySignInForm(webauthn_forms.LoginWebAuthnForm):  # type: ignore[misc]
    """Đăng nhập bằng khóa truy cập."""

    credential = CredentialField()


class PasskeyAgainForm(webauthn_forms.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """Xác nhận lại bằng khóa truy cập."""

    credential = CredentialField()


class AddPasskeyForm(webauthn_forms.AddWebAuthnForm):  # type: ignore[misc]
    """Thêm khóa truy cập."""

    credential = CredentialField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_fields(
            self,
            name=_("Tên khóa"),
            passwordless=_("Dùng khóa này để đăng nhập không cần mật khẩu"),
        )
        self.fields["passwordless"].initial = True
        self.fields["passwordless"].help_text = _(
            "Thiết bị sẽ hỏi vân tay, khuôn mặt hoặc mã PIN mỗi lần đăng nhập."
        )


class RenamePasskeyForm(webauthn_forms.EditWebAuthnForm):  # type: ignore[misc]
    """Đổi tên khóa."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_fields(self, name=_("Tên khóa"))


class DeputyForm(VietnameseForm):
    """Cử người thay."""

    deputy = forms.ModelChoiceField(
        label=gettext_lazy("Người thay"),
        queryset=User.objects.none(),
        widget=forms.Select(attrs={"class": "form-select"}),
        help_text=gettext_lazy(
            "Chỉ nêu những người được phép làm thay: cùng cơ quan, vai trò phù hợp."
        ),
    )
    valid_from = DayField(label=gettext_lazy("Từ ngày"))
    valid_to = DayField(label=gettext_lazy("Đến hết ngày"))
    reason = forms.CharField(
        label=gettext_lazy("Lý do"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control"}),
        help_text=gettext_lazy("Ví dụ: nghỉ phép, đi công tác, học tập."),
    )

    def __init__(self, *args: Any, user: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        people = possible_deputies(user, on=on)
        choice = self.fields["deputy"]
        assert isinstance(choice, forms.ModelChoiceField)  # noqa: S101 -- declared above
        choice.queryset = User.objects.filter(pk__in=[person.pk for person in people])
        choice.choices = [("", _("– chọn –")), *((p.pk, str(p)) for p in people)]

    def clean(self) -> dict[str, Any]:
        """The span must lie ahead and end after it starts."""
        cleaned = super().clean() or {}
        start, end = cleaned.get("valid_from"), cleaned.get("valid_to")
        if start and end and end < start:
            self.add_error("valid_to", _("Ngày kết thúc phải từ ngày bắt đầu trở đi."))
        elif end and end < self.on:
            self.add_error("valid_to", ValidationError(_("Ngày kết thúc đã qua.")))
        return cleaned
