"""The ladder of reminders: each rung once, on working days, and who is told on which."""

from datetime import date

import pytest

from hdnd_portal.accounts.roles import Role
from hdnd_portal.commitments.ladder import KEYS, Rung, escalated_up_to, rung_on
from hdnd_portal.commitments.models import Commitment
from hdnd_portal.commitments.services import reminders
from hdnd_portal.legal.calendar import WorkCalendar
from hdnd_portal.legal.register import shipped
from hdnd_portal.notices.models import Delivery, Notice
from tests.accounts.factories import user_with
from tests.factories import CommitmentFactory, PersonFactory, PostFactory
from tests.route_cases import World

DUE = date(2026, 11, 30)  # a Monday
RULES = {rung: shipped().find(key, on=DUE) for rung, key in KEYS.items()}
CALENDAR = WorkCalendar({})


@pytest.mark.parametrize(
    ("today", "rung"),
    [
        (date(2026, 11, 12), None),
        (date(2026, 11, 13), Rung.FIRST),  # 15 days before is a Sunday: the Friday before
        (date(2026, 11, 20), Rung.FIRST),
        (date(2026, 11, 23), Rung.SECOND),
        (date(2026, 11, 27), Rung.THIRD),
        (date(2026, 11, 30), Rung.DUE),
        (date(2026, 12, 1), Rung.MISSED),
        (date(2026, 12, 4), Rung.MISSED),
        (date(2026, 12, 7), Rung.HEAD),  # 5 days after is a Saturday
        (date(2026, 12, 9), Rung.HEAD),
        (date(2026, 12, 10), Rung.ESCALATED),
        (date(2027, 3, 1), Rung.ESCALATED),
    ],
)
def test_highest_rung_reached(today, rung):
    assert rung_on(today, due_on=DUE, rules=RULES, calendar=CALENDAR) is rung


def test_escalated_day_and_rung_agree():
    rule = RULES[Rung.ESCALATED]
    for today in (date(2026, 12, 9), date(2026, 12, 10), date(2026, 12, 14)):
        up_to = escalated_up_to(today, rule=rule, calendar=CALENDAR)
        rung = rung_on(today, due_on=DUE, rules=RULES, calendar=CALENDAR)
        assert (up_to >= DUE) == (rung is Rung.ESCALATED)


@pytest.fixture
def world(db):
    made = World()
    for role in (Role.AGENCY, Role.OFFICER, Role.OFFICE_HEAD, Role.STANDING_COMMITTEE, Role.CHAIR):
        made.user(role)
    CommitmentFactory(council=made.council, lead=made.agency, due_on=DUE)
    return made


def told(world) -> set[str]:
    by = {world.user(role).pk: role.value for role in world._users}
    return {by[notice.recipient_id] for notice in Notice.objects.all()}


@pytest.mark.parametrize(
    ("today", "people"),
    [
        (date(2026, 11, 13), {"agency"}),
        (date(2026, 11, 30), {"agency"}),
        (date(2026, 12, 1), {"agency", "officer", "office_head"}),
        (
            date(2026, 12, 10),
            {"agency", "officer", "office_head", "standing_committee", "chair"},
        ),
        (date(2026, 11, 28), set()),  # a Saturday
    ],
)
def test_who_is_told_on_which_rung(world, today, people):
    reminders.remind_all(on=today)
    assert told(world) == people


def head_of(world, **user):
    """The director of the world's agency; with an account where one is named."""
    world.agency.kind, world.agency.email = "department", "so@example.vn"
    world.agency.save()
    post = PostFactory(agency=world.agency, title="Giám đốc Sở", person=PersonFactory())
    PostFactory(agency=world.agency, title="Phó Giám đốc Sở", person=PersonFactory())
    return post


def test_head_without_account_gets_one_letter_at_the_official_address(world):
    head = head_of(world)
    CommitmentFactory(council=world.council, lead=world.agency, due_on=DUE, text="Cầu Mẫu")
    for day in (date(2026, 12, 7), date(2026, 12, 7), date(2026, 12, 8)):
        reminders.remind_all(on=day)
    (letter,) = Delivery.objects.filter(key__startswith="remind-head")
    assert (letter.address, letter.name) == (
        "so@example.vn",
        f"Giám đốc Sở {head.person.name}",
    )
    assert "Cầu Mẫu" in letter.body
    assert told(world) == {"agency", "officer", "office_head"}


def test_head_with_an_account_that_sees_it_is_told_there(world):
    head = head_of(world)
    account = world.user(Role.DELEGATE)
    account.person = head.person
    account.save()
    reminders.remind_all(on=date(2026, 12, 7))
    assert told(world) == {"agency", "officer", "office_head", "delegate"}
    assert not Delivery.objects.filter(key__startswith="remind-head").exists()


def test_account_that_may_not_open_it_is_not_told(world):
    head = head_of(world)
    stranger = user_with(Role.OFFICER)
    stranger.person = head.person
    stranger.save()
    reminders.remind_all(on=date(2026, 12, 7))
    assert not Notice.objects.filter(recipient=stranger).exists()
    assert Delivery.objects.filter(key__startswith="remind-head").count() == 1


def test_nobody_is_told_twice_of_one_rung(world):
    assert reminders.remind_all(on=date(2026, 12, 1)) == 3
    assert reminders.remind_all(on=date(2026, 12, 1)) == 0
    assert reminders.remind_all(on=date(2026, 12, 2)) == 0
    assert reminders.remind_all(on=date(2026, 12, 10)) == 5


def test_agency_that_reported_is_left_alone(world):
    Commitment.objects.update(stage="replied")
    assert reminders.remind_all(on=date(2026, 12, 1)) == 0


def test_several_come_in_one_letter(world):
    CommitmentFactory(council=world.council, lead=world.agency, due_on=DUE)
    assert reminders.remind_all(on=DUE) == 2
    assert Delivery.objects.count() == 1


def test_escalated_are_listed(world):
    found = reminders.escalated(world.council, on=date(2026, 12, 10))
    assert found.count() == 1
    assert not reminders.escalated(world.council, on=date(2026, 12, 9)).exists()
