"""Papers printed from the record: drafts of the programme and of the convening."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from hdnd_portal.documents.papers import Paper
from sessions.draft_papers import DRAFTS, source_of
from sessions.services.invitations import signers
from sessions.views.base import SessionView
from sessions.views.made_files import made_paper


class PrintedPaper(SessionView):
    """A paper made when it is asked for, as PDF to look at or DOCX to go on with."""

    http_method_names = ["get", "head"]
    returns_to = "plan"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The file; where it cannot be printed, back with a sentence that says why."""
        self.check(self.session)
        return made_paper(
            request,
            self.paper,
            form=kwargs["form"],
            name=f"{self.stem()}-{self.session.pk}",
            back=self.page_of_paper(),
        )

    def page_of_paper(self) -> str:
        """The address of the page the paper belongs to."""
        return reverse(f"sessions:{self.returns_to}", kwargs={"session": self.session.pk})

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
