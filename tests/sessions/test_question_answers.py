"""Answers: by their day, signed, kept as sent, rated, disputed; and promises until verified."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import DatabaseError, transaction

from hdnd_portal.accounts.roles import Role
from hdnd_portal.audit.models import Entry
from hdnd_portal.commitments.models import Commitment
from hdnd_portal.documents.access import access_to
from hdnd_portal.legal.models import CalendarDay
from hdnd_portal.legal.services import save_day
from hdnd_portal.notices.models import Notice
from sessions.models import Interpellation, WrittenAnswer
from sessions.questioning import open_promises, report_deadline
from sessions.services import answering, asking, promising, question_desk
from sessions.services.refusals import QuestionRefused
from sessions.workflow import MoveRefused
from sessions.workflow.question import Rating, Wish, WritingReason
from tests.racing import at_once
from tests.sessions import questions as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_day")]
REFUSED = (QuestionRefused, MoveRefused)


@pytest.fixture
def frozen_day():
    with time_machine.travel(make.MONDAY, tick=False):
        yield


@pytest.fixture
def it(db, frozen_day):
    return make.scene()


def test_written_answer_is_due_twenty_days_after_the_question(it):
    question = make.sent(it)
    done = question_desk.order_writing(question, reason=WritingReason.OUTSIDE_GROUPS, by=it.officer)
    # 23 November + 20 days is Sunday 13 December, so Monday (Law 87/2015, Art. 60(4); CNT-3).
    assert done.written_due_on == date(2026, 12, 14)
    assert done.routed_to == it.world.agency
    assert {"source", "mark", "skipped"} <= set(done.written_explanation)


def test_day_of_the_sitting_counts_where_it_was_not_reached(it):
    question = make.sent(it)
    make.chosen(it, question)
    with time_machine.travel("2026-12-09T03:00:00Z", tick=False):
        done = question_desk.order_writing(
            question,
            reason=WritingReason.NOT_REACHED,
            from_on=date(2026, 12, 9),
            by=it.officer,
        )
        assert done.written_due_on == date(2026, 12, 29)
        other = make.sent(it)
        with pytest.raises(QuestionRefused, match="from_wrong"):
            question_desk.order_writing(
                other,
                reason=WritingReason.OUTSIDE_GROUPS,
                from_on=date(2026, 12, 10),
                by=it.officer,
            )


def test_new_day_off_moves_the_answer(it, django_capture_on_commit_callbacks):
    question = make.sent(it)
    question_desk.order_writing(question, reason=WritingReason.OUTSIDE_GROUPS, by=it.officer)
    day = CalendarDay(
        council=it.world.council, day=date(2026, 12, 14), kind="off", reason="Nghỉ bù", source="CV"
    )
    with django_capture_on_commit_callbacks(execute=True):
        save_day(day, by=it.officer)
    assert Interpellation.objects.get().written_due_on == date(2026, 12, 15)
    assert Entry.objects.filter(event="question.due_recounted").count() == 1


def test_overdue_answers_are_listed(it):
    question = make.sent(it)
    question_desk.order_writing(question, reason=WritingReason.OUTSIDE_GROUPS, by=it.officer)
    assert not Interpellation.objects.overdue(date(2026, 12, 14)).exists()
    assert list(Interpellation.objects.overdue(date(2026, 12, 15))) == [question]


def test_answer_needs_signer_day_and_file(it):
    question = make.sent(it)
    question_desk.order_writing(question, reason=WritingReason.OUTSIDE_GROUPS, by=it.officer)
    with pytest.raises(QuestionRefused, match="no_answer_draft"):
        answering.send_answer(question, by=it.agency_user)
    for signer, dated_on, code in [
        ("", None, "signer_missing"),
        ("Giám đốc", None, "dated_missing"),
        ("Giám đốc", date(2026, 11, 23), "file_missing"),
    ]:
        answering.save_answer(
            question, by=it.agency_user, signer=signer, reference="", summary="", dated_on=dated_on
        )
        with pytest.raises(QuestionRefused, match=code):
            answering.send_answer(question, by=it.agency_user)
    assert make.state_of(question) == "written_due"


def test_answer_goes_to_the_delegate_and_the_standing_committee(it):
    above = it.world.user(Role.STANDING_COMMITTEE)
    question = make.sent(it)
    question_desk.order_writing(question, reason=WritingReason.OUTSIDE_GROUPS, by=it.officer)
    sent = make.answered(it, question)
    assert make.state_of(question) == "answered_written"
    told = set(Notice.objects.filter(event="question.answered").values_list("recipient", flat=True))
    assert told == {it.author.pk, it.officer.pk, above.pk}
    version = sent.files.get().version
    assert bool(access_to(it.other, version))


def test_draft_of_an_answer_is_the_agencys_alone(it):
    question = make.sent(it)
    question_desk.order_writing(question, reason=WritingReason.OUTSIDE_GROUPS, by=it.officer)
    place = answering.add_answer_file(question, data=make.upload(), name="a.pdf", by=it.agency_user)
    assert bool(access_to(it.agency_user, place.version))
    for user in (it.officer, it.author, it.other):
        assert not access_to(user, place.version)


@pytest.mark.parametrize(
    "change",
    [
        lambda sent: WrittenAnswer.objects.filter(pk=sent.pk).update(summary="Khác"),
        lambda sent: WrittenAnswer.objects.filter(pk=sent.pk).delete(),
        lambda sent: sent.files.all().delete(),
    ],
)
def test_database_keeps_the_answer_as_sent(it, change):
    question = make.sent(it)
    question_desk.order_writing(question, reason=WritingReason.OUTSIDE_GROUPS, by=it.officer)
    sent = make.answered(it, question)
    with pytest.raises(DatabaseError), transaction.atomic():
        change(sent)


def test_returned_answer_keeps_its_day(it):
    question = make.sent(it)
    question_desk.order_writing(question, reason=WritingReason.OUTSIDE_GROUPS, by=it.officer)
    make.answered(it, question)
    done = answering.return_answer(question, reason="Chưa ký", by=it.officer)
    assert (done.state, done.written_due_on) == ("written_due", date(2026, 12, 14))
    assert make.answered(it, question).number == 2


def test_author_rates_disputes_and_the_outcome_is_kept(it):
    question = make.sent(it)
    make.chosen(it, question)
    answering.raise_question(question, by=it.officer)
    answering.answer_orally(
        question, summary="Sẽ làm", recording_at=timedelta(minutes=85), by=it.officer
    )
    with pytest.raises(QuestionRefused, match="reason_missing"):
        asking.rate_answer(question, rating=Rating.EVADED, reason="", by=it.author)
    asking.rate_answer(question, rating=Rating.EVADED, reason="Chưa nêu ngày", by=it.author)
    assert make.state_of(question) == "answered_oral"
    asking.dispute_answer(question, wish=Wish.DEBATE, reason="Chưa rõ", by=it.author)
    answering.consider_responsibility(question, outcome="Giao Ban Pháp chế", by=it.officer)
    done = answering.settle_dispute(question, outcome="Rút kinh nghiệm", by=it.officer)
    assert (done.state, done.outcome) == ("accepted", "Rút kinh nghiệm")


def test_good_answer_is_accepted_by_its_rating(it):
    question = make.sent(it)
    make.chosen(it, question)
    answering.answer_orally(question, summary="Quý II", by=it.officer)
    asking.rate_answer(question, rating=Rating.ANSWERED, reason="", by=it.author)
    assert make.state_of(question) == "accepted"


def test_oral_answer_recorded_by_mistake_is_taken_back(it):
    question = make.sent(it)
    make.chosen(it, question)
    answering.answer_orally(question, summary="Quý II", by=it.officer)
    answering.take_back_oral(question, reason="Nhầm chất vấn", by=it.officer)
    assert make.state_of(question) == "grouped"
    with pytest.raises(MoveRefused):
        promising.close_question(question, by=it.officer)


def test_promise_is_followed_until_verified(it):
    question = make.sent(it)
    make.chosen(it, question)
    answering.answer_orally(question, summary="Quý II", by=it.officer)
    made = promising.cut_promise(
        question,
        text="Thông xe trong quý II năm 2027",
        made_on=date(2026, 11, 23),
        due_on=date(2027, 6, 30),
        said_at="Biên bản, trang 12",
        by=it.officer,
    )
    assert make.state_of(question) == "followed"
    assert (made.lead, made.promised_by) == (it.world.agency, it.post.person)
    (shown,) = open_promises(it.world.council)
    assert shown.text == "Thông xe trong quý II năm 2027"
    with pytest.raises(QuestionRefused, match="promises_open"):
        promising.close_question(question, by=it.officer)
    Commitment.objects.update(stage="verified")
    assert open_promises(it.world.council) == []
    assert promising.close_question(question, by=it.officer).state == "closed"


def test_nothing_is_promised_before_the_answer(it):
    with pytest.raises(QuestionRefused, match="no_answer"):
        promising.cut_promise(make.sent(it), text="x", made_on=date(2026, 11, 23), by=it.officer)


def test_report_on_promises_is_due_ten_days_before_the_session(it):
    assert report_deadline(it.session).due_on == date(2026, 11, 28)


@pytest.mark.django_db(transaction=True)
def test_agency_sends_its_answer_twice_at_once():
    it = make.scene()
    question = make.sent(it)
    question_desk.order_writing(question, reason=WritingReason.OUTSIDE_GROUPS, by=it.officer)
    answering.add_answer_file(question, data=make.upload(), name="a.pdf", by=it.agency_user)
    answering.save_answer(
        question,
        by=it.agency_user,
        signer="Giám đốc",
        reference="1",
        summary="",
        dated_on=date(2026, 11, 23),
    )
    outcomes = at_once(
        WrittenAnswer,
        lambda: answering.send_answer(question, by=it.agency_user),
        lambda: answering.send_answer(question, by=it.agency_user),
        refused=REFUSED,
    )
    assert outcomes == ["done", "refused"]
    assert WrittenAnswer.objects.count() == 1
