"""The background jobs of imports; begun again, each finds what is done already."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hdnd_portal.reports.jobs import JobRefused
from hdnd_portal.reports.registry import job
from hdnd_portal.reports.running import RunningJob
from voters.import_sentences import failure_sentence
from voters.importing import ImportState
from voters.services import importing


@job(importing.READ_JOB, title=gettext_lazy("Đọc tệp ý kiến cử tri"))
def read_opinions(running: RunningJob, *, batch: int) -> str:
    """Phase one: rows, each with what is wrong with it."""
    made = importing.read_import(batch, running)
    if made.state == ImportState.UNREADABLE:
        raise JobRefused(failure_sentence(made.failure))
    return _("Đã đọc {count} dòng.").format(count=made.rows.count())


@job(importing.RECORD_JOB, title=gettext_lazy("Ghi ý kiến cử tri từ tệp"))
def record_opinions(running: RunningJob, *, batch: int) -> str:
    """Phase two: rows become opinions."""
    made = importing.record_import(batch, running)
    count = made.rows.filter(opinion__isnull=False).count()
    return _("Đã ghi {count} ý kiến.").format(count=count)
