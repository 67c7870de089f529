"""The author's pages: write a question, put files to it, send it, rate the answer."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic.base import ContextMixin, TemplateResponseMixin

from hdnd_portal.accounts.roles import Role
from hdnd_portal.accounts.views import StaffView
from hdnd_portal.council.models import Council
from hdnd_portal.documents.forms import FilesForm
from hdnd_portal.documents.services import Readable
from hdnd_portal.documents.views.uploads import TakesFiles
from hdnd_portal.ui.components import Crumb
from hdnd_portal.ui.keys import is_key
from sessions.forms.questioning import DisputeForm, QuestionForm, RatingForm, ReasonForm
from sessions.models import CouncilSession, FrozenFile, Interpellation
from sessions.question_labels import Form as WantedForm
from sessions.sentences.questioning import Refusal, question_sentence
from sessions.services import asking
from sessions.services.asking import Wording
from sessions.views.question_base import QuestionAct, QuestionView
from sessions.workflow import SESSION_OVER


class QuestionFormView(TemplateResponseMixin, ContextMixin, StaffView):
    """The form of a question, new or begun."""

    permission_required = "council_sessions.ask_question"
    template_name = "sessions/question_form.html"
    question: Interpellation | None = None

    @cached_property
    def council(self) -> Council:
        """The council in which the user has a seat; the one of the session or paper asked about."""
        seats = {one.council_id for one in self.user.own_assignments if one.role == Role.DELEGATE}
        if self.question is not None:
            return self.question.council
        if self.paper is not None:
            council = self.paper.freeze.session.council
            if council.pk not in seats:
                raise PermissionDenied
            return council
        found = Council.objects.filter(pk__in=seats).order_by("pk").first()
        if found is None:
            raise PermissionDenied
        return found

    @cached_property
    def paper(self) -> FrozenFile | None:
        """The paper of a dossier from which it is asked, as the reader names it."""
        if self.question is not None:
            return self.question.paper
        key = self.request.GET.get("tai_lieu", "") or self.request.POST.get("tai_lieu", "")
        if not is_key(key):
            return None
        papers = FrozenFile.objects.select_related("freeze__session__council", "version")
        visible = CouncilSession.objects.visible_to(self.user)
        return papers.filter(freeze__session__in=visible, pk=int(key)).first()

    @cached_property
    def page(self) -> int | None:
        """The page of the paper."""
        if self.question is not None:
            return self.question.page
        text = self.request.GET.get("trang", "") or self.request.POST.get("trang", "")
        return int(text) if text.isdecimal() and 0 < len(text) < 6 and int(text) else None

    def session_to_ask(self) -> CouncilSession | None:
        """The session of the paper, else the next one that takes questions."""
        if self.paper is not None:
            return self.paper.freeze.session
        rows = CouncilSession.objects.filter(council=self.council)
        return rows.exclude(state__in=SESSION_OVER).order_by("opening_on").first()

    def show(self, form: QuestionForm, status: int = 200) -> HttpResponse:
        """The page with the form."""
        title = _("Sửa chất vấn") if self.question else _("Đặt chất vấn")
        files = list(self.question.files.select_related("version")) if self.question else []
        context = self.get_context_data(
            page_title=title,
            crumbs=[Crumb(_("Chất vấn"), reverse("sessions:questions")), Crumb(title)],
            form=form,
            question=self.question,
            paper=self.paper,
            page=self.page,
            files=files,
            upload_form=FilesForm(),
            file_limit=settings.FILE_SIZE_LIMIT,
            file_limit_text=filesizeformat(settings.FILE_SIZE_LIMIT),
        )
        return self.render_to_response(context, status=status)

    def wording(self, form: QuestionForm) -> Wording:
        """What was typed, as the service wants it."""
        return Wording(**form.cleaned_data, paper=self.paper, page=self.page)

    def saved(self, question: Interpellation) -> HttpResponse:
        """After the draft was kept: send it where that was asked for, and go on."""
        if "send" in self.request.POST:
            try:
                asking.submit_question(question, by=self.user)
            except Refusal as refusal:
                messages.error(self.request, question_sentence(refusal))
            else:
                messages.success(
                    self.request, _("Đã gửi chất vấn đến Thường trực HĐND qua Văn phòng.")
                )
                return redirect("sessions:question", question=question.pk)
        else:
            messages.success(self.request, _("Đã lưu bản nháp. Chỉ mình ông/bà thấy bản này."))
        return redirect("sessions:edit_question", question=question.pk)


class AskQuestion(QuestionFormView):
    """Đặt chất vấn, cũng từ một trang tài liệu."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The empty form."""
        initial = {"session": self.session_to_ask(), "wanted": WantedForm.ORAL}
        return self.show(QuestionForm(council=self.council, initial=initial))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep the draft, or show the form again."""
        form = QuestionForm(request.POST, council=self.council)
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            question = asking.write_question(self.council, self.wording(form), by=self.user)
        except Refusal as refusal:
            messages.error(request, question_sentence(refusal))
            return self.show(form, status=422)
        return self.saved(question)


class OwnQuestion:
    """The question of the address, if the user is its author; else a 404."""

    kwargs: dict[str, Any]
    user: Any

    @cached_property
    def question(self) -> Interpellation:
        """The user's own question."""
        rows = Interpellation.objects.by_author(self.user).for_list()
        rows = rows.select_related("paper__version", "paper__freeze__session")
        return get_object_or_404(rows, pk=self.kwargs["question"])


