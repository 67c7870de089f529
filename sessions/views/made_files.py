"""Files made for whoever asks, and kept nowhere: papers and tables of the record."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from hdnd_portal.documents.kinds import XLSX
from hdnd_portal.documents.papers import Paper, PaperError
from hdnd_portal.ui.language import in_office_language
from sessions.paper_sentences import paper_sentence
from sessions.services.printing import FORMS


def made_file(content: bytes, *, media_type: str, name: str, inline: bool = False) -> HttpResponse:
    """The file; neither a browser nor a proxy keeps it, for the record may say more tomorrow."""
    response = HttpResponse(content, content_type=media_type)
    how = "inline" if inline else "attachment"
    response["Content-Disposition"] = f'{how}; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def made_table(content: bytes, *, name: str) -> HttpResponse:
    """A table as XLSX."""
    return made_file(content, media_type=XLSX.media_type, name=f"{name}.xlsx")


@in_office_language
def _printed(describe: Callable[[], Paper], render: Callable[[Paper], bytes]) -> bytes:
    """The paper in Vietnamese, with all that is read for it. Raises PaperError."""
    return render(describe())


def made_paper(
    request: HttpRequest, describe: Callable[[], Paper], *, form: str, name: str, back: str
) -> HttpResponse:
    """The paper as PDF to look at or DOCX to go on with.

    Where it cannot be printed, back with a sentence that says why; another form is a 404.
    """
    if form not in FORMS:
        raise Http404
    media_type, render = FORMS[form]
    try:
        content = _printed(describe, render)
    except PaperError as error:
        messages.error(request, paper_sentence(error))
        return redirect(back)
    return made_file(content, media_type=media_type, name=f"{name}.{form}", inline=form == "pdf")
