"""A filter from day to day, both inclusive, typed in the Vietnamese order."""

from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from django_filters.fields import RangeField

from hdnd_portal.ui.forms import DayField

_BACKWARDS = _("Ngày đầu phải không sau ngày cuối.")


class DayRangeWidget(django_filters.widgets.DateRangeWidget):  # type: ignore[misc]
    """Two inputs, each with its own name for who cannot see which is first."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        for widget, name in zip(self.widgets, (_("Từ ngày"), _("Đến ngày")), strict=True):
            widget.attrs["aria-label"] = name


class DayRangeField(RangeField):  # type: ignore[misc]  # the package has no types
    """Two days, either of which may be empty; cleaned to a slice as RangeField does."""

    widget = DayRangeWidget

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        ends = (DayField(required=False), DayField(required=False))
        super().__init__(fields=ends, *args, **kwargs)  # noqa: B026 -- as RangeField takes them

    def clean(self, value: Any) -> Any:
        """Refuse an end before the beginning."""
        cleaned = super().clean(value)
        if cleaned and cleaned.start and cleaned.stop and cleaned.start > cleaned.stop:
            raise forms.ValidationError(_BACKWARDS, "backwards")
        return cleaned


class DayRangeFilter(django_filters.RangeFilter):  # type: ignore[misc]
    """Rows whose day lies between the two, both inclusive; for date fields."""

    field_class = DayRangeField
