"""The pages of questioning: queries, every act in every state, each journey through its forms."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hdnd_portal.accounts.roles import Role
from hdnd_portal.commitments.models import Commitment
from sessions.models import (
    FrozenFile,
    Interpellation,
    OpinionSheet,
    QuestionGroup,
    QuestioningConclusion,
    SheetAnswer,
)
from sessions.services import answering, attendance, opinion_sheets, question_desk
from sessions.workflow.question import (
    QUESTION_ANSWERED,
    QUESTION_MOVES,
    QUESTION_WAITING,
    QuestionMove,
    QuestionState,
    WritingReason,
)
from tests.factories import CommitmentFactory, SittingFactory
from tests.route_cases import World
from tests.sessions import questions as make
from tests.sessions.question_route_cases import DATA, put_question, today
from tests.sessions.route_cases import frozen

pytestmark = pytest.mark.django_db
M, S = QuestionMove, QuestionState


@pytest.fixture
def it(db):
    return make.scene()


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def url(name, question, **kwargs) -> str:
    return reverse(f"sessions:{name}", kwargs={"question": question.pk, **kwargs})


@pytest.mark.parametrize("count", [1, 3])
def test_list_queries_do_not_grow(it, django_assert_max_num_queries, count):
    for number in range(count):
        make.sent(it, title=f"Vấn đề {number}")
    client = signed_in(it.officer)
    client.get(reverse("sessions:questions"))
    with django_assert_max_num_queries(12):
        response = client.get(reverse("sessions:questions"))
    assert len(response.context["object_list"]) == count
    here = [item.url for item in response.context["frame"].items if item.current]
    assert here == [reverse("sessions:questions")]  # and not the list of sessions above it


@pytest.mark.parametrize("count", [1, 3])
def test_page_queries_do_not_grow(it, django_assert_max_num_queries, count):
    question = make.sent(it)
    make.chosen(it, question)
    answering.answer_orally(question, summary="Quý II", by=it.officer)
    client = signed_in(it.officer)
    for number in range(count):
        data = {**DATA, "hua-made_on": today(), "hua-text": f"Lời hứa {number}"}
        client.post(url("cut_promise", question), data)
    with django_assert_max_num_queries(12):
        response = client.get(url("question", question))
    assert len(response.context["promises"]) == count


@pytest.mark.parametrize("count", [1, 3])
def test_questioning_queries_do_not_grow(it, django_assert_max_num_queries, count):
    for number in range(count):
        make.grouped(it, make.sent(it, title=f"Vấn đề {number}"))
    client = signed_in(it.officer)
    address = reverse("sessions:questioning", kwargs={"session": it.session.pk})
    client.get(address)
    # Sixteen kinds of record, for the desk of the office: what is asked, in which groups, the sheet
    # with its answers, promises with their reports, the day of the report, and what may be chosen.
    with django_assert_max_num_queries(16):
        response = client.get(address)
    assert len(response.context["groups"]) == count


# Which states each act goes through in, and who does it.
ANSWERED_OPEN = QUESTION_ANSWERED - {S.CLOSED}
ACTS = {
    "submit_question": (QUESTION_MOVES[M.SUBMIT][0], "author"),
    "discard_question": ({S.DRAFT}, "author"),
    "edit_question": ({S.DRAFT, S.RETURNED}, "author"),
    "withdraw_question": (QUESTION_MOVES[M.WITHDRAW][0], "author"),
    "rate_answer": (ANSWERED_OPEN, "author"),
    "dispute_answer": (QUESTION_MOVES[M.DISPUTE][0], "author"),
    "return_question": (QUESTION_MOVES[M.RETURN][0], "officer"),
    "route_question": (QUESTION_WAITING, "officer"),
    "order_writing": (QUESTION_MOVES[M.ORDER_WRITING][0], "officer"),
    "raise_question": ({S.GROUPED}, "officer"),
    "answer_orally": (QUESTION_MOVES[M.ANSWER_ORALLY][0], "officer"),
    "take_back_oral": (QUESTION_MOVES[M.TAKE_BACK_ORAL][0], "officer"),
    "return_answer": (QUESTION_MOVES[M.RETURN_ANSWER][0], "officer"),
    "settle_dispute": (QUESTION_MOVES[M.SETTLE][0], "officer"),
    "cut_promise": (ANSWERED_OPEN, "officer"),
    "close_question": (QUESTION_MOVES[M.CLOSE][0], "officer"),
}


@pytest.mark.parametrize("name", sorted(ACTS))
def test_act_goes_through_only_in_its_states(name):
    states, who = ACTS[name]
    world = World()
    it = make.scene(world)
    client = signed_in(getattr(it, who))
    typed = {
        **DATA,
        "hua-made_on": today(),
        "post": it.post.pk,
        "title": "Tiến độ mới",
        "text": "Khi nào xong?",
        "grounds": "Báo cáo",
        "wanted": "oral",
        "session": it.session.pk,
    }
    for state in S:
        question = make.draft(it)
        put_question(question, state)
        before = Interpellation.objects.filter(pk=question.pk).values().get()
        owed = Commitment.objects.count()
        client.post(url(name, question), typed)
        after = Interpellation.objects.filter(pk=question.pk).values().first()
        changed = Commitment.objects.count() != owed or {
            key: value for key, value in before.items() if key != "changed_at"
        } != {key: value for key, value in (after or {}).items() if key != "changed_at"}
        assert changed is (state in states), f"{name} in {state}"


def test_delegate_asks_from_a_page_of_a_dossier(it):
    paper: FrozenFile = frozen(it.world)
    client = signed_in(it.author)
    reader = reverse(
        "sessions:read_paper", kwargs={"session": paper.freeze.session_id, "paper": paper.pk}
    )
    assert f"?tai_lieu={paper.pk}" in client.get(reader).content.decode()
    form = f"{reverse('sessions:ask_question')}?tai_lieu={paper.pk}&trang=3"
    assert paper.name in client.get(form).content.decode()
    data = {
        "post": it.post.pk,
        "title": "Số liệu trang 3",
        "text": "Vì sao giảm?",
        "grounds": "Trang 3",
        "wanted": "written",
        "session": paper.freeze.session_id,
        "tai_lieu": paper.pk,
        "trang": 3,
        "send": "1",
    }
    client.post(reverse("sessions:ask_question"), data)
    question = Interpellation.objects.get()
    assert (question.paper, question.page, question.state) == (paper, 3, "submitted")
    assert "trang 3" in client.get(url("question", question)).content.decode()


def test_refused_form_keeps_what_was_typed(it):
    response = signed_in(it.author).post(
        reverse("sessions:ask_question"), {"title": "", "text": "Khi nào xong?", "wanted": "oral"}
    )
    assert response.status_code == 422
    assert "Khi nào xong?" in response.content.decode()
    assert not Interpellation.objects.exists()


def test_draft_is_kept_when_it_cannot_be_sent(it):
    data = {
        "post": it.post.pk,
        "title": "Tiến độ",
        "text": "Khi nào xong?",
        "grounds": "",
        "wanted": "oral",
        "send": "1",
    }
    response = signed_in(it.author).post(reverse("sessions:ask_question"), data, follow=True)
    assert Interpellation.objects.get().state == "draft"
    assert "Hãy nêu căn cứ" in response.content.decode()


def test_office_groups_many_with_a_look_before(it):
    first, second = make.sent(it), make.sent(it, it.other, title="Đường tỉnh")
    done = make.sent(it)
    question_desk.order_writing(done, reason=WritingReason.NEEDS_CHECKING, by=it.officer)
    client = signed_in(it.officer)
    chosen = {"do": "bulk:group", "chon": [first.pk, second.pk, done.pk]}
    preview = client.post(reverse("sessions:questions"), chosen).content.decode()
    assert "Không còn ở bước xếp nhóm" in preview
    client.post(reverse("sessions:questions"), {**chosen, "confirm": "1", "title": "Giao thông"})
    group = QuestionGroup.objects.get()
    assert set(group.questions.all()) == {first, second}


def test_office_cannot_put_questions_into_a_group_of_another_council(it):
    elsewhere = make.scene()
    foreign = make.grouped(elsewhere, make.sent(elsewhere))
    question = make.sent(it)
    signed_in(it.officer).post(
        reverse("sessions:questions"),
        {"do": "bulk:group", "chon": [question.pk], "confirm": "1", "group": foreign.pk},
    )
    assert Interpellation.objects.get(pk=question.pk).group is None


def test_suggestion_becomes_a_group(it):
    first = make.sent(it)
    second = make.sent(it, it.other)
    client = signed_in(it.officer)
    address = reverse("sessions:questioning", kwargs={"session": it.session.pk})
    assert "Chất vấn gần giống nhau" in client.get(address).content.decode()
    data = {"do": "group", "nhom-title": "Đường 721", "chat-van": [first.pk, second.pk]}
    client.post(address, data)
    assert QuestionGroup.objects.get().questions.count() == 2


def test_nonsense_among_the_questions_of_a_group_is_passed_over(it):
    question = make.sent(it)
    address = reverse("sessions:questioning", kwargs={"session": it.session.pk})
    data = {"do": "group", "nhom-title": "Đường 721", "chat-van": ["9" * 5000, "²", question.pk]}
    assert signed_in(it.officer).post(address, data).status_code == 302
    assert QuestionGroup.objects.get().questions.get() == question


def test_delegates_rank_and_the_council_chooses(it):
    one = make.grouped(it, make.sent(it, title="Y tế"))
    two = make.grouped(it, make.sent(it, title="Giáo dục"))
    client = signed_in(it.officer)
    address = reverse("sessions:questioning", kwargs={"session": it.session.pk})
    client.post(address, {"do": "sheet", "phieu-wanted": "1", "phieu-due_on": today()})
    sheet = OpinionSheet.objects.get()
    page = reverse("sessions:opinion_sheet", kwargs={"sheet": sheet.pk})
    delegate = signed_in(it.author)
    delegate.post(page, {f"thu-tu-{one.pk}": "2", f"thu-tu-{two.pk}": "1"})
    assert SheetAnswer.objects.get().ranking == [two.pk, one.pk]
    same = delegate.post(page, {f"thu-tu-{one.pk}": "1", f"thu-tu-{two.pk}": "1"}, follow=True)
    assert "mỗi nhóm một thứ tự khác nhau" in same.content.decode()
    client.post(reverse("sessions:close_sheet", kwargs={"sheet": sheet.pk}))
    assert "trong số dự kiến chọn" in delegate.get(page).content.decode()
    decision = {
        "do": "decide",
        "chon-chosen": [two.pk],
        "chon-decided_on": today(),
        "chon-decision": "12/NQ-HĐND",
    }
    client.post(address, decision)
    states = dict(QuestionGroup.objects.values_list("pk", "state"))
    assert states == {one.pk: "not_chosen", two.pk: "chosen"}


def test_agency_answers_on_its_page(it):
    question = make.sent(it)
    question_desk.order_writing(question, reason=WritingReason.NEEDS_CHECKING, by=it.officer)
    client = signed_in(it.agency_user)
    page = url("answer_question", question)
    assert question.text in client.get(page).content.decode()
    client.post(url("answer_files", question), {"files": make.upload()})
    data = {"signer": "Giám đốc", "reference": "12/SXD", "dated_on": today(), "summary": "Quý II"}
    client.post(page, {**data, "send": "1"})
    assert Interpellation.objects.get().state == "answered_written"
    other = signed_in(it.other).get(url("question", question)).content.decode()
    assert "12/SXD" in other


def test_board_counts_and_marks(it):
    question = make.sent(it)
    make.chosen(it, question)
    board = reverse("sessions:question_board", kwargs={"session": it.session.pk})
    client = signed_in(it.officer)
    assert "chờ hỏi" in client.get(board).content.decode()
    back = client.post(url("raise_question", question), {"next": board})
    assert back.url == board
    client.post(
        url("order_writing", question),
        {"van-ban-reason": "needs_checking", "van-ban-from_on": today(), "next": board},
    )
    (person,) = client.get(board).context["people"]
    assert [len(person.owed), len(person.waiting)] == [1, 0]


def test_next_leads_nowhere_else(it):
    question = make.sent(it)
    back = signed_in(it.officer).post(
        url("route_question", question), {"next": "https://example.com/"}
    )
    assert back.url == url("question", question)


def test_conclusion_is_recorded(it):
    address = reverse("sessions:questioning", kwargs={"session": it.session.pk})
    data = {
        "do": "conclude",
        "ket-luan-kind": "notice",
        "ket-luan-reference": "03/TB-HĐND",
        "ket-luan-dated_on": today(),
    }
    signed_in(it.officer).post(address, data)
    assert QuestioningConclusion.objects.get().session == it.session
    assert "03/TB-HĐND" in signed_in(it.world.user(Role.CHAIR)).get(address).content.decode()


@pytest.mark.parametrize("form", ["pdf", "docx"])
@pytest.mark.parametrize("which", ["phieu", "cong-van"])
def test_papers_of_a_question_are_printed(it, which, form):
    question = make.sent(it)
    question_desk.order_writing(question, reason=WritingReason.NEEDS_CHECKING, by=it.officer)
    response = signed_in(it.officer).get(url("question_paper", question, paper=which, form=form))
    assert response.status_code == 200
    assert response.content[:2] in (b"%P", b"PK")


@pytest.mark.parametrize("which", ["tong-hop", "loi-hua"])
def test_papers_of_questioning_are_printed(it, which):
    first, second = make.sent(it), make.sent(it, it.other, session=None)
    make.chosen(it, first)
    answering.answer_orally(first, summary="Quý II", by=it.officer)
    client = signed_in(it.officer)
    client.post(url("cut_promise", first), {**DATA, "hua-made_on": today()})
    places = [
        reverse(
            "sessions:questioning_paper",
            kwargs={"session": it.session.pk, "paper": which, "form": "pdf"},
        ),
        reverse(
            "sessions:standing_paper",
            kwargs={"council": it.world.council.pk, "paper": which, "form": "docx"},
        ),
    ]
    for place in places:
        assert client.get(place).status_code == 200
    assert second.session is None


def test_unknown_paper_is_not_found(it):
    question = make.sent(it)
    client = signed_in(it.officer)
    assert client.get(url("question_paper", question, paper="x", form="pdf")).status_code == 404
    assert client.get(url("question_paper", question, paper="phieu", form="x")).status_code == 404


def test_sheet_waits_in_the_worklist_of_a_delegate(it):
    make.grouped(it, make.sent(it))
    make.grouped(it, make.sent(it))
    sheet = opinion_sheets.open_sheet(
        it.world.council,
        session=it.session,
        wanted=1,
        due_on=it.session.opening_on,
        by=it.officer,
    )
    page = signed_in(it.author).get(reverse("home")).content.decode()
    assert reverse("sessions:opinion_sheet", kwargs={"sheet": sheet.pk}) in page


def test_first_page_of_everybody_opens(it):
    question = make.sent(it)
    make.sent(it)
    question_desk.order_writing(question, reason=WritingReason.NEEDS_CHECKING, by=it.officer)
    CommitmentFactory(council=it.world.council, lead=it.world.agency, due_on=None)
    CommitmentFactory(council=it.world.council, lead=it.world.agency, stage="replied")
    shown = {it.officer: "Xác minh kết quả", it.agency_user: "Trả lời chất vấn bằng văn bản"}
    for user, words in shown.items():
        assert words in signed_in(user).get(reverse("home")).content.decode()


def test_clocks_of_asking_and_answering_run_on_the_board(it, django_assert_max_num_queries):
    it.session.state = "open"
    it.session.save()
    SittingFactory(
        session=it.session,
        starts_at=timezone.now() - timedelta(minutes=1),
        ends_at=timezone.now() + timedelta(hours=3),
        opened_at=timezone.now() - timedelta(minutes=1),
    )
    question = make.sent(it)
    make.chosen(it, question)
    client = signed_in(it.officer)
    board = reverse("sessions:question_board", kwargs={"session": it.session.pk})
    clock = reverse("sessions:question_clock", kwargs={"session": it.session.pk})

    refused = client.post(clock, {"do": "ask", "question": question.pk}, follow=True)
    assert "chưa điểm danh có mặt" in refused.content.decode()
    seat = question.mandate_id
    attendance.arrive(it.session, mandates=[seat], at=timezone.now(), by=it.officer)
    client.post(clock, {"do": "ask", "question": question.pk})
    question.refresh_from_db()
    asked = question.speech
    assert (asked.kind, asked.state, asked.limit_seconds) == ("question", "speaking", 60)
    assert question.raised_at is not None
    assert "data-clock" in client.get(board).content.decode()

    client.post(clock, {"do": "answer", "question": question.pk})
    asked.refresh_from_db()
    answer = it.session.speeches.get(kind="answer")
    assert (asked.state, answer.state, answer.limit_seconds) == ("done", "speaking", 180)
    assert answer.speaker == it.post.person.name
    client.post(clock, {"do": "stop", "speech": asked.pk})  # of a page that was not loaded again
    answer.refresh_from_db()
    assert answer.state == "speaking"
    assert f'name="speech" value="{answer.pk}"' in client.get(board).content.decode()
    client.post(clock, {"do": "stop", "speech": answer.pk})
    answer.refresh_from_db()
    assert answer.state == "done"
    client.get(board)
    with django_assert_max_num_queries(6):
        client.get(board)
