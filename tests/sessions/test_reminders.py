"""Reminders of milestones and dossier parts: whom, when, once, and in one letter."""

from datetime import date
from threading import Thread

import pytest
from django.db import connection
from django.urls import reverse

from hdnd_portal.accounts.roles import Role
from hdnd_portal.documents.released import release_wording
from hdnd_portal.documents.wordings import find
from hdnd_portal.legal.calendar import WorkCalendar
from hdnd_portal.legal.models import CalendarDay, RuleOverride
from hdnd_portal.legal.register import shipped
from hdnd_portal.notices.models import Delivery, Notice
from hdnd_portal.settings.schedule import BEAT_SCHEDULE
from sessions import tasks
from sessions.models import DossierPart, Milestone
from sessions.reminding import Step, step_on
from sessions.services import reminders
from tests.factories import AgendaItemFactory, DossierFactory, DossierPartFactory
from tests.route_cases import World
from tests.sessions.route_cases import plain

THURSDAY = date(2026, 12, 3)  # the due day; three working days before it is Monday
MONDAY, FRIDAY = date(2026, 11, 30), date(2026, 12, 4)


@pytest.fixture
def world(db):
    return World()


def part(world, due_on=THURSDAY, **fields):
    item = fields.pop("item", None) or AgendaItemFactory(session=plain(world), title="Ngân sách")
    dossier = getattr(item, "dossier", None) or DossierFactory(item=item)
    return DossierPartFactory(dossier=dossier, agency=world.agency, due_on=due_on, **fields)


def milestone(session, owner="office", **fields):
    fields = {"step": "documents", "name": "Gửi tài liệu", "due_on": THURSDAY, **fields}
    return Milestone.objects.create(
        session=session, owner=owner, anchor="opening", rule_key="session.docs", **fields
    )


def told(user):
    return list(Notice.objects.filter(recipient=user).order_by("pk").values_list("title", "url"))


RULES = {
    "before": shipped().find(reminders.BEFORE, on=THURSDAY),
    "missed": shipped().find(reminders.MISSED, on=THURSDAY),
    "calendar": WorkCalendar(),
}


@pytest.mark.parametrize(
    ("today", "due_on", "step"),
    [
        (date(2026, 11, 29), THURSDAY, None),
        (MONDAY, THURSDAY, Step.AHEAD),
        (date(2026, 12, 2), THURSDAY, Step.AHEAD),
        (THURSDAY, THURSDAY, Step.DUE),
        (FRIDAY, THURSDAY, Step.MISSED),
        # Due on a Sunday: told on the Friday before, missed on the Monday after.
        (date(2026, 12, 3), date(2026, 12, 6), Step.AHEAD),
        (date(2026, 12, 4), date(2026, 12, 6), Step.DUE),
        (date(2026, 12, 7), date(2026, 12, 6), Step.MISSED),
        # Tết of 2026: from Monday 16 to Friday 20 February nobody works.
        (date(2026, 2, 11), date(2026, 2, 17), Step.AHEAD),
        (date(2026, 2, 13), date(2026, 2, 17), Step.DUE),
        (date(2026, 2, 23), date(2026, 2, 17), Step.MISSED),
    ],
)
def test_steps_fall_on_working_days(today, due_on, step):
    assert step_on(today, due_on=due_on, **RULES) == step


def test_the_agency_is_led_to_its_part_before_on_and_after_the_day(world):
    owed = part(world)
    desk = world.user(Role.AGENCY)
    here = reverse("sessions:dossier_part", kwargs={"part": owed.pk})

    for day in (MONDAY, THURSDAY, FRIDAY):
        reminders.remind(world.council, on=day)

    assert told(desk) == [
        ("Sắp đến hạn 03/12/2026: gửi Báo cáo – Ngân sách", here),
        ("Hôm nay là hạn: gửi Báo cáo – Ngân sách", here),
        ("Đã quá hạn 03/12/2026: gửi Báo cáo – Ngân sách", here),
    ]
    assert Delivery.objects.filter(address=desk.email).count() == 3


