"""Rehearsals: on a copy, marked, kept out of everything, wiped and signed (S12)."""

import re
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from hdnd_portal.accounts.roles import Role
from hdnd_portal.audit.models import Entry
from hdnd_portal.documents.models import Document, Register
from hdnd_portal.notices.models import Notice
from hdnd_portal.worklist.registry import tasks_for
from sessions.models import (
    AgendaItem,
    Attendance,
    CastVote,
    CouncilSession,
    Poll,
    Proceeding,
    Rehearsal,
    RollEntry,
    Sitting,
)
from sessions.rehearsal_paper import rehearsal_paper
from sessions.services import polls, rehearsing
from sessions.services.refusals import SessionRefused
from sessions.tabs import TABS, tabs_of
from sessions.workflow.rehearsal import Check
from tests.documents.papers.reading import read, squeezed
from tests.factories import AgendaItemFactory, SittingFactory
from tests.sessions.voting import Hall

# What a rehearsal may have; every other record of a session is refused by its trigger.
COPIED = {
    "council_sessions.agendablock",
    "council_sessions.sitting",
    "council_sessions.agendaitem",
    "council_sessions.attendance",
    "council_sessions.poll",
    "council_sessions.presiding",
    "council_sessions.proceeding",
    "council_sessions.speechrequest",
    "council_sessions.timebudget",
}
# Written only by pages and services that are not there in a rehearsal; deleted or refused with it.
UNREACHED = {
    "council_sessions.guest",
    "council_sessions.chairdecision",
    "council_sessions.readingreceipt",
    "council_sessions.note",
    "council_sessions.roomopening",
}


class Rehearsed(Hall):
    """A session that is ready, and a rehearsal of it in which nine of ten are present."""

    def __init__(self) -> None:
        super().__init__(present=0, state="ready", ordinal=3)
        SittingFactory(session=self.session)
        AgendaItemFactory(session=self.session, title="Nghị quyết rút", state="withdrawn")
        self.prepared = self.prepare("electronic", item=self.item("sent", kind="resolution"))
        self.real, self.entries = self.session, Entry.objects.count()
        self.rehearsal = rehearsing.start_rehearsal(self.session, by=self.officer)
        self.copy = self.rehearsal.copy
        self.poll = self.copy.polls.get()

    def vote(self) -> Poll:
        """A whole vote, rehearsed."""
        rehearsing.fill_attendance(self.rehearsal, by=self.officer)
        opened = polls.open_poll(self.poll, by=self.officer)
        rehearsing.fill_votes(self.rehearsal, by=self.officer)
        return polls.publish(polls.close_poll(opened, by=self.officer), by=self.officer)


@pytest.fixture
def hall(db):
    return Rehearsed()


def test_a_copy_has_the_agenda_the_votes_and_the_roll(hall):
    assert hall.copy.rehearsal_of == hall.real
    titles = list(hall.copy.items.values_list("title", flat=True))
    assert titles == list(
        hall.real.items.exclude(state="withdrawn").values_list("title", flat=True)
    )
    assert (hall.poll.title, hall.poll.question) == (hall.prepared.title, hall.prepared.question)
    ended = hall.vote()
    assert ended.able_count == ended.votes_for + ended.votes_against + ended.votes_abstain == 10
    assert ended.source == "room"
    hall.real.refresh_from_db()
    assert (hall.real.state, hall.real.polls.get().state) == ("ready", "prepared")
    assert set(hall.real.items.values_list("state", flat=True)) == {"sent", "withdrawn"}
    assert hall.real.attendance.count() == 0


@pytest.mark.parametrize("role", [Role.OFFICER, Role.CHAIR, Role.DELEGATE, Role.ADMIN])
def test_no_list_or_door_shows_it(hall, role):
    hall.vote()
    user = hall.staff(role)
    assert hall.copy not in CouncilSession.objects.visible_to(user)
    assert not AgendaItem.objects.visible_to(user).filter(session=hall.copy).exists()
    assert not Poll.objects.visible_to(user).filter(session=hall.copy).exists()
    assert not Poll.objects.real().filter(session=hall.copy).exists()
    assert not Attendance.objects.real().filter(session=hall.copy).exists()
    assert hall.copy not in hall.council.sessions.all()
    assert hall.copy not in hall.term.sessions.all()
    told = [str(task) for task in tasks_for(user, timezone.localdate())]
    assert not any(f"/{hall.copy.pk}/" in task for task in told)


