"""What people type: Vietnamese dates, clean text, sentences that say what to do."""

import re
import unicodedata
from copy import copy
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.forms import Field
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hdnd_portal.ui.text import nfc

_DAY_FIRST = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
# Written by nobody, but pasted: invisible marks of direction, soft hyphens, the character zero.
_CONTROLS = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b\u200e\u200f\u202a-\u202e\ufeff]"
)
_MONTH_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def clean_text(text: str) -> str:
    """Typed text as it is stored: NFC, plain line ends, no invisible signs or trailing blanks."""
    text = nfc(text).replace("\r\n", "\n").replace("\r", "\n")
    text = _CONTROLS.sub("", text)
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def read_day(text: str) -> date:
    """The day written as 08/12/2026, 8.12.2026, 8-12-2026 or 2026-12-08.

    Raises ValidationError with a sentence that says what is wrong.
    """
    text = unicodedata.normalize("NFKC", text).strip()
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year = (int(part) for part in found.groups())
    elif found := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
    else:
        raise ValidationError(_("Ghi ngày theo dạng ngày/tháng/năm, ví dụ 08/12/2026."), "form")
    if not 1 <= month <= len(_MONTH_DAYS):
        raise ValidationError(_("Không có tháng {month}.").format(month=month), "month")
    if not 1900 <= year <= 2200:
        raise ValidationError(_("Năm {year} không hợp lý.").format(year=year), "year")
    try:
        return date(year, month, day)
    except ValueError:
        raise ValidationError(_no_such_day(day, month, year), "day") from None


def _no_such_day(day: int, month: int, year: int) -> str:
    if day < 1 or day > _MONTH_DAYS[month - 1]:
        text = _("Tháng {month} không có ngày {day}.")
    else:
        text = _("Năm {year} không phải năm nhuận, tháng 2 không có ngày 29.")
    return text.format(day=day, month=month, year=year)


class DayInput(forms.DateInput):
    """A day typed as dd/mm/yyyy: faster than picking, and the same in every browser."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        own = {"inputmode": "numeric", "autocomplete": "off", "placeholder": "dd/mm/yyyy"}
        super().__init__({**own, "class": "is-short", **(attrs or {})}, format="%d/%m/%Y")


class DayField(forms.DateField):
    """A day in the Vietnamese order; 31/02/2026 gets a sentence, not "enter a valid date"."""

    widget = DayInput

    def to_python(self, value: Any) -> date | None:
        """Read the typed text."""
        if isinstance(value, str) and value.strip():
            return read_day(value)
        return super().to_python(value)


class DayTimeField(forms.SplitDateTimeField):
    """A moment in the time of Việt Nam, typed as day and hour in two inputs."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fields = (DayField(required=False), self.fields[1])
        self.widget = forms.SplitDateTimeWidget(
            date_format="%d/%m/%Y",
            time_format="%H:%M",
            date_attrs={"class": "form-control is-short", "placeholder": "dd/mm/yyyy"},
            time_attrs={"class": "form-control is-short", "placeholder": "hh:mm"},
        )


class ManyFilesInput(forms.ClearableFileInput):
    """A file input that takes several files."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files in one field; cleaned data is a list, empty where none was sent.

    An empty file is left for the service to name, which takes the others.
    """

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """The files as they came."""
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if self.required and not files:
            raise ValidationError(self.error_messages["required"], "required")
        return list(files)


SENTENCES: dict[type[Field], dict[str, Any]] = {
    Field: {"required": gettext_lazy("Cần điền mục này.")},
    forms.ChoiceField: {"invalid_choice": gettext_lazy("Hãy chọn một mục trong danh sách.")},
    forms.ModelChoiceField: {"invalid_choice": gettext_lazy("Hãy chọn một mục trong danh sách.")},
    forms.IntegerField: {"invalid": gettext_lazy("Ghi số nguyên, ví dụ 12.")},
    forms.DecimalField: {"invalid": gettext_lazy("Ghi số, ví dụ 12,5.")},
    forms.EmailField: {"invalid": gettext_lazy("Địa chỉ thư chưa đúng, ví dụ ten@tinh.gov.vn.")},
    forms.TimeField: {"invalid": gettext_lazy("Ghi giờ theo dạng giờ:phút, ví dụ 07:30.")},
    forms.FileField: {
        "required": gettext_lazy("Cần chọn tệp."),
        "empty": gettext_lazy("Tệp rỗng, không có nội dung. Hãy chọn lại tệp."),
        "missing": gettext_lazy("Chưa nhận được tệp. Hãy chọn lại tệp."),
    },
}  # fmt: skip
# What Django writes for no choice, and what is read aloud better.
DASHES = "---------"
NOTHING_CHOSEN = gettext_lazy("Chưa chọn")
TOO_LONG = gettext_lazy("Dài quá %(limit_value)d ký tự, đang có %(show_value)d. Hãy rút gọn.")


class VietnameseForm(forms.Form):
    """Base of all forms: clean text, Vietnamese days and sentences; the server decides.

    Pages write `novalidate`, so that all errors come at once and in Vietnamese.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        prepare(self)

    def _clean_fields(self) -> None:
        self.data = cleaned_data_of(self)
        super()._clean_fields()  # type: ignore[misc]


class VietnameseModelForm(forms.ModelForm):  # type: ignore[type-arg]
    """The same for forms made from a model; it cleans and never writes (the service does)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        prepare(self)

    def _clean_fields(self) -> None:
        self.data = cleaned_data_of(self)
        super()._clean_fields()  # type: ignore[misc]

    def save(self, commit: bool = True) -> models.Model:
        """Refused: `cleaned_data` are the keyword arguments of a service."""
        raise NotImplementedError("hand cleaned_data to a service")


def prepare(form: forms.BaseForm) -> None:
    """Give every field its sentences and plain date fields the Vietnamese input."""
    for name, field in list(form.fields.items()):
        if type(field) is forms.DateField:
            form.fields[name] = field = _as_day_field(field)
        for kind, sentences in SENTENCES.items():
            if isinstance(field, kind):
                field.error_messages.update(sentences)
        if isinstance(field, forms.ModelChoiceField) and field.empty_label == DASHES:
            field.empty_label = NOTHING_CHOSEN
        # New objects: those of the class are shared by all forms made from it.
        field.validators = [
            MaxLengthValidator(check.limit_value, TOO_LONG)
            if isinstance(check, MaxLengthValidator)
            else check
            for check in field.validators
        ]


def _as_day_field(field: forms.DateField) -> DayField:
    day = DayField(
        required=field.required,
        label=field.label,
        initial=field.initial,
        help_text=field.help_text,
        disabled=field.disabled,
    )
    day.validators = field.validators
    return day


def cleaned_data_of(form: forms.BaseForm) -> Any:
    """The sent data with every text of a text field cleaned, so that a refused form shows it so."""
    data: Any = copy(form.data)
    if isinstance(data, QueryDict):
        data = data.copy()
    for name, field in form.fields.items():
        key = form.add_prefix(name)
        if not isinstance(field, forms.CharField) or _is_secret(field):
            continue
        if isinstance(text := data.get(key), str):
            data[key] = clean_text(text)
    return data


def _is_secret(field: forms.CharField) -> bool:
    """A password is taken as typed."""
    return isinstance(field.widget, forms.PasswordInput)
