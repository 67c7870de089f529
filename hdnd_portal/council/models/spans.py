"""What rows that hold from one day to another have in common."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class Spanned(models.Model):
    """A row with `valid_from` and `valid_to`, both inclusive; either may be open."""

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse an end before the beginning, before PostgreSQL refuses the range."""
        first, last = getattr(self, "valid_from", None), getattr(self, "valid_to", None)
        if first and last and last < first:
            raise ValidationError({"valid_to": _("Ngày kết thúc không được trước ngày bắt đầu.")})
