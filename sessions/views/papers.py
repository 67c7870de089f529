"""Papers printed from the record: drafts of the programme and of the convening."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from hdnd_portal.documents.papers import Paper, PaperError
from hdnd_portal.ui.language import in_office_language
from sessions.draft_papers import DRAFTS, source_of
from sessions.paper_sentences import paper_sentence
from sessions.services.invitations import signers
from sessions.services.printing import FORMS
from sessions.views.base import SessionView


class PrintedPaper(SessionView):
    """A paper made when it is asked for, as PDF to look at or DOCX to go on with."""

    http_method_names = ["get", "head"]
    returns_to = "plan"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The file; where it cannot be printed, back with a sentence that says why."""
        self.check(self.session)
        form = kwargs["form"]
        if form not in FORMS:
            raise Http404
        media_type, render = FORMS[form]
        try:
            content = self.printed(render)
        except PaperError as error:
            messages.error(request, paper_sentence(error))
            return self.return_back()
        response = HttpResponse(content, content_type=media_type)
        how = "inline" if form == "pdf" else "attachment"
        response["Content-Disposition"] = (
            f'{how}; filename="{self.stem()}-{self.session.pk}.{form}"'
        )
        response["Cache-Control"] = "private, no-store"
        return response

    @in_office_language
    def printed(self, render: Callable[[Paper], bytes]) -> bytes:
        """The paper in Vietnamese, with all that is read for it. Raises PaperError."""
        return render(self.paper())

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
