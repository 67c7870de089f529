"""What was written on paper, entered later by two people who do not see each other (S13)."""

from datetime import date, datetime, time
from threading import Barrier, Thread

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from hdnd_portal.accounts.roles import Role
from hdnd_portal.audit.models import Entry
from sessions.clock_times import ClockRefused, read_clock, read_stays, write_stays
from sessions.models import Attendance, LaterEntry, Poll
from sessions.schedule import VIETNAM
from sessions.services.attendance import present_at
from sessions.services.later_entries import enter_attendance
from sessions.services.later_votes import enter_vote, open_ballot
from sessions.services.polls import publish
from sessions.services.refusals import SessionRefused
from sessions.workflow.paper import read_together
from tests.factories import SittingFactory, SuspensionFactory, UserFactory
from tests.sessions.voting import Hall

DAY = date(2026, 11, 10)
HANDS = {"on": "2026-11-10", "at": "09:30", "in_favour": "6", "against": "2", "abstained": "1"}


def at(hour: int, minute: int = 0) -> datetime:
    return datetime.combine(DAY, time(hour, minute), tzinfo=VIETNAM)


class Paper(Hall):
    """A hall whose morning was held on paper: nobody is entered yet."""

    def __init__(self) -> None:
        super().__init__(present=0, opening_on=DAY, closing_on=DAY)
        self.sitting = SittingFactory(session=self.session, starts_at=at(8), ends_at=at(11, 30))
        self.first, self.second, self.third = (self.staff(Role.OFFICER) for _ in range(3))

    def stays(self, text: str = "08:00–") -> dict[str, str]:
        return {str(mandate.pk): text for mandate in self.mandates}

    def all_present(self) -> None:
        for by in (self.first, self.second):
            enter_attendance(self.sitting, self.stays(), by=by)


@pytest.fixture
def paper(db):
    return Paper()


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("7h45", time(7, 45)),
        ("07:45", time(7, 45)),
        ("7.45", time(7, 45)),
        ("8h", time(8)),
        ("", None),
    ],
)
def test_hours_are_read_as_people_write_them(text, clock):
    assert read_clock(text) == clock


@pytest.mark.parametrize("text", ["25:00", "7:75", "sáng", "745"])
def test_what_is_no_hour_is_refused(text):
    with pytest.raises(ClockRefused):
        read_clock(text)


def test_stays_are_written_and_read_back():
    text = write_stays([(time(7, 45), time(9, 10)), (time(9, 40), None)])
    assert text == "07:45–09:10; 09:40–"
    assert read_stays(text, DAY) == [(at(7, 45), at(9, 10)), (at(9, 40), None)]
    for wrong in ([(time(9), time(8))], [(time(8), None), (time(9), None)], [(None, time(9))]):
        with pytest.raises(ClockRefused):
            write_stays(wrong)


def test_two_alike_settle_and_a_third_decides_what_differs():
    a, b = {"x": "1", "y": "2"}, {"x": "1", "y": "3"}
    assert read_together([a]).settled is None
    assert read_together([a, a]).settled == a
    assert read_together([a, b]) == read_together([a, b])
    assert read_together([a, b]).differing == ("y",)
    # The third decides the line that differs, and no other.
    assert read_together([a, b, {"x": "9", "y": "4"}]).settled == {"x": "1", "y": "4"}


def test_attendance_is_written_once_two_people_agree(paper):
    figures = paper.stays()
    figures[str(paper.mandates[0].pk)] = "08:00–09:00; 09:40–"
    figures[str(paper.mandates[1].pk)] = ""
    assert enter_attendance(paper.sitting, figures, by=paper.first).state == "once"
    assert Attendance.objects.count() == 0
    assert enter_attendance(paper.sitting, figures, by=paper.second).state == "settled"
    assert set(Attendance.objects.values_list("source", flat=True)) == {"paper"}
    assert len(present_at(paper.session, at(8, 30))) == 9
    assert len(present_at(paper.session, at(9, 20))) == 8
    assert len(present_at(paper.session, at(10))) == 9
    told = Entry.objects.get(event="session.attendance_from_paper")
    assert told.details["count"] == 9
    with pytest.raises(SessionRefused) as refused:
        enter_attendance(paper.sitting, figures, by=paper.third)
    assert refused.value.code == "later_settled"


