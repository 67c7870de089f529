"""The report on results, made by a job and kept for whoever asked for it."""

from collections.abc import Callable
from io import BytesIO

from django.utils import timezone

from hdnd_portal.accounts.models import User
from hdnd_portal.council.models import Council
from hdnd_portal.documents.made_files import FORMS
from hdnd_portal.documents.models import Version
from hdnd_portal.documents.papers import Paper, render_pdf_in_parts
from hdnd_portal.documents.services import store_made
from hdnd_portal.reports.jobs import enqueue
from hdnd_portal.reports.models import Job
from sessions.public import SessionFacts, sessions_with
from voters.models import VoterRecommendation
from voters.results_paper import results_report

JOB_KIND = "voters.print_results"
# Besides what is laid out: read, kept.
READ, KEPT = 1, 1
Step = Callable[[int, int], None]


def order_report(session: SessionFacts, *, form: str, by: User) -> Job:
    """Ask for the report on what became of the recommendations of the session."""
    council = Council.objects.get(pk=session.council_id)
    return enqueue(JOB_KIND, by=by, council=council, session=session.pk, form=form)


def print_report(session: int, *, form: str, by: User, step: Step) -> Version:
    """The report as it stands today; its annexes are laid out side by side.

    It is kept once it is whole. Raises PaperError, and LayoutFailed where it cannot be laid out.
    """
    facts = sessions_with([session])[0]
    council = Council.objects.select_related("unit").get(pk=facts.council_id)
    rows = VoterRecommendation.objects.filter(session=session)
    step(0, READ + 1 + KEPT)
    paper = results_report(council, facts, rows, on=timezone.localdate())
    step(READ, READ + 1 + KEPT)
    content = _rendered(paper, form=form, step=step)
    return store_made(
        council,
        data=BytesIO(content),
        name=f"ket-qua-giai-quyet-kien-nghi-{session}.{form}",
        media_type=FORMS[form][0],
        by=by,
        reads_text=False,
    )


def _rendered(paper: Paper, *, form: str, step: Step) -> bytes:
    if form == "pdf":
        return render_pdf_in_parts(
            paper, step=lambda done, total: step(READ + done, READ + total + KEPT)
        )
    content = FORMS[form][1](paper)
    step(READ + 1, READ + 1 + KEPT)
    return content
