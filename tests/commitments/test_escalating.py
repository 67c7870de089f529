"""Steps after reminders: taken, explained, withdrawn, ended, and what they create."""

from datetime import date

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from hdnd_portal.accounts.roles import Role
from hdnd_portal.audit.models import Entry
from hdnd_portal.commitments import public
from hdnd_portal.commitments.escalation import StepKind, StepState, may_escalate, next_kind
from hdnd_portal.commitments.models import Commitment, EscalationStep, Explanation
from hdnd_portal.commitments.services import escalating, following, reminders
from hdnd_portal.commitments.workflow import CommitmentRefused, Finding, Stage
from hdnd_portal.documents.access import access_to
from hdnd_portal.legal.models import CalendarDay
from hdnd_portal.legal.public import rules_changed
from hdnd_portal.notices.models import Notice
from hdnd_portal.worklist.floor_tasks import explanations_owed, steps_to_decide
from sessions.models import AgendaItem, QuestionGroup
from tests.accounts.factories import user_with
from tests.documents import material
from tests.factories import (
    AgencyFactory,
    BodyFactory,
    CommitmentFactory,
    CouncilSessionFactory,
    PersonFactory,
    PostFactory,
)
from tests.racing import at_once
from tests.route_cases import World

DUE = date(2026, 11, 2)
TODAY = date(2026, 11, 23)
K = StepKind


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel("2026-11-23T02:00:00Z", tick=False):
        yield


@pytest.fixture
def world(db):
    return World()


@pytest.fixture
def owed(world) -> Commitment:
    return CommitmentFactory(council=world.council, lead=world.agency, due_on=DUE)


def step(world, *rows, kind=K.EXPLANATION, role=Role.STANDING_COMMITTEE, **said) -> EscalationStep:
    said = {"reason": "Quá hạn 21 ngày", "decided_on": TODAY, **said}
    return escalating.take_step(rows, kind=kind, by=world.user(role), **said)[0]


def signed_in(world, role) -> Client:
    client = Client()
    client.force_login(world.user(role))
    return client


def address(name, row, **kwargs) -> str:
    return reverse(f"commitments:{name}", kwargs={"commitment": row.pk, **kwargs})


def test_the_order_is_proposed():
    assert next_kind([]) is K.EXPLANATION
    assert next_kind([K.EXPLANATION]) is K.HEARING
    assert next_kind([K.QUESTIONING, K.EXPLANATION]) is K.OVERSIGHT
    assert next_kind(list(K)) is K.EXPLANATION
    assert next_kind([K.REPORT], [K.EXPLANATION]) is K.HEARING
    assert next_kind(list(K), list(K)) is None


@pytest.mark.parametrize(
    ("stage", "due_on", "may"),
    [
        (Stage.OPEN, DUE, True),
        (Stage.REPLIED, DUE, True),
        (Stage.OPEN, TODAY, False),
        (Stage.OPEN, None, False),
        (Stage.RETURNED, None, True),
        (Stage.RETURNED, date(2027, 1, 1), True),
        (Stage.VERIFIED, DUE, False),
        (Stage.CLOSED, DUE, False),
    ],
)
def test_what_may_be_escalated(stage, due_on, may):
    assert may_escalate(stage, due_on, on=TODAY) is may


@pytest.mark.parametrize(
    ("is_complex", "due_on"), [(False, date(2026, 12, 8)), (True, date(2026, 12, 23))]
)
def test_demanded_explanation_is_due_by_the_register(world, owed, is_complex, due_on):
    made = step(world, owed, is_complex=is_complex)
    assert (made.due_on, made.why_due["source"]) == (due_on, "Luật 121/2025/QH15, Điều 40")


