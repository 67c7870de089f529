"""What a delegate did in a seat, read from the records of the sessions (N5, DEL-5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from hdnd_portal.commitments.models import Commitment
from hdnd_portal.commitments.public import CommitmentFacts, Kind, facts_of
from hdnd_portal.council.models import Mandate
from hdnd_portal.legal.public import register_for
from sessions.absence_classes import PREFIX
from sessions.duty import COUNTED, Excuse, Half, Kept, covers, kept, minutes_there
from sessions.models import (
    AbsenceRequest,
    Attendance,
    CouncilSession,
    FrozenFile,
    GroupOpinion,
    GroupSitting,
    Interpellation,
    ReadingReceipt,
    RollEntry,
    Sitting,
    SpeechRequest,
)
from sessions.workflow import GroupReportState, SessionState
from sessions.workflow.poll import MAY_VOTE, NAMED_KINDS

GONE = (SessionState.CANCELLED, SessionState.POSTPONED)


@dataclass(frozen=True, slots=True)
class AtSitting:
    """One sitting in the record; `reason` is the class of an absence that was asked for."""

    sitting: Sitting
    kept: Kept
    minutes: int
    reason: str


@dataclass(frozen=True, slots=True)
class InVote:
    """One open vote on whose roll the delegate stood; `choice` is empty where none was given."""

    entry: RollEntry
    choice: str
    could_vote: bool


@dataclass(frozen=True, slots=True)
class Read:
    """How much of a session's papers the delegate opened; shown to the delegate alone."""

    session: CouncilSession
    papers: int
    opened: int
    read_through: int


@dataclass(frozen=True, slots=True)
class Record:
    """Hoạt động của đại biểu in one seat."""

    mandate: Mandate
    sittings: list[AtSitting]
    votes: list[InVote]
    questions: list[Interpellation]
    promises: list[CommitmentFacts]
    voter_promises: list[CommitmentFacts]
    speeches: list[SpeechRequest]
    opinions: list[GroupOpinion]
    groups_held: int
    groups_attended: int
    reading: list[Read]

    @property
    def counted(self) -> int:
        """Sittings at which the delegate was to be."""
        return sum(1 for one in self.sittings if one.kept in COUNTED)

    def count(self, state: Kept) -> int:
        """Sittings that stand so."""
        return sum(1 for one in self.sittings if one.kept is state)

    @property
    def present(self) -> int:
        """Sittings the delegate was at."""
        return self.count(Kept.PRESENT)

    @property
    def justified(self) -> int:
        """Absences for a reason that counts."""
        return self.count(Kept.JUSTIFIED)

    @property
    def unjustified(self) -> int:
        """Absences without one."""
        return self.count(Kept.UNJUSTIFIED)

    @property
    def could_vote(self) -> int:
        """Open votes in which the delegate could vote."""
        return sum(1 for one in self.votes if one.could_vote)

    @property
    def voted(self) -> int:
        """Those in which an answer was given."""
        return sum(1 for one in self.votes if one.could_vote and one.choice)


def record_of(mandate: Mandate, *, for_self: bool, now: datetime) -> Record:
    """The record of the seat up to now; reading and own drafts are the delegate's alone."""
    groups = _groups(mandate, now=now)
    questions = list(
        Interpellation.objects.filter(mandate=mandate)
        .exclude(**({} if for_self else {"state": "draft"}))
        .for_list()
        .order_by("-asked_on", "-pk")
    )
    return Record(
        mandate=mandate,
        sittings=_sittings(mandate, now=now),
        votes=_votes(mandate),
        questions=questions,
        promises=_promises(questions),
        voter_promises=_promised_to_voters(mandate),
        speeches=list(
            SpeechRequest.objects.filter(
                mandate=mandate, started_at__isnull=False, session__rehearsal_of=None
            )
            .select_related("session", "item", "block")
            .order_by("-started_at")
        ),
        opinions=list(
            GroupOpinion.objects.filter(mandate=mandate, report__state=GroupReportState.RECEIVED)
            .select_related("report__item", "report__sitting__group", "report__sitting__session")
            .order_by("-report__sitting__starts_at", "pk")
        ),
        groups_held=len(groups),
        groups_attended=sum(groups),
        reading=_reading(mandate) if for_self else [],
    )


def _groups(mandate: Mandate, *, now: datetime) -> list[bool]:
    """For each discussion of the delegate's group in which the names were taken: was there."""
    places = [
        (one.body_id, (one.valid_from, one.valid_to))
        for one in mandate.person.memberships.filter(body__kind="delegate_group")
    ]
    suspensions = [(one.valid_from, one.valid_to) for one in mandate.suspensions.all()]
    found = GroupSitting.objects.filter(
        session__term=mandate.term_id,
        session__rehearsal_of=None,
        group__in=[body for body, _span in places],
        starts_at__lte=now,
    ).prefetch_related("present")
    rows = []
    for sitting in found:
        day = timezone.localdate(sitting.starts_at)
        there = {one.pk for one in sitting.present.all()}
        is_held = covers((mandate.valid_from, mandate.valid_to), day)
        is_member = any(body == sitting.group_id and covers(span, day) for body, span in places)
        is_suspended = any(covers(span, day) for span in suspensions)
        # Where nobody noted who was there, nobody is absent.
        if there and is_held and is_member and not is_suspended:
            rows.append(mandate.pk in there)
    return rows


