from datetime import timedelta

import pytest
import time_machine
from django.db import ProgrammingError, transaction

from hdnd_portal.accounts.models import RoleAssignment
from hdnd_portal.accounts.roles import Role
from hdnd_portal.audit.models import Entry
from hdnd_portal.handovers import services, tasks
from hdnd_portal.handovers.models import Handover
from hdnd_portal.handovers.passing import passing, shown
from hdnd_portal.handovers.rules import HandoverRefused
from hdnd_portal.notices.models import Delivery, Notice
from hdnd_portal.worklist.registry import tasks_for
from tests.accounts.factories import AssignmentFactory, user_with
from tests.factories import CouncilSessionFactory, PersonFactory, PostFactory
from tests.handovers.scene import LATER, TODAY, Scene, again, spans
from tests.racing import at_once

DAY = timedelta(days=1)


@pytest.fixture
def now():
    with time_machine.travel("2026-11-23T09:00:00+07:00", tick=False):
        yield


@pytest.fixture
def scene(now, db):
    return Scene()


def hand_over(scene, place=None, *, to=None, last_on=TODAY):
    return services.hand_over(
        place or scene.office,
        successor=to or scene.successor,
        last_on=last_on,
        today=TODAY,
        by=scene.head,
        reason="Chuyển công tác",
    )


def test_all_that_stands_in_the_leavers_name_passes_and_nothing_of_others(scene):
    elsewhere = CouncilSessionFactory()
    archived = CouncilSessionFactory(term=scene.world.term, state="archived", ordinal=2)
    mine = [scene.milestone("a", scene.leaver), scene.milestone("b", scene.leaver)]
    stays = [
        scene.milestone("done", scene.leaver, done_on=TODAY, done_by=scene.leaver),
        scene.milestone("archived", scene.leaver, session=archived),
        scene.milestone("elsewhere", scene.leaver, session=elsewhere),
        scene.milestone("heads", scene.head),
        scene.milestone("nobodys", None),
    ]
    before = [row.owner_user_id for row in stays]

    made = hand_over(scene)

    for row in (*mine, *stays):
        row.refresh_from_db()
    assert [row.owner_user_id for row in mine] == [scene.successor.pk] * 2
    assert [row.owner_user_id for row in stays] == before
    assert made.is_done
    (group,) = shown(made, on=TODAY).named
    assert [task.what for task in group.tasks] == ["a", "b"]
    passed = Entry.objects.filter(event="milestone.assigned").values_list("subject_id", flat=True)
    assert sorted(passed) == sorted(str(row.pk) for row in mine)


def test_the_old_role_ends_on_its_day_and_the_new_one_starts_on_it(scene):
    since = RoleAssignment.objects.get(user=scene.leaver).valid_from
    ends_anyway = AssignmentFactory(
        user=scene.leaver, role="clerk", council=scene.council, valid_to=LATER
    )
    delegate = AssignmentFactory(user=scene.leaver, role="delegate", council=scene.council)

    hand_over(scene)

    assert spans(scene.leaver) == [
        ("officer", since, TODAY),
        ("clerk", ends_anyway.valid_from, TODAY),
        ("delegate", delegate.valid_from, None),
    ]
    # The clerk's role the successor has already, and for longer.
    assert spans(scene.successor) == [("clerk", since, None), ("officer", TODAY, None)]
    told = Entry.objects.filter(event__startswith="account.role_").order_by("pk")
    assert [(row.event, row.subject_id) for row in told] == [
        ("account.role_given", str(scene.successor.pk)),
        ("account.role_ended", str(scene.leaver.pk)),
        ("account.role_ended", str(scene.leaver.pk)),
    ]


def test_a_role_to_come_passes_and_the_leaver_never_gets_it(scene):
    RoleAssignment.objects.filter(user=scene.leaver).update(valid_to=LATER)
    AssignmentFactory(
        user=scene.leaver, role="officer", council=scene.council, valid_from=LATER + DAY
    )

    hand_over(scene)

    assert [role for role, _from, until in spans(scene.leaver) if until != TODAY] == []
    assert spans(scene.successor)[1:] == [
        ("officer", TODAY, LATER),
        ("officer", LATER + DAY, None),
    ]