def test_changed_day_counts_again(world, owed):
    made = step(world, owed)
    CalendarDay.objects.create(day=date(2026, 12, 8), kind="off", reason="Nghỉ bù", source="x")
    rules_changed.send(None, council=None, by=world.user(Role.ADMIN))
    made.refresh_from_db()
    assert made.due_on == date(2026, 12, 9)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"reason": " "}, "reason_missing"),
        ({"decided_on": date(2026, 11, 24)}, "decided_ahead"),
        ({"decided_on": date(2026, 1, 5)}, "decided_before_made"),
        ({"role": Role.OFFICE_HEAD}, "reference_missing"),
        ({"kind": K.QUESTIONING}, "place_needed"),
        ({"kind": K.QUESTIONING, "place": "9" * 12}, "place_needed"),
        ({"kind": K.REPORT, "place": "x"}, "place_needed"),
    ],
)
def test_refusals_leave_nothing(world, owed, said, code):
    with pytest.raises(CommitmentRefused) as refusal:
        step(world, owed, **said)
    assert refusal.value.code == code
    assert not EscalationStep.objects.exists()


def test_body_of_the_council_is_not_escalated(world):
    body = BodyFactory(term=world.term)
    owed = CommitmentFactory(council=world.council, lead=None, lead_body=body, due_on=DUE)
    with pytest.raises(CommitmentRefused, match="owed_by_body"):
        step(world, owed)


def test_same_open_step_is_taken_once(world, owed):
    step(world, owed)
    with pytest.raises(CommitmentRefused, match="step_open"):
        step(world, owed)
    step(world, owed, kind=K.OVERSIGHT)


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_take_one_step():
    world = World()
    owed = CommitmentFactory(council=world.council, lead=world.agency, due_on=DUE)
    chair, head = world.user(Role.CHAIR), world.user(Role.OFFICE_HEAD)

    def press(by):
        return lambda: escalating.take_step(
            [owed], kind=K.EXPLANATION, reason="Chậm", reference="12/TB-HĐND", decided_on=TODAY,
            by=by,
        )  # fmt: skip

    said = at_once(EscalationStep, press(chair), press(head), refused=(CommitmentRefused,))
    assert said == ["done", "refused"]


def test_office_head_records_with_the_paper(world, owed):
    made = step(world, owed, role=Role.OFFICE_HEAD, reference="15/TB-HĐND")
    assert (made.is_recorded, made.reference) == (True, "15/TB-HĐND")
    assert Entry.objects.filter(event="commitment.step_taken").count() == 1


def test_agency_is_told_and_explains_late(world, owed):
    world.user(Role.AGENCY)
    made = step(world, owed)
    assert Notice.objects.filter(event="commitment.step_taken").count() == 1
    assert [task.due_on for task in explanations_owed(world.user(Role.AGENCY), TODAY)] == [
        made.due_on
    ]
    with time_machine.travel("2026-12-10T02:00:00Z", tick=False):
        given = escalating.explain(
            made,
            text="Vướng mặt bằng",
            files=[ContentFile(material.pdf(1), name="a.pdf")],
            by=world.user(Role.AGENCY),
        )
        page = signed_in(world, Role.CHAIR).get(address("commitment", owed)).content.decode()
    assert given.is_late
    assert "gửi sau hạn" in page
    assert not list(explanations_owed(world.user(Role.AGENCY), TODAY))
    version = given.files.get().version
    assert access_to(world.user(Role.DELEGATE), version)
    made.refresh_from_db()
    assert made.state == StepState.ANSWERED


def test_explanation_stays_and_comes_once(world, owed):
    made = step(world, owed)
    escalating.explain(made, text="Vướng", files=[], by=world.user(Role.AGENCY))
    with pytest.raises(CommitmentRefused, match="step_over"):
        escalating.explain(made, text="Khác", files=[], by=world.user(Role.AGENCY))
    with pytest.raises(DatabaseError), transaction.atomic():
        Explanation.objects.update(text="Khác")
    step(world, owed)  # a second demand, after the first was answered


def test_verified_commitment_ends_its_steps(world, owed):
    made = step(world, owed)
    following.verify(owed, finding=Finding.DONE, reason="Đã xem", by=world.user(Role.OFFICER))
    made.refresh_from_db()
    assert (made.state, made.note) == (StepState.ENDED, "Đã xem")


