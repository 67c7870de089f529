"""Papers made for whoever asks, and kept nowhere: as PDF to look at, as DOCX to go on with."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from hdnd_portal.documents.kinds import DOCX, PDF
from hdnd_portal.documents.papers import LettersMissing, Paper, PaperError, render_docx, render_pdf

FORMS: dict[str, tuple[str, Callable[[Paper], bytes]]] = {
    "pdf": (PDF.media_type, render_pdf),
    "docx": (DOCX.media_type, render_docx),
}


def made_paper(
    request: HttpRequest, describe: Callable[[], Paper], *, form: str, name: str, back: str
) -> HttpResponse:
    """The paper as a file that no browser or proxy keeps; the record may say more tomorrow.

    Where it cannot be printed, back with a sentence that says why; another form is a 404.
    """
    if form not in FORMS:
        raise Http404
    media_type, render = FORMS[form]
    try:
        content = render(describe())
    except PaperError as error:
        messages.error(request, paper_sentence(error))
        return redirect(back)
    response = HttpResponse(content, content_type=media_type)
    how = "inline" if form == "pdf" else "attachment"
    response["Content-Disposition"] = f'{how}; filename="{name}.{form}"'
    response["Cache-Control"] = "private, no-store"
    return response


def paper_sentence(error: PaperError) -> str:
    """Why a paper cannot be printed: which letters the fonts lack, or where to look."""
    if isinstance(error, LettersMissing):
        return _("Chưa in được: phông chữ của văn bản không có ký tự {characters}.").format(
            characters=error.characters
        )
    return _("Chưa in được văn bản đúng thể thức; hãy xem lại họ tên, địa danh và nội dung.")
