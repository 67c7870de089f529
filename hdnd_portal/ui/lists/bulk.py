"""Acts on several rows: first a look at what would happen, then the act."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from hdnd_portal.ui.choices import Label


@dataclass(frozen=True, slots=True)
class BulkLine:
    """What would happen to one row; with `why_not` it is left alone."""

    row: Any
    why_not: Label = ""


@dataclass(frozen=True, slots=True)
class BulkAct:
    """One act offered for the selected rows.

    `preview(rows, user)` tells for each row whether the act is possible; `run(rows, user, data)`
    does it for the possible ones, calling a service for each, and returns the sentence with the
    result in numbers. `permission` is asked without a record; `form_class` asks for more, such as
    the reason, and shows the ValidationError that `run` may raise.
    """

    name: str
    label: Label
    run: Callable[[Sequence[Any], Any, dict[str, Any]], str]
    preview: Callable[[Sequence[Any], Any], Sequence[BulkLine]]
    permission: str = ""
    form_class: Callable[..., forms.Form] | None = None
    icon: str = ""
    is_danger: bool = False

    def allowed_to(self, user: Any) -> bool:
        """Whether the act is offered to the user."""
        return not self.permission or user.has_perm(self.permission)
