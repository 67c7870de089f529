"""The board of questioning at the sitting: who is asked, who owes an answer, and the clocks."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hdnd_portal.ui.keys import is_key
from sessions.questioning import Host, by_person
from sessions.sentences.questioning import Refusal, question_sentence
from sessions.services import question_clock, speeches
from sessions.services.refusals import MoveRefused, SessionRefused
from sessions.state_cache import reading
from sessions.views.base import SessionView
from sessions.workflow import SessionState


class QuestionBoard(SessionView):
    """Bảng chất vấn: who was asked, who answered, who owes, in large letters for the chair."""

    permission_required = "council_sessions.view_questioning"
    template_name = "sessions/question_board.html"
    tab = "questioning"
    page_name = gettext_lazy("Bảng chất vấn")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """People in the order of their questions, and the state that screens begin with."""
        rows = self.host().questions().exclude(state__in=["submitted", "returned"])
        questions = list(rows.for_list().order_by("position", "asked_on", "pk"))
        read = reading(self.session)
        speaker = read.state["speaker"]
        runs = self.user.has_perm("council_sessions.run_sitting", self.session)
        return super().get_context_data(
            people=by_person(questions),
            shown=read.shown(inside=True),
            speech=speaker["pk"] if speaker else None,
            handles=self.user.has_perm("council_sessions.handle_questions", self.session),
            clocks=runs and self.session.state == SessionState.OPEN,
            now=timezone.localtime(),
            **kwargs,
        )

    def host(self) -> Host:
        """The session as the one who asks."""
        return Host(self.session.council, self.session)


class QuestionClock(QuestionBoard):
    """Đồng hồ chất vấn: begin to ask, begin to answer, end."""

    permission_required = "council_sessions.run_sitting"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Do it, or say why not; then back to the board."""
        self.check(self.session)
        try:
            self.act(request.POST.get("do", ""))
        except (SessionRefused, MoveRefused) as refusal:
            self.refuse(refusal)
        except Refusal as refusal:
            messages.error(request, question_sentence(refusal))
        return self.back("question_board")

    def act(self, do: str) -> None:
        """The one service call."""
        if do == "stop":
            speech = int(key) if is_key(key := self.request.POST.get("speech", "")) else 0
            question_clock.stop_speaking(self.session, speech=speech, by=self.user)
            self.say(_("Đã ghi kết thúc."))
            return
        key = self.request.POST.get("question", "")
        rows = self.host().questions().for_list().select_related("speech__session")
        question = get_object_or_404(rows, pk=key if is_key(key) else 0)
        start = question_clock.start_answering if do == "answer" else question_clock.start_asking
        self.say(
            _("{name}: đồng hồ đã chạy.").format(
                name=speeches.name_of(start(question, by=self.user))
            )
        )
