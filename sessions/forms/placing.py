"""The form that places agenda items into sittings. It cleans and never writes."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from hdnd_portal.ui.forms import VietnameseForm
from hdnd_portal.ui.keys import is_key
from sessions.models import AgendaItem, Sitting
from sessions.papers import clock, local


def sitting_words(sitting: Sitting) -> str:
    """`Sáng 08/12/2026 (08 giờ 00)`, as a choice."""
    start = local(sitting.starts_at)
    half = _("Sáng") if start.hour < 12 else _("Chiều")
    return f"{half} {start:%d/%m/%Y} ({clock(sitting.starts_at)})"


class PlacesForm(VietnameseForm):
    """One choice for each item: its sitting, or none."""

    def __init__(
        self,
        *args: Any,
        items: Sequence[AgendaItem],
        sittings: Sequence[Sitting],
        places: Mapping[int, int | None],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Chưa xếp phiên")), *((str(s.pk), sitting_words(s)) for s in sittings)]
        self.items = items
        for item in items:
            field = forms.ChoiceField(
                choices=choices, required=False, initial=str(places.get(item.pk) or "")
            )
            field.widget.attrs.update(
                {
                    "class": "form-select",
                    "aria-label": _("Phiên họp của: {title}").format(title=item.title),
                }
            )
            self.fields[f"phien-{item.pk}"] = field

    def rows(self) -> list[tuple[AgendaItem, Any]]:
        """Each item with its choice."""
        return [(item, self[f"phien-{item.pk}"]) for item in self.items]

    def places(self) -> dict[int, int | None]:
        """The sitting chosen for each item, by keys."""
        chosen = {item.pk: self.cleaned_data[f"phien-{item.pk}"] for item in self.items}
        return {key: int(value) if value else None for key, value in chosen.items()}

    def seen(self) -> dict[int, int | None]:
        """Where each item stood when the page was opened."""
        then = {item.pk: str(self.data.get(f"truoc-{item.pk}", "")) for item in self.items}
        return {key: int(value) if is_key(value) else None for key, value in then.items()}
