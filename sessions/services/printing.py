"""Long papers of a session, made by a job and kept for whoever asked."""

from io import BytesIO

from hdnd_portal.accounts.models import User
from hdnd_portal.documents.kinds import DOCX, PDF
from hdnd_portal.documents.models import Version
from hdnd_portal.documents.papers import render_docx, render_pdf
from hdnd_portal.documents.services import store_made
from sessions.manifest_paper import manifest_paper
from sessions.models import CouncilSession, DossierFreeze

JOB_KIND = "sessions.print_manifest"
FORMS = {"pdf": (PDF.media_type, render_pdf), "docx": (DOCX.media_type, render_docx)}


def print_manifest(session: CouncilSession, *, form: str, by: User) -> Version:
    """The frozen list with its supplements as a paper, as it stands now.

    A session has some hundred papers, and the list takes seconds to lay out. Raises PaperError,
    DossierFreeze.DoesNotExist.
    """
    media_type, render = FORMS[form]
    paper = manifest_paper(DossierFreeze.objects.get(session=session))
    return store_made(
        session.council,
        data=BytesIO(render(paper)),
        name=f"danh-muc-tai-lieu-{session.pk}.{form}",
        media_type=media_type,
        by=by,
        reads_text=False,
    )
