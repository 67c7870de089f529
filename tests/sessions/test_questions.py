"""Questions from draft to the end of what was promised; what each role sees on the way."""

from datetime import date

import pytest
import time_machine

from hdnd_portal.accounts.roles import Role
from hdnd_portal.audit.models import Entry
from hdnd_portal.audit.wording import is_known
from hdnd_portal.documents.access import access_to
from hdnd_portal.notices.models import Notice
from sessions.models import Interpellation, QuestionGroup
from sessions.question_events import EVENTS
from sessions.question_labels import Criterion
from sessions.questioned import may_be_questioned
from sessions.questioning import Host, by_person
from sessions.services import answering, asking, question_desk
from sessions.services.refusals import QuestionRefused
from sessions.similar_questions import similar_to, suggested_groups
from sessions.workflow import MoveRefused
from sessions.workflow.question import QuestionReturn, WritingReason
from tests.accounts.factories import AgencyFactory, AssignmentFactory, UserFactory
from tests.factories import FileFactory, PostFactory, SuspensionFactory, VersionFactory
from tests.racing import at_once
from tests.sessions import questions as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_day")]


@pytest.fixture
def frozen_day():
    with time_machine.travel(make.MONDAY, tick=False):
        yield


@pytest.fixture
def it(db, frozen_day):
    return make.scene()


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
    assert make.state_of(question) == "draft"


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
    assert (make.state_of(first), make.state_of(second)) == ("grouped", "submitted")
    one.refresh_from_db()
    assert (one.state, one.decision, one.decided_by) == ("chosen", "12/NQ-HĐND", it.officer)
    with pytest.raises(QuestionRefused, match="group_decided"):
        question_desk.put_in_group(one, [second], by=it.officer)
    question_desk.take_back_choice(one, reason="Ghi nhầm", by=it.officer)
    assert make.state_of(first) == "submitted"


def test_choice_needs_its_paper_and_questions(it):
    empty = question_desk.propose_group(
        it.world.council, session=it.session, title="Trống", questions=[], by=it.officer
    )
    for decision, code in [("", "decision_missing"), ("NQ", "empty_group")]:
        with pytest.raises(QuestionRefused, match=code):
            question_desk.decide_groups(
                [empty], [], decided_on=date(2026, 11, 23), decision=decision, by=it.officer
            )


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
    assert make.state_of(question) == "answered_oral"


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
