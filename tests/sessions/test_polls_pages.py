"""The pages of votes: without scripts, with them, and what each shows to whom."""

import csv
import io
import json
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from openpyxl import load_workbook

from hdnd_portal.accounts.roles import Role
from hdnd_portal.documents.papers import render_docx, render_pdf
from sessions.models import CastVote
from sessions.poll_papers import counting_paper, result_paper, sheet_paper
from sessions.poll_state import poll_state
from sessions.services import polls, polls_counting, polls_reset
from tests.sessions.voting import NINE, Hall

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_nine():
    with time_machine.travel(NINE, tick=False):
        yield


@pytest.fixture
def hall():
    return Hall()


def page(client, user, name, poll, **more):
    client.force_login(user)
    kwargs = {"session": poll.session_id, "poll": poll.pk, **more}
    return client.get(reverse(f"sessions:{name}", kwargs=kwargs))


def send(client, user, name, poll, data, **more):
    client.force_login(user)
    kwargs = {"session": poll.session_id, "poll": poll.pk, **more.pop("kwargs", {})}
    return client.post(reverse(f"sessions:{name}", kwargs=kwargs), data, follow=True, **more)


def test_a_delegate_votes_without_scripts_in_two_steps(client, hall):
    poll = hall.open()
    user = hall.delegates[0]
    first = page(client, user, "poll", poll).content.decode()
    assert "Chưa được ghi nhận" in first
    kwargs = {"session": poll.session_id, "poll": poll.pk}
    chosen = client.get(reverse("sessions:poll", kwargs=kwargs), {"chon": "against"})
    assert "Gửi lựa chọn: Không tán thành" in chosen.content.decode()
    data = {"choice": "against", "key": chosen.context["key"], "seen": 0}
    told = send(client, user, "cast_vote", poll, data).content.decode()
    assert "Đã ghi nhận: Không tán thành lúc 09:00" in told
    assert CastVote.objects.get().choice == "against"


def test_a_script_hears_in_json_what_became_of_a_vote(client, hall):
    poll = hall.open()
    user, key = hall.delegates[0], str(uuid4())
    as_json = {"headers": {"Accept": "application/json"}}
    data = {"choice": "for", "key": key, "seen": 0}
    for _again in range(2):
        answer = send(client, user, "cast_vote", poll, data, **as_json)
        assert (answer.status_code, answer.json()["is_counted"]) == (200, True)
        assert answer.json()["counted"]["text"] == "Đã ghi nhận: Tán thành lúc 09:00"
    hall.close(poll)
    late = send(client, hall.delegates[1], "cast_vote", poll, {**data, "key": uuid4()}, **as_json)
    assert late.status_code == 409
    assert late.json() == {
        "is_counted": False,
        "text": "Chưa được ghi nhận, biểu quyết đã kết thúc.",
        "code": "vote_over",
        "counted": None,
    }


def test_casting_over_the_web_stays_cheap(client, hall, django_assert_num_queries):
    poll = hall.open()
    user = hall.delegates[0]
    page(client, user, "poll", poll)
    data = {"choice": "for", "key": uuid4(), "seen": 0}
    kwargs = {"session": poll.session_id, "poll": poll.pk}
    # Who it is (session, account, roles), where, and the vote: three between begin and commit.
    with django_assert_num_queries(9):
        answer = client.post(reverse("sessions:cast_vote", kwargs=kwargs), data)
    assert answer.status_code == 302


@pytest.mark.parametrize("count", [1, 3])
def test_list_queries_do_not_grow(client, hall, django_assert_max_num_queries, count):
    for _ in range(count):
        poll = hall.ended("for")
    page(client, hall.officer, "poll", poll)
    with django_assert_max_num_queries(12):
        answer = client.get(reverse("sessions:polls", kwargs={"session": hall.session.pk}))
    assert len(answer.context["polls"]) == count


