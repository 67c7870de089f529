"""What a person sets for their own eyes: text size, light or dark, language. Kept in cookies."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from hdnd_portal.ui.choices import Label

YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Preference:
    """One setting: its form field, its cookie, and what may be chosen (default first)."""

    name: str
    cookie: str
    label: Label
    options: tuple[tuple[str, Label], ...]

    def read(self, request: HttpRequest) -> str:
        """The value of the cookie, or the default for none or a foreign value."""
        value = request.COOKIES.get(self.cookie, "")
        return value if self.allows(value) else self.options[0][0]

    def allows(self, value: str) -> bool:
        """Whether the value is one of the options."""
        return any(value == key for key, _label in self.options)


THEME = Preference(
    "theme",
    "hdnd_theme",
    _("Nền"),
    (("auto", _("Theo máy")), ("light", _("Sáng")), ("dark", _("Tối"))),
)
TEXT = Preference("text", "hdnd_text", _("Cỡ chữ"), (("normal", _("Thường")), ("large", _("Lớn"))))
LANGUAGE = Preference(
    "language",
    settings.LANGUAGE_COOKIE_NAME,
    _("Ngôn ngữ"),
    (("vi", "Tiếng Việt"), ("en", "English")),
)
PREFERENCES = (TEXT, THEME, LANGUAGE)


def store(response: HttpResponseBase, preference: Preference, value: str) -> None:
    """Put the value into its cookie, for a year."""
    response.set_cookie(
        preference.cookie,
        value,
        max_age=YEAR,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
    )
