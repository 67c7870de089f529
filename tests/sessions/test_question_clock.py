"""Clocks of questioning: one of two operators is heard, and none outlives its sitting."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sessions.models import CouncilSession, Interpellation, SpeechRequest
from sessions.services import answering, attendance
from sessions.services.question_clock import start_answering, start_asking, stop_speaking
from sessions.services.refusals import MoveRefused, QuestionRefused, SessionRefused
from sessions.services.session_states import carry_session
from sessions.workflow import SessionMove
from tests.factories import SittingFactory
from tests.racing import at_once
from tests.sessions import questions as make

REFUSED = (SessionRefused, QuestionRefused, MoveRefused)


def hall():
    """A sitting that is on, and two delegates in the hall with a chosen question each."""
    it = make.scene()
    now = timezone.now()
    SittingFactory(
        session=it.session,
        starts_at=now - timedelta(minutes=1),
        ends_at=now + timedelta(hours=3),
        opened_at=now - timedelta(minutes=1),
    )
    questions = [make.sent(it), make.sent(it, it.other, title="Nước sạch nông thôn")]
    make.chosen(it, *questions)
    CouncilSession.objects.filter(pk=it.session.pk).update(state="open")
    it.session.refresh_from_db()
    attendance.arrive(
        it.session, mandates=[one.mandate_id for one in questions], at=now, by=it.officer
    )
    return it, *(Interpellation.objects.get(pk=one.pk) for one in questions)


def state_of(speech):
    return SpeechRequest.objects.get(pk=speech.pk).state


@pytest.mark.django_db
def test_a_page_that_is_not_loaded_again_does_not_end_another_clock():
    it, first, _second = hall()
    asked = start_asking(first, by=it.officer)
    answer = start_answering(first, by=it.officer)

    with pytest.raises(SessionRefused, match="speech_over"):
        stop_speaking(it.session, speech=asked.pk, by=it.officer)
    assert (state_of(asked), state_of(answer)) == ("done", "speaking")


@pytest.mark.django_db
def test_an_answer_begins_though_a_colleague_ended_the_question():
    it, first, _second = hall()
    asked = start_asking(first, by=it.officer)
    seen = Interpellation.objects.select_related("speech__session").get(pk=first.pk)
    stop_speaking(it.session, speech=asked.pk, by=it.officer)

    assert state_of(start_answering(seen, by=it.officer)) == "speaking"


@pytest.mark.django_db
def test_no_clock_of_a_question_that_was_answered_meanwhile():
    it, first, _second = hall()
    seen = Interpellation.objects.get(pk=first.pk)
    answering.answer_orally(first, summary="", by=it.officer)

    for start in (start_asking, start_answering):
        with pytest.raises(QuestionRefused, match="not_chosen"):
            start(seen, by=it.officer)
    assert not SpeechRequest.objects.exists()


# Races: each fails once the lock is taken away.


@pytest.mark.django_db(transaction=True)
def test_of_two_clocks_started_at_once_one_runs():
    it, first, second = hall()
    outcomes = at_once(
        SpeechRequest,
        lambda: start_asking(first, by=it.officer),
        lambda: start_asking(second, by=it.other),
        refused=REFUSED,
    )
    assert outcomes == ["done", "refused"]
    running = SpeechRequest.objects.get()
    asked = Interpellation.objects.get(raised_at__isnull=False)
    assert (running.state, asked.speech) == ("speaking", running)


@pytest.mark.django_db(transaction=True)
def test_an_answer_begins_while_a_colleague_ends_the_question():
    it, first, _second = hall()
    asked = start_asking(first, by=it.officer)
    seen = Interpellation.objects.select_related("speech__session").get(pk=first.pk)
    outcomes = at_once(
        SpeechRequest,
        lambda: start_answering(seen, by=it.officer),
        lambda: stop_speaking(it.session, speech=asked.pk, by=it.other),
        refused=REFUSED,
    )
    # The end comes first, or hears that the question was ended by the answer.
    assert outcomes in (["done", "done"], ["done", "refused"])
    assert state_of(asked) == "done"
    assert SpeechRequest.objects.get(state="speaking").kind == "answer"


@pytest.mark.django_db(transaction=True)
def test_no_clock_runs_on_when_the_sitting_rises():
    it, first, _second = hall()
    outcomes = at_once(
        SpeechRequest,
        lambda: start_asking(first, by=it.officer),
        lambda: carry_session(
            it.session, SessionMove.ADJOURN, today=timezone.localdate(), by=it.other
        ),
        refused=REFUSED,
    )
    assert outcomes in (["done", "done"], ["done", "refused"])
    assert CouncilSession.objects.get().state == "adjourned"
    assert not SpeechRequest.objects.filter(state="speaking").exists()
    assert Interpellation.objects.filter(raised_at__isnull=False).count() == (
        outcomes.count("done") - 1
    )
