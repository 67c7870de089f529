"""The quorum on the plan page: the number, its base, its source and mark."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hdnd_portal.accounts.roles import Role
from hdnd_portal.legal.models import RuleOverride
from sessions.quorum import quorum_of
from tests.factories import MandateFactory, MembershipFactory, SittingFactory, SuspensionFactory
from tests.route_cases import World
from tests.sessions.route_cases import board, plain


@pytest.fixture
def session(db):
    world = World()
    world.term.seats_statutory, world.term.elected_at_start = 85, 84
    world.term.save()
    held = plain(world)
    held.world = world
    MandateFactory.create_batch(4, term=world.term)
    SuspensionFactory(mandate=MandateFactory(term=world.term), valid_from=date(2026, 11, 1))
    return held


def override(session, key, value, unit):
    RuleOverride.objects.create(
        council=session.council,
        key=key,
        value=value,
        unit=unit,
        valid_from=date(2026, 1, 1),
        source="Nội quy kỳ họp của tỉnh, Điều 3",
        mark="F",
    )


@pytest.mark.parametrize(
    ("base", "total", "needed"),
    [
        ("seats_statutory", 85, 57),  # 3 × 57 = 171 ≥ 170 = 2 × 85, while 3 × 56 = 168
        ("elected_at_start", 84, 56),  # exactly two thirds
        ("in_office", 5, 4),
    ],
)
def test_the_base_is_that_of_the_register(session, base, total, needed):
    override(session, "base.delegates", base, "text")

    found = quorum_of(session)

    assert (found.base, found.needed, found.able_to_act) == (total, needed, 4)


def test_a_suspended_delegate_counts_as_the_register_says(session):
    assert quorum_of(session).base == 5

    override(session, "base.suspended_counted", "0", "switch")

    assert (quorum_of(session).base, quorum_of(session).needed) == (4, 3)


def test_the_page_shows_number_source_and_mark(session, client):
    client.force_login(session.world.user(Role.DELEGATE))
    url = reverse("sessions:plan", kwargs={"session": session.pk})

    page = client.get(url).content.decode()
    assert "Cần ≥ 4/5 đại biểu" in page
    assert "chưa xác minh [U]" in page

    override(session, "session.quorum", "1/2", "fraction")
    page = client.get(url).content.decode()
    assert "Cần ≥ 3/5 đại biểu" in page
    assert "Nội quy kỳ họp của tỉnh, Điều 3" in page
    assert "đã xác minh [F]" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_plan_page_asks_no_more_queries_for_more_rows(db, client, count):
    world = World()
    made = board(world)
    held = world.council.sessions.get(pk=made.kwargs["session"])
    for _ in range(count):
        SittingFactory(session=held)
        MembershipFactory(body=world.body)
    client.force_login(world.user(Role.OFFICER))
    url = reverse("sessions:plan", kwargs=made.kwargs)
    client.get(url)

    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(url)

    assert len(queries) <= 12, "\n".join(q["sql"][:150] for q in queries)


def test_the_list_shows_the_year(session, client):
    client.force_login(session.world.user(Role.OFFICER))

    page = client.get(reverse("sessions:list"), {"year": "2026"}).content.decode()

    assert "Năm" in page
    assert ">2026<" in page
