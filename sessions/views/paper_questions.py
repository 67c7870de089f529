"""Questions about papers: asked beside the paper, answered by its drafters, listed by session."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.base import ContextMixin, TemplateResponseMixin

from hdnd_portal.accounts.views import StaffView
from hdnd_portal.audit.models import Entry
from hdnd_portal.documents.access import Access, access_to
from hdnd_portal.ui.components import Crumb
from hdnd_portal.ui.history import history
from sessions.forms.groups import ReasonForm
from sessions.forms.paper_questions import AskForm, PaperAnswerForm
from sessions.models import FrozenFile, PaperQuestion
from sessions.paper_questions import Asked, asked_rows
from sessions.sentences import sentence
from sessions.services import paper_questions as services
from sessions.services.refusals import MoveRefused, SessionRefused
from sessions.views.base import SessionView
from sessions.views.reading import ReadPaper
from sessions.workflow.paper_question import (
    PAPER_QUESTION_MOVES,
    PaperQuestionMove,
    PaperQuestionState,
)

# At which field a refusal is shown; the rest stands on top.
_FIELDS = {
    "asked_empty": "text",
    "asked_twice": "text",
    "asked_page": "page",
    "asked_quote_sealed": "quote",
    "paper_answer_empty": "text",
    "paper_answer_page": "page",
    "paper_answer_paper": "paper",
    "paper_answer_elsewhere": "paper",
}
M = PaperQuestionMove


def _put_on(form: Any, refusal: SessionRefused) -> None:
    name = _FIELDS.get(refusal.code)
    form.add_error(name if name in form.fields else None, sentence(refusal))


class PaperQuestions(SessionView):
    """Hỏi đáp về tài liệu: every question of the session, those that wait for an answer first."""

    permission_required = "council_sessions.read_dossiers"
    template_name = "sessions/paper_questions.html"
    tab = "reading"
    page_name = gettext_lazy("Hỏi đáp về tài liệu")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The questions the user sees, waiting ones by their day."""
        today = timezone.localdate()
        rows = asked_rows(PaperQuestion.objects.visible_to(self.user).filter(session=self.session))
        owed = [(row.day.due_on, row.question.pk, row) for row in rows if row.day is not None]
        waiting = [row for _due_on, _pk, row in sorted(owed, key=lambda one: one[:2])]
        return super().get_context_data(
            waiting=waiting,
            others=[row for row in rows if not row.question.is_waiting],
            overdue=sum(row.is_overdue(today) for row in waiting),
            today=today,
            **kwargs,
        )


class AskAboutPaper(ReadPaper):
    """Hỏi cơ quan soạn thảo từ một trang tài liệu; a refused question is shown as it was typed."""

    permission_required = "council_sessions.ask_about_paper"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Ask, or show what was typed with what is wrong."""
        self.check(self.session)
        sealed = access_to(self.user, self.paper.version) is Access.SEALED
        form = AskForm(request.POST, sealed=sealed)
        if form.is_valid():
            try:
                asked = services.ask_about_paper(self.paper, by=self.user, **form.cleaned_data)
            except SessionRefused as refusal:
                _put_on(form, refusal)
            else:
                said = _("Đã gửi câu hỏi đến {owner}. Câu trả lời sẽ hiện cạnh tài liệu.")
                self.say(said.format(owner=asked.part.owner))
                return self.back("read_paper", paper=self.paper.pk)
        context = self.get_context_data(ask_form=form, form=form)
        return self.render_to_response(context, status=422)


class PaperQuestionView(TemplateResponseMixin, ContextMixin, StaffView):
    """A page or an act of one question: outside `visible_to` a 404."""

    permission_required = "council_sessions.view_paper_question"

    @cached_property
    def question(self) -> PaperQuestion:
        """The question of the address."""
        rows = PaperQuestion.objects.visible_to(self.user).for_list()
        return get_object_or_404(rows, pk=self.kwargs["paper_question"])

    def here(self) -> str:
        """The address of the question."""
        return services.page_of(self.question)

    def may(self, name: str, move: PaperQuestionMove) -> bool:
        """Whether the user may make the move now."""
        allowed = PaperQuestionState(self.question.state) in PAPER_QUESTION_MOVES[move][0]
        return allowed and self.user.has_perm(f"council_sessions.{name}", self.question)

    def papers(self) -> Any:
        """What an answer may point at: the papers of the dossier that the delegates have."""
        return FrozenFile.objects.filter(
            item=self.question.paper.item_id, replaced_by=None
        ).order_by("position")

    def refuse(self, refusal: SessionRefused | MoveRefused) -> None:
        """Tell the user why it was not done."""
        if isinstance(refusal, MoveRefused):
            text = _("Câu hỏi này vừa được người khác xử lý. Trang đã tải lại, hãy xem lại.")
        else:
            text = sentence(refusal)
        messages.error(self.request, text)


class PaperQuestionPage(PaperQuestionView):
    """Câu hỏi về tài liệu: what is asked, what was answered, and what the user may do."""

    template_name = "sessions/paper_question.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        self.check(self.question)
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The question with its answers and the forms of what may be done with it."""
        found: Asked = asked_rows(PaperQuestion.objects.filter(pk=self.question.pk))[0]
        session, user = self.question.session, self.user
        answers = self.may("answer_paper_question", M.ANSWER)
        reads = user.has_perm("council_sessions.read_dossiers", session)
        kwargs.setdefault("form", PaperAnswerForm(papers=self.papers()) if answers else None)
        kwargs.setdefault("reason_form", ReasonForm())
        return super().get_context_data(
            page_title=_("Câu hỏi về tài liệu"),
            crumbs=self.crumbs(reads=reads),
            asked=found,
            question=found.question,
            item=found.question.part.dossier.item,
            reads=reads,
            is_protected=services.is_protected(found.question),
            owes=user.has_perm("council_sessions.submit_part", found.question.part),
            may_withdraw=self.may("withdraw_paper_question", M.WITHDRAW),
            may_decline=self.may("handle_paper_questions", M.DECLINE),
            may_reopen=self.may("reopen_paper_question", M.REOPEN),
            history=history(Entry.objects.about(found.question)[:30]),
            today=timezone.localdate(),
            **kwargs,
        )

    def crumbs(self, *, reads: bool) -> list[Crumb]:
        """The way here, as far as the user may go it."""
        kwargs = {"session": self.question.session_id}
        if not reads:
            return [Crumb(_("Kỳ họp")), Crumb(_("Câu hỏi về tài liệu"))]
        return [
            Crumb(_("Kỳ họp"), reverse("sessions:list")),
            Crumb(self.question.session.name, reverse("sessions:plan", kwargs=kwargs)),
            Crumb(_("Hỏi đáp về tài liệu"), reverse("sessions:paper_questions", kwargs=kwargs)),
            Crumb(_("Câu hỏi")),
        ]


