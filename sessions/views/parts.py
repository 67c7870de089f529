"""Pages of whoever owes a part: what do I owe, hand it in, and the proof that I did."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic.base import ContextMixin, TemplateResponseMixin

from hdnd_portal.accounts.roles import STAFF, Role
from hdnd_portal.accounts.views import StaffView
from hdnd_portal.council.models import Body
from hdnd_portal.documents.forms import FilesForm
from hdnd_portal.documents.services import Readable
from hdnd_portal.documents.views.uploads import TakesFiles
from hdnd_portal.ui.components import Crumb
from sessions.differences import between
from sessions.dossier_sentences import Refusal, dossier_sentence
from sessions.file_signatures import mark_signatures
from sessions.forms.dossiers import ReplaceForm
from sessions.item_outcome import excerpted_minutes, outcome_of
from sessions.minutes_papers import excerpt_paper
from sessions.models import DossierPart, PaperQuestion, PartSubmission
from sessions.paper_questions import asked_rows
from sessions.services import dossiers
from sessions.services.refusals import DossierRefused
from sessions.views.made_files import made_paper


class OwedParts(TemplateResponseMixin, ContextMixin, StaffView):
    """Hồ sơ phải gửi: what the user's agencies and bodies owe, the most urgent first."""

    permission_required = "council_sessions.view_owed"
    template_name = "sessions/dossier_owed.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The parts in two lists: to be sent, and sent."""
        parts = list(DossierPart.objects.owned_by(self.user).asked_for().for_list())
        owed = [part for part in parts if part.is_owed and part.takes_files]
        return self.render_to_response(
            self.get_context_data(
                page_title=_("Hồ sơ phải gửi"),
                crumbs=[Crumb(_("Kỳ họp")), Crumb(_("Hồ sơ phải gửi"))],
                owed=sorted(owed, key=lambda part: (part.due_on, part.pk)),
                sent=[part for part in parts if not part.is_owed],
                today=timezone.localdate(),
            )
        )


class PartView(TemplateResponseMixin, ContextMixin, StaffView):
    """A page or an act on one part, by whoever owes it."""

    permission_required = "council_sessions.submit_part"

    @cached_property
    def part(self) -> DossierPart:
        """The part of the address: 404 for whoever does not owe it."""
        parts = DossierPart.objects.owned_by(self.user).for_list()
        return get_object_or_404(parts, pk=self.kwargs["part"])

    def here(self) -> str:
        """The address of the part's page."""
        return reverse("sessions:dossier_part", kwargs={"part": self.part.pk})

    def crumbs(self) -> list[Crumb]:
        """The way to the part."""
        return [
            Crumb(_("Kỳ họp")),
            Crumb(_("Hồ sơ phải gửi"), reverse("sessions:owed")),
            Crumb(str(self.part), self.here()),
        ]


class PartPage(PartView):
    """Gửi hồ sơ: the files of one part, when they are due, and what became of them."""

    template_name = "sessions/dossier_part.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Files, deadline, earlier submissions."""
        self.check(self.part)
        submissions = list(
            self.part.submissions.select_related("submitted_by", "decided_by")
            .prefetch_related("versions")
            .order_by("-number")
        )
        files = dossiers.current_files(self.part)
        mark_signatures(row.version for row in files)
        return self.render_to_response(
            self.get_context_data(
                page_title=str(self.part),
                crumbs=[*self.crumbs()[:-1], Crumb(str(self.part))],
                part=self.part,
                item=self.part.dossier.item,
                files=files,
                submissions=submissions,
                returned_by=_ban_that_decided(submissions[0]) if submissions else None,
                is_open=not self.part.shut_by,
                why_shut=why_shut(self.part),
                has_new=any(not row.is_sent for row in files),
                upload_form=FilesForm(),
                replace_form=ReplaceForm(),
                outcome=outcome_of(self.part.dossier.item, self.user),
                asked=asked_rows(
                    PaperQuestion.objects.visible_to(self.user).filter(part=self.part)
                ),
                file_limit=settings.FILE_SIZE_LIMIT,
                file_limit_text=filesizeformat(settings.FILE_SIZE_LIMIT),
                today=timezone.localdate(),
            )
        )


def why_shut(part: DossierPart) -> str:
    """Why the part takes no files, where its own state does not show it."""
    code = part.shut_by
    return "" if code in {"", "closed"} else dossier_sentence(DossierRefused(code))


def _ban_that_decided(submission: PartSubmission) -> Body | None:
    """The verifying Ban, where its leader and not the office decided on the submission."""
    by, item = submission.decided_by, submission.part.dossier.item
    if by is None or item.verifying_body is None:
        return None
    if by.has_role(*STAFF, council=item.session.council_id):
        return None
    leads = by.has_role(Role.COMMITTEE_LEADER, body=item.verifying_body_id)
    return item.verifying_body if leads else None


