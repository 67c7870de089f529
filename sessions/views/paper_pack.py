"""The papers that stand in for the portal: to be ordered, and to be entered later (S13)."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy

from hdnd_portal.reports.jobs import enqueue
from hdnd_portal.reports.models import Job
from sessions.later_list import later_papers
from sessions.services import fallback
from sessions.services.attendance import TAKES_CORRECTIONS
from sessions.views.base import SessionView
from sessions.workflow import SESSION_AT_REST, SessionState


class PaperPack(SessionView):
    """Dự phòng giấy: the pack, and which papers wait to be entered."""

    permission_required = "council_sessions.use_paper"
    template_name = "sessions/paper_pack.html"
    tab = "paper"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The pack last made for the user, and the papers of sittings and votes."""
        mine = Job.objects.visible_to(self.user).filter(
            kind=fallback.JOB_KIND, arguments__session=self.session.pk
        )
        state = SessionState(self.session.state)
        return super().get_context_data(
            job=mine.select_related("result").first(),
            may_print=state not in SESSION_AT_REST,
            may_enter=state in TAKES_CORRECTIONS,
            papers=later_papers(self.session, self.user),
            **kwargs,
        )


class OrderPack(SessionView):
    """In bộ biểu mẫu: as one PDF, or as Word files; a job makes it."""

    permission_required = "council_sessions.use_paper"
    http_method_names = ["post"]
    tab = "paper"
    page_name = gettext_lazy("In bộ biểu mẫu")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask for the pack."""
        self.check(self.session)
        if kwargs["form"] not in {"pdf", "docx"}:
            raise Http404
        job = enqueue(
            fallback.JOB_KIND,
            by=self.user,
            council=self.session.council,
            session=self.session.pk,
            form=kwargs["form"],
        )
        return redirect(reverse("reports:job", kwargs={"job": job.pk}))
