"""Pages of attendance: the table by the door, corrections, one's own device."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hdnd_portal.ui.keys import is_key
from hdnd_portal.ui.text import fold
from sessions.forms.sitting import CorrectForm, ListForm, ReasonForm, SeatsForm
from sessions.presence import quorum_at, steps
from sessions.presence_chart import chart
from sessions.sentences import sentence
from sessions.services import attendance
from sessions.services.refusals import SessionRefused
from sessions.services.sittings import due_sitting
from sessions.views.base import SessionView
from sessions.workflow.sitting import AttendanceSource

EDGE = 15  # minutes drawn before a sitting is due
LATEST = 12  # entries shown at first


class AttendancePage(SessionView):
    """Điểm danh: every delegate in one table, the quorum, its course through the day."""

    rehearses = True
    permission_required = "council_sessions.record_attendance"
    template_name = "sessions/attendance.html"
    tab = "attendance"
    page_name = gettext_lazy("Điểm danh")

    @cached_property
    def now(self) -> datetime:
        """One moment for the whole page."""
        return timezone.now()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The delegates with where they are, who was expected, and the number at every minute."""
        prefetch_related_objects([self.session], "sittings")
        seats = list(attendance.seats(self.session, self.now))
        able = {seat.pk for seat in seats}
        rows = self.session.attendance.select_related("mandate__person", "recorded_by")
        stays: dict[int, list[Any]] = {}
        today = list(rows.on_day(self.now).order_by("arrived_at", "pk"))
        latest = today[::-1] if self.request.GET.get("tat-ca") else today[: -LATEST - 1 : -1]
        for row in today:
            if not row.is_struck:
                stays.setdefault(row.mandate_id, []).append(row)
        expected = attendance.expected(self.session, self.now)
        words = fold(self.request.GET.get("q", ""))
        chosen: set[int] | None = kwargs.pop("chosen", None)
        lines = [self.line(seat, stays.get(seat.pk, []), expected, chosen) for seat in seats]
        here = sum(line["state"] == "here" for line in lines)
        presence = quorum_at(self.session, self.now, present=here)
        standing = [row for pk, rows in stays.items() if pk in able for row in rows]
        return super().get_context_data(
            presence=presence,
            lines=[line for line in lines if words in fold(line["seat"].person.name)],
            seat_count=len(seats),
            q=self.request.GET.get("q", ""),
            expected_count=len(expected),
            is_open=attendance.sitting_at(self.session, self.now) is not None
            and self.session.state in attendance.TAKES_ATTENDANCE,
            corrects=self.session.state in attendance.TAKES_CORRECTIONS,
            today=latest,
            more=len(today) - len(latest),
            **self.course(standing, top=len(able), needed=presence.needed if presence else 0),
            **{"list_form": ListForm(auto_id="list_%s"), **kwargs},
        )

    def line(
        self, seat: Any, stays: list[Any], expected: set[int], chosen: set[int] | None
    ) -> dict[str, Any]:
        """One delegate: present, gone, or not come; ticked as sent, else who is expected."""
        last = stays[-1] if stays else None
        state = "away"
        if last is not None:
            state = "here" if last.left_at is None or last.left_at > self.now else "left"
        return {
            "seat": seat,
            "state": state,
            "stay": last,
            "is_chosen": seat.pk in expected and last is None
            if chosen is None
            else seat.pk in chosen,
        }

    def course(self, stays: list[Any], *, top: int, needed: int) -> dict[str, Any]:
        """The number of delegates present through the sitting of today, drawn and as a table."""
        sitting = due_sitting(self.session, self.now)
        if sitting is None or timezone.localdate(sitting.starts_at) != timezone.localdate(self.now):
            return {"steps": [], "chart": None}
        starts = min(sitting.starts_at, sitting.opened_at or sitting.starts_at)
        starts -= timedelta(minutes=EDGE)
        ends = sitting.closed_at or max(self.now, starts + timedelta(minutes=1))
        drawn = steps(
            ((row.arrived_at, row.left_at) for row in stays), starts_at=starts, ends_at=ends
        )
        return {
            "steps": drawn,
            "chart": chart(drawn, needed=needed, top=top, starts_at=starts, ends_at=ends),
        }


