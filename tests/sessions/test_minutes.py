"""Minutes: every figure equals the database; remarks apart; frozen once approved; papers."""

import io
import json
from datetime import datetime, timedelta
from pathlib import Path

import docx
import pdfplumber
import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import translation

from hdnd_portal.audit.models import Entry
from hdnd_portal.council.models import Membership
from hdnd_portal.documents.papers import render_docx, render_pdf
from sessions.minutes import Grid, content, frozen, thaw
from sessions.minutes.content import SECTIONS, hash_of
from sessions.minutes_papers import excerpt_paper, minutes_paper
from sessions.models import (
    Attendance,
    Minutes,
    Poll,
    Presiding,
    Proceeding,
    SpeechRequest,
)
from sessions.schedule import VIETNAM
from sessions.services import minutes as services
from sessions.services.refusals import SessionRefused
from sessions.workflow import MoveRefused
from tests.factories import BodyFactory, MembershipFactory, PersonFactory, SittingFactory
from tests.racing import at_once
from tests.sessions.voting import NINE, Hall

pytestmark = pytest.mark.django_db
EIGHT = datetime(2026, 12, 8, 8, tzinfo=VIETNAM)
GOLDEN = Path(__file__).with_name("golden") / "minutes_table.json"


@pytest.fixture
def hall(db):
    """A sitting with who came, who left, what was on, who spoke, one vote."""
    made = Hall()
    session = made.session
    made.sitting = SittingFactory(session=session, starts_at=EIGHT, ends_at=EIGHT.replace(hour=11))
    for role in ("chair", "secretary"):
        Presiding.objects.create(
            session=session, person=PersonFactory(), role=role, starts_at=EIGHT,
            recorded_by=made.officer,
        )  # fmt: skip
    leaves = Attendance.objects.get(mandate=made.mandates[0])
    leaves.left_at = NINE + timedelta(minutes=30)
    leaves.save()
    made.agenda = made.item(title="Nghị quyết về dự toán", sitting=made.sitting)
    Proceeding.objects.create(
        session=session, sitting=made.sitting, item=made.agenda, kind="item", phase="discuss",
        starts_at=EIGHT, ends_at=NINE, recorded_by=made.officer,
    )  # fmt: skip
    Proceeding.objects.create(
        session=session, sitting=made.sitting, kind="occurrence", text="Mất điện 5 phút",
        starts_at=NINE, ends_at=NINE, recorded_by=made.officer,
    )  # fmt: skip
    SpeechRequest.objects.create(
        session=session, sitting=made.sitting, item=made.agenda, mandate=made.mandates[1],
        kind="speech", state="done", position=1, asked_at=EIGHT, called_at=EIGHT, started_at=EIGHT,
        ended_at=EIGHT + timedelta(minutes=4, seconds=20), limit_seconds=420,
        entered_by=made.officer,
    )  # fmt: skip
    return made


def voted(hall):
    """A vote by show of hands, published, as the voting service writes it."""
    poll = hall.prepare(kind="show_of_hands", item=hall.agenda)
    Poll.objects.filter(pk=poll.pk).update(
        sitting=hall.sitting, state="published", opened_at=NINE, closed_at=NINE, base=10,
        base_name="số đại biểu đương nhiệm", needed=6, present_count=9, able_count=9, votes_for=7,
        votes_against=1, votes_abstain=1, not_voted=0, is_passed=True, outcome="passed",
        arithmetic="2 × 7 > 10", published_at=NINE,
    )  # fmt: skip
    poll.refresh_from_db()
    return poll


def part(minutes, key):
    return next(one for one in content(minutes).parts if one.key == key)


def grid(minutes, key, place=0):
    return [piece for piece in part(minutes, key).pieces if isinstance(piece, Grid)][place]


def begun(hall, sitting=None):
    return services.begin_minutes(hall.session, sitting=sitting, by=hall.officer)


def test_minutes_have_every_section_even_of_an_empty_session(hall):
    empty = Hall()
    minutes = services.begin_minutes(empty.session, by=empty.officer)

    assert [one.key for one in content(minutes).parts] == list(SECTIONS)
    assert all(one.pieces for one in content(minutes).parts)
    assert render_pdf(minutes_paper(minutes))[:4] == b"%PDF"


def test_attendance_equals_the_intervals(hall):
    minutes = begun(hall)
    table = grid(minutes, "attendance")

    # Nine of ten came before eight; one of them left at half past nine.
    assert table.rows == (("Phiên 1, 08/12/2026", "9", "9", "1", "7"),)
    moved = grid(minutes, "attendance", 1)
    assert moved.rows == ((hall.mandates[0].person.name, "Phiên 1", "–", "09 giờ 30"),)
    absent = grid(minutes, "attendance", 2)
    assert [row[1] for row in absent.rows] == [hall.mandates[9].person.name]


