"""Proposals and hearings: decided once, by whom, shown to whom, and what escalation makes."""

from datetime import date
from functools import partial
from time import sleep

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from hdnd_portal.accounts.roles import Role
from hdnd_portal.audit.wording import is_known
from hdnd_portal.commitments.escalation import StepKind
from hdnd_portal.commitments.models import EscalationStep
from hdnd_portal.commitments.services import escalating
from hdnd_portal.commitments.workflow import CommitmentRefused
from hdnd_portal.notices.models import Notice
from oversight import services
from oversight.events import EVENTS
from oversight.models import Hearing, OversightProposal
from oversight.refusals import OversightRefused
from oversight.workflow import (
    HEARING_MOVES,
    PROPOSAL_MOVES,
    HearingMove,
    HearingState,
    ProposalMove,
    ProposalState,
    after,
)
from oversight.worklist import to_decide
from tests.factories import AgencyFactory, CommitmentFactory
from tests.oversight.records import hearing, proposal, standing_committee
from tests.racing import at_once
from tests.route_cases import World

TODAY = date(2026, 11, 23)
MEETS = date(2026, 12, 15)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel("2026-11-23T02:00:00Z", tick=False):
        yield


@pytest.fixture
def world(db):
    return World()


def signed_in(world, role) -> Client:
    client = Client()
    client.force_login(world.user(role))
    return client


@pytest.mark.parametrize(
    ("moves", "states"), [(PROPOSAL_MOVES, ProposalState), (HEARING_MOVES, HearingState)]
)
def test_every_state_and_move(moves, states):
    for move, (sources, result) in moves.items():
        for state in states:
            if state in sources:
                assert after(moves, state, move) is result
            else:
                with pytest.raises(OversightRefused, match="moved_on"):
                    after(moves, state, move)
    assert set(PROPOSAL_MOVES) == set(ProposalMove)
    assert set(HEARING_MOVES) == set(HearingMove)


def test_every_event_has_a_sentence():
    assert all(is_known(event) for event in EVENTS)


def test_proposal_is_taken_up_once_by_its_paper(world):
    one = proposal(world, agencies=[world.agency])
    head, chair = world.user(Role.OFFICE_HEAD), world.user(Role.CHAIR)
    with pytest.raises(OversightRefused, match="reference_missing"):
        services.take_up(one, reference=" ", by=head)
    taken = services.take_up(one, reference="12/TB-HĐND", by=head)
    assert (taken.state, taken.reference, taken.decided_by) == ("taken", "12/TB-HĐND", head)
    with pytest.raises(OversightRefused, match="moved_on"):
        services.decline_proposal(one, reason="Trùng", by=chair)
    with pytest.raises(OversightRefused, match="moved_on"):
        services.correct_proposal(one, agencies=[], subject="Khác", by=chair)


def test_agency_of_another_council_is_refused(world):
    stranger = AgencyFactory()
    with pytest.raises(OversightRefused, match="elsewhere"):
        proposal(world, agencies=[stranger])
    with pytest.raises(OversightRefused, match="elsewhere"):
        services.propose_hearing(
            world.council, body=standing_committee(world), agency=stranger, subject="x",
            reason="y", by=world.user(Role.CHAIR),
        )  # fmt: skip


def test_hearing_gets_its_day_and_the_agency_is_told(world):
    one, chair = hearing(world), world.user(Role.CHAIR)
    agency = world.user(Role.AGENCY)
    assert not Hearing.objects.visible_to(agency).exists()
    with pytest.raises(OversightRefused, match="day_past"):
        services.plan_hearing(one, planned_on=date(2026, 11, 22), place="", reference="", by=chair)
    made = services.plan_hearing(one, planned_on=MEETS, place="Hội trường", reference="", by=chair)
    assert (made.state, made.planned_on) == ("planned", MEETS)
    assert list(Hearing.objects.visible_to(agency)) == [made]
    assert Notice.objects.filter(recipient=agency, event="hearing.planned").count() == 1
    due = services.notice_by(made)
    assert due.due_on == date(2026, 12, 5)
    with pytest.raises(OversightRefused, match="moved_on"):
        services.decline_hearing(made, reason="Thôi", by=chair)
    services.plan_hearing(made, planned_on=date(2026, 12, 22), place="", reference="", by=chair)


@pytest.mark.django_db(transaction=True)
def test_two_decisions_at_once():
    world = World()
    one = proposal(world)
    chair, other = world.user(Role.CHAIR), world.user(Role.STANDING_COMMITTEE)
    said = at_once(
        OversightProposal,
        lambda: services.take_up(one, reference="", by=chair),
        lambda: services.decline_proposal(one, reason="Trùng", by=other),
        refused=(OversightRefused,),
    )
    assert said == ["done", "refused"]