def test_a_third_person_decides_what_two_read_differently(paper):
    other = paper.stays() | {str(paper.mandates[0].pk): "08:15–"}
    enter_attendance(paper.sitting, paper.stays(), by=paper.first)
    assert enter_attendance(paper.sitting, other, by=paper.second).state == "differing"
    decided = {str(paper.mandates[0].pk): "08:15–"}
    assert enter_attendance(paper.sitting, decided, by=paper.third).state == "settled"
    assert len(present_at(paper.session, at(8, 10))) == 9
    assert len(present_at(paper.session, at(8, 20))) == 10


def test_nobody_enters_one_paper_twice(paper):
    enter_attendance(paper.sitting, paper.stays(), by=paper.first)
    with pytest.raises(SessionRefused) as refused:
        enter_attendance(paper.sitting, paper.stays(), by=paper.first)
    assert refused.value.code == "later_same_person"


def test_readings_stay_as_they_were_entered(paper):
    enter_attendance(paper.sitting, paper.stays(), by=paper.first)
    with pytest.raises(DatabaseError), transaction.atomic():
        LaterEntry.objects.update(figures={})


def test_who_cannot_act_is_refused_and_nothing_is_kept(paper):
    SuspensionFactory(mandate=paper.mandates[0])
    enter_attendance(paper.sitting, paper.stays(), by=paper.first)
    with pytest.raises(SessionRefused) as refused:
        enter_attendance(paper.sitting, paper.stays(), by=paper.second)
    assert refused.value.code == "attendance_no_seat"
    assert LaterEntry.objects.count() == 1
    assert Attendance.objects.count() == 0


def test_attendance_entered_in_the_portal_is_not_written_over(paper):
    paper.enter(paper.mandates[0], at=at(8))
    enter_attendance(paper.sitting, paper.stays(), by=paper.first)
    with pytest.raises(SessionRefused) as refused:
        enter_attendance(paper.sitting, paper.stays(), by=paper.second)
    assert refused.value.code == "later_overlaps"


def test_hands_on_paper_are_a_vote_of_their_hour(paper):
    paper.all_present()
    paper.session.state = "adjourned"
    paper.session.save()
    poll = paper.prepare("show_of_hands")
    assert enter_vote(poll, HANDS, by=paper.first).state == "once"
    poll.refresh_from_db()
    assert poll.state == "prepared"
    enter_vote(poll, HANDS, by=paper.second)
    poll.refresh_from_db()
    assert (poll.state, poll.source, poll.opened_at) == ("closed", "paper", at(9, 30))
    assert (poll.votes_for, poll.votes_against, poll.votes_abstain) == (6, 2, 1)
    assert (poll.present_count, poll.able_count, poll.not_voted) == (10, 10, 1)
    assert publish(poll, by=paper.first).is_passed


def test_names_called_on_paper_are_votes_by_name(paper):
    paper.all_present()
    poll = paper.prepare("roll_call")
    names = {str(mandate.pk): "for" for mandate in paper.mandates[:7]}
    other = names | {str(paper.mandates[0].pk): "against"}
    held = {"on": "2026-11-10", "at": "10:00"}
    enter_vote(poll, held | names, by=paper.first)
    assert enter_vote(poll, held | other, by=paper.second).state == "differing"
    enter_vote(poll, held | other, by=paper.third)
    poll.refresh_from_db()
    assert (poll.votes_for, poll.votes_against, poll.not_voted) == (6, 1, 3)
    assert paper.votes(poll)[0] == "against"


def test_too_few_present_needs_the_reason_on_the_paper(paper):
    poll = paper.prepare("show_of_hands")
    enter_vote(poll, HANDS, by=paper.first)
    with pytest.raises(SessionRefused) as refused:
        enter_vote(poll, HANDS, by=paper.second)
    assert refused.value.code == "poll_no_quorum"
    assert LaterEntry.objects.count() == 1


