"""A proposal and a hearing, as the office enters them."""

from __future__ import annotations

from datetime import date

from hdnd_portal.accounts.roles import Role
from hdnd_portal.council.models import Body
from oversight import services
from oversight.models import Hearing, OversightProposal
from tests.factories import BodyFactory
from tests.route_cases import World


def proposal(world: World, **said: object) -> OversightProposal:
    """A proposal of a Ban."""
    said = {
        "subject": "Quản lý chất thải rắn",
        "kind": "theme",
        "proposer": "committee",
        "reason": "Cử tri nhiều nơi phản ánh",
        "proposed_on": date(2026, 11, 2),
        **said,
    }
    return services.make_proposal(world.council, by=world.user(Role.OFFICER), **said)


def standing_committee(world: World) -> Body:
    """The Standing Committee of the term."""
    found = Body.objects.filter(term=world.term, kind="standing_committee").first()
    body: Body = found or BodyFactory(
        term=world.term, kind="standing_committee", name="Thường trực HĐND"
    )
    return body


def hearing(world: World) -> Hearing:
    """A hearing of the world's agency."""
    return services.propose_hearing(
        world.council,
        body=standing_committee(world),
        agency=world.agency,
        subject="Đường tỉnh 721 chậm thông xe",
        reason="Quá hạn hai lần",
        by=world.user(Role.OFFICER),
    )