class EditQuestion(OwnQuestion, QuestionFormView):  # type: ignore[misc]  # it narrows the type
    """Sửa chất vấn chưa gửi hoặc bị trả lại."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form as it was kept."""
        one = self.question
        if not one.is_writable:
            messages.error(request, _("Chất vấn đã gửi nên không sửa được."))
        names = ("post", "title", "text", "grounds", "wanted", "session")
        initial = {name: getattr(one, name) for name in names}
        return self.show(QuestionForm(council=self.council, initial=initial))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep the change, or show the form again."""
        form = QuestionForm(request.POST, council=self.council)
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            question = asking.rewrite_question(self.question, self.wording(form), by=self.user)
        except Refusal as refusal:
            messages.error(request, question_sentence(refusal))
            return redirect("sessions:question", question=self.question.pk)
        return self.saved(question)


class AddQuestionFiles(TakesFiles, OwnQuestion, QuestionView):
    """Thêm tài liệu."""

    permission_required = "council_sessions.ask_question"
    refusals = Refusal

    def record(self) -> Interpellation:
        """The user's own question."""
        return self.question

    def take(self, upload: Readable, name: str) -> None:
        """Put it to the question."""
        asking.add_question_file(self.question, data=upload, name=name, by=self.user)

    def sentence(self, refusal: Exception) -> str:
        """As a refused question."""
        return question_sentence(refusal)

    def page_of_files(self) -> str:
        """The form."""
        return reverse("sessions:edit_question", kwargs={"question": self.question.pk})


class AuthorAct(OwnQuestion, QuestionAct):
    """An act of the author."""

    permission_required = "council_sessions.ask_question"


class RemoveQuestionFile(AuthorAct):
    """Bỏ tài liệu."""

    def act(self, **data: Any) -> str:
        """Take it out."""
        place = get_object_or_404(self.question.files, pk=self.kwargs["file"])
        name = place.version.name
        asking.remove_question_file(place, by=self.user)
        return _("Đã bỏ tệp “{name}”.").format(name=name)

    def after(self) -> str:
        """Back to the form."""
        return reverse("sessions:edit_question", kwargs={"question": self.question.pk})


class SubmitQuestion(AuthorAct):
    """Gửi chất vấn."""

    def act(self, **data: Any) -> str:
        """Send it."""
        asking.submit_question(self.question, by=self.user)
        return _("Đã gửi chất vấn đến Thường trực HĐND qua Văn phòng.")


class DiscardQuestion(AuthorAct):
    """Bỏ bản nháp."""

    def act(self, **data: Any) -> str:
        """Throw it away."""
        self.check(self.question)
        asking.discard_question(self.question, by=self.user)
        return _("Đã bỏ bản nháp.")

    def after(self) -> str:
        """Back to the list when it is gone."""
        if Interpellation.objects.filter(pk=self.kwargs["question"]).exists():
            return self.here()
        return reverse("sessions:questions")


class WithdrawQuestion(AuthorAct):
    """Rút chất vấn."""

    form_name = "reason_form"

    def form(self) -> Form:
        """Why."""
        return ReasonForm(self.request.POST, prefix="ly-do")

    def act(self, **data: Any) -> str:
        """Take it back."""
        asking.withdraw_question(self.question, reason=data["reason"], by=self.user)
        return _("Đã rút chất vấn.")


class RateAnswer(AuthorAct):
    """Đánh giá trả lời."""

    form_name = "rating_form"

    def form(self) -> Form:
        """The rating and why."""
        return RatingForm(self.request.POST, prefix="danh-gia")

    def act(self, **data: Any) -> str:
        """Keep it."""
        asking.rate_answer(self.question, by=self.user, **data)
        return _("Đã ghi đánh giá trả lời.")


class DisputeAnswer(AuthorAct):
    """Không đồng ý với trả lời."""

    form_name = "dispute_form"

    def form(self) -> Form:
        """What is asked for, and why."""
        return DisputeForm(self.request.POST, prefix="y-kien")

    def act(self, **data: Any) -> str:
        """Keep it."""
        asking.dispute_answer(self.question, by=self.user, **data)
        return _("Đã gửi đề nghị đến Thường trực HĐND.")
