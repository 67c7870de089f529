"""The sittings of the sample's July session: who was there, what was on, who spoke.

The rows are written directly, since the services rightly take only the present moment; chance has a
fixed seed.
"""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from hdnd_portal.accounts.models import User
from hdnd_portal.council.models import Body, Mandate, Membership
from hdnd_portal.sample.plans import at
from sessions.models import (
    AbsenceRequest,
    AgendaItem,
    Attendance,
    CouncilSession,
    Proceeding,
    Sitting,
    SpeechRequest,
)
from sessions.workflow.sitting import (
    AttendanceSource,
    Phase,
    ProceedingKind,
    SpeechKind,
    SpeechState,
)

MINUTE = timedelta(minutes=1)
PAUSE = 15 * MINUTE
# The groups met on the first afternoon until half past four; then the hall met again.
AFTER_GROUPS = (16, 40)
SHORT = 75 * MINUTE
# Opening speech, votes and the words in between, which belong to no item.
LEAST_BESIDE = 25 * MINUTE
SPOKEN_ON = 3
LIMIT = 420
TOPICS = (
    "Đề nghị làm rõ nguồn lực thực hiện",
    "Đề nghị bổ sung trách nhiệm của người đứng đầu",
    "Tán thành, đề nghị theo dõi tiến độ hằng quý",
    "Phản ánh ý kiến cử tri ở xã vùng khó khăn",
)
NOTES = (
    (1, 8, 5, ProceedingKind.OCCURRENCE, "Chào cờ, tuyên bố lý do, giới thiệu đại biểu (mẫu)."),
    (1, 9, 40, ProceedingKind.ANNOUNCEMENT, "Buổi chiều các Tổ thảo luận từ 14 giờ 00 (mẫu)."),
    (3, 10, 30, ProceedingKind.CORRESPONDENCE,
     "Đọc văn bản của Ủy ban MTTQ Việt Nam tỉnh về ý kiến cử tri trước kỳ họp (mẫu)."),
    (5, 11, 0, ProceedingKind.OCCURRENCE, "Chủ tọa phát biểu bế mạc kỳ họp (mẫu)."),
)  # fmt: skip


def hold_sittings(session: CouncilSession, *, by: User) -> None:
    """Hold every half-day of the session: attendance, course, speeches."""
    chance = random.Random(14)  # noqa: S311 -- who came when, not secrets
    sittings = list(session.sittings.order_by("ordinal"))
    for sitting in sittings:
        day = sitting.starts_at.date()
        after_groups = at(day, *AFTER_GROUPS) if sitting.ordinal == 2 else None
        sitting.opened_at = (after_groups or sitting.starts_at) + 2 * MINUTE
        ends = after_groups + SHORT if after_groups else sitting.ends_at
        sitting.closed_at = ends + timedelta(minutes=chance.randint(-12, 18))
        sitting.save(update_fields=["opened_at", "closed_at"])
    _attend(session, sittings, chance, by)
    _course(session, sittings, chance, by)
    _speeches(session, chance, by)


def _attend(
    session: CouncilSession, sittings: list[Sitting], chance: random.Random, by: User
) -> None:
    """Most from the opening to the end; some late, some early, some away for a while."""
    excused = set(
        AbsenceRequest.objects.filter(session=session, state="accepted").values_list(
            "mandate", flat=True
        )
    )
    seats = [
        seat
        for seat in Mandate.objects.able_to_act(session.opening_on).filter(term=session.term_id)
        if seat.pk not in excused
    ]
    Attendance.objects.bulk_create(
        Attendance(
            session=session,
            mandate=seat,
            arrived_at=arrived,
            left_at=left,
            source=source,
            recorded_by=by,
        )
        for sitting in sittings
        for seat in seats
        for arrived, left, source in _stays(sitting, chance)
    )


def _stays(
    sitting: Sitting, chance: random.Random
) -> Iterator[tuple[datetime, datetime, AttendanceSource]]:
    opened, closed = sitting.opened_at, sitting.closed_at
    assert opened is not None and closed is not None  # noqa: S101, PT018 -- held just now
    kind = chance.choices(["whole", "late", "early", "away", "none"], [84, 5, 4, 4, 3])[0]
    if kind == "none":
        return
    source = chance.choice([AttendanceSource.DEVICE, AttendanceSource.OFFICE])
    arrived = opened - timedelta(minutes=chance.randint(3, 25))
    if kind == "late":
        arrived = opened + timedelta(minutes=chance.randint(5, 20))
    if kind == "away":
        gone = opened + timedelta(minutes=chance.randint(20, 30))
        yield arrived, gone, source
        yield gone + timedelta(minutes=chance.randint(8, 15)), closed, AttendanceSource.OFFICE
        return
    early = timedelta(minutes=chance.randint(10, 18)) if kind == "early" else timedelta()
    yield arrived, closed - early, source


