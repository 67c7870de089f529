"""Rows of the pages of a sitting: attendance, console, board, a delegate's page, the record."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from hdnd_portal.accounts.roles import INSIDE, STAFF, Role
from sessions.models import Attendance, CouncilSession, Proceeding, SpeechRequest
from sessions.workflow import SessionState
from tests.factories import (
    AgendaItemFactory,
    CouncilSessionFactory,
    MandateFactory,
    PersonFactory,
    SittingFactory,
)
from tests.route_cases import REDIRECT, Case, Made, World
from tests.sessions.machines import BEFORE_THE_VOTE

S = SessionState
OPERATORS = STAFF | {Role.CHAIR}
OPEN = frozenset({S.OPEN})
HELD = frozenset({S.OPEN, S.ADJOURNED})
TAKES_ATTENDANCE = frozenset({S.CONVENED, S.READY, S.OPEN, S.ADJOURNED})
TAKES_CORRECTIONS = TAKES_ATTENDANCE | {S.CLOSED}
NOT_OVER = frozenset(S) - {S.CLOSED, S.PUBLISHED, S.ARCHIVED, S.CANCELLED}


def held(world: World) -> CouncilSession:
    """A session whose sitting is on."""
    now = timezone.now()
    session = CouncilSessionFactory(
        term=world.term,
        council=world.council,
        state="open",
        opening_on=timezone.localdate(),
        closing_on=timezone.localdate(),
    )
    SittingFactory(
        session=session,
        starts_at=now - timedelta(minutes=1),
        ends_at=now + timedelta(hours=1),
        opened_at=now - timedelta(minutes=1),
    )
    return session


def seat_of(world: World) -> MandateFactory:
    """The seat of the world's delegate."""
    delegate = world.user(Role.DELEGATE)
    delegate.person = PersonFactory()
    delegate.save()
    return MandateFactory(term=world.term, person=delegate.person)


def stay(world: World) -> Attendance:
    """The delegate in the hall."""
    return Attendance.objects.create(
        session=held(world),
        mandate=seat_of(world),
        arrived_at=timezone.now() - timedelta(seconds=30),
        source="office",
        recorded_by=world.user(Role.OFFICER),
    )


def sitting(world: World) -> Made:
    """The pages of a sitting."""
    return Made(kwargs={"session": held(world).pk})


def arriving(world: World) -> Made:
    """A delegate who comes."""
    session = held(world)
    return Made(kwargs={"session": session.pk}, data={"arrive": seat_of(world).pk})


def pasted(world: World) -> Made:
    """A list with one name."""
    session = held(world)
    return Made(kwargs={"session": session.pk}, data={"text": seat_of(world).person.name})


def corrected(world: World) -> Made:
    """A stay, and other times."""
    row = stay(world)
    now = timezone.localtime()
    return Made(
        kwargs={"session": row.session_id, "attendance": row.pk},
        data={
            "arrived_at_0": f"{now:%d/%m/%Y}",
            "arrived_at_1": f"{now - timedelta(minutes=1):%H:%M}" if now.minute else f"{now:%H:%M}",
            "reason": "Nhầm giờ",
        },
    )


def item(world: World) -> Made:
    """An item that may begin."""
    session = held(world)
    found = AgendaItemFactory(session=session, state="sent", kind="procedure")
    return Made(
        kwargs={"session": session.pk, "item": found.pk},
        data={"phase": "present", "reason": "Trình bày"},
    )


def running(world: World, **fields: object) -> Proceeding:
    """A break that is on, or another entry."""
    return Proceeding.objects.create(
        **{
            "session": held(world),
            "kind": "break",
            "starts_at": timezone.now() - timedelta(seconds=30),
            "recorded_by": world.user(Role.OFFICER),
            **fields,
        }
    )


def ending(world: World) -> Made:
    """What is on, to be ended."""
    row = running(world)
    return Made(kwargs={"session": row.session_id}, data={"expected": row.pk})


def note(world: World) -> Made:
    """Words to be written down."""
    return Made(
        kwargs={"session": held(world).pk}, data={"kind": "occurrence", "text": "Mất điện 5 phút"}
    )


def announced(world: World) -> Proceeding:
    """An announcement on the board."""
    now = timezone.now()
    return running(
        world,
        kind="announcement",
        text="Chụp ảnh lưu niệm",
        ends_at=now,
        shown_until=now + timedelta(minutes=10),
    )


def announcement(world: World) -> Made:
    """The same, and other words for it."""
    row = announced(world)
    return Made(
        kwargs={"session": row.session_id, "proceeding": row.pk},
        data={"text": "Chụp ảnh lúc 10 giờ", "reason": "Sai giờ"},
    )


def asking(world: World) -> Made:
    """The delegate in the hall asks to speak."""
    row = stay(world)
    return Made(
        kwargs={"session": row.session_id}, data={"kind": "speech", "mandate": row.mandate_id}
    )


