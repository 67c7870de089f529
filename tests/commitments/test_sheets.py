"""Many answers in one table: what is read, what is refused with why, and that nothing doubles."""

import io
from datetime import date

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import translation
from openpyxl import Workbook, load_workbook

from hdnd_portal.accounts.roles import Role
from hdnd_portal.commitments.models import AnswerSheet, Commitment, Reply
from hdnd_portal.commitments.sentences import NOTES, WRONGS
from hdnd_portal.commitments.services import replying, sheets
from hdnd_portal.commitments.sheet_book import COLUMNS, answer_book
from hdnd_portal.commitments.sheet_rows import HEADINGS, TYPED, Note, Wrong
from hdnd_portal.commitments.workflow import Claim, CommitmentRefused
from hdnd_portal.documents.table_rows import heading_key
from hdnd_portal.notices.models import Notice
from hdnd_portal.search.models import SearchEntry
from tests.commitments.tables import EXPLAINED, brought, filled, table_of, upload
from tests.documents import material
from tests.factories import CommitmentFactory
from tests.racing import at_once
from tests.route_cases import World

NOW = "2026-11-23T02:00:00Z"


@pytest.fixture
def world(db):
    with time_machine.travel(NOW, tick=False):
        yield World()


def owed(world, **fields) -> Commitment:
    return CommitmentFactory(
        council=world.council, lead=world.agency, **{"kind": "recommendation", **fields}
    )


def settle(sheet, world, **said) -> int:
    chosen = {"as_drafts": False, "leave_out": False, **said}
    return sheets.settle_sheet(sheet, by=world.user(Role.AGENCY), **chosen)[1]


def judged(sheet, world) -> list[sheets.Judged]:
    rows = sheet.read_rows()
    return sheets.judge(rows, user=world.user(Role.AGENCY), on=date(2026, 11, 23))


def test_every_heading_that_goes_out_is_read_again():
    for name, (label, _width) in COLUMNS.items():
        with translation.override("vi"):
            known = heading_key(label) in HEADINGS.get(name, ())
        assert known == (name in HEADINGS)
    assert set(TYPED) <= set(HEADINGS)
    assert (set(WRONGS), set(NOTES)) == (set(Wrong), set(Note))


def test_table_is_answered_in_one_go(world, django_capture_on_commit_callbacks):
    world.user(Role.OFFICER)
    done, ahead, left = owed(world), owed(world, kind="proposal"), owed(world)
    book = answer_book([(row, True, 0) for row in (done, ahead, left)])
    content = filled(
        book,
        {
            2: {"claimed": "đã giải quyết xong", "text": "Đã sửa", "done_on": date(2026, 11, 2),
                "evidence": "12/BC-SXD"},
            3: {"claimed": "Sẽ giải quyết", "text": "Ghi vốn 2027", "measure": "Lập dự án",
                "promised_on": "31/12/2027", "amount": 1.2e9, "money_source": "Ngân sách tỉnh"},
        },
    )  # fmt: skip
    sheet = brought(content, world.user(Role.AGENCY))
    assert sheet.empty == 1
    with django_capture_on_commit_callbacks():
        assert settle(sheet, world) == 2
    first, second = Reply.objects.sent().order_by("commitment")
    assert (first.claimed, first.done_on, first.quality) == ("done", date(2026, 11, 2), "evidenced")
    assert (second.amount, second.promised_on) == (1_200_000_000, date(2027, 12, 31))
    left.refresh_from_db()
    assert left.stage == "open"
    assert Notice.objects.filter(event="commitment.replied").count() == 1


def test_same_table_twice_answers_once(world):
    content = table_of(owed(world), owed(world))
    assert settle(brought(content, world.user(Role.AGENCY)), world) == 2
    again = brought(content, world.user(Role.AGENCY))
    assert [one.wrong for one in judged(again, world)] == [[Wrong.ANSWERED]] * 2
    with pytest.raises(CommitmentRefused, match="sheet_nothing"):
        settle(again, world, leave_out=True)
    assert Reply.objects.sent().count() == 2


