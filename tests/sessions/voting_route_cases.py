"""Rows of the pages of votes: who runs, counts, votes, and sees what came of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import INSIDE, STAFF, Role
from hdnd_portal.council.models import Mandate
from sessions.models import Attendance, Poll
from sessions.services import polls, polls_preparing, polls_reset
from sessions.services.polls_preparing import Question
from tests.factories import CouncilSessionFactory, MandateFactory, PersonFactory
from tests.route_cases import HIDDEN, REDIRECT, Case, Made, World
from tests.sessions.machines import NOT_OVER

PLANNERS = {Role.OFFICER, Role.OFFICE_HEAD}
DECIDERS = PLANNERS | {Role.CHAIR, Role.STANDING_COMMITTEE}
HELD = frozenset({"open"})
ASKED = {
    "title": "Nghị quyết",
    "question": "Thông qua toàn văn?",
    "subject": "resolution",
    "kind": "electronic",
}


def seat(world: World) -> Mandate:
    """The seat of the world's delegate."""
    # As the database has it: what another case gave the account was undone since.
    user = User.objects.get(pk=world.user(Role.DELEGATE).pk)
    if user.person is None:
        user.person = PersonFactory()
        user.save(update_fields=["person"])
    found = Mandate.objects.filter(term=world.term, person=user.person).first()
    return found or MandateFactory(term=world.term, person=user.person)


def prepared(world: World, kind: str = "electronic") -> Poll:
    """A vote that may be opened: one delegate of two is present."""
    session = CouncilSessionFactory(term=world.term, council=world.council, state="open")
    officer = world.user(Role.OFFICER)
    MandateFactory(term=world.term)
    Attendance.objects.create(
        session=session,
        mandate=seat(world),
        arrived_at=timezone.now() - timedelta(seconds=1),
        source="office",
        recorded_by=officer,
    )
    due = timezone.now() + timedelta(days=2) if kind == "opinion_sheet" else None
    asked = Question(**{**ASKED, "kind": kind}, due_at=due)
    return polls_preparing.prepare(session, asked, by=officer)


def opened(world: World, kind: str = "electronic") -> Poll:
    """A vote that is open."""
    poll = prepared(world, kind)
    return polls.open_poll(poll, by=world.user(Role.OFFICER), quorum_reason="Thử")


def ended(world: World, kind: str = "electronic") -> Poll:
    """A vote that has ended."""
    return polls.close_poll(opened(world, kind), by=world.user(Role.OFFICER))


def made(poll: Poll, data: dict[str, object] | None = None, **kwargs: object) -> Made:
    """The address of a vote."""
    return Made(kwargs={"session": poll.session_id, "poll": poll.pk, **kwargs}, data=data or {})


def page(make: Callable[..., Poll], kind: str = "electronic", **kwargs: object):
    """A page of a vote of the kind."""
    return lambda world: made(make(world, kind), **kwargs)


def carry(make: Callable[..., Poll], move: str):
    """A move of a vote."""
    return lambda world: made(make(world), {"move": move, "round": 1, "reason": "Chủ tọa yêu cầu"})


def session_of(world: World) -> Made:
    """The votes of a session."""
    return Made(kwargs={"session": opened(world).session_id})


def new_question(world: World) -> Made:
    """A question, filled in."""
    session = CouncilSessionFactory(term=world.term, council=world.council, state="open")
    return Made(kwargs={"session": session.pk}, data=dict(ASKED))


def answer(world: World) -> Made:
    """The delegate's answer."""
    return made(opened(world), {"choice": "for", "key": str(uuid4()), "seen": 0})


def line_of(poll: Poll, *, present: bool):
    """A line of the roll."""
    return poll.roll.filter(state="present" if present else "absent").first()


def names(world: World) -> Made:
    """An answer at the roll-call."""
    poll = opened(world, "roll_call")
    return made(poll, {f"l-{line_of(poll, present=True).pk}": "for"})


def late(world: World) -> Made:
    """A delegate who comes late."""
    poll = opened(world)
    return made(poll, {"act": "admit"}, entry=line_of(poll, present=False).pk)


