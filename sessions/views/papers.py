"""Papers printed from the record: drafts of the programme and of the convening, the manifest."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hdnd_portal.documents.kinds import DOCX, PDF
from hdnd_portal.documents.papers import (
    LettersMissing,
    Paper,
    PaperError,
    render_docx,
    render_pdf,
)
from sessions.draft_papers import DRAFTS, source_of
from sessions.manifest_paper import manifest_paper
from sessions.services.invitations import signers
from sessions.views.base import SessionView
from sessions.views.freezing import FrozenView

RENDERERS = {"pdf": (PDF.media_type, render_pdf), "docx": (DOCX.media_type, render_docx)}


class PrintedPaper(SessionView):
    """A paper made when it is asked for, as PDF to look at or DOCX to go on with."""

    http_method_names = ["get", "head"]
    returns_to = "plan"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The file; where it cannot be printed, back with a sentence that says why."""
        self.check(self.session)
        form = kwargs["form"]
        if form not in RENDERERS:
            raise Http404
        media_type, render = RENDERERS[form]
        try:
            content = render(self.paper())
        except LettersMissing as error:
            messages.error(
                request,
                _("Chưa in được: phông chữ của văn bản không có ký tự {characters}.").format(
                    characters=error.characters
                ),
            )
            return self.return_back()
        except PaperError:
            messages.error(
                request,
                _(
                    "Chưa in được văn bản đúng thể thức; hãy xem lại họ tên người ký, địa danh và "
                    "nội dung kỳ họp."
                ),
            )
            return self.return_back()
        response = HttpResponse(content, content_type=media_type)
        how = "inline" if form == "pdf" else "attachment"
        response["Content-Disposition"] = (
            f'{how}; filename="{self.stem()}-{self.session.pk}.{form}"'
        )
        response["Cache-Control"] = "private, no-store"
        return response

    def return_back(self) -> HttpResponse:
        """The page the paper belongs to."""
        return redirect(reverse(f"sessions:{self.returns_to}", kwargs={"session": self.session.pk}))

    def paper(self) -> Paper:
        """The description of the paper. Raises PaperError."""
        raise TypeError(f"{type(self).__name__} prints nothing")

    def stem(self) -> str:
        """The name of the file before the number of the session."""
        raise TypeError(f"{type(self).__name__} prints nothing")


class PrintDraft(PrintedPaper):
    """Dự thảo: the programme, the decision or the notice convening the session."""

    permission_required = "council_sessions.print_drafts"
    returns_to = "agenda"

    def paper(self) -> Paper:
        """The draft of the address."""
        draft = DRAFTS.get(self.kwargs["draft"])
        if draft is None:
            raise Http404
        today = timezone.localdate()
        signer = next(iter(signers(self.session, on=today)), None)
        return draft.describe(source_of(self.session, signer=signer, on=today))

    def stem(self) -> str:
        """`du-thao-chuong-trinh`."""
        return f"du-thao-{self.kwargs['draft']}"


class PrintManifest(PrintedPaper, FrozenView):
    """Danh mục tài liệu as a paper."""

    permission_required = "council_sessions.view_manifest"
    returns_to = "manifest"

    def paper(self) -> Paper:
        """The manifest with its supplements; 404 before the freeze."""
        return manifest_paper(self.freeze)

    def stem(self) -> str:
        """`danh-muc-tai-lieu`."""
        return "danh-muc-tai-lieu"