def test_table_taken_after_the_answer_answers_once_more(world):
    row = owed(world)
    settle(brought(table_of(row), world.user(Role.AGENCY)), world)
    book = filled(answer_book([(row, True, 1)]), {2: EXPLAINED})
    assert settle(brought(book, world.user(Role.AGENCY)), world) == 1


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"text": "Đã xong"}, Wrong.CLAIM_MISSING),
        ({"claimed": "Xong rồi", "text": "x"}, Wrong.CLAIM_UNKNOWN),
        ({**EXPLAINED, "done_on": "31/02/2026"}, Wrong.DAY),
        ({**EXPLAINED, "promised_on": "sang năm"}, Wrong.DAY),
        ({**EXPLAINED, "amount": "nhiều"}, Wrong.AMOUNT),
        ({**EXPLAINED, "amount": -5}, Wrong.AMOUNT),
        ({**EXPLAINED, "evidence": "x" * 301}, Wrong.LONG),
        ({**EXPLAINED, "code": "KN 12"}, Wrong.CODE),
        ({**EXPLAINED, "code": "CK999999"}, Wrong.NOT_MINE),
    ],
)
def test_each_problem_has_its_code_and_sends_nothing(world, typed, wrong):
    sheet = brought(table_of(owed(world), **typed), world.user(Role.AGENCY))
    assert [one.wrong for one in judged(sheet, world)] == [[wrong]]
    with pytest.raises(CommitmentRefused, match="sheet_wrong"):
        settle(sheet, world)
    assert not Reply.objects.exists()


def test_what_belongs_to_another_agency_is_not_named(world):
    other = CommitmentFactory(council=world.council, kind="recommendation")
    [one] = judged(brought(table_of(other), world.user(Role.AGENCY)), world)
    assert (one.wrong, one.commitment) == ([Wrong.NOT_MINE], None)


def test_code_in_two_rows_answers_none_of_them(world):
    row = owed(world)
    sheet = brought(table_of(row, row), world.user(Role.AGENCY))
    assert [one.wrong for one in judged(sheet, world)] == [[Wrong.TWICE]] * 2


def test_rows_with_problems_are_left_out_only_when_asked(world):
    good, bare = owed(world), owed(world)
    book = answer_book([(good, True, 0), (bare, True, 0)])
    content = filled(book, {2: EXPLAINED, 3: {"claimed": "Đang giải quyết", "text": "Đang làm"}})
    sheet = brought(content, world.user(Role.AGENCY))
    with pytest.raises(CommitmentRefused, match="sheet_wrong"):
        settle(sheet, world)
    assert settle(sheet, world, leave_out=True) == 1
    assert Reply.objects.get().commitment == good


def test_half_an_answer_is_kept_as_draft(world):
    row = owed(world)
    content = table_of(row, claimed="Đang giải quyết", text="Đang làm")
    assert settle(brought(content, world.user(Role.AGENCY)), world, as_drafts=True) == 1
    draft = Reply.objects.get()
    assert (draft.sent_at, draft.claimed) == (None, "under_way")
    [one] = judged(brought(content, world.user(Role.AGENCY)), world)
    assert one.notes == [Note.DRAFT]


def test_settled_table_is_not_settled_again(world):
    sheet = brought(table_of(owed(world)), world.user(Role.AGENCY))
    settle(sheet, world)
    with pytest.raises(CommitmentRefused, match="sheet_settled"):
        settle(sheet, world)
    with pytest.raises(CommitmentRefused, match="sheet_settled"):
        sheets.drop_sheet(sheet, by=world.user(Role.AGENCY))


def test_formula_typed_by_a_voter_stays_text(world):
    book = load_workbook(io.BytesIO(table_of(owed(world, text="=HYPERLINK(1)"))))
    cell = book.worksheets[0]["D2"]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")


def test_table_of_something_else_is_refused(world):
    book = Workbook()
    book.active.append(["Họ tên", "Địa chỉ"])
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(CommitmentRefused, match="sheet_headings"):
        brought(out.getvalue(), world.user(Role.AGENCY))
    with pytest.raises(CommitmentRefused, match="sheet_empty"):
        brought(answer_book([(owed(world), True, 0)]), world.user(Role.AGENCY))


