"""Papers of questioning, made when they are asked for."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from hdnd_portal.accounts.views import StaffView
from hdnd_portal.council.models import Council
from hdnd_portal.documents.papers import Paper
from sessions.models import CouncilSession, QuestionGroup
from sessions.question_papers import OF_HOST, OF_QUESTION, Printed
from sessions.questioning import Host
from sessions.views.made_files import made_paper
from sessions.views.question_base import QuestionView


class PrintQuestion(QuestionView):
    """Phiếu chất vấn; công văn chuyển chất vấn, for the office alone."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The file."""
        question, which = self.question, self.kwargs["paper"]
        self.check(question)
        found = OF_QUESTION.get(which)
        if found is None:
            raise Http404
        may_letter = self.user.has_perm("council_sessions.handle_questions", question)
        if which != "phieu" and not may_letter:
            raise Http404
        return made_paper(
            request,
            lambda: found.describe(question, on=timezone.localdate()),
            form=kwargs["form"],
            name=f"{which}-chat-van-{question.pk}",
            back=self.here(),
        )


class HostPaper(StaffView):
    """A paper of a session's questioning, or of that between two sessions."""

    permission_required = "council_sessions.view_questioning"
    http_method_names = ["get", "head"]

    def print(self, host: Host, *, back: str) -> HttpResponse:
        """The file."""
        found: Printed | None = OF_HOST.get(self.kwargs["paper"])
        if found is None or (found.of_session and host.session is None):
            raise Http404

        def describe() -> Paper:
            return found.describe(host, on=timezone.localdate())

        return made_paper(
            self.request,
            describe,
            form=self.kwargs["form"],
            name=f"{self.kwargs['paper']}-{host.session_key or host.council.code}",
            back=back,
        )


class PrintQuestioning(HostPaper):
    """Of a session."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The file."""
        visible = CouncilSession.objects.visible_to(self.user).select_related("council__unit")
        session = get_object_or_404(visible, pk=kwargs["session"])
        self.check(session)
        back = reverse("sessions:questioning", kwargs={"session": session.pk})
        return self.print(Host(session.council, session), back=back)


class PrintStanding(HostPaper):
    """Of the Standing Committee between two sessions."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The file."""
        visible = Council.objects.visible_to(self.user).select_related("unit")
        council = get_object_or_404(visible, pk=kwargs["council"])
        self.check(QuestionGroup(council=council))
        back = reverse("sessions:standing_questioning", kwargs={"council": council.pk})
        return self.print(Host(council), back=back)