def speech(world: World, **data: object) -> Made:
    """A request of the delegate that waits."""
    row = stay(world)
    found = SpeechRequest.objects.create(
        session=row.session,
        mandate=row.mandate,
        kind="speech",
        position=1,
        asked_at=timezone.now(),
        limit_seconds=420,
        entered_by=world.user(Role.OFFICER),
    )
    return Made(kwargs={"session": row.session_id, "speech": found.pk}, data=data)


def called(world: World) -> Made:
    """The same, to be called."""
    return speech(world, move="call")


def extended(world: World) -> Made:
    """The same, with a minute more."""
    return speech(world, minutes=1)


def reordered(world: World) -> Made:
    """The same, put last."""
    return speech(world, reason="Theo đề nghị")


def speaking(world: World) -> Made:
    """The delegate speaks, and ends."""
    made = speech(world, do="stop")
    made.data["speech"] = made.kwargs.pop("speech")
    SpeechRequest.objects.filter(pk=made.data["speech"]).update(
        state="speaking", started_at=timezone.now()
    )
    return made


def budget(world: World) -> Made:
    """Minutes for an item."""
    session = held(world)
    found = AgendaItemFactory(session=session)
    return Made(kwargs={"session": session.pk}, data={"item": found.pk, "minutes": 30})


def carried(world: World) -> Made:
    """An undecided item, and another day."""
    session = held(world)
    AgendaItemFactory(session=session, state="sent")
    day = timezone.localdate() + timedelta(days=3)
    return Made(
        kwargs={"session": session.pk},
        data={"on": f"{day:%d/%m/%Y}", "reason": "Thiếu đại biểu", "accepts_day_off": "on"},
    )


def coming(world: World) -> Made:
    """The delegate at the door."""
    session = held(world)
    seat_of(world)
    return Made(kwargs={"session": session.pk})


def leaving(world: World) -> Made:
    """The delegate in the hall."""
    return Made(kwargs={"session": stay(world).session_id})


def act(route: str, make: object, roles: object, states: object, **more: object) -> Case:
    """A POST that leads back to the page it came from, where the session stands so."""
    goes = {"session": states, **more.pop("goes", {})}  # type: ignore[dict-item]
    return Case(route, make=make, roles=roles, method="post", opens=REDIRECT, goes=goes, **more)  # type: ignore[arg-type]


CASES = [
    Case("sessions:attendance", make=sitting, roles=OPERATORS),
    act("sessions:enter_attendance", arriving, OPERATORS, TAKES_ATTENDANCE),
    act("sessions:paste_attendance", pasted, OPERATORS, TAKES_ATTENDANCE),
    Case("sessions:correct_attendance", make=corrected, roles=OPERATORS),
    act("sessions:correct_attendance", corrected, OPERATORS, TAKES_CORRECTIONS),
    act("sessions:strike_attendance", corrected, OPERATORS, TAKES_CORRECTIONS),
    Case("sessions:console", make=sitting, roles=OPERATORS),
    act("sessions:start_item", item, OPERATORS, OPEN, goes={"item": BEFORE_THE_VOTE}),
    act("sessions:take_break", sitting, OPERATORS, OPEN),
    act("sessions:end_running", ending, OPERATORS, OPEN),
    act("sessions:write_proceeding", note, OPERATORS, HELD),
    act("sessions:take_down", announcement, OPERATORS, frozenset(S)),
    act("sessions:enter_speech", asking, OPERATORS, OPEN),
    act("sessions:carry_speech", called, OPERATORS, OPEN),
    act("sessions:extend_speech", extended, OPERATORS, OPEN),
    act("sessions:order_speech", reordered, OPERATORS, OPEN),
    act("sessions:question_clock", speaking, OPERATORS, OPEN),
    Case("sessions:carry_over", make=sitting, roles=OPERATORS),
    act("sessions:carry_over", carried, OPERATORS, HELD),
    act("sessions:set_time_budget", budget, OPERATORS, NOT_OVER),
    *[
        Case(f"sessions:{page}", make=sitting, roles=INSIDE)
        for page in ("floor", "board", "live", "live_state", "course", "speaking")
    ],
    Case("sessions:speaking_sheet", make=sitting, roles=INSIDE),
    Case("sessions:correct_proceeding", make=announcement, roles=OPERATORS),
    act("sessions:correct_proceeding", announcement, OPERATORS, HELD | {S.CLOSED}),
    act("sessions:check_in", coming, {Role.DELEGATE}, TAKES_ATTENDANCE),
    act("sessions:check_out", leaving, {Role.DELEGATE}, TAKES_ATTENDANCE),
    act("sessions:ask_to_speak", asking, {Role.DELEGATE}, OPEN),
    act("sessions:withdraw_speech", called, {Role.DELEGATE}, OPEN),
]

WITHOUT_PERMISSION = {
    "sessions:observe": "observers watch the board by the signed link of a session",
    "sessions:observe_programme": "the same link: the public programme of a convened session",
    "sessions:observe_live": "the same link: what is pushed to it is public",
    "sessions:observe_state": "the same link: what it asks for is public",
}
