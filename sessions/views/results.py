"""The result of a session: figures, decisions, and what must be reported to the next one."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from sessions.hotline import by_topic
from sessions.minutes.content import source_of
from sessions.minutes.decisions import polls_of, questions_of, resolutions_of
from sessions.minutes.sitting import calls_of, moved_items
from sessions.must_report import Gap, gap_after, must_report
from sessions.result_paper import must_report_paper, result_paper
from sessions.views.base import SessionView
from sessions.views.made_files import made_paper


class SessionResult(SessionView):
    """Kết quả kỳ họp: what was decided, and what the next session must hear."""

    permission_required = "council_sessions.view_session_resolutions"
    template_name = "sessions/session_result.html"
    tab = "result"

    @cached_property
    def gap(self) -> Gap:
        """The time from this session to the next."""
        return gap_after(self.session, today=timezone.localdate())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Figures from the very records the minutes are made of."""
        source = source_of(self.session, None)
        polls, calls = polls_of(source), calls_of(source)
        following = self.gap.following
        may_edit = following is not None and self.user.has_perm(
            "council_sessions.edit_agenda", following
        )
        return super().get_context_data(
            polls=len(polls),
            passed=sum(1 for poll in polls if poll.is_passed),
            questions=len(questions_of(source)),
            resolutions=resolutions_of(source),
            moved=moved_items(source),
            topics=by_topic(calls),
            calls=len(calls),
            gap=self.gap,
            groups=must_report(self.gap),
            following=following,
            may_add_reports=may_edit,
            **kwargs,
        )


class PrintResult(SessionView):
    """Thông báo kết quả kỳ họp; `?phai-bao-cao` the list for the next session."""

    permission_required = "council_sessions.view_session_resolutions"
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The file, or back with why not."""
        self.check(self.session)
        gap = gap_after(self.session, today=timezone.localdate())
        listed = "phai-bao-cao" in request.GET
        return made_paper(
            request,
            lambda: must_report_paper(self.session, gap) if listed else result_paper(self.session),
            form=kwargs["form"],
            name=f"{'phai-bao-cao' if listed else 'ket-qua'}-ky-hop-{self.session.pk}",
            back=reverse("sessions:result", kwargs={"session": self.session.pk}),
        )
