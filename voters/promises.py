"""Promises to voters as pages show them: who may have made one, and what was promised before."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import Role
from hdnd_portal.commitments.models import Commitment
from hdnd_portal.commitments.public import CommitmentFacts, facts_of
from hdnd_portal.council.models import Mandate, Membership
from voters.models import VoterMeeting, VoterPromise
from voters.permissions import PLANNERS
from voters.promise_labels import OUTCOMES, Outcome
from voters.units_today import units_before

WAITING = frozenset({Outcome.OPEN, Outcome.OVERDUE})


@dataclass(frozen=True, slots=True)
class Told:
    """One promise with what became of it; `outcome_label` is its state in words."""

    promise: VoterPromise
    owed: CommitmentFacts
    outcome: str

    @property
    def outcome_label(self) -> str:
        """In words."""
        return str(OUTCOMES[self.outcome])


def promisers(meeting: VoterMeeting, user: User) -> QuerySet[Mandate]:
    """The seats whose promises at the meeting the user may write down.

    The office and the head of the Tổ: of all who went there or belong to the Tổ; others their own.
    """
    on = timezone.localdate(meeting.starts_at)
    members = Membership.objects.in_force(on).filter(body=meeting.group_id).values("person")
    seats = Mandate.objects.in_office(on).filter(
        Q(voter_meetings=meeting) | Q(person__in=members), term__council=meeting.plan.council_id
    )
    for_all = user.has_role(*PLANNERS, council=meeting.plan.council_id) or user.has_role(
        Role.GROUP_HEAD, body=meeting.group_id
    )
    if not for_all:
        seats = seats.filter(person=user.person_id)
    return seats.select_related("person", "term").distinct().order_by("person__sort_key", "pk")


def made_at(meeting: VoterMeeting, user: User, *, on: date) -> list[Told]:
    """What was promised there, as far as the user sees it."""
    return _told(_of(user, on).filter(meeting=meeting))


def made_before(meeting: VoterMeeting, user: User, *, on: date) -> list[Told]:
    """What was promised to the same voters before: at the last contact, and what is still owed."""
    units = units_before([meeting.unit_id, *(one.pk for one in meeting.guests.all())])
    rows = _of(user, on).filter(unit__in=units, meeting__starts_at__lt=meeting.starts_at)
    found = _told(rows)
    last = found[0].promise.meeting_id if found else 0
    return [one for one in found if one.promise.meeting_id == last or one.outcome in WAITING]


def _of(user: User, on: date) -> QuerySet[VoterPromise]:
    rows = VoterPromise.objects.visible_to(user).with_outcome(on).for_list()
    return rows.order_by("-meeting__starts_at", "-meeting", "pk")


def _told(rows: QuerySet[VoterPromise]) -> list[Told]:
    found = list(rows)
    if not found:
        return []
    keys = [one.commitment_id for one in found]
    facts = {one.pk: one for one in facts_of(Commitment.objects.filter(pk__in=keys))}
    return [Told(one, facts[one.commitment_id], one.outcome) for one in found]  # type: ignore[attr-defined]
