"""Answers that are owed or wait for a word: told once, and accepted where nobody objects."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from hdnd_portal.audit.models import Entry
from hdnd_portal.notices.models import Notice
from sessions import tasks
from sessions.models import Interpellation
from sessions.question_worklist import questions_of_author
from sessions.schedule import VIETNAM
from sessions.services import answering, asking, question_desk
from sessions.services.question_reminders import accept_silent, remind
from sessions.silence import silent_deadline
from sessions.workflow.question import Rating, WritingReason
from tests.sessions.questions import chosen, scene, sent

pytestmark = pytest.mark.django_db
ASKED = datetime(2026, 9, 7, 9, tzinfo=VIETNAM)  # a Monday
EVENT = "question.reminded"


@pytest.fixture
def it():
    with time_machine.travel(ASKED, tick=False):
        yield scene()


@pytest.fixture
def owed(it):
    question = sent(it)
    return question_desk.order_writing(
        question, reason=WritingReason.NEEDS_CHECKING, agency=it.post.agency, by=it.officer
    )


@pytest.fixture
def answered(it):
    question = sent(it)
    chosen(it, question)
    return answering.answer_orally(question, summary="Cuối năm", by=it.officer)


def told(user):
    return list(
        Notice.objects.filter(recipient=user, event=EVENT)
        .order_by("pk")
        .values_list("title", flat=True)
    )


def run(it, day):
    return remind(it.world.council, on=day)


def test_the_agency_is_told_before_on_and_after_the_day_and_the_others_after_it(it, owed):
    due = owed.written_due_on
    assert due == date(2026, 9, 28)  # twenty days end on a Sunday

    assert run(it, date(2026, 9, 8)) == 0
    assert run(it, due) > 0
    assert run(it, due) == 0
    assert [title.split(":")[0] for title in told(it.agency_user)] == [
        "Hôm nay (28/09/2026) là hạn trả lời chất vấn bằng văn bản"
    ]
    assert told(it.officer) == told(it.author) == []

    run(it, due + timedelta(days=7))
    missed = "Quá hạn 28/09/2026 chưa có văn bản trả lời chất vấn: Tiến độ đường tỉnh 721"
    assert told(it.agency_user)[-1] == told(it.officer)[0] == told(it.author)[0] == missed
    assert run(it, due + timedelta(days=8)) == 0


def test_nothing_is_told_on_a_day_off(it, owed):
    assert run(it, date(2026, 10, 4)) == 0


def test_the_author_is_told_until_when_silence_is_no_assent(client, it, answered):
    until = silent_deadline(answered)
    assert until.due_on == date(2026, 9, 22)

    run(it, until.due_on)
    assert told(it.author)[0].startswith("Đến hết 22/09/2026, không có ý kiến")
    assert told(it.agency_user) == told(it.officer) == []
    task = next(iter(questions_of_author(it.author, until.due_on)))
    assert (task.due_on, task.why) == (until.due_on, until.as_dict())

    client.force_login(it.author)
    page = client.get(reverse("sessions:question", kwargs={"question": answered.pk}))
    assert "không có ý kiến thì coi là đồng ý" in page.content.decode()


def test_silence_is_assent_only_after_its_day_and_only_once(it, answered):
    council, last = it.world.council, date(2026, 9, 22)

    assert accept_silent(council, on=last) == 0
    assert accept_silent(council, on=last + timedelta(days=1)) == 1
    assert accept_silent(council, on=last + timedelta(days=2)) == 0
    assert Interpellation.objects.get(pk=answered.pk).state == "accepted"
    assert Entry.objects.filter(event="question.accepted_silently").count() == 1
    accepted = Notice.objects.filter(event="question.accepted_silently")
    assert accepted.filter(recipient=it.author).count() == 1


def test_who_has_spoken_is_not_taken_to_agree(it, answered):
    asking.rate_answer(answered, rating=Rating.EVADED, reason="Né tránh", by=it.author)

    assert accept_silent(it.world.council, on=date(2026, 12, 1)) == 0
    assert Interpellation.objects.get(pk=answered.pk).state == "answered_oral"


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_the_questions(
    it, django_assert_num_queries, django_assert_max_num_queries, count
):
    for _number in range(count):
        question = sent(it)
        question_desk.order_writing(
            question, reason=WritingReason.NEEDS_CHECKING, agency=it.post.agency, by=it.officer
        )
    answers = [sent(it) for _number in range(count)]
    chosen(it, *answers)
    for question in answers:
        answering.answer_orally(question, summary="Cuối năm", by=it.officer)
    council = it.world.council
    last = silent_deadline(Interpellation.objects.get(pk=answers[0].pk)).due_on

    with django_assert_num_queries(3):
        assert accept_silent(council, on=last) == 0
    with django_assert_max_num_queries(17):
        assert remind(council, on=last) == count
    with django_assert_max_num_queries(34):
        missed = date(2026, 10, 5)
        assert remind(council, on=missed) == 3 * count
    with django_assert_num_queries(3):
        assert len(list(questions_of_author(it.author, missed))) == count


def test_the_daily_sweep_does_both(it, answered):
    with time_machine.travel(ASKED + timedelta(days=30), tick=False):
        assert timezone.localdate() == date(2026, 10, 7)
        tasks.remind()
    assert Interpellation.objects.get(pk=answered.pk).state == "accepted"
