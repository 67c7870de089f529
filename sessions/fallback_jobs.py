"""The background job of the papers for a sitting without the portal."""

from django.utils.translation import gettext_lazy as _

from hdnd_portal.documents.models import Version
from hdnd_portal.documents.papers import PaperError
from hdnd_portal.reports.jobs import JobRefused
from hdnd_portal.reports.registry import job
from hdnd_portal.reports.running import RunningJob
from sessions.models import CouncilSession
from sessions.paper_sentences import paper_sentence
from sessions.services import fallback


@job(fallback.JOB_KIND, title=_("In bộ biểu mẫu dự phòng"))
def print_fallback_pack(running: RunningJob, *, session: int, form: str) -> Version:
    """Print the pack; begun again, it prints it anew."""
    try:
        return fallback.print_pack(
            CouncilSession.objects.select_related("council__unit", "term").get(pk=session),
            form=form,
            by=running.job.owner,
            step=lambda done, total: running.step(done, total),
        )
    except PaperError as error:
        raise JobRefused(paper_sentence(error)) from error