def sheet(world: World) -> Made:
    """A sheet that came back."""
    poll = opened(world, "opinion_sheet")
    now = timezone.localtime()
    entry = poll.roll.filter(state="able").first().pk
    data = {
        "entry": entry,
        "choice": "for",
        "received_at_0": f"{now:%d/%m/%Y}",
        "received_at_1": f"{now:%H:%M}",
    }
    return made(poll, data)


def ballots(world: World) -> Made:
    """The count of one ballot."""
    count = {"issued": 1, "returned": 1, "valid": 1, "invalid": 0}
    data = {**count, "in_favour": 1, "against": 0, "abstained": 0}
    return made(opened(world, "secret_paper"), data)


def hands(world: World) -> Made:
    """One hand."""
    data = {"in_favour": 1, "against": 0, "abstained": 0}
    return made(opened(world, "show_of_hands"), data)


def reset_asked(world: World) -> Made:
    """A vote that the clerk's colleague asked to do again."""
    poll = ended(world)
    by = world.user(Role.CLERK)  # not one of those who may confirm
    polls_reset.ask_reset(poll, reason="Nhầm", by=by)
    return made(poll, {"act": "confirm"})


def act(route: str, make: Callable[[World], Made], roles: set[Role], **more: object) -> Case:
    """A POST that leads back."""
    return Case(f"sessions:{route}", make=make, roles=roles, method="post", opens=REDIRECT, **more)


OPEN_NOW = {"goes": {"session": HELD}}
BEFORE_END = {"goes": {"session": NOT_OVER}}
CASES = [
    Case("sessions:polls", make=session_of, roles=INSIDE),
    Case("sessions:prepare_poll", make=session_of, roles=PLANNERS),
    act("prepare_poll", new_question, PLANNERS, **BEFORE_END),
    Case("sessions:correct_poll", make=page(prepared), roles=PLANNERS),
    act("correct_poll", page(prepared, data=dict(ASKED)), PLANNERS, **BEFORE_END),
    *[
        Case("sessions:poll", state=state, make=page(make, kind), roles=INSIDE)
        for state, make, kind in (
            ("prepared", prepared, "electronic"),
            ("open", opened, "electronic"),
            ("ended", ended, "electronic"),
            ("roll-call", opened, "roll_call"),
        )
    ],
    *[
        Case("sessions:run_poll", state=state, make=page(make, kind), roles=STAFF)
        for state, make, kind in (
            ("prepared", prepared, "electronic"),
            ("open", opened, "electronic"),
            ("hands", opened, "show_of_hands"),
            ("roll-call", opened, "roll_call"),
            ("ballots", opened, "secret_paper"),
            ("sheets", opened, "opinion_sheet"),
            ("ended", ended, "electronic"),
        )
    ],
    Case("sessions:poll_status", make=page(opened), roles=INSIDE),
    act("cast_vote", answer, {Role.DELEGATE}),
    act("carry_poll", carry(prepared, "open"), PLANNERS, state="open", **OPEN_NOW),
    act("carry_poll", carry(opened, "close"), PLANNERS, state="close"),
    act("carry_poll", carry(ended, "publish"), PLANNERS, state="publish"),
    act("carry_poll", carry(opened, "abandon"), PLANNERS, state="abandon"),
    act("ask_reset", page(ended, data={"reason": "Nhầm"}), PLANNERS),
    act("answer_reset", reset_asked, DECIDERS),
    act("poll_totals", hands, STAFF),
    act("poll_names", names, STAFF),
    act("poll_sheet", sheet, STAFF),
    act("poll_ballots", ballots, STAFF),
    act("change_entry", late, STAFF),
    Case("sessions:export_poll", make=page(ended, form="csv"), roles=INSIDE),
    Case(
        "sessions:export_poll",
        state="open",
        make=page(opened, form="csv"),
        roles=INSIDE,
        opens=HIDDEN,
    ),
    Case("sessions:print_poll", make=page(ended, paper="ket-qua", form="pdf"), roles=INSIDE),
    Case(
        "sessions:print_poll",
        state="open",
        make=page(opened, paper="ket-qua", form="pdf"),
        roles=INSIDE,
        opens=HIDDEN,
    ),
]
