"""Diễn tập: started, filled with fictitious votes, checked, wiped, signed (S12)."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hdnd_portal.documents.papers import Paper
from hdnd_portal.ui.forms import clean_text
from sessions.models import Rehearsal
from sessions.rehearsal_labels import CHECKS, WIPED
from sessions.rehearsal_paper import rehearsal_paper
from sessions.services import rehearsing
from sessions.tabs import tabs_of
from sessions.views.base import Refusal, SessionView
from sessions.views.papers import PrintedPaper
from sessions.workflow import SessionState
from sessions.workflow.rehearsal import REHEARSABLE


class Rehearsals(SessionView):
    """Các buổi diễn tập của kỳ họp; the running one with its rooms and its checklist."""

    permission_required = "council_sessions.view_rehearsals"
    template_name = "sessions/rehearsals.html"
    tab = "rehearsals"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The rehearsals, newest first, with what may be done about the last."""
        rehearsals = list(
            self.session.rehearsals.select_related(
                "copy__council", "copy__term", "started_by", "wiped_by", "signed_by"
            )
        )
        running = next((one for one in rehearsals if one.copy is not None), None)
        rooms = tabs_of(running.copy, self.user, "").parts if running and running.copy else []
        may_run = self.user.has_perm("council_sessions.run_rehearsal", self.session)
        return super().get_context_data(
            running=running,
            rooms=rooms,
            shown=[
                (
                    one,
                    [(key, label, one.checks.get(key)) for key, label in CHECKS.items()],
                    [(label, one.wiped.get(key, 0)) for key, label in WIPED.items()],
                )
                for one in rehearsals
            ],
            may_run=may_run,
            may_start=may_run
            and running is None
            and SessionState(self.session.state) in REHEARSABLE,
            **kwargs,
        )


class RehearsalAct(SessionView):
    """One act on a rehearsal; then back to the page."""

    permission_required = "council_sessions.run_rehearsal"
    http_method_names = ["post"]
    tab = "rehearsals"

    @cached_property
    def rehearsal(self) -> Rehearsal:
        """The rehearsal of the address."""
        return get_object_or_404(self.session.rehearsals, pk=self.kwargs["rehearsal"])

    def act(self) -> str:
        """Do it and say what was done. Raises SessionRefused."""
        raise TypeError(f"{type(self).__name__} does nothing")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Act, or say why not."""
        self.check(self.session)
        try:
            self.say(self.act())
        except Refusal as refusal:
            self.refuse(refusal)
        return self.back("rehearsals")


class StartRehearsal(RehearsalAct):
    """Bắt đầu diễn tập."""

    def act(self) -> str:
        """Make the copy."""
        rehearsing.start_rehearsal(self.session, by=self.user)
        return _("Đã mở buổi diễn tập. Mọi thao tác trong buổi này là giả định.")


class FillAttendance(RehearsalAct):
    """Điểm danh giả định."""

    def act(self) -> str:
        """Everybody is there."""
        count = rehearsing.fill_attendance(self.rehearsal, by=self.user)
        return _("Đã điểm danh giả định {count} đại biểu.").format(count=count)


class FillVotes(RehearsalAct):
    """Biểu quyết giả định."""

    def act(self) -> str:
        """Whoever has not answered answers by chance."""
        count = rehearsing.fill_votes(self.rehearsal, by=self.user)
        return _("Đã ghi {count} lựa chọn giả định.").format(count=count)


class TickChecks(RehearsalAct):
    """Lưu phiếu kiểm tra."""

    def act(self) -> str:
        """Keep what is ticked."""
        rehearsing.tick_checks(
            self.rehearsal,
            checks=self.request.POST.getlist("checks"),
            remarks=clean_text(self.request.POST.get("remarks", ""))[:2000],
            by=self.user,
        )
        return _("Đã lưu phiếu kiểm tra.")


class WipeRehearsal(RehearsalAct):
    """Xóa dữ liệu diễn tập."""

    def act(self) -> str:
        """Delete the copy."""
        wiped = rehearsing.wipe_rehearsal(self.rehearsal, by=self.user).wiped
        return _(
            "Đã xóa dữ liệu diễn tập: {polls} biểu quyết, {attendance} lượt điểm danh."
        ).format(polls=wiped["polls"], attendance=wiped["attendance"])


class SignRehearsal(RehearsalAct):
    """Ký phiếu kiểm tra."""

    def act(self) -> str:
        """Sign; nothing changes any more."""
        rehearsing.sign_rehearsal(self.rehearsal, by=self.user)
        return _("Đã ký phiếu kiểm tra diễn tập.")


class PrintChecklist(PrintedPaper):
    """Phiếu kiểm tra diễn tập as a paper."""

    permission_required = "council_sessions.view_rehearsals"
    returns_to = "rehearsals"
    page_name = gettext_lazy("Phiếu kiểm tra diễn tập")

    def paper(self) -> Paper:
        """The checklist as it stands."""
        rehearsals = self.session.rehearsals.select_related("started_by", "wiped_by", "signed_by")
        return rehearsal_paper(get_object_or_404(rehearsals, pk=self.kwargs["rehearsal"]))

    def stem(self) -> str:
        """`phieu-dien-tap`."""
        return "phieu-dien-tap"