def test_search_does_not_find_it(hall, client):
    client.force_login(hall.officer)
    page = client.get(reverse("search"), {"q": hall.real.name})
    assert f"/ky-hop/{hall.copy.pk}/" not in page.text


def test_the_trail_keeps_only_that_it_was_held_and_wiped(hall):
    hall.vote()
    rehearsing.wipe_rehearsal(hall.rehearsal, by=hall.officer)
    entries = list(Entry.objects.order_by("pk").values_list("event", flat=True))[hall.entries :]
    assert entries == ["session.rehearsed", "session.rehearsal_wiped"]


def test_nobody_is_told_and_no_number_is_taken(hall):
    hall.vote()
    assert Notice.objects.count() == 0
    assert Document.objects.count() == 0
    assert Register.objects.count() == 0


def test_wiping_leaves_nothing_of_it_and_everything_of_the_session(hall):
    hall.vote()
    real = {
        model: set(model._base_manager.filter(session=hall.real).values_list("pk", flat=True))
        for model in (Sitting, AgendaItem, Poll)
    }
    wiped = rehearsing.wipe_rehearsal(hall.rehearsal, by=hall.officer)
    assert wiped.wiped == {
        "attendance": 10,
        "polls": 1,
        "votes": 10,
        "speeches": 0,
        "proceedings": 0,
        "items": 1,
    }
    assert list(CouncilSession.with_rehearsals.all()) == [hall.real]
    for model, keys in real.items():
        assert set(model._base_manager.values_list("pk", flat=True)) == keys
    assert Attendance.objects.count() + CastVote.objects.count() + RollEntry.objects.count() == 0
    with pytest.raises(SessionRefused) as refused:
        rehearsing.fill_attendance(wiped, by=hall.officer)
    assert refused.value.code == "rehearsal_over"


def test_every_record_of_a_session_is_wiped_or_refused():
    """A new model with a session must be copied and wiped, or guarded by the trigger."""
    related = {
        relation.related_model
        for relation in CouncilSession._meta.related_objects
        if relation.related_model is not CouncilSession
    }
    guarded = {
        model._meta.label_lower
        for model in related
        if any(t.name == "never_of_a_rehearsal" for t in getattr(model._meta, "triggers", []))
    }
    labels = {model._meta.label_lower for model in related}
    assert labels - guarded - COPIED - UNREACHED == set()
    assert not guarded & COPIED


def test_only_what_is_rehearsed_is_there(hall, client):
    client.force_login(hall.officer)
    address = {"session": hall.copy.pk}
    for tab in TABS:
        if not user_may(hall.officer, tab, hall.copy):
            continue
        page = client.get(reverse(tab.url_name, kwargs=address))
        if tab.rehearses:
            assert page.status_code == 200, tab.key
            assert "DIỄN TẬP" in page.text, tab.key
        else:
            assert page.status_code == 404, tab.key
    shown = tabs_of(hall.copy, hall.officer, "")
    assert {tab.label for tab in shown.parts} == {tab.label for tab in TABS if tab.rehearses}


def user_may(user, tab, session):
    return user.has_perm(tab.permission, session)


def test_the_session_itself_bears_no_mark(hall, client):
    client.force_login(hall.officer)
    page = client.get(reverse("sessions:plan", kwargs={"session": hall.real.pk}))
    assert "rehearsal-mark" not in page.text


def test_one_rehearsal_at_a_time_and_never_beside_the_session(hall):
    with pytest.raises(SessionRefused) as refused:
        rehearsing.start_rehearsal(hall.real, by=hall.officer)
    assert refused.value.code == "rehearsal_runs"
    rehearsing.wipe_rehearsal(hall.rehearsal, by=hall.officer)
    CouncilSession.objects.filter(pk=hall.real.pk).update(state="open")
    with pytest.raises(SessionRefused) as refused:
        rehearsing.start_rehearsal(hall.real, by=hall.officer)
    assert refused.value.code == "rehearsal_shut"


def test_votes_are_made_up_only_where_one_is_open(hall):
    with pytest.raises(SessionRefused) as refused:
        rehearsing.fill_votes(hall.rehearsal, by=hall.officer)
    assert refused.value.code == "rehearsal_no_vote"