class EnterAttendance(AttendancePage):
    """Ghi có mặt hoặc rời phòng họp: one delegate by one press, or all that are ticked."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Enter it, or say why not."""
        self.check(self.session)
        form = SeatsForm(request.POST)
        if not form.is_valid():
            self.complain(_("Ghi giờ theo dạng giờ:phút, ví dụ 07:30."))
            return self.shown_again()
        try:
            self.act(form.moment())
        except SessionRefused as refusal:
            self.refuse(refusal)
            return self.shown_again()
        return self.back("attendance")

    def shown_again(self) -> HttpResponse:
        """The table with everybody who was ticked: a slip in the hour costs no eighty ticks."""
        sent = self.request.POST
        chosen = set(_keys(sent.getlist("seat")))
        return self.render_to_response(
            self.get_context_data(chosen=chosen, typed_at=sent.get("at", ""))
        )

    def act(self, at: datetime) -> None:
        """The one service call."""
        sent = self.request.POST
        if "leave" in sent:
            done = attendance.leave(
                self.session, mandates=_keys([sent["leave"]]), at=at, by=self.user
            )
            self.say(
                ngettext(
                    "Đã ghi {n} đại biểu rời phòng họp.",
                    "Đã ghi {n} đại biểu rời phòng họp.",
                    done.count,
                ).format(n=done.count)
            )
            return
        chosen = [sent["arrive"]] if "arrive" in sent else sent.getlist("seat")
        done = attendance.arrive(self.session, mandates=_keys(chosen), at=at, by=self.user)
        self.say_present(done.count)

    def say_present(self, count: int) -> None:
        """What was entered, and how the quorum stands."""
        presence = quorum_at(self.session, timezone.now())
        words = ngettext("Đã điểm danh {n} đại biểu.", "Đã điểm danh {n} đại biểu.", count).format(
            n=count
        )
        if presence is not None:
            total = _("Có mặt {present}/{base}.").format(
                present=presence.present, base=presence.base
            )
            words = f"{words} {total}"
        self.say(words)

    def complain(self, text: str) -> None:
        """Tell the user what was not understood."""
        self.warn(text)


def _keys(sent: list[str]) -> list[int]:
    """The keys among what was sent."""
    return [int(key) for key in sent if is_key(key)]


class PasteAttendance(EnterAttendance):
    """Điểm danh theo danh sách; a refused list is shown again as it was pasted."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Enter all of the list, or nobody."""
        self.check(self.session)
        form = ListForm(request.POST, auto_id="list_%s")
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(list_form=form, form=form))
        at = form.moment()
        try:
            found = attendance.read_list(self.session, form.cleaned_data["text"], at)
            done = attendance.arrive(
                self.session, mandates=found, at=at, by=self.user, source=AttendanceSource.LIST
            )
        except SessionRefused as refusal:
            form.add_error("text", sentence(refusal))
            return self.render_to_response(self.get_context_data(list_form=form, form=form))
        self.say_present(done.count)
        return self.back("attendance")


class CorrectAttendance(SessionView):
    """Sửa một lượt điểm danh, with the reason."""

    rehearses = True
    permission_required = "council_sessions.record_attendance"
    template_name = "sessions/attendance_correct.html"
    tab = "attendance"
    page_name = gettext_lazy("Sửa điểm danh")

    @cached_property
    def row(self) -> Any:
        """The stay of the address."""
        rows = self.session.attendance.select_related("mandate__person", "session")
        return get_object_or_404(rows, pk=self.kwargs["attendance"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form with what stands."""
        initial = {"arrived_at": self.row.arrived_at, "left_at": self.row.left_at}
        kwargs.setdefault("form", CorrectForm(initial=initial))
        return super().get_context_data(row=self.row, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Correct it, or show the form again with what was typed."""
        self.check(self.session)
        form = CorrectForm(request.POST)
        if form.is_valid():
            try:
                attendance.correct_attendance(self.row, by=self.user, **form.cleaned_data)
            except SessionRefused as refusal:
                form.add_error(None, sentence(refusal))
            else:
                self.say(_("Đã sửa điểm danh của {name}.").format(name=self.row.mandate.person))
                return self.back("attendance")
        return self.render_to_response(self.get_context_data(form=form))


class StrikeAttendance(CorrectAttendance):
    """Bỏ một lượt điểm danh ghi nhầm."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Strike it out, or say why not."""
        self.check(self.session)
        form = ReasonForm(request.POST)
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        try:
            attendance.strike_attendance(self.row, reason=reason, by=self.user)
            self.say(_("Đã bỏ một lượt điểm danh của {name}.").format(name=self.row.mandate.person))
        except SessionRefused as refusal:
            self.refuse(refusal)
        return self.back("attendance")