def test_votes_equal_their_rows_and_the_board(hall):
    poll = voted(hall)
    table = grid(begun(hall), "votes")

    assert table.rows == (
        (
            "09 giờ 00",
            poll.title,
            str(poll.present_count),
            str(poll.votes_for),
            str(poll.votes_against),
            str(poll.votes_abstain),
            str(poll.not_voted),
            "Thông qua",
        ),
    )
    assert "2 × 7 > 10" in part(Minutes.objects.get(), "votes").pieces[-1]


def test_an_unpublished_vote_is_in_no_minutes(hall):
    hall.prepare(kind="show_of_hands", item=hall.agenda)

    assert "Không có lần biểu quyết nào" in part(begun(hall), "votes").pieces[0]


def test_speeches_and_occurrences_are_taken_as_recorded(hall):
    minutes = begun(hall, hall.sitting)

    assert part(minutes, "speeches").pieces[0] == "Có 1 lượt phát biểu của 1 đại biểu."
    assert grid(minutes, "speeches").rows[0][1] == hall.mandates[1].person.name
    assert grid(minutes, "speeches").rows[0][4] == "5"  # four minutes and twenty seconds
    assert grid(minutes, "occurrences").rows[0][2] == "Mất điện 5 phút"
    assert "thảo luận" in grid(minutes, "proceedings").rows[0][2].lower()


def test_the_minutes_of_a_sitting_hold_nothing_of_the_next(hall):
    later = SittingFactory(
        session=hall.session, ordinal=2, starts_at=EIGHT.replace(hour=14),
        ends_at=EIGHT.replace(hour=17),
    )  # fmt: skip
    Proceeding.objects.create(
        session=hall.session, sitting=later, kind="occurrence", text="Buổi chiều",
        starts_at=later.starts_at, ends_at=later.starts_at, recorded_by=hall.officer,
    )  # fmt: skip

    assert "Buổi chiều" not in str(part(begun(hall, hall.sitting), "occurrences"))
    assert "Buổi chiều" in str(part(begun(hall, later), "occurrences"))
    assert len(grid(begun(hall), "occurrences").rows) == 2


def test_a_remark_stands_apart_and_changes_no_figure(hall):
    minutes = begun(hall)
    before = content(minutes).parts
    services.write_remark(minutes, section="votes", text="Chủ tọa nhắc nội quy.", by=hall.officer)

    assert content(minutes).parts == before
    assert content(minutes).remarks == {"votes": "Chủ tọa nhắc nội quy."}
    services.write_remark(minutes, section="votes", text=" ", by=hall.officer)
    assert content(minutes).remarks == {}
    with pytest.raises(SessionRefused, match="section_unknown"):
        services.write_remark(minutes, section="khac", text="x", by=hall.officer)


def test_approved_minutes_are_frozen_whatever_the_records_say_later(hall):
    minutes = begun(hall)
    services.write_remark(minutes, section="closing", text="Kết thúc tốt đẹp.", by=hall.officer)
    minutes = services.submit_minutes(minutes, by=hall.officer)
    with pytest.raises(SessionRefused, match="minutes_approved_where"):
        services.approve_minutes(minutes, where=" ", by=hall.officer)
    minutes = services.approve_minutes(minutes, where="Phiên bế mạc", by=hall.officer)
    before = content(minutes)

    voted(hall)
    minutes = Minutes.objects.get()
    assert content(minutes) == before
    assert hash_of(minutes.frozen) == minutes.sha256
    assert thaw(frozen(before)[0]) == before
    with pytest.raises(DatabaseError), transaction.atomic():
        Minutes.objects.update(approved_in="Khác")
    with pytest.raises(SessionRefused, match="minutes_settled"):
        services.write_remark(minutes, section="votes", text="x", by=hall.officer)
    with pytest.raises(MoveRefused):
        services.return_minutes(minutes, reason="x", by=hall.officer)


def test_minutes_without_chair_or_secretary_are_not_submitted(hall):
    Presiding.objects.filter(role="secretary").delete()

    with pytest.raises(SessionRefused, match="minutes_unsigned"):
        services.submit_minutes(begun(hall), by=hall.officer)


def test_a_session_has_one_set_of_minutes_and_none_before_it_opens(hall):
    begun(hall)
    with pytest.raises(SessionRefused, match="minutes_exist"):
        begun(hall)
    hall.session.state = "convened"
    hall.session.save()
    with pytest.raises(SessionRefused, match="minutes_too_early"):
        begun(hall, hall.sitting)


def test_sending_up_is_due_ten_days_after_the_closing(hall):
    step = begun(hall).steps.get()

    assert step.step == "minutes_up"
    assert step.due_on >= hall.session.closing_on + timedelta(days=10)
    assert step.explanation["key"] == "session.minutes_up"


