"""What is drawn to be checked on the spot, what is found there, and what always holds."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hdnd_portal.accounts.roles import Role
from hdnd_portal.commitments import public
from hdnd_portal.commitments.labels import Kind
from hdnd_portal.commitments.models import Commitment, SpotCheck, SpotCheckRow
from hdnd_portal.commitments.sampling import count_of, draw
from hdnd_portal.commitments.services import following, replying
from hdnd_portal.commitments.services.spot_checks import draw_spot_check, settled
from hdnd_portal.commitments.workflow import (
    Claim,
    CommitmentRefused,
    Finding,
    Impression,
    MoveRefused,
    Stage,
)
from hdnd_portal.worklist.floor_tasks import spot_checks_to_make
from tests.commitments.test_following import report
from tests.factories import CommitmentFactory
from tests.racing import at_once
from tests.route_cases import World

NOW = "2026-11-23T02:00:00Z"


@pytest.fixture
def world(db):
    with time_machine.travel(NOW, tick=False):
        yield World()


def answered(world, **fields) -> Commitment:
    owed = CommitmentFactory(
        council=world.council, lead=world.agency, **{"kind": "recommendation", **fields}
    )
    report(owed, world, evidence="12/BC-SXD")
    owed.refresh_from_db()
    return owed


def found(owed, world, finding, **said) -> Commitment:
    last = owed.replies.sent().order_by("-number").first()
    by = world.user(Role.OFFICER)
    following.verify(owed, finding=finding, reason="Đã đến xem", reply=last, by=by, **said)
    owed.refresh_from_db()
    return owed


@given(st.sets(st.integers(1, 10**6), min_size=1), st.integers(1, 100), st.integers(0, 10**9))
def test_same_seed_draws_the_same_from_the_same(keys, percent, seed):
    first = draw(keys, percent=percent, seed=seed)
    assert first == draw(sorted(keys, reverse=True), percent=percent, seed=seed)
    assert len(first) == len(set(first)) == count_of(len(keys), percent)
    assert set(first) <= keys


@pytest.mark.parametrize(
    ("total", "percent", "count"), [(1, 1, 1), (10, 10, 1), (11, 10, 2), (84, 25, 21), (7, 100, 7)]
)
def test_share_is_rounded_up(total, percent, count):
    assert count_of(total, percent) == count


def test_only_what_is_said_to_be_settled_is_drawn(world):
    done, again = answered(world), answered(world, occasion="Kỳ họp thứ 9")
    report(again, world, claimed=Claim.EXPLAINED)
    answered(world, kind="promise")
    assert set(settled(world.council)) == {done.pk}
    assert not settled(world.council, occasion="Kỳ họp thứ 9")


def test_draw_stays_and_can_be_drawn_again(world):
    for _ in range(10):
        answered(world)
    made = draw_spot_check(world.council, percent=30, seed=7, by=world.user(Role.OFFICER))
    keys = list(made.rows.values_list("commitment", flat=True))
    assert keys == draw(made.population, percent=30, seed=7)
    assert len(keys) == 3
    with pytest.raises(DatabaseError), transaction.atomic():
        SpotCheck.objects.update(seed=8)
    rest = draw_spot_check(world.council, percent=100, by=world.user(Role.OFFICER))
    assert rest.rows.count() == 7
    with pytest.raises(CommitmentRefused, match="nothing_settled"):
        draw_spot_check(world.council, percent=100, by=world.user(Role.OFFICER))


def test_what_was_verified_on_paper_is_overturned_on_the_spot(world):
    owed = found(answered(world), world, Finding.DONE, impression=Impression.CLEAR)
    with pytest.raises(MoveRefused):  # nobody drew it
        found(owed, world, Finding.PARTLY)
    draw_spot_check(world.council, percent=100, by=world.user(Role.OFFICER))
    assert found(owed, world, Finding.PARTLY).stage == Stage.RETURNED
    assert SpotCheckRow.objects.get().verification.confirmed == "partly"


def test_what_holds_on_the_spot_stays_verified(world):
    owed = found(answered(world), world, Finding.DONE)
    draw_spot_check(world.council, percent=100, by=world.user(Role.OFFICER))
    assert found(owed, world, Finding.DONE).stage == Stage.VERIFIED


def test_voters_who_disagree_open_it_again(world):
    owed = found(answered(world), world, Finding.DONE, impression=Impression.DISPUTED)
    facts = public.facts_of(Commitment.objects.filter(pk=owed.pk))[0]
    assert (owed.stage, facts.impression, facts.quality) == ("returned", "disputed", "evidenced")


def test_right_explanation_ends_it(world):
    owed = CommitmentFactory(council=world.council, lead=world.agency, kind="recommendation")
    report(owed, world, claimed=Claim.EXPLAINED)
    assert found(owed, world, Finding.ACCEPTED).stage == Stage.VERIFIED


def test_pages_lead_from_the_draw_to_the_finding(world):
    owed = answered(world)
    client = Client()
    client.force_login(world.user(Role.STANDING_COMMITTEE))
    address = reverse("commitments:spot_checks")
    data = {"council": world.council.pk, "occasion": "", "percent": "150", "seed": ""}
    assert client.post(address, data).status_code == 422
    page = client.post(address, {**data, "percent": "10", "seed": "7"}, follow=True)
    assert owed.code in page.content.decode()
    verify = reverse("commitments:verify", kwargs={"commitment": owed.pk})
    assert verify in page.content.decode()
    assert "Được chọn kiểm tra thực tế" in client.get(verify).content.decode()
    data = {"finding": "done", "impression": "vague", "reason": "Chưa thấy", "reply": ""}
    client.post(verify, {**data, "reply": owed.replies.get().pk})
    owed.refresh_from_db()
    assert owed.stage == "returned"
    assert (
        "Trả lời chung chung"
        in client.get(
            reverse("commitments:commitment", kwargs={"commitment": owed.pk})
        ).content.decode()
    )


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(world, django_assert_max_num_queries, count):
    for _ in range(count):
        answered(world)
        draw_spot_check(world.council, percent=100, by=world.user(Role.OFFICER))
    for _ in range(count):
        answered(world)
    made = draw_spot_check(world.council, percent=100, by=world.user(Role.OFFICER))
    client = Client()
    client.force_login(world.user(Role.OFFICER))
    one = reverse("commitments:spot_check", kwargs={"draw": made.pk})
    client.get(one)
    with django_assert_max_num_queries(8):
        assert len(client.get(one).context["rows"]) == count
    with django_assert_max_num_queries(9):
        client.get(reverse("commitments:spot_checks"))


def test_ban_verifies_answers_and_no_promises(world):
    leader = world.user(Role.COMMITTEE_LEADER)
    assert leader.has_perm("commitments.verify", answered(world))
    assert not leader.has_perm("commitments.verify", answered(world, kind="promise"))


@pytest.mark.django_db(transaction=True)
def test_two_draws_share_nothing():
    world = World()
    for _ in range(4):
        answered(world)
    by = world.user(Role.OFFICER)
    outcomes = at_once(
        type(world.council),
        lambda: draw_spot_check(world.council, percent=100, by=by),
        lambda: draw_spot_check(world.council, percent=100, by=by),
        refused=(CommitmentRefused,),
    )
    assert outcomes == ["done", "refused"]
    assert SpotCheckRow.objects.count() == 4


def test_every_commitment_has_an_owner_and_a_day_or_a_reason(world):
    said = {"kind": Kind.TASK, "text": "x", "made_on": date(2026, 11, 2), "by": None}
    said["source_label"] = "Nghị quyết"
    made = public.open_commitment(world.council, lead=world.agency, **said)
    assert made.no_due_reason
    for wrong in (
        {"due_on": None, "no_due_reason": ""},
        {"due_on": date(2026, 11, 1)},
        {"lead": None},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            Commitment.objects.filter(pk=made.pk).update(**wrong)
    with pytest.raises(DatabaseError), transaction.atomic():
        public.open_commitment(world.council, **said)


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["report", "verify", "overturn", "move", "close", "reopen"]),
        st.integers(0, 40),
    ),
    max_size=6,
)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(acts=ACTS)
def test_no_stage_lasts_less_than_nothing(world, acts):
    """Whatever is done in whatever order: claims and findings follow each other in time."""
    with transaction.atomic():
        owed = CommitmentFactory(council=world.council, lead=world.agency, kind="recommendation")
        by, at = world.user(Role.OFFICER), date(2026, 11, 23)
        for act, days in acts:
            at += timedelta(days=days)
            with time_machine.travel(f"{at}T02:00:00Z", tick=False):
                try:
                    do(act, owed, world, by, at)
                except (MoveRefused, CommitmentRefused):
                    continue
        owed = Commitment.objects.get(pk=owed.pk)
        sent = list(owed.replies.sent().order_by("number"))
        assert [one.number for one in sent] == list(range(1, len(sent) + 1))
        times = [one.sent_at for one in sent]
        assert times == sorted(times)
        assert all(one.sent_at.date() >= owed.made_on for one in sent)
        for one in owed.verifications.select_related("reply"):
            assert one.reply is None or one.checked_at >= one.reply.sent_at
        assert owed.due_on is None or owed.due_on >= owed.made_on
        assert owed.due_on or owed.no_due_reason
        assert owed.owner == world.agency
        transaction.set_rollback(True)


def do(act, owed, world, by, at) -> None:
    if act == "report":
        draft = replying.save_draft(
            owed, writer=world.agency, claimed=Claim.EXPLAINED, text="x", by=world.user(Role.AGENCY)
        )
        replying.send_reply(draft, by=world.user(Role.AGENCY))
    elif act in ("verify", "overturn"):
        finding = Finding.ACCEPTED if act == "verify" else Finding.PARTLY
        last = owed.replies.sent().order_by("-number").first()
        following.verify(owed, finding=finding, reason="x", reply=last, by=by)
    elif act == "move":
        following.move_due(owed, due_on=at, reason="x", by=by)
    elif act == "close":
        following.close(owed, reason="x", by=by)
    else:
        following.reopen(owed, reason="x", by=by)


def test_who_drew_is_asked_to_check_what_is_left(world):
    officer, today = world.user(Role.OFFICER), date(2026, 11, 23)
    rows = [answered(world) for _index in range(2)]
    drawn = draw_spot_check(world.council, percent=100, by=officer)

    (task,) = spot_checks_to_make(officer, today)
    assert task.what == "Kiểm tra thực tế 2 kiến nghị đã chọn"
    assert task.url == reverse("commitments:spot_check", kwargs={"draw": drawn.pk})
    assert str(drawn) == "Kiểm tra thực tế 100% ngày 23/11/2026"
    assert list(spot_checks_to_make(world.user(Role.STANDING_COMMITTEE), today)) == []

    for row in rows:
        found(row, world, Finding.DONE)
    assert list(spot_checks_to_make(officer, today)) == []
