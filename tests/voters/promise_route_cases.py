"""Rows of the pages of promises to voters."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from hdnd_portal.accounts.roles import STAFF, Role
from tests.route_cases import OK, REDIRECT, Case, Made, World
from tests.voters.record_route_cases import PLANNED, RECORDERS, held
from voters.models import VoterMeeting

COMPARING = STAFF | {Role.STANDING_COMMITTEE, Role.CHAIR, Role.GROUP_HEAD}


def begun(world: World) -> VoterMeeting:
    """The meeting of the world, begun this morning."""
    meeting = held(world)
    meeting.starts_at = timezone.now() - timedelta(hours=4)
    meeting.ends_at = meeting.starts_at + timedelta(hours=2)
    meeting.save()
    return meeting


def page(world: World) -> Made:
    """The form."""
    return Made(kwargs={"meeting": begun(world).pk})


def promised(world: World) -> Made:
    """What the delegate of the world promised, written down by the delegate, or by the office."""
    meeting = begun(world)
    first = meeting.mandates.order_by("pk").first()
    data = {
        "mandate": first.pk,
        "text": "Sẽ làm việc với Sở Xây dựng",
        "unit": meeting.unit_id,
        "no_due_reason": "Chờ kế hoạch vốn",
        "heard_by": "Chủ tịch Ủy ban MTTQ xã",
    }
    return Made(kwargs={"meeting": meeting.pk}, data=data)


CASES = [
    Case("voters:promises", roles=COMPARING | {Role.DELEGATE}, elsewhere=OK),
    Case("voters:promises_by_delegate", roles=COMPARING, elsewhere=OK),
    Case("voters:record_promise", make=page, roles=RECORDERS),
    # Another's promise is not among those that the head of another Tổ may choose.
    Case(
        "voters:record_promise",
        make=promised,
        roles=RECORDERS - {Role.GROUP_HEAD},
        method="post",
        opens=REDIRECT,
        goes=PLANNED,
        answers={Role.GROUP_HEAD: (422,)},
    ),
]