def test_database_keeps_reason_and_day(world):
    one = hearing(world)
    for fields in ({"state": "planned"}, {"state": "declined"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Hearing.objects.filter(pk=one.pk).update(**fields)


def escalated(world, kind, *more, **said):
    owed = CommitmentFactory(
        council=world.council, lead=world.agency, due_on=date(2026, 11, 2), text="Thông xe 721"
    )
    return escalating.take_step(
        [owed, *more], kind=kind, reason="Quá hạn 21 ngày", decided_on=TODAY,
        by=world.user(Role.CHAIR), **said,
    )  # fmt: skip


def test_hearing_of_a_step_is_linked_both_ways(world):
    standing_committee(world)
    (step,) = escalated(world, StepKind.HEARING)
    one = Hearing.objects.get()
    assert (one.agency, one.subject, one.reason) == (
        world.agency, "Thông xe 721", "Quá hạn 21 ngày",
    )  # fmt: skip
    there = reverse("oversight:hearing", kwargs={"hearing": one.pk})
    here = reverse("commitments:commitment", kwargs={"commitment": step.commitment_id})
    client = signed_in(world, Role.CHAIR)
    assert there in client.get(here).content.decode()
    assert here in client.get(there).content.decode()
    assert there not in signed_in(world, Role.AGENCY).get(here).content.decode()


def test_agency_hears_of_a_hearing_once_it_has_its_day(world):
    standing_committee(world)
    (step,) = escalated(world, StepKind.HEARING, subject="Trách nhiệm của Giám đốc")
    here = reverse("commitments:commitment", kwargs={"commitment": step.commitment_id})
    one, chair = Hearing.objects.get(), world.user(Role.CHAIR)
    assert "Trách nhiệm" not in signed_in(world, Role.AGENCY).get(here).content.decode()
    services.correct_hearing(
        one, agency=one.agency, body=one.body, subject="Tiến độ 721", reason="Chậm", by=chair
    )
    services.plan_hearing(one, planned_on=MEETS, place="", reference="", by=chair)
    for address in (here, services.hearing_page(one)):
        page = signed_in(world, Role.AGENCY).get(address).content.decode()
        assert "Tiến độ 721" in page
        assert "Trách nhiệm" not in page
    assert (
        "Trách nhiệm"
        in signed_in(world, Role.CHAIR).get(services.hearing_page(one)).content.decode()
    )


def test_agency_is_not_told_why_its_hearing_was_declined(world):
    standing_committee(world)
    (step,) = escalated(world, StepKind.HEARING)
    services.decline_hearing(
        Hearing.objects.get(), reason="Chờ kiểm toán", by=world.user(Role.CHAIR)
    )
    here = reverse("commitments:commitment", kwargs={"commitment": step.commitment_id})
    assert "Chờ kiểm toán" in signed_in(world, Role.DELEGATE).get(here).content.decode()
    assert "Chờ kiểm toán" not in signed_in(world, Role.AGENCY).get(here).content.decode()


def test_hearing_planned_twice_the_same_is_told_once(world):
    agency, one, chair = world.user(Role.AGENCY), hearing(world), world.user(Role.CHAIR)
    for _press in range(2):
        services.plan_hearing(one, planned_on=MEETS, place=" A ", reference="", by=chair)
    assert Notice.objects.filter(recipient=agency, event="hearing.planned").count() == 1


@pytest.mark.django_db(transaction=True)
def test_declined_and_withdrawn_at_once():
    world = World()
    standing_committee(world)
    (step,) = escalated(world, StepKind.HEARING)
    one, chair = Hearing.objects.get(), world.user(Role.CHAIR)

    def withdraw():
        sleep(0.3)  # the other one holds its locks by then
        escalating.withdraw_step(step, reason="Nhầm", by=chair)

    said = at_once(
        Hearing,
        lambda: services.decline_hearing(one, reason="Thôi", by=chair),
        withdraw,
        refused=(OversightRefused, CommitmentRefused),
    )
    assert said == ["done", "refused"]


@pytest.mark.django_db(transaction=True)
def test_last_two_steps_withdrawn_at_once_take_the_hearing_along():
    world = World()
    standing_committee(world)
    other = CommitmentFactory(council=world.council, lead=world.agency, due_on=date(2026, 11, 2))
    steps = escalated(world, StepKind.HEARING, other)
    chair = world.user(Role.CHAIR)
    acts = [
        partial(escalating.withdraw_step, step, reason="Nhầm", by=chair) for step in reversed(steps)
    ]
    assert at_once(EscalationStep, *acts, refused=()) == ["done", "done"]
    assert Hearing.objects.get().state == "withdrawn"


def test_hearing_needs_its_host(world):
    with pytest.raises(CommitmentRefused, match="host_missing"):
        escalated(world, StepKind.HEARING)
    assert not EscalationStep.objects.exists()


def test_declined_record_ends_the_step(world):
    (step,) = escalated(world, StepKind.OVERSIGHT)
    one = OversightProposal.objects.get()
    assert (one.kind, list(one.agencies.all())) == ("again", [world.agency])
    services.decline_proposal(one, reason="Đã có thanh tra", by=world.user(Role.CHAIR))
    step.refresh_from_db()
    assert (step.state, step.note) == ("ended", "Không chọn: Đã có thanh tra")
    escalated(world, StepKind.OVERSIGHT)


def test_withdrawn_step_withdraws_the_record(world):
    standing_committee(world)
    (step,) = escalated(world, StepKind.HEARING)
    one, chair = Hearing.objects.get(), world.user(Role.CHAIR)
    services.plan_hearing(one, planned_on=MEETS, place="", reference="", by=chair)
    world.user(Role.AGENCY)
    escalating.withdraw_step(step, reason="Đã xong", by=chair)
    one.refresh_from_db()
    assert (one.state, one.state_reason) == ("withdrawn", "Đã xong")
    assert Notice.objects.filter(event="hearing.withdrawn").count() == 1
    (step,) = escalated(world, StepKind.OVERSIGHT)
    made = OversightProposal.objects.get()
    services.take_up(made, reference="", by=chair)
    escalating.withdraw_step(step, reason="Nhầm", by=chair)
    made.refresh_from_db()
    assert made.state == "taken"


def test_what_waits_for_a_decision(world):
    chair = world.user(Role.CHAIR)
    one, two = proposal(world), hearing(world)
    assert [task.record for task in to_decide(chair, TODAY)] == [str(one), str(two)]
    assert list(to_decide(world.user(Role.OFFICER), TODAY)) == []
    services.take_up(one, reference="", by=chair)
    services.decline_hearing(two, reason="Thôi", by=chair)
    assert list(to_decide(chair, TODAY)) == []


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("name", ["proposals", "hearings"])
def test_list_queries_do_not_grow(world, django_assert_max_num_queries, name, count):
    for _ in range(count):
        proposal(world, agencies=[world.agency])
        hearing(world)
    client = signed_in(world, Role.OFFICER)
    client.get(reverse(f"oversight:{name}"))
    with django_assert_max_num_queries(9):
        answer = client.get(reverse(f"oversight:{name}"))
    assert len(answer.context["object_list"]) == count


@pytest.mark.parametrize("count", [1, 3])
def test_page_queries_do_not_grow(world, django_assert_max_num_queries, count):
    standing_committee(world)
    more = [
        CommitmentFactory(council=world.council, lead=world.agency, due_on=date(2026, 11, 2))
        for _ in range(count - 1)
    ]
    escalated(world, StepKind.HEARING, *more)
    one, client = Hearing.objects.get(), signed_in(world, Role.CHAIR)
    services.plan_hearing(one, planned_on=MEETS, place="", reference="", by=world.user(Role.CHAIR))
    address = reverse("oversight:hearing", kwargs={"hearing": one.pk})
    client.get(address)
    with django_assert_max_num_queries(11):
        answer = client.get(address)
    assert len(answer.context["escalated"]) == count


def test_refused_form_keeps_what_was_typed(world):
    client = signed_in(world, Role.OFFICER)
    answer = client.post(
        reverse("oversight:make_proposal"), {"subject": "Nước sạch", "council": world.council.pk}
    )
    assert answer.status_code == 422
    assert "Nước sạch" in answer.content.decode()
    one = hearing(world)
    answer = signed_in(world, Role.OFFICE_HEAD).post(
        reverse("oversight:plan_hearing", kwargs={"hearing": one.pk}),
        {"ngay-planned_on": "01/01/2020", "ngay-place": "Phòng 3"},
    )
    assert answer.status_code == 422
    assert "Phòng 3" in answer.content.decode()


def test_hearing_far_beyond_the_calendar_is_refused_and_breaks_no_page(world):
    one, client = hearing(world), signed_in(world, Role.CHAIR)
    address = reverse("oversight:plan_hearing", kwargs={"hearing": one.pk})
    said = client.post(address, {"ngay-planned_on": "15/12/2126"})
    assert (said.status_code, "Hãy xem lại năm" in said.content.decode()) == (422, True)
    Hearing.objects.filter(pk=one.pk).update(state="planned", planned_on=date(2126, 12, 15))
    assert client.get(services.hearing_page(one)).status_code == 200


def test_proposal_of_tomorrow_is_refused(world):
    said = signed_in(world, Role.OFFICER).post(
        reverse("oversight:make_proposal"), {"proposed_on": "24/11/2026"}
    )
    assert "Ngày đề xuất chưa đến" in said.content.decode()


def test_correcting_keeps_it_in_its_council(world):
    one = proposal(world)
    data = {
        "council": world.council.pk, "subject": "Chất thải y tế", "kind": "review",
        "proposer": "voters", "reason": "Rõ hơn", "proposed_on": "02/11/2026",
        "agencies": [world.agency.pk],
    }  # fmt: skip
    address = reverse("oversight:correct_proposal", kwargs={"proposal": one.pk})
    signed_in(world, Role.OFFICER).post(address, data)
    one.refresh_from_db()
    assert (one.subject, list(one.agencies.all())) == ("Chất thải y tế", [world.agency])
