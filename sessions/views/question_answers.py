"""The agency's page: answer a question in writing, signed, by its day."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from hdnd_portal.documents.forms import FilesForm
from hdnd_portal.documents.services import Readable
from hdnd_portal.documents.views.uploads import TakesFiles
from hdnd_portal.ui.components import Crumb
from sessions.forms.questioning import AnswerForm
from sessions.models import AnswerFile, Interpellation
from sessions.sentences.questioning import Refusal, question_sentence
from sessions.services import answering
from sessions.views.question_base import QuestionView
from sessions.workflow.question import QuestionMove


class AnswerView(QuestionView):
    """A page or an act of the agency that answers; not routed to it, a 404."""

    permission_required = "council_sessions.answer_question"

    @cached_property
    def question(self) -> Interpellation:
        """The question of the address."""
        rows = Interpellation.objects.routed_to(self.user).for_list()
        return get_object_or_404(rows, pk=self.kwargs["question"])

    def form_url(self) -> str:
        """The address of the form."""
        return reverse("sessions:answer_question", kwargs={"question": self.question.pk})


class WriteAnswer(AnswerView):
    """Trả lời chất vấn bằng văn bản: a draft that may be left, then the signed answer."""

    template_name = "sessions/answer_form.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The draft."""
        one, draft = self.question, answering.answer_draft(self.question)
        names = ("signer", "reference", "dated_on", "summary")
        initial: dict[str, Any] = {"signer": f"{one.post.person.name}, {one.post.title}"}
        if draft is not None:
            initial = {name: getattr(draft, name) for name in names}
        return self.show(AnswerForm(initial=initial))

    def show(self, form: AnswerForm, status: int = 200) -> HttpResponse:
        """The form with the files of the draft."""
        draft = answering.answer_draft(self.question)
        title = _("Trả lời chất vấn")
        context = self.get_context_data(
            page_title=title,
            crumbs=self.crumbs(Crumb(title)),
            question=self.question,
            asked_files=list(self.question.files.select_related("version")),
            is_open=self.allows(QuestionMove.ANSWER_IN_WRITING),
            draft=draft,
            files=list(draft.files.select_related("version")) if draft else [],
            form=form,
            upload_form=FilesForm(),
            file_limit=settings.FILE_SIZE_LIMIT,
            file_limit_text=filesizeformat(settings.FILE_SIZE_LIMIT),
            today=timezone.localdate(),
        )
        return self.render_to_response(context, status=status)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep the draft, send it where that was asked for, or show the form again."""
        form = AnswerForm(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            answering.save_answer(self.question, by=self.user, **form.cleaned_data)
            if "send" not in request.POST:
                self.say(_("Đã lưu bản nháp. Chỉ cơ quan của ông/bà thấy bản này."))
                return redirect(self.form_url())
            sent = answering.send_answer(self.question, by=self.user)
        except Refusal as refusal:
            self.refuse(refusal)
            return redirect(self.form_url())
        assert sent.sent_at is not None  # noqa: S101 -- it was just sent
        text = _("Đã gửi văn bản trả lời đến đại biểu và Thường trực HĐND lúc {at}.")
        self.say(text.format(at=f"{timezone.localtime(sent.sent_at):%H:%M %d/%m/%Y}"))
        return redirect(self.here())


class AddAnswerFiles(TakesFiles, AnswerView):
    """Thêm tệp vào bản nháp."""

    refusals = Refusal

    def record(self) -> Interpellation:
        """What is answered."""
        return self.question

    def take(self, upload: Readable, name: str) -> None:
        """Put it to the draft."""
        answering.add_answer_file(self.question, data=upload, name=name, by=self.user)

    def sentence(self, refusal: Exception) -> str:
        """As a refused answer."""
        return question_sentence(refusal)

    def page_of_files(self) -> str:
        """The form."""
        return self.form_url()


class RemoveAnswerFile(AnswerView):
    """Bỏ tệp khỏi bản nháp."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take it out."""
        own = AnswerFile.objects.filter(answer__question=self.question, answer__sent_at=None)
        place = get_object_or_404(own.select_related("version", "answer"), pk=kwargs["file"])
        try:
            answering.remove_answer_file(place, by=self.user)
        except Refusal as refusal:
            self.refuse(refusal)
        else:
            self.say(_("Đã bỏ tệp “{name}”.").format(name=place.version.name))
        return redirect(self.form_url())
