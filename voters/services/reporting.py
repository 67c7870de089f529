"""The report on results, made by a job and kept for whoever asked for it."""

from collections.abc import Callable
from io import BytesIO

from django.utils import timezone

from hdnd_portal.accounts.models import User
from hdnd_portal.council.models import Council
from hdnd_portal.documents.made_files import FORMS
from hdnd_portal.documents.models import Version
from hdnd_portal.documents.services import store_made
from hdnd_portal.reports.jobs import enqueue
from hdnd_portal.reports.models import Job
from sessions.public import SessionFacts, sessions_with
from voters.models import VoterRecommendation
from voters.results_paper import results_report

JOB_KIND = "voters.print_results"
# Read, laid out, kept.
STEPS = 3


def order_report(session: SessionFacts, *, form: str, by: User) -> Job:
    """Ask for the report on what became of the recommendations of the session."""
    council = Council.objects.get(pk=session.council_id)
    return enqueue(JOB_KIND, by=by, council=council, session=session.pk, form=form)


def print_report(session: int, *, form: str, by: User, step: Callable[[int, int], None]) -> Version:
    """The report as it stands today; a thousand rows take seconds to lay out. Raises PaperError."""
    facts = sessions_with([session])[0]
    council = Council.objects.select_related("unit").get(pk=facts.council_id)
    rows = VoterRecommendation.objects.filter(session=session)
    step(0, STEPS)
    paper = results_report(council, facts, rows, on=timezone.localdate())
    step(1, STEPS)
    media_type, render = FORMS[form]
    content = render(paper)
    step(2, STEPS)
    return store_made(
        council,
        data=BytesIO(content),
        name=f"ket-qua-giai-quyet-kien-nghi-{session}.{form}",
        media_type=media_type,
        by=by,
        reads_text=False,
    )
