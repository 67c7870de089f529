"""Entering what was written on paper (S13): nobody sees what the first person typed."""

from datetime import datetime, time
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sessions.clock_times import read_clock
from sessions.forms.later import (
    LaterAttendanceForm,
    LaterHandsForm,
    LaterNamesForm,
    LaterVoteForm,
)
from sessions.models import Poll, Sitting
from sessions.poll_labels import CHOICES
from sessions.sentences import sentence
from sessions.services.attendance import seats
from sessions.services.later_entries import Entries, enter_attendance, entries_of_sitting
from sessions.services.later_votes import (
    HELD_AT,
    HELD_ON,
    enter_vote,
    entries_of_poll,
    open_ballot,
)
from sessions.views.base import Refusal, SessionView
from sessions.workflow.poll import PollKind


class LaterView(SessionView):
    """What the pages of later entry share."""

    permission_required = "council_sessions.use_paper"
    tab = "paper"
    page_name = gettext_lazy("Nhập sau từ giấy")

    @cached_property
    def entries(self) -> Entries:
        """The readings so far."""
        raise TypeError(f"{type(self).__name__} reads nothing")

    def form(self, data: Any = None) -> Any:
        """The form of the paper."""
        raise TypeError(f"{type(self).__name__} has no form")

    def enter(self, form: Any) -> Entries:
        """Hand the reading to its service."""
        raise TypeError(f"{type(self).__name__} enters nothing")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, whose turn it is, and for the third person where the two differ."""
        kwargs.setdefault("form", self.form())
        return super().get_context_data(
            entries=self.entries,
            place=len(self.entries.entries) + 1,
            is_third=self.entries.state == "differing",
            has_entered=self.entries.entered_by(self.user),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep the reading, or show the form again with the reason."""
        self.check(self.session)
        form = self.form(request.POST)
        if form.is_valid():
            try:
                entries = self.enter(form)
            except Refusal as refusal:
                form.add_error(None, sentence(refusal))
            else:
                self.say(said(entries))
                return self.back("paper_pack")
        return self.render_to_response(self.get_context_data(form=form))


def said(entries: Entries) -> str:
    """What was done, for the person who did it."""
    if entries.state == "settled":
        return _("Số liệu đã khớp và được ghi vào hồ sơ, kèm ghi chú “nhập sau từ giấy”.")
    if entries.state == "differing":
        return _("Đã ghi lần nhập thứ hai. Có {count} chỗ khác nhau, cần người thứ ba.").format(
            count=len(entries.reading.differing)
        )
    if entries.state == "none":
        return _("Đã mở bỏ phiếu kín theo giờ trên giấy. Hai người nhập kết quả kiểm phiếu tiếp.")
    return _("Đã ghi lần nhập thứ nhất. Người thứ hai nhập từ bản giấy, không xem số này.")


class EnterAttendance(LaterView):
    """Nhập danh sách điểm danh của một phiên."""

    template_name = "sessions/later_attendance.html"

    @cached_property
    def sitting(self) -> Sitting:
        """The sitting of the address, once it has begun."""
        return get_object_or_404(
            self.session.sittings.filter(starts_at__lte=timezone.now()), pk=self.kwargs["sitting"]
        )

    @cached_property
    def entries(self) -> Entries:
        """The readings so far."""
        return entries_of_sitting(self.sitting)

    def form(self, data: Any = None) -> LaterAttendanceForm:
        """Everybody on the paper; for the third person only those whom the two read differently."""
        people = seats(self.session, self.sitting.starts_at)
        readings: list[dict[str, str]] = []
        if self.entries.state == "differing":
            people = people.filter(pk__in=self.entries.reading.differing)
            readings = [entry.figures for entry in self.entries.entries]
        return LaterAttendanceForm(data, seats=list(people), readings=readings)

    def enter(self, form: LaterAttendanceForm) -> Entries:
        """The hours of each delegate."""
        return enter_attendance(
            self.sitting, form.cleaned_data["figures"], by=self.user, note=form.cleaned_data["note"]
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the sitting."""
        return super().get_context_data(sitting=self.sitting, **kwargs)


class EnterVote(LaterView):
    """Nhập kết quả biểu quyết: totals of hands, or the answer of each delegate."""

    template_name = "sessions/later_vote.html"

    @cached_property
    def poll(self) -> Poll:
        """The vote of the address, of a kind that can be held on paper."""
        kinds = [PollKind.SHOW_OF_HANDS, PollKind.ROLL_CALL, PollKind.SECRET_PAPER]
        return get_object_or_404(self.session.polls.filter(kind__in=kinds), pk=self.kwargs["poll"])

    @cached_property
    def entries(self) -> Entries:
        """The readings so far."""
        return entries_of_poll(self.poll)

    def form(self, data: Any = None) -> LaterVoteForm:
        """The form for the kind of the vote."""
        if self.poll.kind == PollKind.SHOW_OF_HANDS:
            return LaterHandsForm(data)
        if self.poll.kind == PollKind.ROLL_CALL:
            noon = datetime.combine(self.session.opening_on, time(12))
            people = seats(self.session, timezone.make_aware(noon))
            return LaterNamesForm(data, seats=list(people))
        return LaterVoteForm(data)

    def enter(self, form: LaterVoteForm) -> Entries:
        """The figures; a secret ballot is opened, and counted on the page of its vote."""
        note = form.cleaned_data["note"]
        figures = form.figures()
        if self.poll.kind != PollKind.SECRET_PAPER:
            return enter_vote(self.poll, figures, by=self.user, note=note)
        clock = read_clock(figures[HELD_AT])
        assert clock is not None  # noqa: S101 -- the field is required
        at = timezone.make_aware(datetime.combine(form.cleaned_data["on"], clock))
        open_ballot(self.poll, at=at, by=self.user, quorum_reason=note)
        return Entries(())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the vote, and for the third person what the two read."""
        differing = []
        if self.entries.state == "differing":
            first, second = (entry.figures for entry in self.entries.entries[:2])
            names = self._names()
            differing = [
                (names.get(key, key), _shown(first.get(key, "")), _shown(second.get(key, "")))
                for key in self.entries.reading.differing
            ]
        return super().get_context_data(poll=self.poll, differing=differing, **kwargs)

    def _names(self) -> dict[str, str]:
        names = {
            HELD_ON: _("Ngày biểu quyết"),
            HELD_AT: _("Giờ biểu quyết"),
            "in_favour": str(CHOICES["for"]),
            "against": str(CHOICES["against"]),
            "abstained": str(CHOICES["abstain"]),
        }
        form = self.form()
        if isinstance(form, LaterNamesForm):
            names |= {line.name.removeprefix("dai_bieu-"): str(line.label) for line in form.lines}
        return names


def _shown(value: str) -> str:
    return str(CHOICES.get(value, value)) or "–"
