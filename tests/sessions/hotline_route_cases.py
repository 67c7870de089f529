"""Rows of the hotline: who takes calls, who follows them, who sees who called."""

from __future__ import annotations

from django.utils import timezone

from hdnd_portal.accounts.roles import STAFF, Role
from hdnd_portal.secret_text import Voter
from sessions.models import HotlineCall
from sessions.services.hotline import keep_caller
from sessions.workflow import SessionState
from tests.route_cases import OK, REDIRECT, Case, Made, World
from tests.sessions.sitting_route_cases import HELD, held, sitting

FOLLOWERS = STAFF | {Role.CHAIR, Role.STANDING_COMMITTEE}
S = SessionState


def ringing(world: World) -> Made:
    """Somebody calls."""
    return Made(
        kwargs={"session": held(world).pk}, data={"gist": "Đường hỏng", "topic": "Giao thông"}
    )


def call(world: World, **data: str) -> Made:
    """A call that was taken, with a name."""
    taken = HotlineCall.objects.create(
        session=held(world),
        gist="Đường hỏng",
        called_at=timezone.now(),
        taken_by=world.user(Role.OFFICER),
    )
    keep_caller(taken, Voter("Ông A", "0900 000 001"))
    return Made(kwargs={"session": taken.session_id, "call": taken.pk}, data=data)


def corrected(world: World) -> Made:
    """Other words for it."""
    return call(world, gist="Cầu hỏng", reason="Nghe nhầm")


def filtered(world: World) -> Made:
    """The list, and a filter to be kept."""
    return Made(
        kwargs=sitting(world).kwargs, data={"do": "save_filter", "name": "Cuộc gọi của phiên"}
    )


def struck(world: World) -> Made:
    """It was entered twice."""
    return call(world, **{"bo-reason": "Ghi hai lần"})


def asked(world: World) -> Made:
    """Somebody wants to call back."""
    return call(world, **{"xem-reason": "Gọi lại để trả lời"})


def act(route: str, make: object, states: frozenset[SessionState]) -> Case:
    """A POST that goes through where the session stands so."""
    goes = {"session": states}
    return Case(route, make=make, roles=STAFF, method="post", opens=REDIRECT, goes=goes)  # type: ignore[arg-type]


CASES = [
    *[
        Case(f"sessions:{page}", make=sitting, roles=FOLLOWERS)
        for page in ("hotline", "hotline_live", "hotline_state", "hotline_calls")
    ],
    Case("sessions:hotline_call", make=call, roles=FOLLOWERS),
    Case("sessions:hotline_calls", make=filtered, roles=FOLLOWERS, method="post", opens=REDIRECT),
    act("sessions:take_call", ringing, HELD),
    act("sessions:correct_call", corrected, HELD | {S.CLOSED}),
    act("sessions:strike_call", struck, HELD | {S.CLOSED}),
    Case("sessions:read_caller", make=asked, roles=STAFF, method="post", opens=OK),
]
