"""What is typed from papers filled in by hand."""

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hdnd_portal.council.models import Mandate
from hdnd_portal.ui.forms import DayField, VietnameseForm, prepare
from sessions.clock_times import ClockRefused, read_clock, write_stays
from sessions.poll_labels import CHOICES
from sessions.services.later_votes import HELD_AT, HELD_ON, TOTALS

TIMES = ("den", "roi", "tro_lai", "roi_lai")


class ClockField(forms.CharField):
    """An hour as people write it: 7h45, 07:45."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=10, **kwargs)
        self.widget.attrs.update({"placeholder": "07:45", "class": "is-short"})

    def clean(self, value: Any) -> time | None:
        """The hour, or None."""
        try:
            return read_clock(super().clean(value) or "")
        except ClockRefused:
            raise ValidationError(_("Ghi giờ theo dạng 07:45.")) from None


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """One delegate's line of the paper, as typed; `values` keeps what was refused."""

    mandate: Mandate
    is_present: bool
    values: tuple[tuple[str, str], ...]
    was: tuple[str, ...] = ()  # what the two read, for the third person


class LaterAttendanceForm(VietnameseForm):
    """The check-in list of a sitting: who was there, and other hours than the common one."""

    common = ClockField(
        label=gettext_lazy("Giờ có mặt chung"),
        required=False,
        help_text=gettext_lazy(
            "Cho đại biểu đã đánh dấu có mặt mà không ghi giờ riêng, ví dụ giờ khai mạc phiên họp."
        ),
    )
    note = forms.CharField(label=gettext_lazy("Ghi chú"), max_length=300, required=False)

    def __init__(self, *args: Any, seats: list[Mandate], readings: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = seats
        self.readings = list(readings)

    def _times(self, seat: Mandate) -> list[str]:
        return [str(self.data.get(f"{name}-{seat.pk}", "")) for name in TIMES]

    def _is_present(self, seat: Mandate) -> bool:
        return bool(self.data.get(f"co_mat-{seat.pk}")) or any(self._times(seat))

    def rows(self) -> list[AttendanceRow]:
        """The lines for the page, with what was typed."""
        return [
            AttendanceRow(
                seat,
                self._is_present(seat),
                tuple(zip(TIMES, self._times(seat), strict=True)),
                tuple(reading.get(str(seat.pk), "") for reading in self.readings[:2]),
            )
            for seat in self.seats
        ]

    def clean(self) -> dict[str, Any]:
        """The figures by delegate, as the services compare them."""
        cleaned = super().clean() or {}
        common = cleaned.get("common")
        figures: dict[str, str] = {}
        wrong: list[str] = []
        for seat in self.seats:
            if not self._is_present(seat):
                figures[str(seat.pk)] = ""
                continue
            try:
                arrived, left, returned, again = map(read_clock, self._times(seat))
                figures[str(seat.pk)] = write_stays([(arrived or common, left), (returned, again)])
            except ClockRefused:
                wrong.append(seat.person.name)
                continue
            if not figures[str(seat.pk)]:
                wrong.append(seat.person.name)
        if wrong:
            raise ValidationError(
                _("Giờ của {names} chưa đúng: ghi theo dạng 07:45, giờ rời sau giờ có mặt.").format(
                    names=", ".join(wrong)
                )
            )
        cleaned["figures"] = figures
        return cleaned


class LaterVoteForm(VietnameseForm):
    """The paper of a vote: day and hour, and the totals of hands."""

    on = DayField(label=gettext_lazy("Ngày biểu quyết"))
    at = ClockField(label=gettext_lazy("Giờ biểu quyết ghi trên giấy"))
    note = forms.CharField(
        label=gettext_lazy("Lý do của Chủ tọa, nếu không đủ đại biểu có mặt"),
        max_length=300,
        required=False,
    )

    def figures(self) -> dict[str, str]:
        """Day and hour, as the services compare them."""
        held_on: date = self.cleaned_data["on"]
        return {HELD_ON: held_on.isoformat(), HELD_AT: f"{self.cleaned_data['at']:%H:%M}"}


class LaterHandsForm(LaterVoteForm):
    """Totals of a show of hands."""

    in_favour = forms.IntegerField(label=gettext_lazy("Số tán thành"), min_value=0, max_value=2000)
    against = forms.IntegerField(
        label=gettext_lazy("Số không tán thành"), min_value=0, max_value=2000
    )
    abstained = forms.IntegerField(
        label=gettext_lazy("Số không biểu quyết"), min_value=0, max_value=2000
    )
    field_order = ["on", "at", *TOTALS, "note"]

    def figures(self) -> dict[str, str]:
        """With the totals."""
        return super().figures() | {name: str(self.cleaned_data[name]) for name in TOTALS}


class LaterNamesForm(LaterVoteForm):
    """The answer of each delegate called by name; nothing chosen is absent, or no answer."""

    def __init__(self, *args: Any, seats: list[Mandate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for seat in seats:
            self.fields[f"dai_bieu-{seat.pk}"] = forms.ChoiceField(
                label=seat.person.name,
                choices=[("", gettext_lazy("Vắng hoặc không trả lời")), *CHOICES.items()],
                required=False,
            )
        prepare(self)

    @property
    def lines(self) -> list[forms.BoundField]:
        """The fields of the delegates."""
        return [self[name] for name in self.fields if name.startswith("dai_bieu-")]

    def figures(self) -> dict[str, str]:
        """With the answers by delegate."""
        answers = {
            name.removeprefix("dai_bieu-"): value
            for name, value in self.cleaned_data.items()
            if name.startswith("dai_bieu-")
        }
        return super().figures() | answers
