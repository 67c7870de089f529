"""What the pages of one question share."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic.base import ContextMixin, TemplateResponseMixin

from hdnd_portal.accounts.views import StaffView
from hdnd_portal.audit import log
from hdnd_portal.commitments.public import of_record
from hdnd_portal.ui.components import Crumb
from hdnd_portal.ui.history import history
from sessions.forms.questioning import (
    AgencyForm,
    DisputeForm,
    OralAnswerForm,
    PromiseForm,
    RatingForm,
    ReasonForm,
    ReturnQuestionForm,
    SettleForm,
    WritingForm,
)
from sessions.models import Interpellation
from sessions.sentences.questioning import Refusal, question_sentence
from sessions.silence import silent_deadline
from sessions.workflow.question import (
    QUESTION_MOVES,
    QUESTION_WAITING,
    QuestionMove,
    QuestionState,
)

HISTORY = 60
M = QuestionMove


class QuestionView(TemplateResponseMixin, ContextMixin, StaffView):
    """A page or an act of one question: outside `visible_to` a 404."""

    permission_required = "council_sessions.view_questions"

    @cached_property
    def question(self) -> Interpellation:
        """The question of the address."""
        rows = Interpellation.objects.visible_to(self.user).for_list()
        rows = rows.select_related("paper", "speech", "council__unit")
        return get_object_or_404(rows, pk=self.kwargs["question"])

    @property
    def state(self) -> QuestionState:
        """The state as it was read."""
        return QuestionState(self.question.state)

    def allows(self, move: QuestionMove) -> bool:
        """Whether the state allows the move."""
        return self.state in QUESTION_MOVES[move][0]

    def here(self) -> str:
        """The address of the page."""
        return reverse("sessions:question", kwargs={"question": self.question.pk})

    def crumbs(self, *more: Crumb) -> list[Crumb]:
        """The way here."""
        steps = [
            Crumb(_("Kỳ họp"), reverse("sessions:list"))
            if self.user.has_perm("council_sessions.view_session")
            else Crumb(_("Kỳ họp")),
            Crumb(_("Chất vấn"), reverse("sessions:questions")),
        ]
        return [*steps, Crumb(self.question.title, self.here() if more else ""), *more]

    def say(self, text: str) -> None:
        """Tell the user what was done."""
        messages.success(self.request, text)

    def refuse(self, refusal: Exception) -> None:
        """Tell the user why it was not done."""
        self.warn(question_sentence(refusal))

    def warn(self, text: str) -> None:
        """Tell the user what was not done."""
        messages.error(self.request, text)


class QuestionRecord(QuestionView):
    """The record with everything the user may do; a refused form is shown on it as typed."""

    template_name = "sessions/question_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The question, its answers, promises and history."""
        question, user = self.question, self.user
        is_author = question.mandate.person_id == user.person_id and user.has_perm(
            "council_sessions.ask_question", question
        )
        handles = user.has_perm("council_sessions.handle_questions", question)
        answers = question.answers.filter(sent_at__isnull=False).prefetch_related("files__version")
        council = question.council_id
        promises = of_record(question)
        may = self.acts(is_author=is_author, handles=handles)
        may["close"] &= not any(one.is_pending for one in promises)
        return super().get_context_data(
            page_title=question.title,
            crumbs=self.crumbs(),
            question=question,
            files=list(question.files.select_related("version")),
            answers=list(answers.select_related("written_by").order_by("-number")),
            promises=promises,
            history=history(log.entries_for(question)[:HISTORY]),
            today=timezone.localdate(),
            is_author=is_author,
            handles=handles,
            may=may,
            silent=silent_deadline(self.question) if self.waits_for_author else None,
            **{
                **forms_of(council),
                "promise_form": PromiseForm(
                    prefix="hua", council=council, initial={"made_on": timezone.localdate()}
                )
                if handles
                else None,
                "route_form": AgencyForm(prefix="chuyen", council=council) if handles else None,
                "writing_form": WritingForm(prefix="van-ban", council=council) if handles else None,
                **kwargs,
            },
        )

    @property
    def waits_for_author(self) -> bool:
        """Whether there is an answer to which the author has said nothing yet."""
        is_new = self.allows(M.ACCEPT) and not self.question.rating
        return is_new and self.question.answered_at is not None

    def acts(self, *, is_author: bool, handles: bool) -> dict[str, bool]:
        """What the user may do now, by name."""
        question = self.question
        may_answer = self.allows(M.ANSWER_IN_WRITING) and self.user.has_perm(
            "council_sessions.answer_question", question
        )
        disputed = self.state in {QuestionState.DISPUTED, QuestionState.RESPONSIBILITY}
        return {
            "edit": is_author and question.is_writable,
            "withdraw": is_author and self.allows(M.WITHDRAW),
            "rate": is_author and question.is_answered and self.state != QuestionState.CLOSED,
            "dispute": is_author and self.allows(M.DISPUTE),
            "return": handles and self.allows(M.RETURN),
            "ungroup": handles and self.allows(M.RETURN) and question.group_id is not None,
            "route": handles and self.state in QUESTION_WAITING,
            "order": handles and self.allows(M.ORDER_WRITING),
            "raise": handles and self.allows(M.ANSWER_ORALLY) and question.raised_at is None,
            "answer_orally": handles and self.allows(M.ANSWER_ORALLY),
            "take_back_oral": handles and self.allows(M.TAKE_BACK_ORAL),
            "return_answer": handles and self.allows(M.RETURN_ANSWER),
            "settle": handles and disputed,
            "promise": handles and question.is_answered and self.state != QuestionState.CLOSED,
            "close": handles and self.allows(M.CLOSE),
            "answer": may_answer,
        }


def forms_of(council: int) -> dict[str, forms.Form]:
    """The small forms of the page, empty."""
    return {
        "reason_form": ReasonForm(prefix="ly-do"),
        "return_form": ReturnQuestionForm(prefix="tra-lai"),
        "oral_form": OralAnswerForm(prefix="tra-loi"),
        "rating_form": RatingForm(prefix="danh-gia"),
        "dispute_form": DisputeForm(prefix="y-kien"),
        "settle_form": SettleForm(prefix="ket-qua"),
    }


class QuestionAct(QuestionRecord):
    """An act on a question, perhaps with a small form: done, said, and back to its page."""

    http_method_names = ["post"]
    form_name = ""

    def form(self) -> forms.Form | None:
        """What is typed; None for an act without a form."""
        return None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, or say why not."""
        self.check(self.question)
        form = self.form()
        if form is not None and not form.is_valid():
            context = self.get_context_data(**{self.form_name: form}, failed=self.form_name)
            return self.render_to_response(context, status=422)
        try:
            said = self.act(**(form.cleaned_data if form is not None else {}))
        except Refusal as refusal:
            self.refuse(refusal)
        else:
            self.say(said)
        return redirect(self.after())

    def act(self, **data: Any) -> str:
        """The one service call; the sentence that says it was done."""
        raise TypeError(f"{type(self).__name__} does nothing")

    def after(self) -> str:
        """Where the browser goes: `next` of the form where it names a page of the sessions."""
        target = self.request.POST.get("next", "")
        return target if target.startswith("/ky-hop/") else self.here()
