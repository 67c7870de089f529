"""A filter by the year of a day."""

from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

FIRST_YEAR, LAST_YEAR = 1900, 2200
_NOT_A_YEAR = _("Ghi năm bằng bốn chữ số, từ %(first)s đến %(last)s.")


class YearField(forms.IntegerField):
    """A year that a record can have."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, min_value=FIRST_YEAR, max_value=LAST_YEAR, **kwargs)

    def clean(self, value: Any) -> int | None:
        """The year, or one sentence for all that is none."""
        try:
            year: int | None = super().clean(value)
        except forms.ValidationError as error:
            bounds = {"first": FIRST_YEAR, "last": LAST_YEAR}
            raise forms.ValidationError(_NOT_A_YEAR, "year", bounds) from error
        return year


class YearFilter(django_filters.NumberFilter):  # type: ignore[misc]  # the package has no types
    """Rows whose day lies in the year; PostgreSQL and Python refuse years out of all reason."""

    field_class = YearField

    def __init__(self, field_name: str, **kwargs: Any) -> None:
        super().__init__(field_name, "year", **{"label": _("Năm"), **kwargs})

    def get_max_validator(self) -> None:
        """None: the field has its own bounds."""
