"""What the floor itself asks of people: letters given up, what is owed and what to verify."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hdnd_portal.accounts.roles import Role
from hdnd_portal.answer_letters.services.sending import settle_letter
from hdnd_portal.commitments.models import Commitment
from hdnd_portal.notices import send
from hdnd_portal.worklist.floor_tasks import (
    ONE_BY_ONE,
    answer_letters_to_finish,
    commitments_owed,
    commitments_to_verify,
    letters_given_up,
)
from hdnd_portal.worklist.registry import Task
from tests.accounts.factories import user_with
from tests.answer_letters.brought import awaited, brought, confirmed
from tests.factories import AgencyFactory, BodyFactory, CommitmentFactory, TermFactory
from tests.route_cases import World

TODAY = date(2026, 11, 20)


def test_letters_given_up_are_a_task_of_their_office(
    council, other_council, officer, make_user, client
):
    assert list(letters_given_up(officer, TODAY)) == []
    for _index in range(2):
        send.email("a.told", address="", name="K", subject="S", body="B", about=council)

    (task,) = letters_given_up(officer, TODAY)

    assert task.what == "Gọi điện hoặc gửi lại 2 thư không gửi được"
    client.force_login(officer)
    assert len(client.get(task.url).context["rows"]) == 2
    for other in (make_user("binh", Role.DELEGATE), make_user("c", Role.CLERK, of=other_council)):
        assert list(letters_given_up(other, TODAY)) == []


@pytest.fixture
def agency(council):
    return AgencyFactory(council=council)


@pytest.fixture
def agent(agency):
    return user_with(Role.AGENCY, agency.council, agency=agency)


def owed(agency, count: int, **values) -> list[Commitment]:
    values = {"due_on": date(2026, 11, 30), "source_label": "Kiến nghị cử tri (mẫu)", **values}
    return CommitmentFactory.create_batch(count, council=agency.council, lead=agency, **values)


def opened(client, user, task: Task) -> set[int]:
    client.force_login(user)
    return {shown.row.pk for shown in client.get(task.url).context["rows"]}


def test_a_few_commitments_are_asked_for_one_by_one_many_in_one_line(agency, agent, client):
    owed(agency, ONE_BY_ONE, due_on=date(2026, 12, 1))
    many = owed(agency, ONE_BY_ONE + 1)
    owed(AgencyFactory(council=agency.council), 9)

    with CaptureQueriesContext(connection) as asked:
        tasks = list(commitments_owed(agent, TODAY))
    assert len(asked) <= 2

    (line,) = [task for task in tasks if task.due_on == date(2026, 11, 30)]
    assert line.what == "Báo cáo kết quả thực hiện 6 kiến nghị, cam kết"
    assert line.record == "Kiến nghị cử tri (mẫu)"
    assert opened(client, agent, line) == {row.pk for row in many}
    assert len(tasks) == ONE_BY_ONE + 1


def test_many_reports_of_an_agency_are_verified_from_one_line(agency, officer, client):
    rows = owed(agency, ONE_BY_ONE + 1, stage="replied")
    owed(AgencyFactory(council=agency.council), 1, stage="replied")

    together, alone = sorted(commitments_to_verify(officer, TODAY), key=lambda task: task.key)[::-1]

    assert together.what == f"Xác minh kết quả 6 kiến nghị, cam kết {agency} báo cáo"
    assert opened(client, officer, together) == {row.pk for row in rows}
    assert alone.key.startswith("commitment_verified:")


def test_reports_of_a_ban_are_verified_one_by_one(officer, council):
    body = BodyFactory(term=TermFactory(council=council))
    rows = CommitmentFactory.create_batch(
        ONE_BY_ONE + 1, council=council, lead=None, lead_body=body, stage="replied"
    )
    tasks = list(commitments_to_verify(officer, TODAY))
    assert {task.key for task in tasks} == {f"commitment_verified:{row.pk}" for row in rows}


def test_letter_of_answers_waits_for_whoever_brought_it(db):
    world = World()
    owner, colleague = (
        world.user(Role.AGENCY),
        user_with(Role.AGENCY, council=world.council, agency=world.agency),
    )
    [row, *_] = awaited(world, 1)
    letter = brought(world)
    [task] = answer_letters_to_finish(owner, TODAY)
    assert task.url == reverse("answer_letters:letter", kwargs={"letter": letter.pk})
    assert list(answer_letters_to_finish(colleague, TODAY)) == []
    confirmed(letter.parts.filter(state="open").first(), row, by=owner)
    settle_letter(letter, as_drafts=False, leave_out=True, by=owner)
    assert list(answer_letters_to_finish(owner, TODAY)) == []