def test_reminders_are_worded_by_the_office(world):
    part(world)
    desk, head = world.user(Role.AGENCY), world.user(Role.OFFICE_HEAD)
    late = find("remind.session.missed")
    release_wording(world.council, late, "Đề nghị gửi ngay: {what} (hạn {day})", by=head)

    reminders.remind(world.council, on=FRIDAY)

    assert [title for title, _url in told(desk)] == [
        "Đề nghị gửi ngay: gửi Báo cáo – Ngân sách (hạn 03/12/2026)"
    ]


def test_the_officer_who_asked_is_told_only_of_what_was_missed(world):
    owed = part(world)
    officer, head = world.user(Role.OFFICER), world.user(Role.OFFICE_HEAD)
    owed.dossier.requested_by = officer
    owed.dossier.save()

    for day in (MONDAY, THURSDAY):
        reminders.remind(world.council, on=day)
    assert told(officer) == []
    reminders.remind(world.council, on=FRIDAY)

    item = owed.dossier.item
    page = reverse("sessions:dossier", kwargs={"session": item.session_id, "item": item.pk})
    assert told(officer) == [
        (
            f"Đã quá hạn 03/12/2026: {world.agency}: gửi Báo cáo – Ngân sách",
            f"{page}#phan-{owed.pk}",
        )
    ]
    assert told(head) == []


def test_the_whole_office_watches_when_nobody_asked(world):
    part(world)
    officer, head = world.user(Role.OFFICER), world.user(Role.OFFICE_HEAD)

    reminders.remind(world.council, on=FRIDAY)

    assert len(told(officer)) == len(told(head)) == 1


def test_running_twice_tells_once(world):
    part(world)
    world.user(Role.AGENCY)

    first = reminders.remind(world.council, on=MONDAY)
    again = reminders.remind(world.council, on=MONDAY)
    the_day_after = reminders.remind(world.council, on=date(2026, 12, 1))

    assert (len(first), again, the_day_after) == (1, [], [])
    assert Delivery.objects.count() == 1


def test_a_day_off_tells_nothing_and_the_next_working_day_catches_up(world):
    part(world)
    desk = world.user(Role.AGENCY)
    CalendarDay.objects.create(council=world.council, day=MONDAY, kind="off", reason="nghỉ bù")

    # Monday is off here, so that the third working day before is the Friday.
    assert reminders.remind(world.council, on=MONDAY) == []
    assert reminders.remind(world.council, on=date(2026, 11, 28)) == []  # a Saturday
    reminders.remind(world.council, on=date(2026, 12, 1))

    assert len(told(desk)) == 1


def test_days_in_which_nothing_ran_are_told_as_one_step(world):
    part(world)
    desk = world.user(Role.AGENCY)

    reminders.remind(world.council, on=date(2026, 12, 14))

    assert [title for title, _url in told(desk)] == [
        "Đã quá hạn 03/12/2026: gửi Báo cáo – Ngân sách"
    ]


def test_several_things_come_in_one_letter(world, settings):
    settings.PORTAL_URL = "https://hdnd.example.vn"
    first = part(world)
    second = part(world, item=AgendaItemFactory(session=plain(world), title="Đầu tư công"))
    desk = world.user(Role.AGENCY)

    reminders.remind(world.council, on=MONDAY)

    assert len(told(desk)) == 2
    letter = Delivery.objects.get(address=desk.email)
    assert letter.subject == "Nhắc việc chuẩn bị kỳ họp ngày 30/11/2026"
    assert letter.council == world.council
    for number, owed in enumerate((first, second), start=1):
        here = reverse("sessions:dossier_part", kwargs={"part": owed.pk})
        assert f"{number}. Sắp đến hạn 03/12/2026: gửi Báo cáo" in letter.body
        assert f"https://hdnd.example.vn{here}" in letter.body


def test_a_moved_day_is_told_anew(world):
    owed = part(world)
    desk = world.user(Role.AGENCY)
    reminders.remind(world.council, on=MONDAY)

    DossierPart.objects.filter(pk=owed.pk).update(due_on=date(2026, 12, 17))
    reminders.remind(world.council, on=date(2026, 12, 14))

    assert [title for title, _url in told(desk)] == [
        "Sắp đến hạn 03/12/2026: gửi Báo cáo – Ngân sách",
        "Sắp đến hạn 17/12/2026: gửi Báo cáo – Ngân sách",
    ]


