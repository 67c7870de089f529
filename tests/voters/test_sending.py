"""Referrals at their agencies: receipts, days of their own, and the stages of a recommendation."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hdnd_portal.accounts.roles import Role
from hdnd_portal.commitments.models import Commitment
from hdnd_portal.commitments.public import of_record
from hdnd_portal.commitments.services import replying
from hdnd_portal.commitments.workflow import Claim
from hdnd_portal.legal.models import RuleOverride
from hdnd_portal.worklist.registry import tasks_for
from tests.everybody import signed_in, undone
from tests.factories import UserFactory
from tests.voters.sorted import SPEECH, Sorted
from voters.models import RecommendationStage, ReferralReceipt
from voters.refusals import ContactRefused
from voters.sending_facts import receipts_for, receipts_of, stages_of
from voters.services import outcomes, referring, sorting
from voters.services.receipts import confirm_receipt
from voters.services.sorting import Place
from voters.sorting import MOVES, Competence, Move, State

MONDAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """One world for the module; each test undoes what it did."""
    with django_db_blocker.unblock(), undone():
        it = Sorted()
        it.helped = Place(it.water, Competence.PROVINCE, it.farming, (it.hospital,))
        it.farmer = UserFactory(role=Role.AGENCY, role__council=it.council, role__agency=it.farming)
        it.doctor = UserFactory(
            role=Role.AGENCY, role__council=it.council, role__agency=it.hospital
        )
        yield it


@pytest.fixture
def it(world, db):
    return world


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands still until it is moved."""

    class Clock:
        now = timezone.now()

        def set(self, day, hour=9):
            zone = timezone.get_current_timezone()
            self.now = timezone.datetime(day.year, day.month, day.day, hour, tzinfo=zone)

    held = Clock()
    held.set(MONDAY)
    monkeypatch.setattr(timezone, "now", lambda: held.now)
    return held


def sent(it, place=None):
    row = it.sorted(place=place or it.helped)
    (referral,) = referring.send_on([row], by=it.chair)
    row.refresh_from_db()
    return row, referral


def by_agency(lines):
    return {line.receipt.agency.name: line for line in lines}


def test_each_agency_has_a_receipt_with_its_own_day(it, clock):
    _row, referral = sent(it)
    lines = by_agency(receipts_of(referral, on=MONDAY))
    lead, helper = lines[it.farming.name].receipt, lines[it.hospital.name].receipt
    assert (lead.is_lead, helper.is_lead) == (True, False)
    assert lead.due_on == referral.due_on == date(2026, 12, 23)
    assert helper.due_on == date(2026, 12, 14)  # 20 days end on a Sunday
    assert helper.explanation["key"] == "tx.contribute"
    assert lead.receive_by == helper.receive_by == date(2026, 11, 25)


def test_who_contributes_is_never_due_after_the_lead(it, clock):
    RuleOverride.objects.create(
        council=it.council, key="tx.reply", value="10", unit="day", valid_from=date(2026, 1, 1),
        source="Quy chế phối hợp",
    )  # fmt: skip
    _row, referral = sent(it)
    days = set(ReferralReceipt.objects.filter(referral=referral).values_list("due_on", flat=True))
    assert days == {referral.due_on}


def test_an_agency_confirms_once_and_the_office_says_how_it_knows(it, clock):
    _row, referral = sent(it)
    lead, helper = referral.receipts.order_by("-is_lead")
    with pytest.raises(ContactRefused, match="receipt_note_missing"):
        confirm_receipt(helper, by=it.officer)
    confirm_receipt(helper, by=it.officer, note="Văn thư gọi điện")
    confirm_receipt(lead, by=it.farmer)
    with pytest.raises(ContactRefused, match="receipt_confirmed"):
        confirm_receipt(lead, by=it.farmer)
    lines = by_agency(receipts_of(referral, on=MONDAY + timedelta(30)))
    assert not any(line.is_unconfirmed_late for line in lines.values())
    assert lines[it.hospital.name].receipt.note == "Văn thư gọi điện"


def test_pages_let_an_agency_confirm_for_itself_alone(it, clock):
    row, referral = sent(it)
    lead, helper = referral.receipts.order_by("-is_lead")
    page = reverse("voters:referral", kwargs={"referral": referral.pk})

    def address(receipt):
        return reverse(
            "voters:receive_referral", kwargs={"referral": referral.pk, "receipt": receipt.pk}
        )

    doctor = signed_in(it.doctor)
    assert row.text in doctor.get(page).content.decode()
    assert doctor.post(address(lead)).status_code == 403
    assert doctor.post(address(helper)).headers["Location"] == page
    helper.refresh_from_db()
    assert helper.received_by == it.doctor
    shown = signed_in(it.officer).get(
        reverse("voters:recommendation", kwargs={"recommendation": row.pk})
    )
    assert it.doctor.name in shown.content.decode()