def _course(
    session: CouncilSession, sittings: list[Sitting], chance: random.Random, by: User
) -> None:
    """The items of each half-day one after another, a break in between, and what was said."""
    rows: list[Proceeding] = []
    for sitting in sittings:
        items = list(sitting.items.order_by("position"))
        rows += [
            Proceeding(
                session=session,
                sitting=sitting,
                item=item,
                kind=ProceedingKind.ITEM if item else ProceedingKind.BREAK,
                phase=phase,
                starts_at=begins,
                ends_at=ends,
                recorded_by=by,
            )
            for item, phase, begins, ends in _steps(sitting, items, chance)
        ]
    by_ordinal = {sitting.ordinal: sitting for sitting in sittings}
    for ordinal, hour, minute, kind, text in NOTES:
        sitting = by_ordinal[ordinal]
        moment = at(sitting.starts_at.date(), hour, minute)
        rows.append(
            Proceeding(
                session=session,
                sitting=sitting,
                kind=kind,
                text=text,
                starts_at=moment,
                ends_at=moment,
                recorded_by=by,
            )
        )
    Proceeding.objects.bulk_create(rows)


def _steps(
    sitting: Sitting, items: list[AgendaItem], chance: random.Random
) -> Iterator[tuple[AgendaItem | None, str, datetime, datetime]]:
    """Each item for about as long as was planned, as far as the half-day holds it."""
    opened, closed = sitting.opened_at, sitting.closed_at
    assert opened is not None and closed is not None  # noqa: S101, PT018 -- held just now
    has_break = closed - opened > timedelta(hours=2)
    wanted = [(item.planned_minutes or 10) * chance.uniform(0.7, 1.35) for item in items]
    free = (closed - opened - LEAST_BESIDE - (PAUSE if has_break else 0 * PAUSE)) / MINUTE
    scale = min(1.0, free / sum(wanted)) if wanted else 1.0
    now = opened + 12 * MINUTE
    for place, (item, minutes) in enumerate(zip(items, wanted, strict=True)):
        if has_break and place == len(items) // 2:
            yield None, "", now, now + PAUSE
            now += PAUSE
        lasts = timedelta(minutes=max(2, int(minutes * scale)))
        shown = lasts / 3 if item.kind == "resolution" else lasts * 2 / 3
        yield item, Phase.PRESENT, now, now + shown
        yield item, Phase.DISCUSS, now + shown, now + lasts
        now += lasts


def _speeches(session: CouncilSession, chance: random.Random, by: User) -> None:
    """A few delegates spoke on every draft, each while it was discussed."""
    day = session.opening_on
    group_of = dict(
        Membership.objects.in_force(day)
        .filter(body__kind=Body.Kind.DELEGATE_GROUP, body__term=session.term_id)
        .values_list("person", "body")
    )
    rows: list[SpeechRequest] = []
    talks = session.proceedings.filter(phase=Phase.DISCUSS).select_related("item")
    for talk in talks.order_by("starts_at"):
        item = talk.item
        if item is None or (item.kind != "resolution" and talk.pk % 3):
            continue
        assert talk.ends_at is not None  # noqa: S101 -- made so above
        there = list(
            session.attendance.filter(
                arrived_at__lte=talk.starts_at, left_at__gte=talk.ends_at
            ).select_related("mandate")
        )
        speakers = chance.sample(there, min(SPOKEN_ON, len(there)))
        length = (talk.ends_at - talk.starts_at) / (len(speakers) or 1)
        for turn, stay in enumerate(speakers):
            begins = talk.starts_at + turn * length
            rows.append(
                SpeechRequest(
                    session=session,
                    sitting_id=talk.sitting_id,
                    item=item,
                    mandate=stay.mandate,
                    group_id=group_of.get(stay.mandate.person_id),
                    kind=SpeechKind.SPEECH,
                    topic=chance.choice(TOPICS),
                    state=SpeechState.DONE,
                    position=len(rows) + 1,
                    asked_at=begins - 4 * MINUTE,
                    called_at=begins,
                    started_at=begins,
                    ended_at=begins + min(length, timedelta(seconds=LIMIT + 40)) * 0.95,
                    limit_seconds=LIMIT,
                    entered_by=by,
                )
            )
    SpeechRequest.objects.bulk_create(rows)