@pytest.mark.parametrize(
    "change", [{"state": "submitted"}, {"state": "received"}, {"is_required": False}]
)
def test_what_is_no_longer_owed_is_not_told(world, change):
    part(world, **change)
    world.user(Role.AGENCY)

    assert reminders.remind(world.council, on=FRIDAY) == []


def test_a_returned_part_is_to_be_sent_again(world):
    part(world, state="returned")
    desk = world.user(Role.AGENCY)

    reminders.remind(world.council, on=MONDAY)

    assert told(desk)[0][0] == "Sắp đến hạn 03/12/2026: sửa và gửi lại Báo cáo – Ngân sách"


def test_a_milestone_goes_to_its_owner_and_missed_to_the_office(world):
    session = plain(world)
    row = milestone(session, owner="standing_committee")
    head = world.user(Role.OFFICE_HEAD)
    committee = world.user(Role.STANDING_COMMITTEE)

    reminders.remind(world.council, on=MONDAY)
    assert told(head) == []
    reminders.remind(world.council, on=FRIDAY)

    place = f"{reverse('sessions:plan', kwargs={'session': session.pk})}#moc-{row.pk}"
    assert told(committee) == [
        ("Sắp đến hạn 03/12/2026: Gửi tài liệu", place),
        ("Đã quá hạn 03/12/2026: Gửi tài liệu", place),
    ]
    assert told(head) == [("Đã quá hạn 03/12/2026: Thường trực HĐND: Gửi tài liệu", place)]


def test_a_milestone_given_to_a_colleague_is_told_that_colleague_alone(world):
    milestone(plain(world), owner_user=world.user(Role.CLERK))
    world.user(Role.OFFICER)

    reminders.remind(world.council, on=MONDAY)

    assert [notice.recipient for notice in Notice.objects.all()] == [world.user(Role.CLERK)]


def test_the_opening_itself_and_settled_sessions_remind_nobody(world):
    world.user(Role.OFFICER)
    opening = milestone(plain(world))
    Milestone.objects.filter(pk=opening.pk).update(rule_key="")
    milestone(plain(world, state="postponed"))
    milestone(plain(world, state="closed"))

    assert reminders.remind(world.council, on=FRIDAY) == []


def test_what_is_due_after_the_closing_is_told_when_the_session_is_over(world):
    world.user(Role.OFFICER)
    row = milestone(plain(world, state="closed"))
    Milestone.objects.filter(pk=row.pk).update(anchor="closing")

    assert len(reminders.remind(world.council, on=THURSDAY)) == 1


def test_an_agency_that_presents_an_item_is_told_of_its_milestone(world):
    session = plain(world)
    AgendaItemFactory(session=session, presenter=world.agency)
    milestone(session, owner="agency", name="Gửi hồ sơ đến Ban thẩm tra")
    desk = world.user(Role.AGENCY)

    reminders.remind(world.council, on=MONDAY)
    assert [title for title, _url in told(desk)] == [
        "Sắp đến hạn 03/12/2026: Gửi hồ sơ đến Ban thẩm tra"
    ]


def test_the_province_chooses_how_many_days_before(world):
    part(world)
    world.user(Role.AGENCY)
    RuleOverride.objects.create(
        council=world.council,
        key=reminders.BEFORE,
        value="1",
        unit="working_day",
        valid_from=date(2026, 1, 1),
        source="Quy chế làm việc của Văn phòng",
    )

    assert reminders.remind(world.council, on=MONDAY) == []
    assert len(reminders.remind(world.council, on=date(2026, 12, 2))) == 1


def test_the_daily_task_reaches_every_council(world, time_machine):
    other = World()
    for each in (world, other):
        part(each)
        each.user(Role.AGENCY)
    time_machine.move_to("2026-11-30T07:15:00+07:00", tick=False)

    assert tasks.remind() == 2
    names = {row["task"] for row in BEAT_SCHEDULE.values()}
    assert tasks.remind.name in names


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_tell_once():
    world = World()
    for title in ("Ngân sách", "Đầu tư công"):
        part(world, item=AgendaItemFactory(session=plain(world), title=title))
    world.user(Role.AGENCY)
    counts = []

    def run():
        try:
            counts.append(len(reminders.remind(world.council, on=MONDAY)))
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(counts) == [0, 2]
    assert Delivery.objects.count() == 1
