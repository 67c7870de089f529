"""Questions about papers: asked, answered, shared with all readers of the paper and none else."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from hdnd_portal.accounts.roles import Role
from hdnd_portal.audit.models import Entry
from hdnd_portal.documents.access import Access, access_to
from hdnd_portal.notices.models import Notice
from hdnd_portal.worklist.registry import tasks_for
from sessions.models import (
    AgendaItem,
    CouncilSession,
    FileRestriction,
    FrozenFile,
    PaperQuestion,
)
from sessions.paper_question_days import answer_day
from sessions.services import paper_questions
from sessions.services.refusals import MoveRefused, SessionRefused
from sessions.workflow.paper_question import (
    PAPER_QUESTION_MOVES,
    PaperQuestionMove,
    PaperQuestionState,
    paper_question_after,
)
from tests.everybody import signed_in, undone
from tests.factories import CouncilSessionFactory, SittingFactory, UserFactory
from tests.route_cases import World
from tests.sessions import paper_questions as make
from tests.sessions.questions import seat

pytestmark = pytest.mark.django_db
M, S = PaperQuestionMove, PaperQuestionState
MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)


@pytest.fixture(scope="module")
def lasting(django_db_setup, django_db_blocker):
    """A council with a paper of its agency, and everybody's accounts."""
    with django_db_blocker.unblock(), undone():
        made = World()
        for role in Role:
            made.user(role)
        make.delegate(made)
        yield made, make.paper(made)


@pytest.fixture
def world(lasting, django_db_blocker):
    with django_db_blocker.unblock(), undone():
        yield lasting[0]


@pytest.fixture
def line(lasting, world):
    return FrozenFile.objects.get(pk=lasting[1].pk)


@pytest.fixture
def question(world, line):
    return make.asked(world, line)


def told(event):
    return {notice.recipient for notice in Notice.objects.filter(event=event)}


@pytest.mark.parametrize("move", M)
@pytest.mark.parametrize("state", S)
def test_every_move_from_every_state(state, move):
    sources, after = PAPER_QUESTION_MOVES[move]
    if state in sources:
        assert paper_question_after(state, move) is after
    else:
        with pytest.raises(MoveRefused):
            paper_question_after(state, move)


@pytest.mark.parametrize("kind", ["open", "closed", "restricted"])
@pytest.mark.parametrize("pdf", [True, False])
def test_whoever_may_open_the_paper_sees_the_question_and_nobody_else(world, line, kind, pdf):
    line = line if pdf else make.paper(world, pdf=False)
    question = make.asked(world, line, page=None)
    if kind == "closed":
        AgendaItem.objects.update(is_closed=True)
    if kind == "restricted":
        FileRestriction.objects.create(
            file=line.version.file,
            reason="Mật",
            restricted_by=world.user(Role.OFFICER),
            restricted_at=timezone.now(),
        )

    seen = {
        role: PaperQuestion.objects.visible_to(world.user(role)).filter(pk=question.pk).exists()
        for role in Role
    }

    assert seen == {
        role: access_to(world.user(role), line.version) is not Access.NONE for role in Role
    }
    assert seen[Role.AGENCY]
    assert seen[Role.COMMITTEE_MEMBER] is (pdf or kind == "open")
    assert not PaperQuestion.objects.visible_to(UserFactory()).exists()


def test_a_question_goes_to_those_who_drafted_the_paper(world, line):
    question = make.asked(world, line, quote="3,2 tỷ đồng/km")

    assert told("paper_question.asked") >= {world.user(Role.AGENCY), world.user(Role.OFFICER)}
    assert question.part.owner == world.agency
    notice = Notice.objects.filter(event="paper_question.asked").first()
    assert "Tờ trình, trang 2" in notice.title
    assert not [entry for entry in Entry.objects.all() if "đầu tư" in str(entry.details)]


def test_a_paper_of_a_ban_is_asked_of_the_ban(world):
    question = make.asked(world, make.paper(world, of_ban=True))

    assert question.part.owner == world.body
    assert world.user(Role.COMMITTEE_LEADER) in told("paper_question.asked")
    assert world.user(Role.AGENCY) not in told("paper_question.asked")
    assert PaperQuestion.objects.owed_by(world.user(Role.COMMITTEE_LEADER)).exists()


def test_what_is_told_of_a_closed_item_names_nothing(world):
    make.asked(world, make.paper(world, is_closed=True), page=1)

    titles = Notice.objects.filter(event="paper_question.asked").values_list("title", flat=True)
    assert titles
    assert not [one for one in titles if "Đề án" in one or "Tờ trình" in one]


