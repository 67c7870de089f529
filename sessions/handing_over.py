"""What of sessions stands in one person's name and passes when the person's work is handed over."""

from contextlib import suppress

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hdnd_portal.accounts.models import User
from hdnd_portal.council.models import Council
from hdnd_portal.handovers.registry import Ownership, register
from sessions.models import Milestone
from sessions.services.milestones import assign_milestone
from sessions.services.refusals import SessionRefused
from sessions.workflow import SESSION_SHUT
from sessions.worklist import milestone_task


def open_milestones(user: User, council: Council) -> QuerySet[Milestone]:
    """Milestones of the person that are not reached, as long as the record of the session is open.

    Those of a postponed session as well: it is planned anew.
    """
    return (
        Milestone.objects.filter(owner_user=user, session__council=council, done_on__isnull=True)
        .exclude(session__state__in=SESSION_SHUT)
        .select_related("session")
        .order_by("pk")
    )


def give_milestone(milestone: Milestone, *, to: User, by: User) -> None:
    """Put the milestone into the name of `to`; one whose record was shut meanwhile stays."""
    with suppress(SessionRefused):
        assign_milestone(milestone, owner=to, by=by)


register(
    Ownership(
        name="milestones",
        title=_("Mốc chuẩn bị kỳ họp"),
        field="council_sessions.milestone.owner_user",
        rows=open_milestones,
        task=milestone_task,
        give=give_milestone,
    )
)
