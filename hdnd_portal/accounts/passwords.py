"""What a password must be (TCVN 14423:2026 and QCVN 12:2026/BCA), as Django validators.

The rules are plain functions; the classes put them into Vietnamese and know the user.
"""

import secrets
import string
import unicodedata
from difflib import SequenceMatcher
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from hdnd_portal.accounts.models import PasswordRecord, User

TOO_ALIKE = 0.7
# Without those that are read for one another.
_LETTERS = "".join(letter for letter in string.ascii_letters if letter not in "lIOo")
_DIGITS = "23456789"


def made_password(group: int = 4) -> str:
    """A random password of four groups, each of so many letters and a digit, easy to read aloud."""
    return "-".join(
        "".join(secrets.choice(_LETTERS) for _ in range(group)) + secrets.choice(_DIGITS)
        for _ in range(4)
    )


def classes_of(password: str) -> set[str]:
    """Which of the four classes occur: lower, upper, digit, special.

    A letter without case counts as special: it is not one of the first three.
    """
    found = set()
    for letter in unicodedata.normalize("NFC", password):
        if letter.islower():
            found.add("lower")
        elif letter.isupper():
            found.add("upper")
        elif letter.isdigit():
            found.add("digit")
        else:
            found.add("special")
    return found


def is_like(password: str, *words: str) -> bool:
    """Whether the password is nearly one of the words, or one of their parts."""
    folded = password.lower()
    parts = {part for word in words for part in (word.lower(), *word.lower().split())}
    parts |= {part.partition("@")[0] for part in parts}
    return any(
        len(part) > 2 and SequenceMatcher(a=folded, b=part).quick_ratio() >= TOO_ALIKE
        for part in parts
    )


class LengthValidator:
    """12 characters with a second factor, 14 without."""

    def _least(self, user: Any) -> int:
        if isinstance(user, User) and user.pk and user.has_second_factor:
            return int(settings.PASSWORD_LENGTH_WITH_SECOND_FACTOR)
        return int(settings.PASSWORD_LENGTH_ALONE)

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError when too short."""
        least = self._least(user)
        if len(password) < least:
            raise ValidationError(
                _("Mật khẩu có {given} ký tự; cần ít nhất {least} ký tự.").format(
                    given=len(password), least=least
                ),
                code="password_too_short",
            )

    def get_help_text(self) -> str:
        """The rule in words."""
        return _(
            "Ít nhất {alone} ký tự; tài khoản đã bật xác thực hai lớp: ít nhất {second} ký tự."
        ).format(
            alone=settings.PASSWORD_LENGTH_ALONE,
            second=settings.PASSWORD_LENGTH_WITH_SECOND_FACTOR,
        )


class FourClassesValidator:
    """Lower case, upper case, digit and special character."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError naming the classes that are missing."""
        names = {
            "lower": _("chữ thường"),
            "upper": _("chữ hoa"),
            "digit": _("chữ số"),
            "special": _("ký tự đặc biệt"),
        }
        found = classes_of(password)
        missing = [name for key, name in names.items() if key not in found]
        if missing:
            raise ValidationError(
                _("Mật khẩu còn thiếu: {classes}.").format(classes=", ".join(missing)),
                code="password_lacks_class",
            )

    def get_help_text(self) -> str:
        """The rule in words."""
        return _("Có đủ chữ thường, chữ hoa, chữ số và ký tự đặc biệt.")


class NotLikeTheUserValidator:
    """Not the user's own name or address."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError when too close to what everybody knows of the user."""
        if isinstance(user, User) and is_like(password, user.username, user.email, user.name):
            raise ValidationError(
                _("Mật khẩu quá giống họ tên, tên đăng nhập hoặc thư điện tử."),
                code="password_too_similar",
            )

    def get_help_text(self) -> str:
        """The rule in words."""
        return _("Không giống họ tên, tên đăng nhập hoặc thư điện tử.")


class NotCommonValidator(CommonPasswordValidator):
    """Not one of the passwords that are tried first, also with the usual decoration around it."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError for a common password."""
        bare = password.lower().strip("0123456789!@#$%^&*.?_- ")
        if password.lower().strip() in self.passwords or bare in self.passwords:
            raise ValidationError(
                _("Mật khẩu này quá phổ biến, dễ bị đoán."), code="password_too_common"
            )

    def get_help_text(self) -> str:
        """The rule in words."""
        return _("Không phải mật khẩu phổ biến.")


class NotUsedBeforeValidator:
    """An administrator's last ten passwords are not used again."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError when the password is the present one or, for admins, a past one."""
        if not isinstance(user, User) or not user.pk:
            return
        kept = [user.password] if user.has_usable_password() else []
        if user.is_administrator:
            kept += PasswordRecord.objects.last_of(user, settings.ADMIN_PASSWORDS_REMEMBERED)
        if any(check_password(password, old) for old in kept):
            raise ValidationError(
                _("Mật khẩu này đã dùng trước đây. Hãy chọn mật khẩu khác."),
                code="password_used_before",
            )

    def get_help_text(self) -> str:
        """The rule in words."""
        return _("Không trùng mật khẩu đang dùng.")
