"""Items in half-days: the proposal, the page, the programme that is printed."""

import pytest
from django.urls import reverse

from hdnd_portal.accounts.roles import Role
from sessions.papers import programme
from sessions.placing import Room, Wish, propose
from sessions.services import placing
from sessions.services.refusals import SessionRefused
from tests.factories import AgendaItemFactory, CouncilSessionFactory, SittingFactory, UserFactory
from tests.route_cases import World


@pytest.mark.parametrize(
    ("minutes", "places"),
    [
        ([60, 60, 60], [1, 1, 2]),
        ([130, 10], [1, 2]),
        ([10, 500, 10], [1, 2, 2]),
        ([None] * 8, [1] * 8),
        ([], []),
    ],
)
def test_items_fill_the_sittings_in_their_order(minutes, places):
    wishes = [Wish(key, value) for key, value in enumerate(minutes)]
    assert list(propose(wishes, [Room(1, 120), Room(2, 120)]).values()) == places


def test_what_is_only_read_needs_no_sitting():
    wishes = [Wish(1, 60, is_heard=False), Wish(2, 60)]
    assert propose(wishes, [Room(7, 60)]) == {1: None, 2: 7}


@pytest.fixture
def world(db):
    world = World()
    world.session = CouncilSessionFactory(term=world.term, council=world.council)
    world.sitting = SittingFactory(session=world.session)
    world.item = AgendaItemFactory(session=world.session, title="Báo cáo A", planned_minutes=30)
    return world


def url(world):
    return reverse("sessions:place_in_sittings", kwargs={"session": world.session.pk})


def test_an_officer_places_an_item_and_the_programme_prints_it(world, client):
    client.force_login(world.user(Role.OFFICER))

    client.post(url(world), {f"phien-{world.item.pk}": world.sitting.pk})

    world.item.refresh_from_db()
    assert world.item.sitting == world.sitting
    table = str(programme([world.sitting], [world.item], with_closed=True))
    assert "Báo cáo A" in table
    assert "Làm việc theo điều hành" not in table
    page = client.get(reverse("sessions:agenda", kwargs={"session": world.session.pk}))
    assert "Phiên:" in page.content.decode()


def test_a_place_seen_that_is_no_key_is_none(world, client):
    client.force_login(world.user(Role.OFFICER))
    places = {f"phien-{world.item.pk}": world.sitting.pk, f"truoc-{world.item.pk}": "9" * 5000}

    assert client.post(url(world), places).status_code == 302

    world.item.refresh_from_db()
    assert world.item.sitting == world.sitting


def test_a_proposal_is_shown_and_not_saved(world, client):
    client.force_login(world.user(Role.OFFICER))

    page = client.get(url(world), {"de-xuat": "1"})

    assert page.context["form"][f"phien-{world.item.pk}"].value() == str(world.sitting.pk)
    world.item.refresh_from_db()
    assert world.item.sitting is None


def test_a_place_that_a_colleague_gave_is_not_overwritten(world):
    other = SittingFactory(session=world.session)
    placing.place_items(world.session, {world.item.pk: world.sitting.pk}, seen={}, by=UserFactory())

    with pytest.raises(SessionRefused, match="agenda_changed"):
        placing.place_items(world.session, {world.item.pk: other.pk}, seen={}, by=UserFactory())


def test_a_sitting_of_another_session_is_refused(world):
    foreign = SittingFactory()
    with pytest.raises(SessionRefused, match="agenda_changed"):
        placing.place_items(world.session, {world.item.pk: foreign.pk}, seen={}, by=UserFactory())


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_page_do_not_grow(world, client, django_assert_num_queries, count):
    AgendaItemFactory.create_batch(count, session=world.session)
    client.force_login(world.user(Role.OFFICER))
    client.get(url(world))
    with django_assert_num_queries(QUERIES):
        client.get(url(world))


QUERIES = 8
