"""Promises to voters: written down at a contact, counted as confirmed, told at the next one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import Role
from hdnd_portal.commitments.models import Commitment
from hdnd_portal.commitments.services import following, replying
from hdnd_portal.commitments.workflow import Claim, Finding
from hdnd_portal.council.models import Mandate
from hdnd_portal.notices.models import Notice
from hdnd_portal.worklist.registry import tasks_for
from tests.factories import UserFactory
from tests.voters.records import Held
from voters.models import VoterMeeting, VoterPromise
from voters.promise_labels import Outcome
from voters.promises import made_before, promisers
from voters.refusals import ContactRefused
from voters.services import meetings, promising


@pytest.fixture
def held(db) -> Held:
    return Held()


def promise(held: Held, *, meeting: VoterMeeting | None = None, **changed: object) -> VoterPromise:
    values = {
        "mandate": held.mandates[0],
        "text": "Tôi sẽ làm việc với Sở Xây dựng để sửa cầu Nậm Mu",
        "unit": held.meeting.unit,
        "heard_by": "Chủ tịch Ủy ban MTTQ xã và 80 cử tri",
        "due_on": timezone.localdate() + timedelta(days=30),
        "by": held.officer,
        **changed,
    }
    return promising.record_promise(meeting or held.meeting, **values)


def settle(made: VoterPromise, held: Held, *, done_on: date) -> None:
    owed, account = made.commitment, held.delegate
    draft = replying.save_draft(
        owed,
        writer=made.mandate,
        claimed=Claim.DONE,
        text="Cầu đã sửa",
        done_on=done_on,
        by=account,
    )
    reply = replying.send_reply(draft, by=account)
    following.verify(owed, finding=Finding.DONE, reason="Đã xem", by=held.officer, reply=reply)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def head_of(held: Held, group: int = 0) -> User:
    return UserFactory(
        role=Role.GROUP_HEAD,
        role__council=held.council,
        role__body=held.ground.groups[group],
        person=held.ground.mandates[4 * group + 3].person,
    )


def test_promise_is_owed_by_the_delegate_who_is_told(held, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        made = promise(held)
    owed = Commitment.objects.get()
    assert (owed.owner, owed.lead_body) == (held.mandates[0], held.ground.groups[0])
    assert owed.made_on == timezone.localdate(held.starts_at)
    assert "80 cử tri" in owed.said_at
    assert Notice.objects.get().recipient == held.delegate
    tasks = [one.what for one in tasks_for(held.delegate, timezone.localdate())]
    assert any("Lời hứa của tôi với cử tri" in one for one in tasks)
    with pytest.raises(ContactRefused, match="meeting_recorded"):
        meetings.cancel_meeting(made.meeting, reason="Mưa", by=held.officer)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"due_on": None}, "promise_day"),
        ({"due_on": date(2020, 1, 1)}, "promise_due_early"),
        ({"text": " "}, "promise_empty"),
    ],
)
def test_promise_is_refused(held, changed, code):
    with pytest.raises(ContactRefused, match=code):
        promise(held, **changed)
    assert not Commitment.objects.exists()


def test_same_promise_is_written_once_and_none_ahead(held):
    promise(held)
    with pytest.raises(ContactRefused, match="promise_twice"):
        promise(held)
    VoterMeeting.objects.update(
        starts_at=timezone.now() + timedelta(days=1),
        ends_at=None or (timezone.now() + timedelta(days=2)),
    )
    with pytest.raises(ContactRefused, match="promise_ahead"):
        promise(held, text="Lời hứa khác")


def test_delegate_writes_down_the_own_promises_alone(held):
    assert list(promisers(held.meeting, held.delegate)) == [held.mandates[0]]
    assert len(promisers(held.meeting, head_of(held))) == 4
    assert len(promisers(held.meeting, held.officer)) == 4
    assert not promisers(held.meeting, head_of(held, 1))


def test_list_holds_what_the_user_may_see(held):
    promise(held)
    promise(held, mandate=held.mandates[1])
    other = UserFactory(
        role=Role.DELEGATE, role__council=held.council, person=held.ground.mandates[5].person
    )
    counts = {}
    for name, user in {
        "office": held.officer,
        "own": held.delegate,
        "head": head_of(held),
        "head of another Tổ": head_of(held, 1),
        "another delegate": other,
        "office of another council": UserFactory(role=Role.OFFICER),
    }.items():
        response = signed_in(user).get(reverse("voters:promises"))
        counts[name] = len(response.context["object_list"])
    assert counts == {
        "office": 2,
        "own": 1,
        "head": 2,
        "head of another Tổ": 0,
        "another delegate": 0,
        "office of another council": 0,
    }


def test_figures_of_a_delegate_sum_and_open_their_rows(held):
    today = timezone.localdate()
    due = {"due_on": today}
    settle(promise(held, text="Giữ lời", **due), held, done_on=today)
    late = promise(held, text="Muộn", **due)
    settle(late, held, done_on=today)
    Commitment.objects.filter(pk=late.commitment_id).update(
        made_on=today - timedelta(days=9), due_on=today - timedelta(days=1)
    )
    promise(held, text="Không hạn", due_on=None, no_due_reason="Chờ luật")
    overdue = promise(held, text="Quá hạn", **due)
    Commitment.objects.filter(pk=overdue.commitment_id).update(
        made_on=today - timedelta(days=9), due_on=today - timedelta(days=1)
    )
    closed = promise(held, text="Thôi", **due)
    following.close(closed.commitment, reason="Đã có chủ trương khác", by=held.officer)
    client = signed_in(held.officer)
    row = client.get(reverse("voters:promises_by_delegate")).context["object_list"][0]
    assert row.total == 5
    assert {one: getattr(row, one) for one in Outcome} == dict.fromkeys(Outcome, 1)
    for outcome in Outcome:
        query = {"mandate": row.pk, "outcome": outcome.value}
        found = client.get(reverse("voters:promises"), query).context["object_list"]
        assert [one.outcome for one in found] == [outcome]


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(held, django_assert_max_num_queries, count):
    for number in range(count):
        promise(held, text=f"Lời hứa {number}", mandate=held.mandates[number % 2])
    client = signed_in(held.officer)
    for route in ("voters:promises", "voters:promises_by_delegate"):
        client.get(reverse(route))
        with django_assert_max_num_queries(12):
            client.get(reverse(route))


def test_next_contact_in_the_commune_shows_what_became_of_it(held):
    today = timezone.localdate()
    earlier = VoterMeeting.objects.create(
        plan=held.plan,
        group=held.meeting.group,
        unit=held.meeting.unit,
        starts_at=held.starts_at - timedelta(days=90),
        ends_at=held.starts_at - timedelta(days=90) + timedelta(hours=2),
    )
    oldest = VoterMeeting.objects.create(
        plan=held.plan,
        group=held.meeting.group,
        unit=held.meeting.unit,
        starts_at=held.starts_at - timedelta(days=180),
        ends_at=held.starts_at - timedelta(days=180) + timedelta(hours=2),
    )
    kept = promise(held, meeting=earlier, text="Đã giữ lần trước")
    settle(kept, held, done_on=today)
    settle(promise(held, meeting=oldest, text="Đã giữ từ lâu"), held, done_on=today)
    promise(held, meeting=oldest, text="Còn nợ từ lâu")
    promise(held, text="Hứa hôm nay")
    promise(held, meeting=earlier, text="Nơi khác", unit=held.ground.units[4])
    found = made_before(held.meeting, held.officer, on=today)
    assert [(one.owed.text, one.outcome) for one in found] == [
        ("Đã giữ lần trước", Outcome.KEPT),
        ("Còn nợ từ lâu", Outcome.OPEN),
    ]
    page = signed_in(held.officer).get(
        reverse("voters:meeting", kwargs={"meeting": held.meeting.pk})
    )
    assert [one.owed.text for one in page.context["promised"]] == ["Hứa hôm nay"]
    assert "Cầu đã sửa" in page.content.decode()


def test_office_is_told_of_what_an_ended_seat_leaves(held):
    promise(held)
    today = timezone.localdate()
    page = reverse("voters:promises") + "?due=left_over"
    client = signed_in(held.officer)
    assert not client.get(page).context["object_list"]
    Mandate.objects.filter(pk=held.mandates[0].pk).update(
        valid_to=today - timedelta(days=1), end_reason="released"
    )
    assert len(client.get(page).context["object_list"]) == 1
    keys = [one.key for one in tasks_for(held.officer, today)]
    assert "promises_left_over" in keys


def test_form_keeps_what_was_typed(held):
    client = signed_in(held.delegate)
    address = reverse("voters:record_promise", kwargs={"meeting": held.meeting.pk})
    typed = {
        "mandate": held.mandates[0].pk,
        "unit": held.meeting.unit_id,
        "text": "Sửa cầu",
        "heard_by": "MTTQ xã",
    }
    response = client.post(address, typed)
    assert response.status_code == 422
    assert "Sửa cầu" in response.content.decode()
    # Another's seat is no choice of the delegate's.
    refused = client.post(
        address, {**typed, "mandate": held.mandates[1].pk, "no_due_reason": "Chờ vốn"}
    )
    assert refused.status_code == 422
    assert not VoterPromise.objects.exists()
    assert client.post(address, {**typed, "no_due_reason": "Chờ vốn"}).status_code == 302
    assert VoterPromise.objects.get().mandate == held.mandates[0]
