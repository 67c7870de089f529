"""Figures of sessions: who still owes what, and the ledger of who was late and why (A4, A10)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from hdnd_portal.audit import log
from hdnd_portal.council.models import Agency, Body
from sessions.dossier_parts import TO_BAN, PartKind
from sessions.events import SESSION_EVENTS
from sessions.labels import RETURN_REASONS
from sessions.late_days import Cause, HandIn, LateDays, accepted_on, late_days
from sessions.models import AgendaItem, CouncilSession, DossierPart
from sessions.workflow import ITEM_GONE, PartState, SessionMove, SessionState


@dataclass(frozen=True, slots=True)
class PartDelay:
    """One part: when it was due, when it came, and whose days were lost."""

    part: DossierPart
    item: AgendaItem
    first_sent_on: date | None
    accepted_on: date | None
    returns: int
    late: LateDays
    return_reasons: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it is still to be received."""
        return self.part.state != PartState.RECEIVED

    @property
    def is_owed(self) -> bool:
        """Whether the turn is with its owner."""
        return self.part.state in {PartState.AWAITED, PartState.RETURNED}


@dataclass(slots=True)
class OwnerRow:
    """One line of the ledger: an agency or Ban in one session."""

    owner: Agency | Body
    parts: list[PartDelay] = field(default_factory=list)

    @property
    def asked(self) -> int:
        """How many parts were asked of it."""
        return len(self.parts)

    @property
    def in_time(self) -> int:
        """Parts handed in, and not late."""
        return sum(1 for p in self.parts if p.late.total == 0 and p.first_sent_on is not None)

    @property
    def late(self) -> int:
        """Parts that are or were late."""
        return sum(1 for p in self.parts if p.late.total)

    @property
    def owed(self) -> int:
        """Parts that are still with the owner."""
        return sum(1 for p in self.parts if p.is_owed)

    @property
    def days_total(self) -> int:
        """Late days of all parts together."""
        return sum(p.late.total for p in self.parts)

    @property
    def days_own(self) -> int:
        """Late days the owner answers for: not sent, or returned and not sent again."""
        return sum(p.late.by_owner for p in self.parts)

    @property
    def days_office(self) -> int:
        """Late days in which the office looked at what it then returned."""
        return sum(p.late.in_review for p in self.parts)

    @property
    def days_agency(self) -> int:
        """Late days of a Ban that waited for an agency's late dossier."""
        return sum(p.late.agency_before for p in self.parts)

    @property
    def longest(self) -> int:
        """Late days of the latest part."""
        return max((p.late.total for p in self.parts), default=0)

    @property
    def returns(self) -> int:
        """How often parts were returned."""
        return sum(p.returns for p in self.parts)

    @property
    def returns_by_reason(self) -> list[tuple[str, int]]:
        """Coded reasons of the returns with their counts, the most frequent first (A1)."""
        return reason_counts(reason for p in self.parts for reason in p.return_reasons)

    @property
    def main_cause(self) -> Cause | None:
        """The cause of most days."""
        days: Counter[Cause] = Counter()
        for p in self.parts:
            days[Cause.NOT_SENT] += p.late.not_sent
            days[Cause.RETURNED] += p.late.returned
            days[Cause.IN_REVIEW] += p.late.in_review
            days[Cause.AGENCY_BEFORE] += p.late.agency_before
        cause, count = days.most_common(1)[0] if days else (None, 0)
        return cause if count else None


def reason_counts(reasons: Iterable[str]) -> list[tuple[str, int]]:
    """Words of coded return reasons with their counts, the most frequent first."""
    counts = Counter(reasons)
    return [
        (str(RETURN_REASONS[code]), count)
        for code, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    ]


def part_delays(session: CouncilSession, *, today: date) -> list[PartDelay]:
    """Every part of the session with its delay, in agenda order.

    Days count up to the closing day at the latest, and for a session that was postponed or
    cancelled up to that day.
    """
    today = min(today, _settled_on(session))
    parts = (
        DossierPart.objects.asked_for()
        .filter(dossier__item__session=session)
        .exclude(dossier__item__state__in=ITEM_GONE)
        .select_related("dossier__item__verifying_body", "agency", "body")
        .prefetch_related("submissions")
        .order_by("dossier__item__position", "position", "pk")
    )
    by_item: dict[int, list[DossierPart]] = {}
    for part in parts:
        by_item.setdefault(part.dossier.item_id, []).append(part)
    delays = []
    for owned in by_item.values():
        # What the Ban waited for: papers it was to get, as long as their owners held them.
        agency_days = max(
            (
                _delay(part, today=today).by_owner
                for part in owned
                if part.is_required and part.rule_key == TO_BAN
            ),
            default=0,
        )
        delays += [_part_delay(part, today=today, agency_days=agency_days) for part in owned]
    return delays


def _settled_on(session: CouncilSession) -> date:
    """The day after which nothing comes later any more."""
    events = {
        SessionState.POSTPONED: SESSION_EVENTS[SessionMove.POSTPONE],
        SessionState.CANCELLED: SESSION_EVENTS[SessionMove.CANCEL],
    }
    event = events.get(SessionState(session.state))
    if event is not None:
        stopped = log.entries_for(session).filter(event=event).first()
        if stopped is not None:
            return min(timezone.localdate(stopped.at), session.closing_on)
    return session.closing_on


def ledger(session: CouncilSession, *, today: date) -> list[OwnerRow]:
    """One row per agency and Ban, the latest first."""
    rows: dict[tuple[str, int], OwnerRow] = {}
    for delay in part_delays(session, today=today):
        owner = delay.part.owner
        key = (type(owner).__name__, owner.pk)
        rows.setdefault(key, OwnerRow(owner)).parts.append(delay)
    return sorted(rows.values(), key=lambda row: (-row.days_own, -row.days_total, str(row.owner)))


def owed_by(delays: Iterable[PartDelay]) -> list[PartDelay]:
    """Parts whose turn is with their owner, the most urgent first."""
    return sorted((d for d in delays if d.is_owed), key=lambda d: (d.part.due_on, d.part.pk))


def _hand_ins(part: DossierPart) -> list[HandIn]:
    return [
        HandIn(
            submitted_on=timezone.localdate(submission.submitted_at),
            decided_on=timezone.localdate(submission.decided_at) if submission.decided_at else None,
            is_received=submission.is_received,
        )
        for submission in sorted(part.submissions.all(), key=lambda s: s.number)
    ]


def _delay(part: DossierPart, *, today: date, agency_days: int = 0) -> LateDays:
    hand_ins = _hand_ins(part)
    if not part.is_required and not hand_ins:
        return LateDays()  # what need not be sent is not late
    return late_days(part.due_on, hand_ins, today=today, agency_days=agency_days)


def _part_delay(part: DossierPart, *, today: date, agency_days: int) -> PartDelay:
    hand_ins = _hand_ins(part)
    waits = part.kind == PartKind.VERIFICATION
    return PartDelay(
        part=part,
        item=part.dossier.item,
        first_sent_on=hand_ins[0].submitted_on if hand_ins else None,
        accepted_on=accepted_on(hand_ins),
        returns=sum(1 for hand_in in hand_ins if hand_in.is_received is False),
        late=_delay(part, today=today, agency_days=agency_days if waits else 0),
        return_reasons=tuple(
            submission.return_reason
            for submission in part.submissions.all()
            if submission.is_received is False
        ),
    )