def test_the_checklist_is_signed_after_wiping_and_printed(hall):
    with pytest.raises(SessionRefused) as refused:
        rehearsing.sign_rehearsal(hall.rehearsal, by=hall.officer)
    assert refused.value.code == "rehearsal_not_wiped"
    rehearsing.tick_checks(hall.rehearsal, checks=["vote"], remarks="", by=hall.officer)
    rehearsing.wipe_rehearsal(hall.rehearsal, by=hall.officer)
    with pytest.raises(SessionRefused) as refused:
        rehearsing.sign_rehearsal(hall.rehearsal, by=hall.officer)
    assert refused.value.code == "rehearsal_unchecked"
    second = hall.staff(Role.OFFICE_HEAD)
    rehearsing.tick_checks(hall.rehearsal, checks=list(Check), remarks="", by=second)
    signed = rehearsing.sign_rehearsal(hall.rehearsal, by=second)
    assert signed.checks["vote"]["by"] == hall.officer.name
    assert signed.checks["board"]["by"] == second.name
    with pytest.raises(SessionRefused) as refused:
        rehearsing.tick_checks(signed, checks=[], remarks="", by=second)
    assert refused.value.code == "rehearsal_signed"
    text = squeezed(read(rehearsal_paper(Rehearsal.objects.get(pk=signed.pk))).text)
    for name in (hall.officer.name, second.name):
        assert squeezed(name) in text
    assert squeezed("Đã xóa: 0 lượt điểm danh; 1 biểu quyết") in text


def test_the_page_carries_it_through(hall, client):
    client.force_login(hall.officer)
    kwargs = {"session": hall.real.pk}
    page = client.get(reverse("sessions:rehearsals", kwargs=kwargs))
    assert "Buổi diễn tập đang mở" in page.text
    one = kwargs | {"rehearsal": hall.rehearsal.pk}
    for name in ("fill_attendance", "wipe_rehearsal"):
        client.post(reverse(f"sessions:{name}", kwargs=one))
    client.post(reverse("sessions:tick_checks", kwargs=one), {"checks": list(Check)})
    page = client.post(reverse("sessions:sign_rehearsal", kwargs=one), follow=True)
    assert "Đã ký phiếu kiểm tra diễn tập." in page.text
    assert client.post(reverse("sessions:start_rehearsal", kwargs=kwargs)).status_code == 302
    assert Rehearsal.objects.filter(copy__isnull=False).count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_page_queries_do_not_grow(hall, client, count, django_assert_max_num_queries):
    for _ in range(count - 1):
        now = timezone.now() - timedelta(days=1)
        Rehearsal.objects.create(
            session=hall.real,
            started_at=now,
            started_by=hall.officer,
            wiped_at=now,
            wiped_by=hall.officer,
        )
    client.force_login(hall.officer)
    address = reverse("sessions:rehearsals", kwargs={"session": hall.real.pk})
    client.get(address)
    with django_assert_max_num_queries(12):
        page = client.get(address)
    assert len(page.context["shown"]) == count


@pytest.mark.django_db(transaction=True)
def test_two_who_start_at_once_make_one():
    hall = Hall(present=0, state="ready")
    start, outcomes = Barrier(2), []

    def begin():
        try:
            start.wait()
            rehearsing.start_rehearsal(hall.session, by=hall.officer)
            outcomes.append("done")
        except SessionRefused as refused:
            outcomes.append(refused.code)
        finally:
            connection.close()

    threads = [Thread(target=begin) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["done", "rehearsal_runs"]
    assert CouncilSession.with_rehearsals.count() == 2


PAGES = ("floor", "console", "board", "attendance", "course", "polls", "speaking")


def test_no_page_of_a_rehearsal_leads_to_one_that_is_not_there(client, hall):
    ended = hall.vote()
    on = hall.copy.items.get(pk=ended.item_id)
    Proceeding.objects.create(
        session=hall.copy, item=on, kind="item", phase="discuss", starts_at=timezone.now(),
        recorded_by=hall.officer,
    )  # fmt: skip
    client.force_login(hall.officer)
    of_copy = {"session": hall.copy.pk}
    pages = [reverse(f"sessions:{name}", kwargs=of_copy) for name in PAGES]
    for name in ("poll", "run_poll"):
        pages.append(reverse(f"sessions:{name}", kwargs={**of_copy, "poll": ended.pk}))

    dead, asked = set(), {}
    for page in pages:
        answer = client.get(page)
        if answer.status_code == 404:
            continue  # not there, and no other page may lead to it
        for link in re.findall(r'href="(/ky-hop/[^"#?]+)', answer.content.decode()):
            if link not in asked:
                asked[link] = client.get(link).status_code
            if asked[link] == 404:
                dead.add((page, link))
    assert dead == set()
    assert len(asked) > 8