@pytest.mark.parametrize(
    ("code", "item", "words"),
    [
        ("asked_empty", {}, {"text": "  "}),
        ("asked_page", {}, {"page": 4}),
        ("asked_page", {}, {"page": 0}),
        ("asked_too_late", {"state": "passed"}, {}),
        ("asked_too_late", {"state": "withdrawn"}, {}),
        ("asked_quote_sealed", {"is_closed": True}, {"quote": "3,2 tỷ"}),
        ("asked_unreadable", {"is_closed": True, "pdf": False}, {"page": None}),
    ],
)
def test_what_is_not_asked(world, code, item, words):
    line = make.paper(world, **item)
    with pytest.raises(SessionRefused) as refused:
        make.asked(world, line, **words)
    assert refused.value.code == code
    assert not PaperQuestion.objects.exists()


def test_nobody_asks_without_a_seat_twice_or_after_the_session(world, line):
    with pytest.raises(SessionRefused, match="asked_no_seat"):
        paper_questions.ask_about_paper(line, text="Gì?", by=world.user(Role.OFFICER))
    make.asked(world, line)
    with pytest.raises(SessionRefused, match="asked_twice"):
        make.asked(world, line)
    CouncilSession.objects.update(state="closed")
    with pytest.raises(SessionRefused, match="asked_too_late"):
        make.asked(world, line, text="Khác?")


def test_an_answer_is_announced_to_its_author_and_read_by_all(world, question):

    answer = paper_questions.answer_about_paper(
        question, text="Theo giá 2026.", paper=question.paper, page=3, by=world.user(Role.AGENCY)
    )

    assert told("paper_question.answered") == {world.user(Role.DELEGATE)}
    page = signed_in(world.user(Role.GROUP_HEAD)).get(
        reverse(
            "sessions:read_paper",
            kwargs={"session": question.session_id, "paper": question.paper_id},
        )
    )
    shown = page.content.decode()
    assert "Theo giá 2026." in shown
    assert question.mandate.person.name in shown
    assert "?trang=3" in shown
    assert answer.number == 1


@pytest.mark.parametrize(
    ("code", "answer"),
    [
        ("paper_answer_empty", {"text": " "}),
        ("paper_answer_paper", {"text": "Có", "page": 1}),
        ("paper_answer_page", {"text": "Có", "page": 9, "with_paper": True}),
    ],
)
def test_what_is_no_answer(world, question, code, answer):
    paper = question.paper if answer.pop("with_paper", False) else None
    with pytest.raises(SessionRefused, match=code):
        paper_questions.answer_about_paper(
            question, paper=paper, by=world.user(Role.AGENCY), **answer
        )


def test_an_answer_points_at_its_own_dossier(world, line):
    question, other = make.asked(world, line), make.paper(world)
    with pytest.raises(SessionRefused, match="paper_answer_elsewhere"):
        paper_questions.answer_about_paper(
            question, text="Xem", paper=other, by=world.user(Role.AGENCY)
        )


def test_a_second_answer_replaces_the_first_which_stays(world, question):
    agency = world.user(Role.AGENCY)
    paper_questions.answer_about_paper(question, text="Giá 2025.", by=agency)
    with pytest.raises(SessionRefused, match="reason_missing"):
        paper_questions.reopen_paper_question(question, reason=" ", by=agency)
    paper_questions.reopen_paper_question(question, reason="Nhầm năm", by=agency)
    paper_questions.answer_about_paper(question, text="Giá 2026.", by=agency)

    page = signed_in(world.user(Role.OFFICER)).get(paper_questions.page_of(question))

    (found,) = [page.context["asked"]]
    assert [one.text for one in found.earlier] == ["Giá 2025."]
    assert found.answer.text == "Giá 2026."
    with pytest.raises(DatabaseError), transaction.atomic():
        question.answers.update(text="Khác")


def test_words_of_a_question_stay(world, question):
    with pytest.raises(DatabaseError), transaction.atomic():
        PaperQuestion.objects.filter(pk=question.pk).update(text="Khác")


def test_what_is_given_back_its_author_sees_and_others_do_not(world, question):
    paper_questions.decline_paper_question(
        question, reason="Là nội dung chất vấn", by=world.user(Role.OFFICER)
    )

    seen = PaperQuestion.objects.visible_to
    assert world.user(Role.DELEGATE) in told("paper_question.declined")
    assert seen(world.user(Role.DELEGATE)).exists()
    assert not seen(world.user(Role.GROUP_HEAD)).exists()