def test_what_an_agency_owes_stays_with_it_and_its_new_contact_sees_it(scene):
    part = scene.owed()
    owed = {task.key for task in tasks_for(scene.agent, TODAY)}
    assert len(owed) == 2
    assert tasks_for(scene.colleague, TODAY) == []

    made = hand_over(scene, scene.desk, to=scene.colleague)

    assert {task.key for task in tasks_for(again(scene.colleague), TODAY)} == owed
    part.refresh_from_db()
    assert part.agency == scene.agency
    assert (made.passed["named"], len(made.passed["shared"])) == ([], 2)
    with time_machine.travel("2026-11-24T09:00:00+07:00"):
        assert tasks_for(again(scene.agent), TODAY + DAY) == []


def test_what_only_the_role_may_read_is_kept_without_its_words(scene):
    part = scene.owed()
    part.dossier.item.is_closed = True
    part.dossier.item.save()
    assert "Ngân sách" in {str(task.record) for task in passing(scene.desk, on=TODAY).shared}

    made = hand_over(scene, scene.desk, to=scene.colleague)

    assert "Ngân sách" not in str(made.passed)
    assert "Việc có nội dung kín" in str(made.passed)


def test_who_has_left_stands_in_for_nobody(scene):
    absent = user_with(Role.OFFICER, scene.council)
    ship, other = scene.stands_in(absent), scene.stands_in(user_with(Role.OFFICER))

    hand_over(scene)

    ship.refresh_from_db()
    other.refresh_from_db()
    assert (ship.valid_to, other.valid_to) == (TODAY, LATER)
    (notice,) = Notice.objects.filter(recipient=absent, event="handover.deputy_left")
    assert str(scene.leaver) in notice.title


def test_both_people_and_the_office_are_told_with_the_list(scene):
    scene.milestone("Gửi tài liệu", scene.leaver)

    made = hand_over(scene)

    told = Notice.objects.filter(event="handover.done")
    assert set(told.values_list("recipient", flat=True)) == {
        scene.leaver.pk, scene.successor.pk, scene.head.pk,
    }  # fmt: skip
    assert all("- Mốc chuẩn bị kỳ họp: Gửi tài liệu" in notice.body for notice in told)
    assert {notice.url for notice in told} == {services.page_of(made)}
    (entry,) = Entry.objects.filter(event="handover.done")
    assert (entry.actor_id, entry.details["count"]) == (scene.head.pk, 1)


def test_nothing_moves_before_the_day_and_all_of_it_on_the_day_once(scene):
    row = scene.milestone("a", scene.leaver)
    before = spans(scene.leaver), spans(scene.successor)

    made = hand_over(scene, last_on=LATER)
    assert services.carry_out_due(on=LATER - DAY) == 0

    row.refresh_from_db()
    assert (made.is_planned, row.owner_user) == (True, scene.leaver)
    assert (spans(scene.leaver), spans(scene.successor)) == before

    with time_machine.travel("2026-11-30T00:20:00+07:00", tick=False):
        assert [tasks.carry_out_due(), tasks.carry_out_due()] == [1, 0]
    row.refresh_from_db()
    assert row.owner_user == scene.successor
    assert spans(scene.leaver)[0][2] == LATER
    assert Notice.objects.filter(event="handover.done", recipient=scene.leaver).count() == 1


def test_a_day_that_was_missed_ends_the_role_on_the_day_it_is_caught_up(scene):
    hand_over(scene, last_on=LATER)

    services.carry_out_due(on=LATER + 2 * DAY)

    assert spans(scene.leaver)[0][2] == LATER + 2 * DAY
    assert spans(scene.successor)[1][1] == LATER + 2 * DAY


