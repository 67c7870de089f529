"""Contacts beside the plan: announced, asked for, answered in time, held."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hdnd_portal.accounts.roles import Role
from hdnd_portal.legal.public import deadline_for
from hdnd_portal.notices.models import Notice
from tests.factories import CommuneFactory, UserFactory
from tests.voters.records import Held
from voters.models import ContactPlan, OwnContact
from voters.refusals import ContactRefused
from voters.services import own, recording
from voters.workflow import CONTACT_MOVES, ContactMove, ContactState, contact_after
from voters.worklist import contacts_to_decide


@pytest.fixture
def held(db):
    return Held()


@pytest.fixture
def chair(held):
    return UserFactory(role=Role.CHAIR, role__council=held.council)


def announce(held, days=20, **changed):
    starts_at = timezone.now() + timedelta(days=days)
    values = {
        "kind": "people",
        "unit": held.ground.units[4],
        "mode": "direct",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=1),
        "place": "",
        "purpose": "Hộ nuôi cá lồng",
        "by": held.delegate,
        **changed,
    }
    return own.announce_contact(held.mandates[0], **values)


def refused(act, code):
    with pytest.raises(ContactRefused) as refusal:
        act()
    assert refusal.value.code == code


def test_a_group_is_asked_for_and_the_answer_is_due_by_the_register(held, chair):
    contact = announce(held)
    today = timezone.localdate()
    due = deadline_for("tx.ind.decide", today, council=held.council)
    assert (contact.state, contact.due_on, contact.meeting) == ("asked", due.due_on, None)
    assert Notice.objects.filter(recipient=chair).count() == 1
    [task] = contacts_to_decide(chair, today)
    assert (task.due_on, task.why) == (due.due_on, due.as_dict())
    contact = own.agree_contact(contact, by=chair)
    assert list(contact.meeting.mandates.all()) == [held.mandates[0]]
    assert contact.meeting.plan.timing == "beside"
    assert list(contacts_to_decide(chair, today)) == []
    # What is said there is written down as anywhere else.
    opinion = recording.record_opinion(
        contact.meeting,
        text="Cá chết hàng loạt",
        track="recommendation",
        unit=contact.unit,
        by=held.delegate,
    )
    assert opinion.number == 1


@pytest.mark.parametrize(
    ("changed", "state"),
    [
        ({"kind": "residence"}, "announced"),
        ({"kind": "workplace"}, "announced"),
        ({"kind": "outside"}, "asked"),
        # It was held already: reported, not asked for.
        ({"kind": "people", "days": -2}, "announced"),
    ],
)
def test_what_needs_no_answer_stands_at_once(held, changed, state):
    assert announce(held, **changed).state == state


def test_one_commune_is_met_beside_the_plan_as_often_as_delegates_come(held):
    announce(held, kind="residence")
    announce(held, kind="residence", days=21)
    plan = ContactPlan.objects.get(timing="beside")
    assert plan.meetings.count() == 2
    assert plan.ends_on - plan.starts_on == timedelta(days=1)


def test_nobody_is_in_two_places_beside_the_plan(held):
    announce(held, kind="residence")
    refused(lambda: announce(held, kind="topic", unit=held.ground.units[5]), "delegate_busy")


def test_what_cannot_be_is_refused(held):
    refused(lambda: announce(held, ends_at=timezone.now()), "hours_reversed")
    refused(lambda: announce(held, unit=CommuneFactory()), "unit_elsewhere")
    held.mandates[0].person.memberships.all().delete()
    refused(lambda: announce(held, kind="residence"), "no_group")
    assert not OwnContact.objects.exists()


def test_a_refusal_has_its_reason_and_is_told(held, chair):
    contact = announce(held)
    refused(lambda: own.decline_contact(contact, reason=" ", by=chair), "decline_reason_missing")
    own.decline_contact(contact, reason="Trùng kỳ họp", by=chair)
    assert "Trùng kỳ họp" in Notice.objects.get(recipient=held.delegate).body
    refused(lambda: own.agree_contact(contact, by=chair), "contact_state")


def test_what_does_not_take_place_is_nobody_elses(held, chair):
    contact = announce(held)
    other = UserFactory(role=Role.DELEGATE, role__council=held.council)
    for user, sees in ((held.delegate, True), (chair, True), (other, False)):
        assert OwnContact.objects.visible_to(user).exists() is sees
    own.agree_contact(contact, by=chair)
    assert OwnContact.objects.visible_to(other).exists()
    assert not OwnContact.objects.visible_to(UserFactory()).exists()


def test_a_due_day_moves_with_the_calendar(held):
    contact = announce(held)
    OwnContact.objects.filter(pk=contact.pk).update(due_on=timezone.localdate())
    assert own.recount(council=held.council, by=None) == 1
    again = OwnContact.objects.get(pk=contact.pk)
    assert again.due_on == contact.due_on


def test_the_delegate_announces_and_withdraws_on_the_pages(held):
    client = Client()
    client.force_login(held.delegate)
    form = client.get(reverse("voters:announce_contact")).context["form"]
    assert [key for key, _name in form.fields["mandate"].choices] == [held.mandates[0].pk]
    day = f"{timezone.localdate() + timedelta(days=9):%d/%m/%Y}"
    data = {
        "mandate": held.mandates[0].pk,
        "kind": "people",
        "unit": held.ground.units[4].pk,
        "mode": "online",
        "starts_at_0": day,
        "starts_at_1": "18:00",
        "ends_at_0": day,
        "ends_at_1": "17:00",
        "purpose": "Hộ nuôi cá lồng",
    }
    answer = client.post(reverse("voters:announce_contact"), data)
    assert "Giờ kết thúc phải sau giờ bắt đầu." in answer.content.decode()
    data["ends_at_1"] = "19:00"
    shown = client.post(reverse("voters:announce_contact"), data, follow=True).content.decode()
    assert "Đã gửi đề nghị đến Thường trực HĐND." in shown
    contact = OwnContact.objects.get()
    address = reverse("voters:withdraw_contact", kwargs={"contact": contact.pk})
    assert "Đã rút đề nghị." in client.post(address, follow=True).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_many_as_for_one(held, count, django_assert_max_num_queries):
    for number in range(count):
        announce(held, days=20 + number)
    client = Client()
    client.force_login(held.officer)
    client.get(reverse("voters:contacts"))
    with django_assert_max_num_queries(8):
        client.get(reverse("voters:contacts"))


@pytest.mark.parametrize("state", list(ContactState))
@pytest.mark.parametrize("move", list(ContactMove))
def test_every_move_of_a_contact_from_every_state(state, move):
    sources, result = CONTACT_MOVES[move]
    if state in sources:
        assert contact_after(state, move) == result
    else:
        refused(lambda: contact_after(state, move), "contact_state")
