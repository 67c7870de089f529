"""The background job of the report on results."""

import logging

from django.utils.translation import gettext_lazy as _

from hdnd_portal.documents.made_files import paper_sentence
from hdnd_portal.documents.models import Version
from hdnd_portal.documents.papers import LayoutFailed, PaperError
from hdnd_portal.reports.jobs import JobRefused
from hdnd_portal.reports.registry import job
from hdnd_portal.reports.running import RunningJob
from voters.services import reporting

logger = logging.getLogger(__name__)


@job(reporting.JOB_KIND, title=_("In báo cáo kết quả giải quyết kiến nghị cử tri"))
def print_results(running: RunningJob, *, session: int, form: str) -> Version:
    """Print the report; begun again, it prints it anew."""
    try:
        return reporting.print_report(
            session,
            form=form,
            by=running.job.owner,
            step=lambda done, total: running.step(done, total),
        )
    except PaperError as error:
        raise JobRefused(paper_sentence(error)) from error
    except LayoutFailed as error:
        logger.exception("the report on session %s was not laid out", session)
        raise JobRefused(
            _("Máy chủ chưa dàn xong các phụ lục nên chưa có báo cáo. Hãy bấm “Chạy lại”.")
        ) from error