@time_machine.travel(MONDAY, tick=False)
def test_the_day_follows_the_half_day_of_the_item(world, question):
    assert answer_day(question).due_on == date(2026, 12, 7)  # the session opens on the 8th
    item = question.part.dossier.item
    item.sitting = SittingFactory(
        session=question.session,
        starts_at=datetime(2026, 12, 14, 1, tzinfo=UTC),
        ends_at=datetime(2026, 12, 14, 4, tzinfo=UTC),
    )
    item.save()

    found = PaperQuestion.objects.for_list().get(pk=question.pk)

    assert answer_day(found).due_on == date(2026, 12, 11)  # Friday, the 14th is a Monday
    with time_machine.travel(datetime(2026, 12, 14, 1, tzinfo=UTC), tick=False):
        late = make.asked(world, question.paper, text="Còn thời gian?")
    assert answer_day(late).due_on == date(2026, 12, 14)


@time_machine.travel(MONDAY, tick=False)
def test_the_drafters_have_a_task_and_the_office_once_it_is_late(world, question):

    def tasks(role, on):
        found = tasks_for(world.user(role), on)
        return [task for task in found if task.key == f"paper_question:{question.pk}"]

    (task,) = tasks(Role.AGENCY, date(2026, 11, 23))
    assert (task.due_on, task.why["key"]) == (date(2026, 12, 7), "dossier.question.answer")
    assert tasks(Role.OFFICER, date(2026, 12, 7)) == []
    assert len(tasks(Role.OFFICER, date(2026, 12, 8))) == 1
    paper_questions.answer_about_paper(question, text="Rồi", by=world.user(Role.AGENCY))
    assert tasks(Role.AGENCY, date(2026, 12, 8)) == []


def test_a_refused_question_keeps_what_was_typed(world, line):
    client = signed_in(make.delegate(world))
    where = {"session": line.freeze.session_id, "paper": line.pk}

    page = client.post(
        reverse("sessions:ask_about_paper", kwargs=where),
        {"hoi-text": "Vì sao tăng 12 %?", "hoi-page": "40", "hoi-quote": "tăng 12 %"},
    )

    assert page.status_code == 422
    assert "Vì sao tăng 12 %?" in page.content.decode()
    assert page.context["ask_form"].errors.keys() == {"page"}


def test_sealed_papers_are_asked_about_without_their_words(world):
    line = make.paper(world, is_closed=True)
    where = {"session": line.freeze.session_id, "paper": line.pk}
    page = signed_in(make.delegate(world)).get(reverse("sessions:read_paper", kwargs=where))
    assert list(page.context["ask_form"].fields) == ["page", "text"]


@pytest.mark.parametrize("count", [1, 3])
def test_pages_ask_no_more_for_many_questions(world, line, django_assert_max_num_queries, count):
    for number in range(count):
        make.asked(world, line, text=f"Chờ {number}?")
        asked = make.asked(world, line, text=f"Câu {number}?")
        paper_questions.answer_about_paper(asked, text="Có", by=world.user(Role.AGENCY))
    where = {"session": line.freeze.session_id}
    client = signed_in(world.user(Role.DELEGATE))
    for name, more, most in [
        ("paper_questions", {}, 12),
        ("read_paper", {"paper": line.pk}, 32),  # most of them ask who may open the file
        ("reading", {}, 12),
    ]:
        address = reverse(f"sessions:{name}", kwargs={**where, **more})
        client.get(address)
        with django_assert_max_num_queries(most):
            assert client.get(address).status_code == 200


def test_a_rehearsal_has_no_questions(world, question):
    copy = CouncilSessionFactory(
        term=world.term, council=world.council, rehearsal_of=question.session
    )
    with pytest.raises(DatabaseError), transaction.atomic():
        PaperQuestion.objects.create(
            session=copy,
            part=question.part,
            paper=question.paper,
            text="Thử",
            mandate=question.mandate,
            asked_at=timezone.now(),
        )


def test_another_delegate_cannot_withdraw_it(world, question):
    other = seat(world, UserFactory(role="delegate", role__council=world.council))
    address = reverse("sessions:withdraw_paper_question", kwargs={"paper_question": question.pk})

    assert signed_in(other).post(address, {"reason": "Thôi"}).status_code == 403
    assert signed_in(world.user(Role.DELEGATE)).post(address, {"reason": "Thôi"}).status_code == 302
    question.refresh_from_db()
    assert question.state == S.WITHDRAWN
