"""What the database holds apart: a rehearsal from the record, and the record from wiping (S12)."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from hdnd_portal.audit import log
from hdnd_portal.audit.models import Entry
from hdnd_portal.notices import send
from sessions.models import (
    AbsenceRequest,
    CouncilSession,
    Interpellation,
    LaterEntry,
    Milestone,
    Minutes,
    Poll,
    Rehearsal,
    Resolution,
    RollEntry,
)
from tests.factories import (
    AgendaItemFactory,
    CouncilSessionFactory,
    MandateFactory,
    SittingFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def held():
    return CouncilSessionFactory(state="open", ordinal=3)


@pytest.fixture
def rehearsed(held):
    return CouncilSessionFactory(term=held.term, rehearsal_of=held, state="open")


def poll_of(session, **fields):
    values = {
        "position": 1,
        "kind": "show_of_hands",
        "subject": "procedure",
        "title": "Thử",
        "question": "Thử?",
        "rule_key": "vote.resolution",
        "created_by": UserFactory(),
    }
    return Poll.objects.create(session=session, **(values | fields))


def opened(session):
    poll = poll_of(session, state="open", opened_at=timezone.now(), base=1, needed=1)
    RollEntry.objects.create(poll=poll, mandate=MandateFactory(term=session.term), state="present")
    return poll


def test_lists_and_doors_leave_a_rehearsal_out(held, rehearsed):
    officer = UserFactory(role="officer", role__council=held.council)
    AgendaItemFactory(session=rehearsed)
    poll_of(rehearsed)
    assert list(CouncilSession.objects.all()) == [held]
    assert list(CouncilSession.objects.visible_to(officer)) == [held]
    assert list(held.council.sessions.all()) == [held]
    assert list(held.term.sessions.all()) == [held]
    assert list(Poll.objects.visible_to(officer)) == []
    assert rehearsed.items.model.objects.visible_to(officer).count() == 0


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (Milestone, {"step": "a", "name": "a", "anchor": "opening", "owner": "office"}),
        (Minutes, {}),
        (Resolution, {}),
        (Interpellation, {}),
        (AbsenceRequest, {}),
        (LaterEntry, {}),
        (Rehearsal, {}),
    ],
)
def test_a_rehearsal_gets_no_record(rehearsed, model, fields):
    with pytest.raises(DatabaseError, match="a rehearsal has no such record"), transaction.atomic():
        model.objects.create(session=rehearsed, **fields)


def test_votes_of_the_record_are_never_deleted(held):
    poll = opened(held)
    bare = poll_of(held, position=2)
    for rows in (RollEntry.objects.filter(poll=poll), Poll.objects.filter(pk=bare.pk)):
        with pytest.raises(DatabaseError, match="never deleted"), transaction.atomic():
            rows.delete()


def test_votes_of_a_rehearsal_are_deleted(rehearsed):
    poll = opened(rehearsed)
    RollEntry.objects.filter(poll=poll).delete()
    poll.delete()
    assert Poll.objects.count() == 0


def test_a_session_never_becomes_a_rehearsal(held, rehearsed):
    other = CouncilSessionFactory(term=held.term)
    for session, value in ((other, held), (rehearsed, None)):
        rows = CouncilSession.with_rehearsals.filter(pk=session.pk)
        with pytest.raises(DatabaseError, match="never becomes"), transaction.atomic():
            rows.update(rehearsal_of=value)


def test_a_rehearsal_takes_no_ordinal(held):
    with pytest.raises(IntegrityError, match="rehearsal_has_no_ordinal"), transaction.atomic():
        CouncilSessionFactory(term=held.term, rehearsal_of=held, ordinal=4)


def test_one_rehearsal_runs_at_a_time(held):
    by = UserFactory()
    now = timezone.now()
    Rehearsal.objects.create(session=held, started_at=now, started_by=by)
    with pytest.raises(IntegrityError, match="one_rehearsal_at_a_time"), transaction.atomic():
        Rehearsal.objects.create(session=held, started_at=now, started_by=by)


def test_a_signed_checklist_stays(held):
    by = UserFactory()
    now = timezone.now()
    done = Rehearsal.objects.create(
        session=held,
        started_at=now,
        started_by=by,
        wiped_at=now,
        wiped_by=by,
        signed_at=now + timedelta(minutes=1),
        signed_by=by,
    )
    with pytest.raises(DatabaseError, match="is signed"), transaction.atomic():
        Rehearsal.objects.filter(pk=done.pk).update(remarks="Khác")
    with pytest.raises(DatabaseError), transaction.atomic():
        done.delete()


def test_nobody_is_told_of_what_is_rehearsed(held, rehearsed):
    person = UserFactory()
    poll = poll_of(rehearsed)
    sitting = SittingFactory(session=rehearsed)
    for about in (rehearsed, poll, sitting, Poll.objects.get(pk=poll.pk)):
        assert send.after_commit("thu", to=[person], about=about, title="Thử") == []
        log.record("session.opened", about, by=person)
    assert Entry.objects.filter(event="session.opened").count() == 0
    assert len(send.after_commit("thu", to=[person], about=held, title="Thử")) == 1
    log.record("session.opened", held, by=person)
    assert Entry.objects.filter(event="session.opened").count() == 1
