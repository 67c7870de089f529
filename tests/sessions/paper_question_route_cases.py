"""Rows of questions about papers: the delegate, the drafters, the office, the other readers."""

from __future__ import annotations

from hdnd_portal.accounts.roles import INSIDE, STAFF, Role
from sessions.models import PaperQuestion
from sessions.services import paper_questions
from sessions.workflow.paper_question import PaperQuestionState
from tests.route_cases import OK, REDIRECT, Case, Machine, Made, World
from tests.sessions import paper_questions as make
from tests.sessions.machines import NOT_OVER

S = PaperQuestionState
DESKS = {Role.AGENCY, Role.FRONT}
PLANNERS = {Role.OFFICER, Role.OFFICE_HEAD}
# They see what is asked and answered, not what was withdrawn or given back.
READERS = set(INSIDE) - STAFF - {Role.CHAIR, Role.STANDING_COMMITTEE, Role.DELEGATE}
HIDES = {"paper_question": {S.WITHDRAWN: READERS, S.DECLINED: READERS}}


def of_session(world: World) -> Made:
    """The questions of a session."""
    return Made(kwargs={"session": make.asked(world).session_id})


def to_ask(world: World) -> Made:
    """A paper, with what a delegate asks."""
    make.delegate(world)
    line = make.paper(world)
    return Made(
        kwargs={"session": line.freeze.session_id, "paper": line.pk},
        data={"hoi-text": "Vì sao tăng?", "hoi-page": "1"},
    )


def question(world: World) -> Made:
    """A question without answer."""
    return Made(
        kwargs={"paper_question": make.asked(world).pk},
        data={"text": "Theo giá năm 2026.", "reason": "Đã rõ"},
    )


def answered(world: World) -> Made:
    """An answered one."""
    found = question(world)
    asked = PaperQuestion.objects.get(pk=found.kwargs["paper_question"])
    paper_questions.answer_about_paper(asked, text="Giá 2026.", by=world.user(Role.AGENCY))
    return found


def put(key: object, state: str) -> None:
    """Put a question into a state, with the reason that some ask for."""
    PaperQuestion.objects.filter(pk=key).update(state=state, note="Nhầm")


MACHINES = {("sessions", "paper_question"): Machine(tuple(str(state) for state in S), put)}


def act(name: str, roles: set[Role], *states: S, make: object = question) -> Case:
    """A row of an act, which goes through in these states."""
    return Case(
        f"sessions:{name}_paper_question",
        make=make,  # type: ignore[arg-type]
        roles=roles,
        method="post",
        opens=REDIRECT,
        goes={"paper_question": set(states)},
        hides=HIDES,
    )


CASES = [
    Case("sessions:paper_questions", make=of_session, roles=INSIDE),
    Case("sessions:paper_question", make=question, roles=INSIDE | DESKS, opens=OK, hides=HIDES),
    Case(
        "sessions:ask_about_paper",
        make=to_ask,
        roles={Role.DELEGATE},
        method="post",
        opens=REDIRECT,
        goes={"session": NOT_OVER},
    ),
    act("answer", DESKS, S.ASKED),
    act("withdraw", {Role.DELEGATE}, S.ASKED),
    act("decline", PLANNERS, S.ASKED),
    act("reopen", PLANNERS | DESKS, S.ANSWERED, make=answered),
]