class AnswerPaperQuestion(PaperQuestionPage):
    """Trả lời; a refused answer is shown as it was typed."""

    permission_required = "council_sessions.answer_paper_question"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer, or show what was typed with what is wrong."""
        self.check(self.question)
        form = PaperAnswerForm(request.POST, papers=self.papers())
        if form.is_valid():
            try:
                services.answer_about_paper(self.question, by=self.user, **form.cleaned_data)
            except SessionRefused as refusal:
                _put_on(form, refusal)
            except MoveRefused as refusal:
                self.refuse(refusal)
                return redirect(self.here())
            else:
                messages.success(request, _("Đã trả lời; mọi đại biểu đọc tài liệu này đều thấy."))
                return redirect(self.here())
        return self.render_to_response(self.get_context_data(form=form), status=422)


class PaperQuestionAct(PaperQuestionPage):
    """An act with its reason: done, said, and back to the page of the question."""

    http_method_names = ["post"]
    # Which of the forms of the page it is.
    name = ""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, or show the reason as it was typed with what is wrong."""
        self.check(self.question)
        form = ReasonForm(request.POST)
        if not form.is_valid():
            context = self.get_context_data(reason_form=form, failed=self.name)
            return self.render_to_response(context, status=422)
        try:
            messages.success(request, self.act(form.cleaned_data["reason"]))
        except (SessionRefused, MoveRefused) as refusal:
            self.refuse(refusal)
        return redirect(self.here())

    def act(self, reason: str) -> str:
        """The one service call; the sentence that says it was done."""
        raise TypeError(f"{type(self).__name__} does nothing")


class WithdrawPaperQuestion(PaperQuestionAct):
    """Rút câu hỏi."""

    permission_required = "council_sessions.withdraw_paper_question"
    name = "withdraw"

    def act(self, reason: str) -> str:
        """By its author."""
        services.withdraw_paper_question(self.question, reason=reason, by=self.user)
        return _("Đã rút câu hỏi; người khác không còn thấy.")


class DeclinePaperQuestion(PaperQuestionAct):
    """Gửi lại đại biểu."""

    permission_required = "council_sessions.handle_paper_questions"
    name = "decline"

    def act(self, reason: str) -> str:
        """By the office."""
        services.decline_paper_question(self.question, reason=reason, by=self.user)
        return _("Đã gửi lại câu hỏi cho đại biểu kèm lý do.")


class ReopenPaperQuestion(PaperQuestionAct):
    """Trả lời lại."""

    permission_required = "council_sessions.reopen_paper_question"
    name = "reopen"

    def act(self, reason: str) -> str:
        """By the office or the drafters."""
        services.reopen_paper_question(self.question, reason=reason, by=self.user)
        return _("Đã mở lại câu hỏi để trả lời lại; câu trả lời trước vẫn đọc được.")
