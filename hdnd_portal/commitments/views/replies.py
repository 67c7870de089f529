"""The agency's page: what it owes, until when, a draft of its own, and proof that it was sent."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from hdnd_portal.commitments.answers import ANSWERED_KINDS
from hdnd_portal.commitments.forms import ReplyForm, initial_of
from hdnd_portal.commitments.models import Commitment, Reply, ReplyFile
from hdnd_portal.commitments.models.commitment import Owner
from hdnd_portal.commitments.replying import replies_for
from hdnd_portal.commitments.sentences import Refusal, commitment_sentence
from hdnd_portal.commitments.services import replying
from hdnd_portal.commitments.views.records import CommitmentView
from hdnd_portal.commitments.workflow import CommitmentRefused, Move
from hdnd_portal.council.models import Mandate
from hdnd_portal.documents.forms import FilesForm
from hdnd_portal.documents.services import Readable
from hdnd_portal.documents.views.uploads import TakesFiles
from hdnd_portal.ui.components import Crumb


class ReplyView(CommitmentView):
    """A page or an act of whoever replies."""

    permission_required = "commitments.reply"

    @cached_property
    def writer(self) -> Owner:
        """For whom the user writes."""
        writer = replies_for(self.user, self.commitment)
        if writer is None:
            raise PermissionDenied
        return writer

    @cached_property
    def draft(self) -> Reply | None:
        """What was written and not sent."""
        return replying.draft_of(self.commitment, self.writer)

    def form_url(self) -> str:
        """The address of the form."""
        return reverse("commitments:reply", kwargs={"commitment": self.commitment.pk})


class WriteReply(ReplyView):
    """Báo cáo kết quả: a draft that may be left and taken up again."""

    template_name = "commitments/reply_form.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The draft."""
        self.check(self.commitment)
        return self.show(ReplyForm(kind=self.commitment.kind, initial=initial_of(self.draft)))

    def show(self, form: ReplyForm, status: int = 200, title: str = "") -> HttpResponse:
        """The form with the files of the draft; `title` stands above what is wrong."""
        files = list(self.draft.files.select_related("version")) if self.draft else []
        context = self.get_context_data(
            page_title=_("Báo cáo kết quả"),
            crumbs=self.crumbs(Crumb(_("Báo cáo kết quả"))),
            commitment=self.commitment,
            writer=self.writer,
            draft=self.draft,
            files=files,
            is_open=self.allows(Move.REPLY),
            form=form,
            errors_title=title,
            is_answer=self.commitment.kind in ANSWERED_KINDS,
            upload_form=FilesForm(),
            file_limit=settings.FILE_SIZE_LIMIT,
            file_limit_text=filesizeformat(settings.FILE_SIZE_LIMIT),
            today=timezone.localdate(),
        )
        return self.render_to_response(context, status=status)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep the draft and send it if asked, or show the form again with all that is missing."""
        self.check(self.commitment)
        form = ReplyForm(request.POST, kind=self.commitment.kind)
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            draft = replying.save_draft(
                self.commitment, writer=self.writer, by=self.user, **form.cleaned_data
            )
            if "send" in request.POST:
                sent = replying.send_reply(draft, by=self.user)
                messages.success(request, sent_sentence(sent))
                return redirect(self.here())
        except Refusal as refusal:
            if isinstance(refusal, CommitmentRefused) and refusal.code == "incomplete":
                form.say(refusal.details["faults"])  # type: ignore[arg-type]
                kept = _("Chưa gửi được; bản nháp đã lưu.")
                return self.show(form, status=422, title=kept)
            messages.error(request, commitment_sentence(refusal))
        else:
            said = (
                _("Đã lưu bản nháp. Chỉ ông/bà thấy bản này.")
                if isinstance(self.writer, Mandate)
                else _("Đã lưu bản nháp. Chỉ cơ quan của ông/bà thấy bản này.")
            )
            messages.success(request, said)
        return redirect(self.form_url())


def sent_sentence(reply: Reply) -> str:
    """The proof that a report was sent."""
    assert reply.sent_at is not None  # noqa: S101 -- it was just sent
    return _("Đã gửi báo cáo lần {number} lúc {at}.").format(
        number=reply.number, at=f"{timezone.localtime(reply.sent_at):%H:%M %d/%m/%Y}"
    )


class ReplyAct(ReplyView):
    """An act on the draft: done, said, and back."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Do it, or say why not."""
        self.check(self.commitment)
        try:
            return self.act()
        except Refusal as refusal:
            messages.error(request, commitment_sentence(refusal))
        return redirect(self.here())

    def act(self) -> HttpResponse:
        """The one service call."""
        raise TypeError(f"{type(self).__name__} does nothing")


class SendReply(ReplyAct):
    """Gửi báo cáo."""

    def act(self) -> HttpResponse:
        """Send the draft."""
        if self.draft is None:
            messages.error(self.request, _("Chưa có bản nháp nào để gửi."))
            return redirect(self.form_url())
        messages.success(self.request, sent_sentence(replying.send_reply(self.draft, by=self.user)))
        return redirect(self.here())


class RemoveFile(ReplyAct):
    """Bỏ tệp khỏi bản nháp."""

    def act(self) -> HttpResponse:
        """Take it out."""
        own = ReplyFile.objects.filter(reply=self.draft.pk if self.draft else None)
        place = get_object_or_404(own.select_related("reply"), pk=self.kwargs["file"])
        name = place.version.name
        replying.remove_file(place, by=self.user)
        messages.success(self.request, _("Đã bỏ tệp “{name}”.").format(name=name))
        return redirect(self.form_url())


class AddFiles(TakesFiles, ReplyView):
    """Thêm tệp vào bản nháp."""

    refusals = Refusal

    def record(self) -> Commitment:
        """What the report is about."""
        return self.commitment

    def take(self, upload: Readable, name: str) -> None:
        """Put it to the draft."""
        replying.add_file(self.commitment, writer=self.writer, data=upload, name=name, by=self.user)

    def sentence(self, refusal: Exception) -> str:
        """As a refused report."""
        return commitment_sentence(refusal)

    def page_of_files(self) -> str:
        """The form."""
        return self.form_url()