@pytest.mark.parametrize("seats", [3, 9])
@pytest.mark.parametrize(
    "kind", ["electronic", "roll_call", "show_of_hands", "secret_paper", "opinion_sheet"]
)
def test_the_room_asks_as_few_queries_for_many_delegates(
    client, django_assert_max_num_queries, kind, seats
):
    hall = Hall(seats=seats, present=seats)
    fields = {"due_at": NINE + timedelta(days=1)} if kind == "opinion_sheet" else {}
    poll = hall.open(kind, **fields)
    page(client, hall.officer, "run_poll", poll)
    kwargs = {"session": poll.session_id, "poll": poll.pk}
    with django_assert_max_num_queries(10):
        assert client.get(reverse("sessions:run_poll", kwargs=kwargs)).status_code == 200


def test_before_the_end_nobody_sees_which_way_delegates_vote(client, hall):
    poll = hall.open()
    hall.cast_all(poll, "for", "against")
    state = poll_state(hall.session)
    assert (state["answered"], state["able"], state["result"]) == (2, 9, None)
    for user, name in ((hall.officer, "run_poll"), (hall.delegates[3], "poll")):
        shown = page(client, user, name, poll)
        assert all(line.choice == "" for line in shown.context["lines"])
    assert page(client, hall.officer, "export_poll", poll, form="csv").status_code == 404
    hall.close(poll)
    lines = page(client, hall.delegates[3], "poll", poll).context["lines"]
    assert [line.choice for line in lines if line.choice] == ["for", "against"]


def test_the_board_shows_the_open_vote_then_its_result_and_no_sheets(hall):
    assert poll_state(hall.session) is None
    hall.open("opinion_sheet", due_at=NINE + timedelta(days=1))
    assert poll_state(hall.session) is None
    poll = hall.ended(*["for"] * 6)
    state = poll_state(hall.session)
    assert (state["pk"], state["result"]["outcome_label"]) == (poll.pk, "Thông qua")
    assert state["result"]["arithmetic"] == "2 × 6 = 12 > 10 = 1 × 10"
    with time_machine.travel(NINE + timedelta(hours=1), tick=False):
        assert poll_state(hall.session) is None


def test_the_office_runs_a_vote_from_its_room(client, hall):
    poll = hall.prepare()
    for move, state in (("open", "open"), ("close", "closed"), ("publish", "published")):
        data = {"move": move, "round": 1, "reason": ""}
        answer = send(client, hall.officer, "carry_poll", poll, data)
        poll.refresh_from_db()
        assert (answer.status_code, poll.state) == (200, state)


def test_a_page_of_an_older_round_changes_nothing(client, hall):
    poll = hall.open()
    polls_reset.ask_reset(poll, reason="Nhầm", by=hall.officer)
    polls_reset.confirm_reset(poll, by=hall.staff(Role.OFFICE_HEAD))
    told = send(client, hall.officer, "carry_poll", poll, {"move": "open", "round": 1})
    assert "vừa được người khác thay đổi" in told.content.decode()
    poll.refresh_from_db()
    assert poll.state == "prepared"


def test_the_question_is_refused_with_what_was_typed_kept(client, hall):
    client.force_login(hall.officer)
    url = reverse("sessions:prepare_poll", kwargs={"session": hall.session.pk})
    data = {
        "title": "Bầu Phó Chủ tịch",
        "question": "Bầu?",
        "subject": "personnel",
        "kind": "electronic",
    }
    answer = client.post(url, data)
    assert "bỏ phiếu kín" in str(answer.context["form"].errors["kind_reason"])
    assert "Bầu Phó Chủ tịch" in answer.content.decode()
    answer = client.post(url, {**data, "kind": "secret_paper"}, follow=True)
    assert answer.context["poll"].kind == "secret_paper"


def test_names_that_are_refused_stay_ticked(client, hall):
    """A colleague was faster with one line: nothing is saved, and nothing is called again."""
    poll = hall.open("roll_call")
    first, second = (hall.line(poll, hall.delegates[n]).pk for n in (0, 1))
    polls_counting.enter_names(poll, answers={first: "for"}, seen={}, by=hall.officer)
    sent = {f"l-{first}": "against", f"d-{first}": "", f"l-{second}": "abstain", f"d-{second}": ""}
    answer = send(client, hall.officer, "poll_names", poll, sent)
    chosen = {line.pk: choice for line, choice in answer.context["called"] if choice}
    assert chosen == {first: "against", second: "abstain"}
    assert f'name="d-{first}" value="for"' in answer.content.decode()
    assert hall.votes(poll) == ["for"]