def coming(world):
    return CouncilSessionFactory(
        council=world.council, term=world.term, opening_on=date(2026, 12, 8)
    )


def test_questioning_is_proposed_once_for_what_an_agency_owes(world, owed):
    other = CommitmentFactory(council=world.council, lead=world.agency, due_on=DUE)
    elsewhere = CommitmentFactory(
        council=world.council, lead=AgencyFactory(council=world.council), due_on=DUE
    )
    world.agency.kind = "department"
    world.agency.save()
    head = PostFactory(agency=world.agency, person=PersonFactory(), title="Giám đốc Sở")
    session = coming(world)
    step(world, owed, other, elsewhere, kind=K.QUESTIONING, place=str(session.pk), subject="Đường")
    first, second = QuestionGroup.objects.order_by("position")
    assert (first.session, first.post, first.title, first.state) == (
        session, head, "Đường", "proposed",
    )  # fmt: skip
    assert second.post is None
    user = world.user(Role.OFFICER)
    assert {one.pk for one in public.escalated_to(first, user=user)} == {owed.pk, other.pk}
    stranger = user_with(Role.AGENCY, council=world.council)
    assert public.escalated_to(first, user=stranger) == []
    page = signed_in(world, Role.OFFICER).get(
        reverse("sessions:question_group", kwargs={"group": first.pk})
    )
    assert address("commitment", owed) in page.content.decode()
    page = signed_in(world, Role.OFFICER).get(address("commitment", owed)).content.decode()
    assert reverse("sessions:question_group", kwargs={"group": first.pk}) in page
    # The agency does not see a group that is only proposed.
    page = signed_in(world, Role.AGENCY).get(address("commitment", owed)).content.decode()
    assert reverse("sessions:question_group", kwargs={"group": first.pk}) not in page


def test_withdrawn_with_the_last_commitment(world, owed):
    other = CommitmentFactory(council=world.council, lead=world.agency, due_on=DUE)
    made = escalating.take_step(
        [owed, other], kind=K.QUESTIONING, reason="Chậm", decided_on=TODAY,
        place=str(coming(world).pk), by=world.user(Role.CHAIR),
    )  # fmt: skip
    chair = world.user(Role.CHAIR)
    with pytest.raises(CommitmentRefused, match="reason_missing"):
        escalating.withdraw_step(made[0], reason=" ", by=chair)
    escalating.withdraw_step(made[0], reason="Nhầm", by=chair)
    assert QuestionGroup.objects.count() == 1
    escalating.withdraw_step(made[1], reason="Nhầm", by=chair)
    assert not QuestionGroup.objects.exists()
    with pytest.raises(CommitmentRefused, match="step_over"):
        escalating.withdraw_step(made[1], reason="Nhầm", by=chair)
    page = signed_in(world, Role.CHAIR).get(address("commitment", other)).content.decode()
    assert "Đã rút" in page


def test_report_stands_on_the_agenda_until_withdrawn(world, owed):
    session = coming(world)
    made = step(world, owed, kind=K.REPORT, place=str(session.pk))
    item = AgendaItem.objects.get()
    assert (item.session, item.kind) == (session, "report")
    escalating.withdraw_step(made, reason="Đã xong", by=world.user(Role.CHAIR))
    item.refresh_from_db()
    assert (item.state, item.gone_reason) == ("withdrawn", "Đã xong")


def test_what_waits_for_a_decision(world, owed):
    chair = world.user(Role.CHAIR)

    def waiting(on=TODAY):
        return [task.what for task in steps_to_decide(chair, on)]

    assert len(waiting()) == 1
    step(world, owed)
    assert waiting() == []
    assert len(waiting(date(2026, 12, 9))) == 1  # the explanation did not come
    assert list(steps_to_decide(world.user(Role.OFFICER), TODAY)) == []
    assert not reminders.awaiting_decision(world.council, on=TODAY).exists()