class PartAct(PartView):
    """An act on the part: done, said, and back to its page."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Do it, or say why not."""
        self.check(self.part)
        try:
            self.act()
        except Refusal as refusal:
            messages.error(request, dossier_sentence(refusal))
        return redirect(self.here())

    def act(self) -> None:
        """The one service call."""
        raise TypeError(f"{type(self).__name__} does nothing")


class AddFiles(TakesFiles, PartView):
    """Thêm tệp vào hồ sơ."""

    refusals = Refusal

    def record(self) -> DossierPart:
        """The part."""
        return self.part

    def take(self, upload: Readable, name: str) -> None:
        """Put it to the part."""
        dossiers.add_file(self.part, data=upload, name=name, by=self.user)

    def sentence(self, refusal: Exception) -> str:
        """As a refused part."""
        return dossier_sentence(refusal)

    def taken(self, count: int) -> str:
        """How many, and what is still to be done."""
        said = ngettext(
            "Đã nhận {count} tệp. Kiểm tra rồi bấm “Gửi hồ sơ”.",
            "Đã nhận {count} tệp. Kiểm tra rồi bấm “Gửi hồ sơ”.",
            count,
        )
        return said.format(count=count)

    def page_of_files(self) -> str:
        """The page of the part."""
        return self.here()


class ReplaceFile(PartAct):
    """Thay tệp: a new version in the place of a file."""

    def act(self) -> None:
        """Take the file as the next version."""
        place = get_object_or_404(self.part.files, pk=self.kwargs["file"])
        form = ReplaceForm(self.request.POST, self.request.FILES)
        if not form.is_valid():
            messages.error(self.request, _("Hãy chọn tệp thay thế."))
            return
        upload = form.cleaned_data["file"]
        dossiers.add_file(
            self.part, data=upload, name=upload.name or "", by=self.user, replaces=place
        )
        messages.success(self.request, _("Đã thay tệp bằng “{name}”.").format(name=upload.name))


class RemoveFile(PartAct):
    """Bỏ tệp khỏi lần gửi sau."""

    def act(self) -> None:
        """Take the file out."""
        place = get_object_or_404(self.part.files, pk=self.kwargs["file"])
        dossiers.remove_file(place, by=self.user)
        messages.success(self.request, _("Đã bỏ tệp “{name}”.").format(name=place.file))


class SubmitPart(PartAct):
    """Gửi hồ sơ."""

    def act(self) -> None:
        """Hand in what stands there."""
        submission = dossiers.submit_part(self.part, by=self.user)
        messages.success(
            self.request,
            _("Đã gửi lần {number} lúc {at}. Có thể in biên nhận bên dưới.").format(
                number=submission.number,
                at=f"{timezone.localtime(submission.submitted_at):%H:%M %d/%m/%Y}",
            ),
        )


class SubmissionReceipt(TemplateResponseMixin, ContextMixin, StaffView):
    """Biên nhận: what was handed in, by whom and when, with the hashes; to be printed."""

    permission_required = "council_sessions.view_submission"
    template_name = "sessions/dossier_receipt.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The proof of one submission."""
        submission = get_object_or_404(
            PartSubmission.objects.select_related(
                "part__dossier__item__session__council",
                "part__dossier__item__verifying_body",
                "part__agency",
                "part__body",
                "submitted_by",
                "decided_by",
            ).filter(part__in=DossierPart.objects.visible_to(self.user)),
            part=self.kwargs["part"],
            number=self.kwargs["number"],
        )
        self.check(submission)
        part = submission.part
        before = part.submissions.filter(number__lt=submission.number).order_by("-number").first()
        versions = list(submission.versions.select_related("file").order_by("pk"))
        return self.render_to_response(
            self.get_context_data(
                page_title=_("Biên nhận gửi hồ sơ"),
                crumbs=[Crumb(_("Kỳ họp")), Crumb(_("Biên nhận gửi hồ sơ"))],
                submission=submission,
                part=part,
                item=part.dossier.item,
                versions=versions,
                before=before,
                changes=between(list(before.versions.all()), versions) if before else [],
            )
        )


class DossierExcerpt(StaffView):
    """Trích biên bản of an item, for whoever prepared a part of its dossier (A21)."""

    permission_required = "council_sessions.view_submission"
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The file, once the minutes are approved."""
        parts = DossierPart.objects.visible_to(self.user).filter(dossier__item=kwargs["item"])
        part = get_object_or_404(parts.for_list()[:1])
        self.check(PartSubmission(part=part))
        item = part.dossier.item
        minutes = excerpted_minutes(item)
        if minutes is None:
            raise Http404
        return made_paper(
            request,
            lambda: excerpt_paper(minutes, item),
            form=kwargs["form"],
            name=f"trich-bien-ban-{item.pk}",
            back=reverse("sessions:owed"),
        )