def test_the_tables_of_minutes_are_tables_in_word(hall):
    voted(hall)
    file = docx.Document(io.BytesIO(render_docx(minutes_paper(begun(hall)))))

    found = next(
        table for table in file.tables if table.rows[0].cells[-1].text == "Kết quả"
        and len(table.columns) == 8
    )  # fmt: skip
    written = {
        "head": [cell.text for cell in found.rows[0].cells],
        "rows": [[cell.text for cell in row.cells] for row in found.rows[1:]],
        "repeats_head": bool(found.rows[0]._tr.xpath("./w:trPr/w:tblHeader")),
        "borders": bool(found._tbl.xpath("./w:tblPr/w:tblBorders")),
        "aligned": [
            cell.paragraphs[0].paragraph_format.alignment == docx.enum.text.WD_ALIGN_PARAGRAPH.RIGHT
            for cell in found.rows[1].cells
        ],
    }
    assert written == json.loads(GOLDEN.read_text(encoding="utf-8"))


def test_large_print_sets_the_body_in_eighteen_points(hall):
    voted(hall)
    minutes = begun(hall)
    paper = minutes_paper(minutes, large_print=True)

    with pdfplumber.open(io.BytesIO(render_pdf(paper))) as pdf:
        words = [word for page in pdf.pages for word in page.extract_words(extra_attrs=["size"])]
    sizes = {round(word["size"], 1) for word in words if word["text"] in {"đương", "nhiệm:"}}
    assert sizes == {18.0}
    file = docx.Document(io.BytesIO(render_docx(paper)))
    body = next(p for p in file.paragraphs if p.text.startswith("Tổng số đại biểu"))
    assert body.runs[0].font.size.pt == 18
    assert any("Tán thành: 7" in p.text for p in file.paragraphs)


def test_an_excerpt_holds_what_concerns_its_item(hall):
    voted(hall)
    minutes = begun(hall)
    words = "".join(
        run.text
        for block in excerpt_paper(minutes, hall.agenda).body
        for run in (block.text if isinstance(block.text, tuple) else ())
    ) or str([block.text for block in excerpt_paper(minutes, hall.agenda).body])

    assert "có mặt 9; tán thành 7/10 (số đại biểu đương nhiệm)" in words
    assert hall.mandates[1].person.name in words
    assert render_pdf(excerpt_paper(minutes, hall.agenda))[:4] == b"%PDF"


def test_minutes_are_vietnamese_whoever_approves_them(hall):
    """An officer who reads the portal in English freezes no English word into the record."""
    voted(hall)
    minutes = begun(hall)
    vietnamese = content(minutes)
    with translation.override("en"):
        assert content(minutes) == vietnamese
        assert minutes_paper(minutes) == minutes_paper(minutes, made=vietnamese)
        excerpt = str(excerpt_paper(minutes, hall.agenda).body)
    assert "thảo luận" in excerpt.lower()


def test_minutes_name_who_presided_with_their_office(hall):
    session = hall.session
    chair = session.presiding.get(role="chair").person
    MembershipFactory(
        body=BodyFactory(term=session.term, kind="standing_committee", code="TT"),
        person=chair,
        role=Membership.Role.CHAIR,
    )
    said = content(begun(hall)).parts[0].pieces
    assert f"Chủ tọa: {chair.get_sex_display().lower()} {chair.name}, Chủ tịch Hội đồng nhân dân " \
        f"{session.council.unit}." in said  # fmt: skip


@pytest.mark.parametrize("items", [1, 3])
def test_the_page_asks_as_often_for_many_records_as_for_one(
    client, hall, items, django_assert_max_num_queries
):
    for number in range(items):
        Proceeding.objects.create(
            session=hall.session, sitting=hall.sitting, kind="announcement", text=str(number),
            starts_at=NINE, ends_at=NINE, recorded_by=hall.officer,
        )  # fmt: skip
    minutes = begun(hall)
    client.force_login(hall.officer)
    address = reverse(
        "sessions:minutes", kwargs={"session": hall.session.pk, "minutes": minutes.pk}
    )
    client.get(address)
    # The whole record of a session on one page: one query for each kind of record it holds.
    with django_assert_max_num_queries(24) as asked:
        assert client.get(address).status_code == 200
    seen = test_the_page_asks_as_often_for_many_records_as_for_one.__dict__.setdefault("n", set())
    seen.add(len(asked))
    assert len(seen) == 1


@pytest.mark.parametrize("sitting", ["²", "9" * 5000, "9" * 18])
def test_minutes_of_a_sitting_that_cannot_exist_are_not_begun(client, hall, sitting):
    client.force_login(hall.officer)
    address = reverse("sessions:begin_minutes", kwargs={"session": hall.session.pk})
    assert client.post(address, {"sitting": sitting}).status_code == 404
    assert not Minutes.objects.filter(session=hall.session).exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_approve_at_once_freeze_once():
    hall = Hall()
    for role in ("chair", "secretary"):
        Presiding.objects.create(
            session=hall.session, person=PersonFactory(), role=role, starts_at=EIGHT,
            recorded_by=hall.officer,
        )  # fmt: skip
    minutes = services.begin_minutes(hall.session, by=hall.officer)
    services.submit_minutes(minutes, by=hall.officer)

    def approve():
        services.approve_minutes(minutes, where="Phiên bế mạc", by=hall.officer)

    assert at_once(Minutes, approve, approve, refused=(MoveRefused,)) == ["done", "refused"]
    assert Entry.objects.filter(event="minutes.approved").count() == 1
