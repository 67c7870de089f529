"""The background jobs of dossiers."""

from django.utils.translation import gettext_lazy as _

from hdnd_portal.documents.models import Version
from hdnd_portal.documents.papers import PaperError
from hdnd_portal.reports.jobs import JobRefused
from hdnd_portal.reports.registry import job
from hdnd_portal.reports.running import RunningJob
from sessions.dossier_sentences import dossier_sentence
from sessions.models import CouncilSession
from sessions.paper_sentences import paper_sentence
from sessions.services import bundling, printing
from sessions.services.refusals import DossierRefused


@job(bundling.JOB_KIND, title=_("Gộp tài liệu kỳ họp"))
def bundle_papers(running: RunningJob, *, session: int, form: str) -> Version:
    """Make the ZIP or the merged PDF; begun again, it finds the finished one."""
    try:
        return bundling.bundle_papers(
            CouncilSession.objects.select_related("council").get(pk=session),
            kind=form,
            by=running.job.owner,
            step=lambda done, total: running.step(done, total),
        )
    except DossierRefused as refused:
        raise JobRefused(dossier_sentence(refused)) from refused


@job(printing.JOB_KIND, title=_("In danh mục tài liệu kỳ họp"))
def print_manifest(running: RunningJob, *, session: int, form: str) -> Version:
    """Print the frozen list; begun again, it prints it anew."""
    try:
        return printing.print_manifest(
            CouncilSession.objects.select_related("council").get(pk=session),
            form=form,
            by=running.job.owner,
        )
    except PaperError as error:
        raise JobRefused(paper_sentence(error)) from error
