"""Rows of the pages of papers that stand in for the portal."""

from __future__ import annotations

from datetime import UTC, datetime

from hdnd_portal.accounts.roles import INSIDE, STAFF, Role
from sessions.models import CouncilSession, Poll, Rehearsal
from sessions.services import polls, polls_preparing, rehearsing
from sessions.services.polls_preparing import Question
from sessions.workflow import SessionState
from sessions.workflow.rehearsal import REHEARSABLE
from tests.factories import CouncilSessionFactory, MandateFactory, SittingFactory
from tests.route_cases import REDIRECT, Case, Made, World

S = SessionState
TAKEN = frozenset({S.CONVENED, S.READY, S.OPEN, S.ADJOURNED, S.CLOSED})
BEGAN = datetime(2026, 11, 10, 1, tzinfo=UTC)
ENDED = datetime(2026, 11, 10, 4, 30, tzinfo=UTC)


def begun(world: World) -> CouncilSession:
    """A session that has begun, with a sitting and a delegate."""
    held: CouncilSession = CouncilSessionFactory(
        term=world.term, council=world.council, state="open"
    )
    SittingFactory(session=held, starts_at=BEGAN, ends_at=ENDED)
    MandateFactory(term=world.term)
    return held


def session(world: World) -> Made:
    """The page of the papers."""
    return Made(kwargs={"session": begun(world).pk})


def pdf(world: World) -> Made:
    """The pack as PDF."""
    return Made(kwargs={"session": begun(world).pk, "form": "pdf"})


def attendance(world: World) -> Made:
    """The check-in list of the sitting."""
    held = begun(world)
    return Made(
        kwargs={"session": held.pk, "sitting": held.sittings.get().pk}, data={"common": "08:00"}
    )


def hands(world: World) -> Made:
    """A show of hands that was prepared."""
    held = begun(world)
    poll = Poll.objects.create(
        session=held,
        position=1,
        kind="show_of_hands",
        subject="procedure",
        title="Thử",
        question="Thông qua?",
        rule_key="vote.resolution",
        created_by=world.user(Role.OFFICER),
    )
    return Made(
        kwargs={"session": held.pk, "poll": poll.pk},
        data={
            "on": "10/11/2026",
            "at": "09:00",
            "in_favour": "1",
            "against": "0",
            "abstained": "0",
        },
    )


PLANNERS = frozenset({Role.OFFICER, Role.OFFICE_HEAD})


def rehearsed(world: World) -> Rehearsal:
    """A rehearsal that runs."""
    held = CouncilSessionFactory(term=world.term, council=world.council, state="ready")
    MandateFactory(term=world.term)
    return rehearsing.start_rehearsal(held, by=world.user(Role.OFFICER))


def of(rehearsal: Rehearsal, **kwargs: object) -> Made:
    """The acts on it."""
    keys = {"session": rehearsal.session_id, "rehearsal": rehearsal.pk}
    return Made(kwargs=keys | kwargs, data={"checks": "vote", "remarks": "Mới thử một phần"})


def running(world: World) -> Made:
    """A rehearsal that runs."""
    return of(rehearsed(world))


def voting(world: World) -> Made:
    """A rehearsal in which a vote is open."""
    rehearsal = rehearsed(world)
    by = world.user(Role.OFFICER)
    assert rehearsal.copy is not None
    rehearsing.fill_attendance(rehearsal, by=by)
    asked = Question(kind="electronic", subject="procedure", title="Thử", question="Thử?")
    polls.open_poll(
        polls_preparing.prepare(rehearsal.copy, asked, by=by), by=by, quorum_reason="Thử"
    )
    return of(rehearsal)


def wiped(world: World) -> Made:
    """A rehearsal that was wiped."""
    by = world.user(Role.OFFICER)
    rehearsal = rehearsing.wipe_rehearsal(rehearsed(world), by=by)
    rehearsing.tick_checks(rehearsal, checks=[], remarks="Mới thử một phần", by=by)
    return of(rehearsal)


def ready(world: World) -> Made:
    """A session that may be rehearsed."""
    held = CouncilSessionFactory(term=world.term, council=world.council, state="ready")
    return Made(kwargs={"session": held.pk})


def checklist(world: World) -> Made:
    """Its checklist as a paper."""
    return of(rehearsed(world), form="docx")


def sheet(world: World) -> Made:
    """The allowance statement as a paper."""
    return Made(kwargs={"session": begun(world).pk, "form": "docx"})


def act(route: str, make: object, **goes: object) -> Case:
    """A POST that leads back to the page of rehearsals."""
    return Case(
        f"sessions:{route}",
        make=make,  # type: ignore[arg-type]
        roles=PLANNERS,
        method="post",
        opens=REDIRECT,
        goes=goes,  # type: ignore[arg-type]
    )


CASES = [
    Case("sessions:paper_pack", make=session, roles=STAFF),
    Case("sessions:order_paper_pack", make=pdf, roles=STAFF, method="post", opens=REDIRECT),
    Case("sessions:later_attendance", make=attendance, roles=STAFF),
    Case(
        "sessions:later_attendance",
        make=attendance,
        roles=STAFF,
        method="post",
        opens=REDIRECT,
        goes={"session": TAKEN},
    ),
    Case("sessions:later_vote", make=hands, roles=STAFF),
    Case(
        "sessions:later_vote",
        make=hands,
        roles=STAFF,
        method="post",
        opens=REDIRECT,
        goes={"session": TAKEN},
    ),
    Case("sessions:rehearsals", make=ready, roles=INSIDE),
    act("start_rehearsal", ready, session=REHEARSABLE),
    act("fill_attendance", running),
    act("fill_votes", voting),
    act("tick_checks", running),
    act("wipe_rehearsal", running),
    act("sign_rehearsal", wiped),
    Case("sessions:rehearsal_paper", make=checklist, roles=INSIDE),
    Case("sessions:allowances", make=session, roles=STAFF),
    Case("sessions:allowance_paper", make=sheet, roles=STAFF),
]