def test_wrong_figures_come_back_with_the_sum_that_fails(client, hall):
    poll = hall.open("show_of_hands")
    data = {"in_favour": "8", "against": "2", "abstained": "0"}
    answer = send(client, hall.officer, "poll_totals", poll, data)
    assert "nhiều hơn 9 đại biểu" in str(answer.context["totals_form"].errors)


def test_a_second_person_does_not_see_the_first_count(client, hall):
    poll = hall.open("secret_paper", subject="personnel")
    data = {
        "issued": 9, "returned": 9, "valid": 8, "invalid": 1,
        "in_favour": 7, "against": 1, "abstained": 0,
    }  # fmt: skip
    send(client, hall.officer, "poll_ballots", poll, data)
    second = page(client, hall.staff(Role.CLERK), "run_poll", poll)
    assert second.context["ballots_form"].initial == {}
    assert second.context["counting"].entries[0].in_favour == 7  # there to be hidden
    assert 'value="7"' not in second.content.decode()
    first = page(client, hall.officer, "run_poll", poll)
    assert first.context["ballots_form"] is None


def test_names_are_exported_as_csv_xlsx_and_json(client, hall):
    poll = hall.ended("for", "against", "abstain")
    text = page(client, hall.officer, "export_poll", poll, form="csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) == 11
    assert sorted(row[4] for row in rows[1:])[:3] == ["", "Không biểu quyết", "Không trả lời"]
    book = load_workbook(
        io.BytesIO(page(client, hall.officer, "export_poll", poll, form="xlsx").content)
    )
    assert book.active.max_row == 13
    data = json.loads(page(client, hall.officer, "export_poll", poll, form="json").content)
    answers = [one["choice"] for one in data["answers"]]
    assert (answers.count("for"), answers.count(None)) == (1, 7)
    assert data["result"]["base"] == 10
    assert page(client, hall.officer, "export_poll", poll, form="doc").status_code == 404


def test_a_secret_ballot_has_no_report_by_name(client, hall):
    poll = hall.open("secret_paper", subject="personnel")
    hall.count_twice(poll)
    hall.close(poll)
    assert page(client, hall.officer, "export_poll", poll, form="csv").status_code == 404
    assert page(client, hall.delegates[0], "poll", poll).context["lines"] == []


def text_of(paper):
    return " ".join(str(block) for block in paper.body)


def test_the_papers_come_from_the_row_of_the_result(hall):
    item = hall.item()
    whole = hall.prepare(item=item)
    part = hall.prepare("show_of_hands", item=item, parent=whole, title="Điều 5")
    polls.open_poll(part, by=hall.officer)
    polls_counting.enter_totals(part, in_favour=3, against=5, abstained=1, by=hall.officer)
    polls.publish(polls.close_poll(part, by=hall.officer), by=hall.officer)
    polls.open_poll(whole, by=hall.officer)
    hall.cast_all(whole, *["for"] * 7, "against")
    whole = hall.close(whole)

    paper = result_paper(whole)

    said = text_of(paper)
    assert "Điều 5" in said
    assert "3/10" in said
    assert "2 × 7 = 14 > 10 = 1 × 10" in said
    assert "Luật 72/2025/QH15, Điều 35 khoản 2" in said
    assert render_pdf(paper)[:5] == b"%PDF-"
    assert render_docx(paper)[:2] == b"PK"


def test_the_minutes_of_a_secret_count_name_no_answer_of_anybody(hall):
    poll = hall.open("secret_paper", subject="personnel", tellers="Lê Văn Trưởng\nNgô Thị Viên")
    hall.count_twice(poll)
    said = text_of(counting_paper(hall.close(poll)))
    assert "02 thành viên: Lê Văn Trưởng; Ngô Thị Viên" in said
    assert "phát ra: 9; thu về: 9" in said
    assert not any(user.name in said for user in hall.delegates)


def test_the_opinion_sheet_says_until_when(hall):
    poll = hall.open("opinion_sheet", due_at=NINE + timedelta(days=3))
    assert "trước 09 giờ 00, ngày 11 tháng 12 năm 2026" in text_of(sheet_paper(poll))
    assert render_pdf(sheet_paper(poll))[:5] == b"%PDF-"