def test_a_ballot_on_paper_is_opened_at_its_hour_and_counted_twice(paper):
    paper.all_present()
    poll = open_ballot(paper.prepare("secret_paper"), at=at(10, 30), by=paper.first)
    paper.count_twice(poll)
    ended = paper.close(poll)
    assert (ended.source, ended.opened_at, ended.votes_for) == ("paper", at(10, 30), 6)


def test_a_vote_begun_in_the_portal_takes_no_paper(paper):
    paper.all_present()
    poll = paper.prepare("show_of_hands")
    Poll.objects.filter(pk=poll.pk).update(state="open", opened_at=at(9), base=10, needed=6)
    with pytest.raises(SessionRefused) as refused:
        enter_vote(poll, HANDS, by=paper.first)
    assert refused.value.code == "poll_begun"


def test_the_second_person_sees_nothing_of_the_first(paper, client):
    poll = paper.prepare("show_of_hands")
    enter_vote(poll, HANDS | {"in_favour": "7777"}, by=paper.first)
    enter_attendance(paper.sitting, paper.stays("06:13–"), by=paper.first)
    client.force_login(paper.second)
    session = paper.session.pk
    for name, key in (("vote", {"poll": poll.pk}), ("attendance", {"sitting": paper.sitting.pk})):
        page = client.get(reverse(f"sessions:later_{name}", kwargs={"session": session, **key}))
        assert "7777" not in page.text
        assert "06:13" not in page.text
        assert "Lần nhập thứ hai" in page.text
    page = client.get(reverse("sessions:paper_pack", kwargs={"session": session}))
    assert "7777" not in page.text


def test_the_third_person_sees_where_two_differ(paper, client):
    enter_attendance(paper.sitting, paper.stays(), by=paper.first)
    other = paper.stays() | {str(paper.mandates[0].pk): "08:15–"}
    enter_attendance(paper.sitting, other, by=paper.second)
    client.force_login(paper.third)
    kwargs = {"session": paper.session.pk, "sitting": paper.sitting.pk}
    address = reverse("sessions:later_attendance", kwargs=kwargs)
    page = client.get(address)
    assert "08:15–" in page.text
    assert paper.mandates[0].person.name in page.text
    assert paper.mandates[1].person.name not in page.text
    response = client.post(address, {f"den-{paper.mandates[0].pk}": "8h15"}, follow=True)
    assert "đã khớp" in response.text or "Số liệu đã khớp" in response.text
    assert len(present_at(paper.session, at(8, 10))) == 9


def test_wrong_hours_are_told_and_kept(paper, client):
    client.force_login(paper.first)
    kwargs = {"session": paper.session.pk, "sitting": paper.sitting.pk}
    address = reverse("sessions:later_attendance", kwargs=kwargs)
    seat = paper.mandates[0]
    page = client.post(address, {f"den-{seat.pk}": "9h30", f"roi-{seat.pk}": "9h"})
    assert f"Giờ của {seat.person.name} chưa đúng" in page.text
    assert 'value="9h30"' in page.text
    assert LaterEntry.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_papers_queries_do_not_grow(paper, client, count, django_assert_max_num_queries):
    for _ in range(count):
        enter_vote(paper.prepare("show_of_hands"), HANDS, by=paper.first)
    client.force_login(UserFactory(role="officer", role__council=paper.council))
    address = reverse("sessions:paper_pack", kwargs={"session": paper.session.pk})
    client.get(address)
    with django_assert_max_num_queries(12):
        page = client.get(address)
    assert len(page.context["papers"]) == count + 1


@pytest.mark.django_db(transaction=True)
def test_two_people_entering_at_once_are_first_and_second():
    paper = Paper()
    start, outcomes = Barrier(2), []

    def enter(by):
        try:
            start.wait()
            outcomes.append(enter_attendance(paper.sitting, paper.stays(), by=by).state)
        except Exception as error:
            outcomes.append(type(error).__name__)
        finally:
            connection.close()

    threads = [Thread(target=enter, args=(by,)) for by in (paper.first, paper.second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["once", "settled"]
    assert Attendance.objects.count() == 10