def test_a_planned_one_is_cancelled_and_then_may_be_planned_anew(scene):
    made = hand_over(scene, last_on=LATER)
    with pytest.raises(HandoverRefused, match="planned"):
        hand_over(scene, last_on=LATER + DAY)

    services.cancel(made, reason="Ở lại", by=scene.head)

    assert services.carry_out_due(on=LATER) == 0
    assert spans(scene.leaver)[0][2] is None
    with pytest.raises(HandoverRefused, match="over"):
        services.cancel(made, reason="Lần nữa", by=scene.head)
    assert hand_over(scene, last_on=LATER).is_planned


def test_one_whose_successor_left_meanwhile_is_cancelled_and_its_planner_told(scene):
    made = hand_over(scene, last_on=LATER)
    RoleAssignment.objects.filter(user=scene.successor).update(valid_to=TODAY)

    assert services.carry_out_due(on=LATER) == 0

    made.refresh_from_db()
    assert made.state == "cancelled"
    assert made.cancel_reason
    assert spans(scene.leaver)[0][2] is None
    assert Notice.objects.filter(event="handover.cancelled", recipient=scene.head).exists()


def test_somebody_of_the_directory_gets_an_account_and_is_invited_when_the_work_passes(scene):
    person = PersonFactory(name="Lê Văn Mới", email="Moi@So.example")
    PostFactory(person=person, agency=scene.agency)

    made = hand_over(scene, scene.desk, to=person, last_on=LATER)

    user = made.successor
    assert (user.username, user.person, user.has_usable_password()) == (
        "moi@so.example", person, False,
    )  # fmt: skip
    invited = Delivery.objects.filter(address="Moi@So.example", event="account.invited")
    assert (spans(user), invited.count()) == ([], 0)
    services.carry_out_due(on=LATER)
    assert spans(user) == [("agency", LATER, None)]
    assert invited.count() == 1


@pytest.mark.parametrize("email", ["", "dung@example.vn"])
def test_no_account_is_opened_without_an_address_of_ones_own(scene, email):
    user_with(Role.OFFICER, user__email="Dung@example.vn")
    person = PersonFactory(email=email)
    PostFactory(person=person, agency=scene.agency)
    with pytest.raises(HandoverRefused, match="email_taken" if email else "no_email"):
        hand_over(scene, scene.desk, to=person)


@pytest.mark.parametrize(
    ("choose", "code"),
    [
        (lambda scene: scene.leaver, "self"),
        (lambda scene: scene.agent, "unfit"),
        (lambda scene: user_with(Role.OFFICER), "unfit"),
        (lambda scene: scene.world.expired_user(Role.OFFICER), "unfit"),
    ],
)
def test_work_passes_to_nobody_who_does_not_work_there(scene, choose, code):
    with pytest.raises(HandoverRefused, match=code):
        hand_over(scene, to=choose(scene))


def test_work_does_not_pass_to_somebody_who_leaves_by_that_day(scene):
    third = user_with(Role.OFFICER, scene.council)
    services.hand_over(scene.office, successor=third, last_on=TODAY, today=TODAY, by=scene.head)
    place = services.Place(scene.successor, scene.council)
    with pytest.raises(HandoverRefused, match="unfit"):
        hand_over(scene, place, to=scene.leaver)


def test_a_hand_over_that_is_done_is_never_changed(scene):
    made = hand_over(scene)
    for act in (made.delete, lambda: Handover.objects.update(reason="Khác")):
        with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
            act()


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one_hand_over(now):
    scene = Scene()
    row = scene.milestone("a", scene.leaver)
    third = user_with(Role.OFFICER, scene.council)

    outcomes = at_once(
        Handover,
        lambda: hand_over(scene),
        lambda: hand_over(scene, to=third),
        refused=(HandoverRefused,),
    )

    assert outcomes == ["done", "refused"]
    made = Handover.objects.get()
    row.refresh_from_db()
    assert row.owner_user == made.successor
