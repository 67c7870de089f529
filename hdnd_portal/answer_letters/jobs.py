"""The background job of letters; begun again, it finds what is done already."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hdnd_portal.answer_letters.sentences import failure_sentence
from hdnd_portal.answer_letters.services import letters
from hdnd_portal.answer_letters.workflow import LetterState
from hdnd_portal.reports.jobs import JobRefused
from hdnd_portal.reports.registry import job
from hdnd_portal.reports.running import RunningJob


@job(letters.READ_JOB, title=gettext_lazy("Đọc công văn trả lời"))
def read_letter(running: RunningJob, *, letter: int) -> str:
    """Parts, each with what is proposed for it."""
    made = letters.read_letter(letter, running)
    if made.state == LetterState.UNREADABLE:
        raise JobRefused(failure_sentence(made.failure))
    return _("Đã tách thành {count} phần.").format(count=made.parts.count())