def test_pages_lead_from_the_list_to_the_proof(world):
    row = owed(world)
    owed(world, due_on=date(2027, 1, 4))
    client = Client()
    client.force_login(world.user(Role.AGENCY))
    assert (
        reverse("commitments:answer_sheet")
        in client.get(reverse("commitments:list")).content.decode()
    )
    taken = client.get(reverse("commitments:answer_sheet"), {"due": "overdue"})
    assert taken.status_code == 302  # nothing is overdue: said, and back to the list
    taken = client.get(reverse("commitments:answer_sheet"), {"due": "soon"})
    content = filled(taken.content, {2: {"claimed": "Đang giải quyết", "text": "Đang làm"}})
    answer = client.post(reverse("commitments:begin_answers"), {"file": upload(content)})
    page = client.get(answer["Location"]).content.decode()
    for words in (row.code, "Ghi biện pháp", "Ghi ngày sẽ hoàn thành", "Lưu 1 bản nháp"):
        assert words in page
    assert "Gửi 1 trả lời" not in page
    sheet = AnswerSheet.objects.get()
    settled = reverse("commitments:settle_answers", kwargs={"sheet": sheet.pk})
    said = client.post(settled, follow=True).content.decode()
    assert "Còn 1 dòng có vấn đề" in said
    said = client.post(settled, {"drafts": "1"}, follow=True).content.decode()
    assert "Đã lưu 1 bản nháp" in said


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(world, django_assert_max_num_queries, count):
    sheet = brought(table_of(*(owed(world) for _ in range(count))), world.user(Role.AGENCY))
    client = Client()
    client.force_login(world.user(Role.AGENCY))
    address = reverse("commitments:answers", kwargs={"sheet": sheet.pk})
    client.get(address)
    with django_assert_max_num_queries(9):
        assert client.get(address).context["ready"] == count


@pytest.mark.django_db(transaction=True)
def test_table_and_page_answer_at_once():
    world = World()
    row = owed(world)
    agency = world.user(Role.AGENCY)
    sheet = brought(table_of(row), agency)
    draft = replying.save_draft(
        row, writer=world.agency, claimed=Claim.EXPLAINED, text="Trên trang", by=agency
    )
    outcomes = at_once(
        Commitment,
        lambda: settle(sheet, world),
        lambda: replying.send_reply(draft, by=agency),
        refused=(CommitmentRefused,),
    )
    assert outcomes == ["done", "refused"]
    assert Reply.objects.sent().count() == 1


@pytest.mark.django_db(transaction=True)
def test_search_shows_what_the_table_made_of_them():
    world = World()
    with time_machine.travel(NOW, tick=False):
        row = owed(world)
        settle(brought(table_of(row), world.user(Role.AGENCY)), world)
    row.refresh_from_db()
    entry = SearchEntry.objects.get(kind="commitment", object_id=row.pk)
    assert (row.stage, entry.note.startswith(str(row.get_stage_display()))) == ("replied", True)


def test_table_sends_the_draft_that_waits_with_its_file(world):
    row, agency = owed(world), world.user(Role.AGENCY)
    replying.add_file(
        row,
        writer=world.agency,
        data=ContentFile(material.pdf(1)),
        name="Biên bản.pdf",
        by=agency,
    )
    typed = {"claimed": "Đã giải quyết xong", "text": "Đã sửa", "done_on": date(2026, 11, 2)}
    assert settle(brought(table_of(row, **typed), agency), world) == 1
    reply = Reply.objects.get()
    assert (reply.number, reply.quality, reply.files.count()) == (1, "evidenced", 1)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("as_drafts", [False, True])
def test_sending_costs_no_query_more_for_many(
    world, django_assert_max_num_queries, count, as_drafts
):
    sheet = brought(table_of(*(owed(world) for _ in range(count))), world.user(Role.AGENCY))
    agency = world.user(Role.AGENCY)
    with django_assert_max_num_queries(17):
        sheets.settle_sheet(sheet, as_drafts=as_drafts, leave_out=False, by=agency)
