"""Rows of the pages of oversight: proposals and hearings."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from hdnd_portal.accounts.roles import INSIDE, Role
from oversight.models import Hearing, OversightProposal
from oversight.workflow import HearingState, ProposalState
from tests.oversight.records import hearing, proposal, standing_committee
from tests.route_cases import OK, REDIRECT, Case, Machine, Made, World

DECIDING = frozenset({Role.STANDING_COMMITTEE, Role.CHAIR, Role.OFFICE_HEAD})
PREPARING = DECIDING | {Role.OFFICER}
PROPOSING = PREPARING | {Role.COMMITTEE_LEADER}
DESKS = frozenset({Role.AGENCY, Role.FRONT})
P, H = ProposalState, HearingState
PROPOSED = {"proposal": {P.PROPOSED}}
TO_HEAR = {"hearing": {H.PROPOSED}}
# The agency sees a hearing once its day stands.
SOON_SEEN = {"hearing": {state: DESKS for state in H if state is not H.PLANNED}}


def day(ahead: int = 21) -> str:
    """A day three weeks ahead, as typed."""
    return f"{timezone.localdate() + timedelta(days=ahead):%d/%m/%Y}"


def words(world: World) -> dict[str, object]:
    """What is typed of a proposal."""
    return {
        "council": world.council.pk,
        "subject": "Cấp nước sạch nông thôn",
        "kind": "theme",
        "proposer": "front",
        "reason": "Nhiều công trình ngừng hoạt động",
        "agencies": [world.agency.pk],
        "proposed_on": day(0),
    }


def new_proposal(world: World) -> Made:
    """A proposal that is entered."""
    return Made(data=words(world))


def one_proposal(world: World) -> Made:
    """A proposal, and what is decided or corrected."""
    data = {**words(world), "chon-reference": "12/TB-HĐND", "khong-reason": "Đã có thanh tra"}
    return Made(kwargs={"proposal": proposal(world).pk}, data=data)


def spoken(world: World) -> dict[str, object]:
    """What is typed of a hearing."""
    return {
        "council": world.council.pk,
        "body": standing_committee(world).pk,
        "agency": world.agency.pk,
        "subject": "Chậm giải ngân",
        "reason": "Mới đạt 31 %",
    }


def new_hearing(world: World) -> Made:
    """A hearing that is entered."""
    return Made(data=spoken(world))


def one_hearing(world: World) -> Made:
    """A hearing, and what is decided or corrected."""
    data = {
        **spoken(world),
        "ngay-planned_on": day(),
        "ngay-place": "Phòng họp số 1",
        "ngay-reference": "13/TB-HĐND",
        "khong-reason": "Đã xong",
    }
    return Made(kwargs={"hearing": hearing(world).pk}, data=data)


def planned_hearing(world: World) -> Made:
    """A hearing that has its day: the agency sees it, too."""
    made = one_hearing(world)
    put_hearing(made.kwargs["hearing"], H.PLANNED)
    return made


def decision(of: type[OversightProposal] | type[Hearing], state: str) -> dict[str, object]:
    """What a record in the state must say."""
    fields: dict[str, object] = {"state": state}
    if state in {"declined", "withdrawn"}:
        fields["state_reason"] = "Lý do"
    if of is Hearing:
        planned = timezone.localdate() + timedelta(days=20)
        fields["planned_on"] = planned if state == H.PLANNED else None
    return fields


def put_proposal(key: int, state: str) -> None:
    """The proposal as it stands in the state."""
    OversightProposal.objects.filter(pk=key).update(**decision(OversightProposal, state))


def put_hearing(key: int, state: str) -> None:
    """The hearing as it stands in the state."""
    Hearing.objects.filter(pk=key).update(**decision(Hearing, state))


def act(route: str, **fields: object) -> Case:
    """A step, after which the browser is sent back."""
    return Case(f"oversight:{route}", method="post", opens=REDIRECT, **fields)  # type: ignore[arg-type]


CASES = [
    Case("oversight:proposals", roles=INSIDE, elsewhere=OK),
    Case("oversight:make_proposal", roles=PROPOSING, elsewhere=OK),
    act("make_proposal", make=new_proposal, roles=PROPOSING, elsewhere=(422,)),
    Case("oversight:proposal", make=one_proposal, roles=INSIDE),
    Case("oversight:correct_proposal", make=one_proposal, roles=PROPOSING),
    act("correct_proposal", make=one_proposal, roles=PROPOSING, goes=PROPOSED),
    act("take_up", make=one_proposal, roles=DECIDING, goes=PROPOSED),
    act("decline_proposal", make=one_proposal, roles=DECIDING, goes=PROPOSED),
    Case("oversight:hearings", roles=INSIDE | DESKS, elsewhere=OK),
    Case("oversight:propose_hearing", roles=PREPARING, elsewhere=OK),
    act("propose_hearing", make=new_hearing, roles=PREPARING, elsewhere=(422,)),
    Case(
        "oversight:hearing",
        make=planned_hearing,
        roles=INSIDE | DESKS,
        hides=SOON_SEEN,
    ),
    Case("oversight:correct_hearing", make=one_hearing, roles=PREPARING),
    act("correct_hearing", make=one_hearing, roles=PREPARING, goes=TO_HEAR),
    act(
        "plan_hearing",
        make=one_hearing,
        roles=DECIDING,
        goes={"hearing": {H.PROPOSED, H.PLANNED}},
    ),
    act("decline_hearing", make=one_hearing, roles=DECIDING, goes=TO_HEAR),
]
MACHINES = {
    ("oversight", "proposal"): Machine(tuple(P), put_proposal),
    ("oversight", "hearing"): Machine(tuple(H), put_hearing),
}