def test_what_waits_stands_in_the_lists_of_those_who_are_to_act(it, clock):
    row, referral = sent(it)

    def told(user, day):
        return {str(task.what) for task in tasks_for(user, day)}

    assert "Xác nhận đã nhận kiến nghị cử tri" in told(it.doctor, MONDAY)
    asked = "Gửi ý kiến phối hợp trả lời 1 kiến nghị cử tri"
    assert asked in told(it.doctor, MONDAY)
    assert asked not in told(it.farmer, MONDAY)
    late = MONDAY + timedelta(5)
    assert "Đôn đốc 2 cơ quan xác nhận đã nhận kiến nghị cử tri" in told(it.officer, late)
    overdue = f"Đôn đốc {it.hospital} gửi ý kiến phối hợp"
    assert overdue not in told(it.officer, late)
    assert overdue in told(it.officer, date(2026, 12, 15))
    owed = Commitment.objects.of(row).get()
    draft = replying.save_draft(
        owed, writer=it.hospital, claimed=Claim.EXPLAINED, text="Đã phối hợp", by=it.doctor
    )
    replying.send_reply(draft, by=it.doctor)
    assert asked not in told(it.doctor, MONDAY)
    assert overdue not in told(it.officer, date(2026, 12, 15))
    (line,) = [one for one in receipts_for(row, on=MONDAY) if not one.receipt.is_lead]
    assert (line.asked, line.answered, line.answered_on) == (1, 1, MONDAY)
    assert referral.pk == row.referral_id


def test_every_stage_has_its_days_and_says_who_was_late(it, clock):
    row = it.sorted(place=it.helped)
    clock.set(date(2026, 12, 2))  # 5 working days were given: until 30 November
    referring.send_on([row], by=it.chair)
    clock.set(date(2026, 12, 7))
    referring.misdirect(row, reason="Thuộc Sở Y tế", by=it.officer)
    clock.set(date(2026, 12, 9))
    sorting.sort(row, place=Place(it.health, Competence.PROVINCE, it.hospital), by=it.officer)
    referring.send_on([row], by=it.chair)
    lines = stages_of(row, on=date(2027, 1, 20))
    assert [(one.agency, one.days, one.in_working_days, one.is_late) for one in lines] == [
        (None, 7, True, True),
        (it.farming, 5, False, False),
        (None, 2, True, False),
        (it.hospital, 42, False, True),
    ]
    assert [one.ends_on for one in lines[:-1]] == [one.begins_on for one in lines[1:]]
    assert lines[0].due_on == date(2026, 11, 30)
    assert lines[3].due_on == of_record(row)[-1].due_on


MOVED = st.lists(st.tuples(st.sampled_from(Move), st.integers(-2, 9)), min_size=4, max_size=14)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(moves=MOVED)
def test_no_sequence_of_moves_leaves_a_gap_or_a_negative_stage(it, clock, moves):
    """Also where the clock of the server is set back between two moves."""
    with undone():
        clock.set(MONDAY)
        row = it.taken(it.say(SPEECH))
        for move, days in moves:
            clock.now += timedelta(days=days)
            act(it, row, move)
            row.refresh_from_db()
            stages = list(row.stages.order_by("begins_at", "pk"))
            for one, following in itertools.pairwise(stages):
                assert one.begins_at <= one.ends_at <= following.begins_at
            is_held = row.state in {State.SORTED, State.SENT, State.MISDIRECTED}
            assert [one.ends_at is None for one in stages[-1:]] == [is_held] * bool(stages)
            at_agency = bool(stages) and stages[-1].ends_at is None and stages[-1].referral_id
            assert bool(at_agency) == (row.state == State.SENT)
            assert all(line.days >= 0 for line in stages_of(row, on=MONDAY))


def act(it, row, move):
    """The move, where the state allows it."""
    if row.state not in MOVES[move][0]:
        return
    if move is Move.SORT:
        sorting.sort(row, place=it.helped, by=it.officer)
    elif move is Move.SEND:
        referring.send_on([row], by=it.chair)
    elif move is Move.MISDIRECT:
        referring.misdirect(row, reason="Nhầm", by=it.officer)
    elif move is Move.ANSWER_THERE:
        outcomes.answer_there(row, answer="Đã trả lời", by=it.officer)
    elif move is not Move.MERGE:
        kept = {
            Move.UNSORT: outcomes.unsort,
            Move.TAKE_OUT: outcomes.take_out,
            Move.DROP: outcomes.drop,
            Move.RESUME: outcomes.resume,
        }
        kept[move](row, reason="Xem lại", by=it.officer)


def test_the_database_refuses_two_stages_at_once(it):
    row = it.sorted()
    with pytest.raises(IntegrityError), transaction.atomic():
        RecommendationStage.objects.create(recommendation=row, begins_at=timezone.now())