def _sittings(mandate: Mandate, *, now: datetime) -> list[AtSitting]:
    """Every sitting of the term so far, from the first day of the seat to its last."""
    real = Attendance.objects.standing().real()
    stays = [(row.session_id, row.arrived_at, row.left_at) for row in real.filter(mandate=mandate)]
    taken = real.filter(
        session=OuterRef("session"),
        arrived_at__lt=OuterRef("ends_at"),
    ).filter(
        # A stay that nobody closed ends with its day: between two days lie more than twelve hours.
        Q(left_at__gt=OuterRef("starts_at"))
        | Q(left_at=None, arrived_at__gt=OuterRef("starts_at") - timedelta(hours=12))
    )
    found = (
        Sitting.objects.filter(
            session__term=mandate.term_id, session__rehearsal_of=None, starts_at__lte=now
        )
        .exclude(session__state__in=GONE)
        .select_related("session__council")
        .annotate(is_taken=Exists(taken))
        .order_by("-starts_at")
    )
    suspensions = [(one.valid_from, one.valid_to) for one in mandate.suspensions.all()]
    requests = _requests(mandate)
    rows = []
    for sitting in found:
        half = Half(
            timezone.localdate(sitting.starts_at), sitting.starts_at, sitting.ends_at,
            sitting.is_taken,
        )  # fmt: skip
        here = [
            (arrived, left)
            for session, arrived, left in stays
            if session == sitting.session_id
            and (left is not None or timezone.localdate(arrived) == half.day)
        ]
        asked = requests.get(sitting.session_id, [])
        state = kept(
            half,
            seat=(mandate.valid_from, mandate.valid_to),
            suspensions=suspensions,
            stays=here,
            excuses=[excuse for excuse, _label in asked],
        )
        if state is Kept.NOT_HELD:
            continue  # before the seat, or after it: no line at all
        reason = next((label for one, label in asked if one.holds(sitting.starts_at)), "")
        rows.append(
            AtSitting(
                sitting,
                state,
                minutes_there(half, here) if state is Kept.PRESENT else 0,
                reason if state in {Kept.JUSTIFIED, Kept.UNJUSTIFIED} else "",
            )
        )
    return rows


def _requests(mandate: Mandate) -> dict[int, list[tuple[Excuse, str]]]:
    """The absences the chair agreed to, by session, each with the words of its class."""
    accepted = AbsenceRequest.objects.filter(
        mandate=mandate, state=AbsenceRequest.State.ACCEPTED
    ).select_related("session", "from_sitting", "to_sitting")
    if not accepted:
        return {}
    register = register_for(mandate.term.council)
    found: dict[int, list[tuple[Excuse, str]]] = {}
    for one in accepted:
        rule = register.find(f"{PREFIX}{one.reason}", on=one.session.opening_on)
        excuse = Excuse(
            one.from_sitting.starts_at if one.from_sitting else None,
            one.to_sitting.starts_at if one.to_sitting else None,
            is_justified=bool(rule.value),
        )
        found.setdefault(one.session_id, []).append((excuse, str(one.get_reason_display())))
    return found


def _votes(mandate: Mandate) -> list[InVote]:
    """Published votes of kinds in which a name stands beside the answer; secret ones never."""
    entries = list(
        RollEntry.objects.filter(
            mandate=mandate,
            poll__state="published",
            poll__kind__in=sorted(NAMED_KINDS),
            poll__session__rehearsal_of=None,
        )
        .select_related("poll__session", "vote")
        .order_by("-poll__opened_at")
    )
    current = [one for one in entries if one.round == one.poll.round]
    return [
        InVote(one, one.vote.choice if hasattr(one, "vote") else "", one.state in MAY_VOTE)
        for one in current
        if one.state != "ended"
    ]


def _promises(questions: Sequence[Interpellation]) -> list[CommitmentFacts]:
    """What was promised in answer to the delegate's questions."""
    if not questions:
        return []
    rows = Commitment.objects.filter(
        source_type=ContentType.objects.get_for_model(Interpellation),
        source_id__in=[one.pk for one in questions],
    )
    return facts_of(rows)


def _promised_to_voters(mandate: Mandate) -> list[CommitmentFacts]:
    """What the delegate promised to voters in the seat, also what the Tổ has taken over since."""
    rows = Commitment.objects.filter(
        council=mandate.term.council_id,
        kind=Kind.VOTER_PROMISE,
        promised_by=mandate.person_id,
        made_on__gte=mandate.valid_from,
    )
    if mandate.valid_to is not None:
        rows = rows.filter(made_on__lte=mandate.valid_to)
    return facts_of(rows)


def _reading(mandate: Mandate) -> list[Read]:
    """By session: papers frozen, opened, read through."""
    lines = FrozenFile.objects.filter(
        freeze__session__term=mandate.term_id, replaced_by__isnull=True
    )
    papers = dict(
        lines.values_list("freeze__session").annotate(count=Count("version", distinct=True))
    )
    receipts = ReadingReceipt.objects.filter(
        user__person=mandate.person_id, session__in=papers, version__in=lines.values("version")
    )
    opened = {
        session: (count, through)
        for session, count, through in receipts.values_list("session").annotate(
            count=Count("pk"), through=Count("read_through_at")
        )
    }
    sessions = CouncilSession.objects.filter(
        pk__in=papers, closing_on__gte=mandate.valid_from
    ).order_by("-opening_on")
    return [
        Read(one, papers[one.pk], *opened.get(one.pk, (0, 0)))
        for one in sessions
        if mandate.valid_to is None or one.opening_on <= mandate.valid_to
    ]
