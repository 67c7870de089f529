"""Work of sessions that a worker does beside a job."""

from celery import shared_task
from django.utils import timezone

from hdnd_portal.celery import kick


@shared_task
def help_run(run: int) -> int:
    """Make papers of a run of invitations from its end; safe to run twice, or never."""
    from sessions.models import InvitationRun  # noqa: PLC0415 -- the services call this module
    from sessions.services import invitations  # noqa: PLC0415 -- the services call this module

    return invitations.help_run(InvitationRun.objects.select_related("session").get(pk=run))


def ask_for_help(run: int) -> None:
    """Ask a second process to help with the run; without a broker the first does all of it."""
    kick(help_run, run, queue="urgent")


@shared_task
def remind() -> int:
    """Daily at 07:15; reminds of what is due and was missed, each once, safe to run twice."""
    from sessions.services import (  # noqa: PLC0415 -- the services call this module
        question_reminders,
        reminders,
    )

    on = timezone.localdate()
    return reminders.remind_all(on=on) + question_reminders.remind_all(on=on)


@shared_task
def check_file_signatures(version: int) -> None:
    """Look at the digital signatures of one file of a dossier; safe to run twice."""
    from hdnd_portal.documents.models import Version  # noqa: PLC0415 -- the services call this
    from sessions.services import file_signatures  # noqa: PLC0415 -- the services call this module

    found = Version.objects.filter(pk=version).first()
    if found is not None:
        file_signatures.check_version(found)


@shared_task
def check_waiting_signatures() -> int:
    """Every few minutes: files of dossiers whose own task was lost."""
    from sessions.services import file_signatures  # noqa: PLC0415 -- the services call this module

    return file_signatures.check_waiting()


@shared_task
def send_state(session: int) -> None:
    """Send the state of a sitting to its screens; safe to run twice, and a lost one is no harm."""
    from sessions.services import live  # noqa: PLC0415 -- the services call this module

    live.send_now(session)
