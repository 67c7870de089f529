"""Questions from draft to the end of what was promised; what each role sees on the way."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import DatabaseError, transaction

from hdnd_portal.accounts.roles import Role
from hdnd_portal.audit.models import Entry
from hdnd_portal.audit.wording import is_known
from hdnd_portal.commitments.models import Commitment
from hdnd_portal.documents.access import access_to
from hdnd_portal.legal.models import CalendarDay
from hdnd_portal.legal.services import save_day
from hdnd_portal.notices.models import Notice
from sessions.models import Interpellation, OpinionSheet, QuestionGroup, SheetAnswer, WrittenAnswer
from sessions.question_events import EVENTS
from sessions.question_labels import Criterion
from sessions.questioned import may_be_questioned
from sessions.questioning import Host, by_person, open_promises, report_deadline
from sessions.ranking import is_ballot, rank
from sessions.services import answering, asking, opinion_sheets, promising, question_desk
from sessions.services.refusals import QuestionRefused
from sessions.similar_questions import similar_to, suggested_groups
from sessions.workflow import MoveRefused
from sessions.workflow.question import QuestionReturn, Rating, Wish, WritingReason
from tests.accounts.factories import AgencyFactory, AssignmentFactory, UserFactory
from tests.factories import FileFactory, PostFactory, SuspensionFactory, VersionFactory
from tests.racing import at_once
from tests.sessions import questions as make

NOW = "2026-11-23T02:00:00Z"  # Monday, 09:00 in Việt Nam
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_day")]


@pytest.fixture
def frozen_day():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def it(db, frozen_day):
    return make.scene()


def state(question) -> str:
    return Interpellation.objects.get(pk=question.pk).state


def answer(it, question) -> WrittenAnswer:
    answering.add_answer_file(question, data=make.upload(), name="a.pdf", by=it.agency_user)
    answering.save_answer(
        question,
        by=it.agency_user,
        signer="Giám đốc",
        reference="12/SXD",
        summary="Quý II thông xe",
        dated_on=date(2026, 11, 23),
    )
    return answering.send_answer(question, by=it.agency_user)


@pytest.mark.parametrize(
    ("kind", "title", "may"),
    [
        ("peoples_committee", "Chủ tịch Ủy ban nhân dân tỉnh", True),
        ("peoples_committee", "Phó Chủ tịch UBND tỉnh", True),
        ("peoples_committee", "Ủy viên UBND tỉnh", True),
        ("peoples_committee", "Chuyên viên tổng hợp", False),
        ("department", "Giám đốc Sở Y tế", True),
        ("department", "Phó Giám đốc Sở Y tế", False),
        ("department", "Chánh Thanh tra tỉnh", True),
        ("department", "Chỉ huy trưởng Bộ Chỉ huy quân sự tỉnh", True),
        ("judicial", "Chánh án Tòa án nhân dân tỉnh", True),
        ("judicial", "Viện trưởng Viện kiểm sát nhân dân tỉnh", True),
        ("judicial", "Phó Chánh án", False),
        ("front", "Chủ tịch Ủy ban MTTQ Việt Nam tỉnh", False),
        ("commune", "Chủ tịch UBND xã", False),
    ],
)
def test_who_may_be_questioned(kind, title, may):
    assert may_be_questioned(kind, title) is may


def test_draft_is_its_authors_alone(it):
    question = make.draft(it)
    for user in (it.officer, it.other, it.agency_user, it.world.user(Role.CHAIR)):
        assert not Interpellation.objects.visible_to(user).exists()
    assert list(Interpellation.objects.visible_to(it.author)) == [question]


def test_sent_question_is_with_the_office_and_the_standing_committee(it):
    make.sent(it)
    seeing = {Role.OFFICER, Role.OFFICE_HEAD, Role.CLERK, Role.STANDING_COMMITTEE, Role.CHAIR}
    for role in Role:
        user = it.author if role is Role.DELEGATE else it.world.user(role)
        visible = Interpellation.objects.visible_to(user).exists()
        assert visible is (role in seeing or role is Role.DELEGATE), role
    assert not Interpellation.objects.visible_to(it.other).exists()


def test_agency_sees_only_what_is_routed_to_it(it):
    question = make.sent(it)
    stranger = UserFactory()
    AssignmentFactory(
        user=stranger,
        role=Role.AGENCY.value,
        council=it.world.council,
        agency=AgencyFactory(council=it.world.council),
    )
    assert not Interpellation.objects.visible_to(it.agency_user).exists()
    question_desk.route_question(question, by=it.officer)
    assert Interpellation.objects.visible_to(it.agency_user).exists()
    assert not Interpellation.objects.visible_to(stranger).exists()


def test_answer_opens_the_question_to_all_delegates(it):
    question = make.sent(it)
    make.chosen(it, question)
    assert not Interpellation.objects.visible_to(it.other).exists()
    answering.answer_orally(question, summary="Quý II", by=it.officer)
    assert Interpellation.objects.visible_to(it.other).exists()


def test_nothing_of_another_council_is_seen(it):
    question = make.sent(it)
    make.chosen(it, question)
    answering.answer_orally(question, summary="Quý II", by=it.officer)
    elsewhere = make.scene()
    for user in (elsewhere.officer, elsewhere.author, elsewhere.agency_user):
        assert not Interpellation.objects.visible_to(user).exists()


@pytest.mark.parametrize(
    ("field", "code"), [("text", "text_missing"), ("grounds", "grounds_missing")]
)
def test_question_without_text_or_grounds_is_kept_and_not_sent(it, field, code):
    question = make.draft(it, **{field: " "})
    with pytest.raises(QuestionRefused, match=code):
        asking.submit_question(question, by=it.author)
    assert state(question) == "draft"


def test_person_who_may_not_be_questioned_is_refused(it):
    deputy = PostFactory(agency=it.world.agency, title="Phó Giám đốc Sở Xây dựng")
    with pytest.raises(QuestionRefused, match="not_questionable"):
        make.draft(it, post=deputy)


def test_nobody_questions_themself(it):
    own = PostFactory(agency=it.world.agency, person=it.author.person, title="Giám đốc Sở Y tế")
    with pytest.raises(QuestionRefused, match="yourself"):
        make.draft(it, post=own)


def test_suspended_delegate_may_not_ask(it):
    SuspensionFactory(mandate=it.author.person.mandates.get())
    with pytest.raises(QuestionRefused, match="no_seat"):
        make.draft(it)


def test_ended_session_takes_no_questions(it):
    question = make.draft(it)
    it.session.state = "closed"
    it.session.save()
    with pytest.raises(QuestionRefused, match="session_over"):
        asking.submit_question(question, by=it.author)


def test_author_alone_writes_and_rates(it):
    question = make.draft(it)
    for act in (
        lambda: asking.rewrite_question(question, make.wording(it), by=it.other),
        lambda: asking.submit_question(question, by=it.other),
        lambda: asking.discard_question(question, by=it.other),
    ):
        with pytest.raises(QuestionRefused, match="not_yours"):
            act()


def test_question_keeps_its_group_and_its_day(it):
    question = make.sent(it)
    assert question.asked_on == date(2026, 11, 23)
    assert question.delegate_group is not None
    with pytest.raises(QuestionRefused, match="already_sent"):
        asking.rewrite_question(question, make.wording(it), by=it.author)


def test_returned_question_is_mended_and_sent_again(it, django_capture_on_commit_callbacks):
    question = make.sent(it)
    with pytest.raises(QuestionRefused, match="note_missing"):
        question_desk.return_question(
            question, reason=QuestionReturn.OTHER, note=" ", by=it.officer
        )
    question_desk.return_question(
        question, reason=QuestionReturn.NOT_SPECIFIC, note="Nêu đoạn tuyến", by=it.officer
    )
    assert Notice.objects.filter(recipient=it.author, event="question.returned").count() == 1
    asking.rewrite_question(question, make.wording(it, title="Đoạn km 3"), by=it.author)
    assert asking.submit_question(question, by=it.author).state == "submitted"


def test_similar_questions_are_suggested_without_diacritics(it):
    first = make.sent(it, title="Tiến độ đường tỉnh 721", text="Khi nào thông xe đường tỉnh 721?")
    near = make.sent(
        it, it.other, title="Tien do duong tinh 721", text="Bao giờ thông xe đường tỉnh 721"
    )
    far = make.sent(it, it.other, title="Thiếu thuốc bảo hiểm", text="Bệnh viện hết vật tư y tế")
    rows = Interpellation.objects.all()
    assert similar_to(first, rows) == [near]
    clusters = suggested_groups(rows.order_by("pk"))
    assert [[one.pk for one in some] for some in clusters] == [[first.pk, near.pk]]
    assert far not in clusters[0]


def test_grouped_question_keeps_its_author(it):
    first, second = make.sent(it), make.sent(it, it.other, title="Đường tỉnh")
    group = make.grouped(it, first, second)
    authors = {one.mandate.person_id for one in group.questions.all()}
    assert authors == {it.author.person_id, it.other.person_id}


def test_question_of_another_session_is_not_grouped(it):
    first, second = make.sent(it), make.sent(it, session=None)
    with pytest.raises(QuestionRefused, match="other_session"):
        make.grouped(it, first, second)
    assert not QuestionGroup.objects.exists()


def test_choice_is_recorded_and_taken_back(it):
    first, second = make.sent(it), make.sent(it, it.other)
    one, two = make.grouped(it, first), make.grouped(it, second)
    question_desk.decide_groups(
        [one], [two], decided_on=date(2026, 11, 23), decision="12/NQ-HĐND", by=it.officer
    )
    assert (state(first), state(second)) == ("grouped", "submitted")
    one.refresh_from_db()
    assert (one.state, one.decision, one.decided_by) == ("chosen", "12/NQ-HĐND", it.officer)
    with pytest.raises(QuestionRefused, match="group_decided"):
        question_desk.put_in_group(one, [second], by=it.officer)
    question_desk.take_back_choice(one, reason="Ghi nhầm", by=it.officer)
    assert state(first) == "submitted"


def test_choice_needs_its_paper_and_questions(it):
    empty = question_desk.propose_group(
        it.world.council, session=it.session, title="Trống", questions=[], by=it.officer
    )
    for decision, code in [("", "decision_missing"), ("NQ", "empty_group")]:
        with pytest.raises(QuestionRefused, match=code):
            question_desk.decide_groups(
                [empty], [], decided_on=date(2026, 11, 23), decision=decision, by=it.officer
            )


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
    assert state(question) == "written_due"


def test_answer_goes_to_the_delegate_and_the_standing_committee(it):
    above = it.world.user(Role.STANDING_COMMITTEE)
    question = make.sent(it)
    question_desk.order_writing(question, reason=WritingReason.OUTSIDE_GROUPS, by=it.officer)
    sent = answer(it, question)
    assert state(question) == "answered_written"
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
    sent = answer(it, question)
    with pytest.raises(DatabaseError), transaction.atomic():
        change(sent)


def test_returned_answer_keeps_its_day(it):
    question = make.sent(it)
    question_desk.order_writing(question, reason=WritingReason.OUTSIDE_GROUPS, by=it.officer)
    answer(it, question)
    done = answering.return_answer(question, reason="Chưa ký", by=it.officer)
    assert (done.state, done.written_due_on) == ("written_due", date(2026, 12, 14))
    assert answer(it, question).number == 2


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
    assert state(question) == "answered_oral"
    asking.dispute_answer(question, wish=Wish.DEBATE, reason="Chưa rõ", by=it.author)
    answering.consider_responsibility(question, outcome="Giao Ban Pháp chế", by=it.officer)
    done = answering.settle_dispute(question, outcome="Rút kinh nghiệm", by=it.officer)
    assert (done.state, done.outcome) == ("accepted", "Rút kinh nghiệm")


def test_good_answer_is_accepted_by_its_rating(it):
    question = make.sent(it)
    make.chosen(it, question)
    answering.answer_orally(question, summary="Quý II", by=it.officer)
    asking.rate_answer(question, rating=Rating.ANSWERED, reason="", by=it.author)
    assert state(question) == "accepted"


def test_oral_answer_recorded_by_mistake_is_taken_back(it):
    question = make.sent(it)
    make.chosen(it, question)
    answering.answer_orally(question, summary="Quý II", by=it.officer)
    answering.take_back_oral(question, reason="Nhầm chất vấn", by=it.officer)
    assert state(question) == "grouped"
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
    assert state(question) == "followed"
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


def test_register_counts_by_person(it):
    first, second, third = (make.sent(it, title=f"Vấn đề {n}") for n in range(3))
    make.chosen(it, first, second, third)
    answering.raise_question(first, by=it.officer)
    answering.answer_orally(second, summary="", by=it.officer)
    question_desk.order_writing(third, reason=WritingReason.NOT_REACHED, by=it.officer)
    (person,) = by_person(list(Host(it.world.council, it.session).questions().for_list()))
    assert [len(part) for part in (person.waiting, person.asked, person.answered, person.owed)] == [
        0,
        1,
        1,
        1,
    ]


def test_questions_between_sessions_go_to_the_standing_committee(it):
    question = make.sent(it, session=None)
    host = Host(it.world.council)
    assert list(host.questions()) == [question]
    group = make.chosen(it, question)
    assert group.session is None
    answering.answer_orally(question, summary="Đã trả lời tại phiên họp", by=it.officer)
    assert state(question) == "answered_oral"


# The ranked sheet.


@pytest.mark.parametrize(
    ("ballots", "order"),
    [
        ([[1, 2, 3], [1, 3, 2], [2, 1, 3]], [1, 2, 3]),
        ([], [1, 2, 3]),
        ([[3], [3], [2, 1]], [3, 2, 1]),
        # Equal points: more first places stand higher.
        ([[1, 2], [2, 1]], [1, 2, 3]),
        ([[2, 1, 3], [3, 1, 2]], [2, 3, 1]),
    ],
)
def test_ranking_counts_points_then_first_places(ballots, order):
    assert [row.group for row in rank([1, 2, 3], ballots)] == order


def test_ranking_gives_figures_that_can_be_checked():
    first, *_rest = rank([1, 2, 3], [[1, 2, 3], [1, 3, 2], [2, 1, 3]])
    assert (first.points, first.firsts, first.named) == (8, 2, 3)


@pytest.mark.parametrize(
    ("ballot", "fits"), [([1, 2], True), ([], False), ([1, 1], False), ([4], False), ([3], True)]
)
def test_what_is_a_ballot(ballot, fits):
    assert is_ballot([1, 2, 3], ballot) is fits


def sheet_of(it):
    groups = [make.grouped(it, make.sent(it, title=f"Vấn đề {n}")) for n in range(3)]
    sheet = opinion_sheets.open_sheet(
        it.world.council, session=it.session, wanted=2, due_on=date(2026, 11, 30), by=it.officer
    )
    return sheet, [group.pk for group in groups]


def test_sheet_is_answered_changed_closed_and_kept(it):
    sheet, (a, b, c) = sheet_of(it)
    opinion_sheets.answer_sheet(sheet, [a, b], by=it.author)
    opinion_sheets.answer_sheet(sheet, [c, b], by=it.author)
    opinion_sheets.answer_sheet(sheet, [c], by=it.other)
    done = opinion_sheets.close_sheet(sheet, by=it.officer)
    assert [row["group"] for row in done.result] == [c, b, a]
    assert (done.asked, SheetAnswer.objects.count()) == (2, 2)
    with pytest.raises(QuestionRefused, match="sheet_closed"):
        opinion_sheets.answer_sheet(sheet, [a], by=it.author)
    for change in (
        lambda: SheetAnswer.objects.update(ranking=[a]),
        lambda: type(sheet).objects.update(result=[]),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_sheet_is_for_delegates_and_one_at_a_time(it):
    sheet, (a, _b, _c) = sheet_of(it)
    with pytest.raises(QuestionRefused, match="no_seat"):
        opinion_sheets.answer_sheet(sheet, [a], by=it.officer)
    with pytest.raises(QuestionRefused, match="sheet_open"):
        opinion_sheets.open_sheet(
            it.world.council, session=it.session, wanted=1, due_on=date(2026, 11, 30), by=it.officer
        )
    with pytest.raises(QuestionRefused, match="ranking_wrong"):
        opinion_sheets.answer_sheet(sheet, [a, a], by=it.author)


def test_sheet_needs_groups_to_choose_from(it):
    make.grouped(it, make.sent(it))
    with pytest.raises(QuestionRefused, match="too_few_groups"):
        opinion_sheets.open_sheet(
            it.world.council, session=it.session, wanted=1, due_on=date(2026, 11, 30), by=it.officer
        )


def test_files_of_a_question_follow_the_question(it):
    question = make.draft(it)
    place = asking.add_question_file(question, data=make.upload(), name="a.pdf", by=it.author)
    assert bool(access_to(it.author, place.version))
    assert not access_to(it.officer, place.version)
    asking.submit_question(question, by=it.author)
    assert bool(access_to(it.officer, place.version))
    with pytest.raises(QuestionRefused, match="already_sent"):
        asking.remove_question_file(place, by=it.author)


def test_criteria_are_kept_with_the_group(it):
    group = question_desk.propose_group(
        it.world.council,
        session=it.session,
        title="Y tế",
        questions=[],
        criteria=[Criterion.PRESSING],
        by=it.officer,
    )
    assert group.criteria == ["pressing"]


def test_every_event_has_its_sentence():
    assert all(is_known(event) for event in EVENTS)


def test_unknown_version_opens_to_nobody(it):
    version = VersionFactory(file=FileFactory(council=it.world.council))
    assert not access_to(it.officer, version)


# Races: each fails once the lock is taken away.


REFUSED = (QuestionRefused, MoveRefused)


@pytest.mark.django_db(transaction=True)
def test_two_officers_group_the_same_question():
    it = make.scene()
    question = make.sent(it)
    head = it.world.user(Role.OFFICE_HEAD)
    groups = [
        question_desk.propose_group(
            it.world.council, session=it.session, title=title, questions=[], by=it.officer
        )
        for title in ("Giao thông", "Xây dựng")
    ]
    seen = [Interpellation.objects.get(pk=question.pk) for _ in groups]
    outcomes = at_once(
        Interpellation,
        lambda: question_desk.put_in_group(groups[0], [seen[0]], by=it.officer),
        lambda: question_desk.put_in_group(groups[1], [seen[1]], by=head),
        refused=REFUSED,
    )
    assert outcomes == ["done", "refused"]
    assert Entry.objects.filter(event="question.grouped").count() == 1


@pytest.mark.django_db(transaction=True)
def test_author_withdraws_while_the_council_chooses():
    it = make.scene()
    question = make.sent(it)
    group = make.grouped(it, question)
    outcomes = at_once(
        Interpellation,
        lambda: asking.withdraw_question(question, reason="Đã rõ", by=it.author),
        lambda: question_desk.decide_groups(
            [group], [], decided_on=date(2026, 11, 23), decision="NQ", by=it.officer
        ),
        refused=REFUSED,
    )
    assert outcomes == ["done", "refused"]


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


@pytest.mark.django_db(transaction=True)
def test_two_officers_count_one_sheet():
    it = make.scene()
    sheet = opened_sheet(it)
    opinion_sheets.answer_sheet(
        sheet, list(sheet.places.values_list("group", flat=True)), by=it.author
    )
    acts = [lambda: opinion_sheets.close_sheet(sheet, by=it.officer)] * 2
    assert at_once(OpinionSheet, *acts, refused=REFUSED) == ["done", "refused"]
    assert Entry.objects.filter(event="opinion_sheet.closed").count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_answer_on_a_sheet_is_counted_or_refused_while_it_is_counted():
    it = make.scene()
    sheet = opened_sheet(it)
    ranking = list(sheet.places.values_list("group", flat=True))
    outcomes = at_once(
        SheetAnswer,
        lambda: opinion_sheets.answer_sheet(sheet, ranking, by=it.author),
        lambda: opinion_sheets.close_sheet(sheet, by=it.officer),
        refused=REFUSED,
    )
    sheet.refresh_from_db()
    # Either the answer was refused, or it is in the count.
    assert SheetAnswer.objects.count() == outcomes.count("done") - 1
    assert sum(row["firsts"] for row in sheet.result) == SheetAnswer.objects.count()


def opened_sheet(it):
    """An open sheet on two proposed groups."""
    for title in ("Giao thông", "Xây dựng"):
        question_desk.propose_group(
            it.world.council, session=it.session, title=title, questions=[], by=it.officer
        )
    return opinion_sheets.open_sheet(
        it.world.council, session=it.session, wanted=1, due_on=date(2026, 12, 1), by=it.officer
    )