def test_form_keeps_what_was_typed(world, owed):
    client = signed_in(world, Role.OFFICE_HEAD)
    data = {"kind": "explanation", "reason": "Chậm nhiều lần", "decided_on": "23/11/2026"}
    answer = client.post(address("take_step", owed), data)
    assert (answer.status_code, EscalationStep.objects.count()) == (422, 0)
    assert "Chậm nhiều lần" in answer.content.decode()
    client.post(address("take_step", owed), {**data, "reference": "15/TB-HĐND"})
    made = EscalationStep.objects.get()
    again = client.post(address("take_step", owed), {**data, "reference": "15/TB-HĐND"})
    assert "Bước này đã được chuyển" in again.content.decode()
    answer = client.post(
        address("withdraw_step", owed, step=made.pk), {f"rut-{made.pk}-reason": ""}
    )
    assert answer.status_code == 422
    client.post(address("withdraw_step", owed, step=made.pk), {f"rut-{made.pk}-reason": "Nhầm"})
    made.refresh_from_db()
    assert made.state == "withdrawn"


def test_agency_explains_on_its_page(world, owed):
    made = step(world, owed)
    client = signed_in(world, Role.AGENCY)
    assert client.post(address("explain", owed, step=made.pk), {"text": ""}).status_code == 422
    data = {"text": "Vướng", "files": [ContentFile(b"", name="b.pdf")]}
    assert client.post(address("explain", owed, step=made.pk), data).status_code == 422
    assert not Explanation.objects.exists()
    data = {"text": "Vướng", "files": [ContentFile(material.pdf(1), name="a.pdf")]}
    client.post(address("explain", owed, step=made.pk), data)
    page = client.get(address("commitment", owed)).content.decode()
    assert "a.pdf" in page
    assert "Vướng" in page


def test_several_at_once_from_the_list(world, owed):
    other = CommitmentFactory(council=world.council, lead=world.agency, due_on=DUE)
    early = CommitmentFactory(council=world.council, lead=world.agency, due_on=date(2027, 1, 1))
    client = signed_in(world, Role.CHAIR)
    data = {
        "do": "bulk:escalate", "chon": [owed.pk, other.pk, early.pk], "confirm": "1",
        "kind": "questioning", "reason": "Chậm", "decided_on": "23/11/2026",
    }  # fmt: skip
    session = coming(world)
    answer = client.post(reverse("commitments:list"), data)
    assert "Hãy chọn kỳ họp" in answer.content.decode()
    client.post(reverse("commitments:list"), {**data, "place": session.pk})
    assert EscalationStep.objects.count() == 2
    assert QuestionGroup.objects.count() == 1
    for value, count in (("taken", 2), ("not_taken", 1), ("questioning", 2), ("hearing", 0)):
        found = client.get(reverse("commitments:list"), {"step": value})
        assert len(found.context["object_list"]) == count


@pytest.mark.parametrize("count", [1, 3])
def test_page_queries_do_not_grow_with_steps(world, owed, django_assert_max_num_queries, count):
    session = coming(world)
    for _ in range(count):
        made = step(world, owed)
        data = ContentFile(material.pdf(1), name="a.pdf")
        escalating.explain(made, text="Vướng", files=[data], by=world.user(Role.AGENCY))
        made = step(world, owed, kind=K.QUESTIONING, place=str(session.pk))
        escalating.withdraw_step(made, reason="Nhầm", by=world.user(Role.CHAIR))
    step(world, owed, kind=K.QUESTIONING, place=str(session.pk))
    reminders.remind_all(on=TODAY)
    client = signed_in(world, Role.CHAIR)
    client.get(address("commitment", owed))
    with django_assert_max_num_queries(15):
        page = client.get(address("commitment", owed)).content.decode()
    assert page.count("Vướng") == count
    assert "Trình Thường trực HĐND" in page
