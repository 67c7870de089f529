"""Sessions are found by whom they open to, and by nobody else."""

import pytest

from hdnd_portal.accounts.roles import Role
from hdnd_portal.search import indexing
from hdnd_portal.search.finding import find
from tests.factories import CouncilSessionFactory
from tests.route_cases import World

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", list(Role))
def test_a_session_is_found_exactly_by_whom_it_opens_to(client, role):
    world = World()
    session = CouncilSessionFactory(term=world.term, name="Kỳ họp Bông Sen")
    CouncilSessionFactory(name="Kỳ họp Bông Sen ở tỉnh bạn")
    indexing.reindex()
    user = world.user(role)

    found = find("bong sen", user)

    client.force_login(user)
    opens = client.get(f"/ky-hop/{session.pk}/").status_code == 200
    assert [entry.title for entry in found.entries] == ["Kỳ họp Bông Sen"] * opens
