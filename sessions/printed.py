"""What issued invitations say of their session, and where that is no longer so."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from hdnd_portal.ui.choices import Label
from sessions.models import CouncilSession, InvitationRun
from sessions.papers import printed_facts

FACTS: dict[str, Label] = {
    "session": _("tên kỳ họp"),
    "place": _("địa điểm"),
    "time": _("thời gian"),
    "hours": _("giờ các phiên họp"),
}


@dataclass(frozen=True, slots=True)
class Outdated:
    """A fact that issued papers still give as it was: how many, and in which words."""

    count: int
    fact: Label
    before: str
    now: str


def issued_count(session: CouncilSession) -> int:
    """How many invitations were issued; each says what held on the day of its run."""
    return session.invitations.standing().count()


def outdated(session: CouncilSession) -> list[Outdated]:
    """Facts printed on issued invitations that have changed since."""
    now = printed_facts(session)
    counts: dict[tuple[str, str], int] = {}
    standing = Count("invitations", filter=Q(invitations__superseded_at=None))
    runs = InvitationRun.objects.filter(session=session)
    for run in runs.annotate(paper_count=standing):
        for fact in FACTS:
            # Runs of before the facts were kept say nothing of them.
            if fact in run.printed and run.printed[fact] != now[fact]:
                key = (fact, run.printed[fact])
                counts[key] = counts.get(key, 0) + run.paper_count
    return [
        Outdated(count, FACTS[fact], before, now[fact])
        for (fact, before), count in counts.items()
        if count
    ]
