"""Many invented recommendations of voters over ten years, each with what became of it.

The shares are those that provinces published: most were answered, half of them as settled, some a
little late, and the last session is still on its way.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import count as counter
from typing import Any, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from hdnd_portal.accounts.models import User
from hdnd_portal.commitments.answers import AHEAD, quality_of
from hdnd_portal.commitments.labels import Kind
from hdnd_portal.commitments.models import Commitment, Reply, Verification
from hdnd_portal.commitments.workflow import Claim, Finding, Stage
from hdnd_portal.council.models import (
    AdministrativeUnit,
    Agency,
    Body,
    Council,
    Field,
    FieldDesk,
    Term,
)
from hdnd_portal.sample.seeding_texts import ANSWERS, recommendation
from hdnd_portal.search import likeness
from hdnd_portal.ui.text import fold
from sessions.models import CouncilSession
from sessions.workflow import SessionState
from voters.models import (
    ContactPlan,
    Opinion,
    RecommendationPair,
    RecommendationSource,
    Referral,
    VoterMeeting,
    VoterRecommendation,
)
from voters.sorting import Competence, State
from voters.sorting_rows import CENTRAL_DESK
from voters.workflow import PlanState, Track

T = TypeVar("T")
BATCH = 5000
YEARS = 10
TERM_YEARS = 5
COMPETENCES = ((Competence.PROVINCE, 72), (Competence.COMMUNE, 18), (Competence.CENTRAL, 10))
STATES = ((State.SENT, 91), (State.ANSWERED_THERE, 5), (State.MERGED, 2), (State.DROPPED, 2))
# Of the last session some wait still.
LAST_STATES = ((State.SENT, 60), (State.SORTED, 20), (State.RECORDED, 15), (State.MISDIRECTED, 5))
CLAIMS = (
    (Claim.DONE, 45), (Claim.UNDER_WAY, 22), (Claim.PLANNED, 9), (Claim.EXPLAINED, 17),
    (Claim.NOT_DONE, 7),
)  # fmt: skip
ANSWERED, LATE, CHECKED, CONFIRMED, REPEATED, SAID_ONLY = 0.94, 0.2, 0.4, 0.85, 0.08, 0.05
BARE = 0.1
REPLY_DAYS = {Competence.CENTRAL: 60}


@dataclass(slots=True)
class _Ground:
    """What every row hangs on."""

    council: Council
    by: User
    communes: list[AdministrativeUnit]
    fields: dict[str, Field]
    desks: dict[int, Agency]
    of_communes: dict[int, Agency]
    central: Agency | None
    any_agency: Agency
    chance: random.Random


def seed_recommendations(council: Council, count: int, *, seed: int = 1, years: int = YEARS) -> int:
    """Add so many recommendations to the regular sessions of the last years; returns how many.

    Opinions, their words, pairs, referrals, commitments, replies and verifications come with them;
    nobody is told, and no trail is written. Each batch is a transaction of its own.
    """
    ground = _ground(council, random.Random(seed))  # noqa: S311 -- words, not secrets
    with transaction.atomic():
        sessions = _sessions(ground, years)
    share, rest = divmod(count, len(sessions))
    for place, session in enumerate(sessions):
        size = share + (1 if place < rest else 0)
        for start in range(0, size, BATCH):
            with transaction.atomic(), connection.cursor() as cursor:
                # Checks put off pile up, and every trigger of a row walks through the pile.
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                _add(ground, session, min(BATCH, size - start), is_last=session is sessions[-1])
    return count


def _ground(council: Council, chance: random.Random) -> _Ground:
    by = (
        User.objects.filter(is_sample=True).order_by("pk").first()
        or User.objects.order_by("pk").first()
    )
    agencies = list(Agency.objects.filter(council=council).order_by("pk"))
    communes = list(AdministrativeUnit.objects.communes_of(council.unit).order_by("pk"))
    if by is None or not agencies or not communes:
        raise ValueError("the council has no accounts, agencies or communes")
    desks = FieldDesk.objects.filter(council=council, agency__isnull=False)
    return _Ground(
        council=council,
        by=by,
        communes=communes,
        fields={one.code: one for one in Field.objects.all()},
        desks={one.field_id: one.agency for one in desks.select_related("agency") if one.agency},
        of_communes={
            one.unit_id: one
            for one in agencies
            if one.kind == Agency.Kind.COMMUNE and one.unit_id is not None
        },
        central=next((one for one in agencies if one.code == CENTRAL_DESK), None),
        any_agency=agencies[0],
        chance=chance,
    )


def _sessions(ground: _Ground, years: int) -> list[CouncilSession]:
    """The two regular sessions of each of the years before this one, the earliest first."""
    council, today = ground.council, timezone.localdate()
    found = []
    for year in range(today.year - years, today.year):
        term = _term(council, year)
        for kind, month, label in (
            ("regular_mid", 7, "giữa năm"),
            ("regular_end", 12, "cuối năm"),
        ):
            opening = date(year, month, 9)
            row, _new = CouncilSession.objects.get_or_create(
                council=council,
                kind=kind,
                opening_on=opening,
                defaults={
                    "term": term,
                    "name": f"Kỳ họp thường lệ {label} {year}",
                    "days": Decimal("2.5"),
                    "closing_on": opening + timedelta(days=2),
                    "state": SessionState.ARCHIVED.value,
                    "regime": "seeded",
                    "created_by": ground.by,
                },
            )
            found.append(row)
    return found


def _term(council: Council, year: int) -> Term:
    """The term of the year; of before the first one known, a new one of five years."""
    found = council.terms.in_force(date(year, 7, 1)).first()
    if found is not None:
        return found
    following = council.terms.filter(valid_from__gt=date(year, 7, 1)).order_by("valid_from")[0]
    ends = following.valid_from - timedelta(days=1)
    begins = following.valid_from.replace(year=following.valid_from.year - TERM_YEARS)
    made = Term.objects.create(
        council=council,
        name=f"{begins.year}–{following.valid_from.year}",
        ordinal="–",
        valid_from=begins,
        valid_to=ends,
        seats_statutory=following.seats_statutory,
        elected_at_start=following.elected_at_start,
    )
    return made if begins <= date(year, 7, 1) else _term(council, year)


def _add(ground: _Ground, session: CouncilSession, size: int, *, is_last: bool) -> None:
    """So many recommendations of one session, with all that belongs to them."""
    meetings = _meetings(ground, session)
    made, opinions = _rows(ground, session, meetings, size, is_last=is_last)
    Opinion.objects.bulk_create(opinions, batch_size=BATCH)
    _place_referrals(ground, session, made)
    VoterRecommendation.objects.bulk_create(made, batch_size=BATCH)
    RecommendationSource.objects.bulk_create(
        (
            RecommendationSource(
                recommendation=row, opinion=one, starts=0, ends=len(one.text), taken_by=ground.by
            )
            for row, one in zip(made, opinions, strict=False)
        ),
        batch_size=BATCH,
    )
    _copy_pairs(made)
    _follow(ground, [row for row in made if row.state == State.SENT], is_last=is_last)


def _meetings(ground: _Ground, session: CouncilSession) -> list[VoterMeeting]:
    """A meeting in each commune before the session."""
    ends = session.opening_on - timedelta(days=15)
    plan, is_new = ContactPlan.objects.get_or_create(
        session=session,
        timing="before",
        defaults={
            "council": ground.council,
            "starts_on": ends - timedelta(days=10),
            "ends_on": ends,
            "state": PlanState.ISSUED.value,
            "issued_at": _at(ends - timedelta(days=30), 9),
            "created_by": ground.by,
        },
    )
    if is_new:
        groups = list(Body.objects.filter(kind=Body.Kind.DELEGATE_GROUP).order_by("pk"))
        VoterMeeting.objects.bulk_create(
            VoterMeeting(
                plan=plan,
                group=groups[place % len(groups)],
                unit=unit,
                starts_at=_at(plan.starts_on + timedelta(days=place % 10), 8),
                ends_at=_at(plan.starts_on + timedelta(days=place % 10), 11),
                place=f"Hội trường {unit}",
            )
            for place, unit in enumerate(ground.communes)
        )
    return list(plan.meetings.select_related("unit").order_by("pk"))


def _rows(
    ground: _Ground,
    session: CouncilSession,
    meetings: Sequence[VoterMeeting],
    size: int,
    *,
    is_last: bool,
) -> tuple[list[VoterRecommendation], list[Opinion]]:
    """Recommendations and the opinions they were taken from; some opinions are left over."""
    chance, council = ground.chance, ground.council
    last = VoterRecommendation.objects.filter(session=session).aggregate(n=Max("number"))["n"] or 0
    spoken = dict(
        Opinion.objects.filter(meeting__in=meetings)
        .order_by()
        .values_list("meeting")
        .annotate(n=Max("number"))
    )
    numbers = {one.pk: counter(spoken.get(one.pk, 0) + 1) for one in meetings}
    earlier = list(
        VoterRecommendation.objects.filter(council=council, repeats=None, track="recommendation")
        .exclude(session=session)
        .filter(state__in=[State.SENT, State.ANSWERED_THERE])
        .order_by("?")[: int(size * REPEATED)]
    )
    made: list[VoterRecommendation] = []
    opinions: list[Opinion] = []
    for place in range(size):
        meeting = chance.choice(meetings)
        field_code, text = recommendation(chance, str(meeting.unit))
        repeats = earlier[place] if place < len(earlier) else None
        state = _drawn(chance, LAST_STATES if is_last else STATES)
        if repeats is not None:
            text = repeats.text
        opinions.append(_opinion(ground, meeting, next(numbers[meeting.pk]), text))
        row = _recommendation(ground, session, last + place + 1, text, field_code, meeting, state)
        row.repeats, row.times = repeats, 2 if repeats is not None else 1
        if row.state == State.MERGED:
            # Into one of an earlier batch: its key is known.
            row.merged_into = earlier[-1] if earlier else None
            if row.merged_into is None or row.repeats is not None:
                row.state, row.merged_into = State.SENT.value, None
        made.append(row)
    for _number in range(int(size * SAID_ONLY)):
        meeting = chance.choice(meetings)
        words = recommendation(chance, str(meeting.unit))[1]
        opinions.append(_opinion(ground, meeting, next(numbers[meeting.pk]), words))
    return made, opinions


def _opinion(ground: _Ground, meeting: VoterMeeting, number: int, text: str) -> Opinion:
    return Opinion(
        council=ground.council,
        meeting=meeting,
        number=number,
        unit=meeting.unit,
        track_heard=Track.RECOMMENDATION.value,
        text=text,
        recorded_by=ground.by,
    )


def _recommendation(
    ground: _Ground,
    session: CouncilSession,
    number: int,
    text: str,
    field_code: str,
    meeting: VoterMeeting,
    state: State,
) -> VoterRecommendation:
    field = ground.fields.get(field_code) or next(iter(ground.fields.values()))
    competence = _drawn(ground.chance, COMPETENCES)
    lead = ground.desks.get(field.pk, ground.any_agency)
    if competence == Competence.COMMUNE:
        lead = ground.of_communes.get(meeting.unit_id, lead)
    elif competence == Competence.CENTRAL:
        lead = ground.central or lead
    is_new = state == State.RECORDED
    reasons = {State.DROPPED: "Lấy nhầm (mẫu)", State.MISDIRECTED: "Không thuộc thẩm quyền (mẫu)"}
    return VoterRecommendation(
        council=ground.council,
        session=session,
        number=number,
        track=Track.RECOMMENDATION.value,
        text=text,
        folded=fold(text),
        field=None if is_new else field,
        competence="" if is_new else competence.value,
        lead=None if is_new else lead,
        state=state.value,
        state_reason=reasons.get(state, ""),
        answer="Đã trả lời tại cuộc tiếp xúc (mẫu)." if state == State.ANSWERED_THERE else "",
        sorted_on=None if is_new else session.opening_on - timedelta(days=12),
        created_by=ground.by,
    )


def _place_referrals(
    ground: _Ground, session: CouncilSession, rows: Sequence[VoterRecommendation]
) -> None:
    """One referral for each agency and whose matter it is; made before the rows that name it."""
    sent = [row for row in rows if row.state == State.SENT]
    keys = {(row.lead_id, row.competence): row.lead for row in sent}
    sent_on = session.opening_on - timedelta(days=7)
    made = Referral.objects.bulk_create(
        Referral(
            council=ground.council,
            session=session,
            agency=lead,
            decision="Thường trực HĐND thống nhất (mẫu)",
            sent_on=sent_on,
            sent_by=ground.by,
            due_on=sent_on + timedelta(days=REPLY_DAYS.get(Competence(competence), 30)),
        )
        for (_key, competence), lead in keys.items()
    )
    by_key = dict(zip(keys, made, strict=True))
    for row in sent:
        row.referral = by_key[row.lead_id, row.competence]


def _follow(ground: _Ground, rows: Sequence[VoterRecommendation], *, is_last: bool) -> None:
    """What the agencies owe, said of it, and what was found."""
    chance, kind = ground.chance, ContentType.objects.get_for_model(VoterRecommendation)
    owed = []
    for row in rows:
        assert row.referral is not None  # noqa: S101 -- placed before
        central = row.competence == Competence.CENTRAL
        owed.append(
            Commitment(
                council=ground.council,
                kind=(Kind.PROPOSAL if central else Kind.RECOMMENDATION).value,
                text=row.text,
                source_type=kind,
                source_id=row.pk,
                source_label=f"Kiến nghị cử tri {row.code}, {row.session.name}",
                occasion=row.session.name,
                field=row.field,
                lead=row.lead,
                made_on=row.referral.sent_on,
                due_on=row.referral.due_on,
                created_by=ground.by,
            )
        )
    replied: list[tuple[Commitment, Claim]] = []
    checked: list[tuple[int, Finding]] = []
    for owes in owed:
        if chance.random() > (ANSWERED / 2 if is_last else ANSWERED):
            continue
        claimed = _drawn(chance, CLAIMS)
        owes.stage = Stage.REPLIED.value
        if chance.random() < CHECKED and claimed == Claim.DONE:
            finding = Finding.DONE if chance.random() < CONFIRMED else Finding.PARTLY
            owes.stage = (Stage.VERIFIED if finding == Finding.DONE else Stage.RETURNED).value
            checked.append((len(replied), finding))
        replied.append((owes, claimed))
    written = [_reply(ground, owes, claimed) for owes, claimed in replied]
    for one in written:
        one.quality = one.commitment.quality = quality_of(one.as_answer).value
    Commitment.objects.bulk_create(owed, batch_size=BATCH)
    for one in written:
        one.commitment_id = one.commitment.pk
    replies = Reply.objects.bulk_create(written, batch_size=BATCH)
    Verification.objects.bulk_create(
        Verification(
            commitment=replies[place].commitment,
            reply=replies[place],
            confirmed=finding.value,
            reason="Đoàn khảo sát của Ban đã kiểm tra tại chỗ (mẫu).",
            checked_by=ground.by,
        )
        for place, finding in checked
    )


def _reply(ground: _Ground, owes: Commitment, claimed: Claim) -> Reply:
    assert owes.due_on is not None  # noqa: S101 -- given by the referral
    chance = ground.chance
    late = chance.random() < LATE
    after = chance.randint(1, 40) if late else -chance.randint(0, 20)
    sent_on = owes.due_on + timedelta(days=after)
    return Reply(
        commitment=owes,
        number=1,
        agency=owes.lead,
        claimed=claimed.value,
        text=f"{chance.choice(ANSWERS)} (mẫu).",
        **_said_beside(claimed, min(sent_on, timezone.localdate()), chance),
        written_by=ground.by,
        sent_at=_at(min(sent_on, timezone.localdate()), 10),
        due_on=owes.due_on,
    )


def _said_beside(claimed: Claim, sent_on: date, chance: random.Random) -> dict[str, Any]:
    """What an answer says beside its text; a tenth of them leave it out."""
    if chance.random() < BARE:
        return {}
    if claimed is Claim.DONE:
        return {"done_on": sent_on, "evidence": f"Báo cáo số {chance.randint(10, 900)}/BC (mẫu)"}
    if claimed in AHEAD:
        return {
            "measure": "Giao đơn vị quản lý thực hiện theo kế hoạch (mẫu).",
            "promised_on": sent_on + timedelta(days=chance.randint(60, 500)),
            "money_source": "Ngân sách tỉnh",
        }
    return {}


def _copy_pairs(rows: Sequence[VoterRecommendation]) -> None:
    """The pairs of all texts; some thirty for each, so they are copied in rather than inserted."""
    table = RecommendationPair._meta.db_table
    with connection.cursor() as cursor:
        statement = f"COPY {table} (council_id, pair, recommendation_id) FROM STDIN"
        with cursor.cursor.copy(statement) as copy:
            for council, pair, row in _pairs(rows):
                copy.write_row((council, pair, row))


def _pairs(rows: Sequence[VoterRecommendation]) -> Iterator[tuple[int, str, int]]:
    for row in rows:
        for pair in likeness.pairs(row.text):
            yield row.council_id, pair, row.pk


def _drawn(chance: random.Random, shares: Sequence[tuple[T, int]]) -> T:
    """One of them, each as often as its share says."""
    return chance.choices([one for one, _n in shares], [n for _one, n in shares])[0]


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), timezone.get_default_timezone())
