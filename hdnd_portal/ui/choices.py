"""Types of the choices that model fields and forms offer.

A field names a function, not a list: a new label then makes no migration.
"""

from collections.abc import Sequence

from django.utils.functional import Promise

Label = str | Promise
Choices = Sequence[tuple[str, Label]]
