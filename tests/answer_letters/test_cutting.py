"""How much of a letter finds its recommendation, in each form in which letters come."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from hdnd_portal.answer_letters.cutting import Cut, cut
from hdnd_portal.answer_letters.hints import hints_of, reference_of
from hdnd_portal.answer_letters.matching import Finder, Match, Wanted
from hdnd_portal.answer_letters.workflow import LetterRefused
from hdnd_portal.documents.kinds import DOCX, PDF
from hdnd_portal.documents.paragraphs import Paragraph, paragraphs_of
from tests.answer_letters import material
from tests.answer_letters.material import ASKED, SILENT

WANTED = [Wanted(at, one.recorded) for at, one in enumerate(ASKED)]
WANTED += [Wanted(100 + at, text) for at, text in enumerate(SILENT)]


def parts_of(content: bytes, tmp_path: Path, kind=DOCX, wanted=WANTED) -> list[Cut]:
    path = tmp_path / "letter"
    path.write_bytes(content)
    found = paragraphs_of(path, kind.media_type, seconds=60, characters=1_000_000)
    return cut(found, asks=Finder(wanted).asks)


def proposed(part: Cut, wanted=WANTED) -> list[Match]:
    return [one for one in Finder(wanted).find(part.asked, part.answer) if one.is_proposed]


FORMS = {
    "numbered": (material.numbered, DOCX),
    "counted by Word": (material.counted_by_word, DOCX),
    "questions": (material.questions, DOCX),
    "nested": (material.nested, DOCX),
    "table": (material.table, DOCX),
    "plain": (material.plain, DOCX),
    "pdf": (material.pdf, PDF),
    "pdf of a table": (lambda: material.pdf(is_table=True), PDF),
}


@pytest.mark.parametrize("form", FORMS)
def test_parts_find_what_they_answer(form, tmp_path):
    make, kind = FORMS[form]
    parts = [one for one in parts_of(make(), tmp_path, kind) if not one.is_frame]
    answers = [[one.key for one in proposed(part)] for part in parts]
    assert len(parts) == len(ASKED), [part.whole[:60] for part in parts]
    right = sum(found == [at] for at, found in enumerate(answers))
    wrong = sum(bool(set(found) - {at}) for at, found in enumerate(answers))
    assert (right >= 9, wrong) == (True, 0), answers
    with_answer = sum(
        one.answer[:40] in part.answer for one, part in zip(ASKED, parts, strict=True)
    )
    assert with_answer == len(ASKED)
    apart = sum(
        one.answer[:40] not in part.asked and one.worded[:25] in part.asked
        for one, part in zip(ASKED, parts, strict=True)
    )
    assert apart >= 9, [(part.asked, part.answer[:50]) for part in parts]


@pytest.mark.parametrize("form", FORMS)
def test_preamble_and_closing_answer_nothing(form, tmp_path):
    make, kind = FORMS[form]
    parts = parts_of(make(), tmp_path, kind)
    frames = " ".join(part.whole for part in parts if part.is_frame)
    assert "Thực hiện Công văn số 12/HĐND-VP" in frames
    rest = " ".join(part.whole for part in parts if not part.is_frame)
    assert "Trên đây là" not in rest
    assert "GIÁM ĐỐC" not in rest


def test_result_days_money_and_papers_are_only_suggested(tmp_path):
    parts = [one for one in parts_of(material.numbered(), tmp_path) if not one.is_frame]
    hints = [hints_of(part.answer, on=date(2026, 11, 23)) for part in parts]
    claims = [hint.get("claimed", {}).get("value") for hint in hints]
    assert sum(said == one.claim for said, one in zip(claims, ASKED, strict=True)) >= 9, claims
    first, second = hints[:2]
    assert first["done_on"]["value"] == "2026-10-20"
    assert (first["amount"]["value"], first["amount"]["words"]) == (1_200_000_000, "1,2 tỷ đồng")
    assert first["money_source"]["value"] == "vốn bảo trì đường bộ"
    assert first["evidence"]["value"] == "Biên bản số 45/BB-BQL ngày 21/10/2026"
    assert "hoàn thành" in first["claimed"]["words"]
    assert second["promised_on"]["value"] == "2027-06-30"
    assert hints[7]["promised_on"]["value"] == "2027-03-31"
    assert "lập hồ sơ thiết kế" in second["measure"]["value"]


def test_number_and_day_of_the_letter_are_read():
    opening = "SỞ XÂY DỰNG\nSố: 2345 /SXD-VP\nngày 20 tháng 11 năm 2026\nKính gửi: …"
    assert reference_of(opening) == ("2345/SXD-VP", date(2026, 11, 20))
    assert reference_of("Kính gửi") == ("", None)


def test_code_goes_before_likeness(tmp_path):
    wanted = [
        Wanted(at, one.recorded, f"Kiến nghị cử tri KN{at:03d}, kỳ họp")
        for at, one in enumerate(ASKED)
    ]
    # Each row names the code of another than the one whose words it has.
    codes = [f"CK{(at + 1) % len(ASKED):06d}" for at in range(len(ASKED))]
    parts = parts_of(material.table(codes=codes), tmp_path, wanted=wanted)
    parts = [one for one in parts if not one.is_frame]
    found = [proposed(part, wanted) for part in parts]
    assert [[one.key for one in row] for row in found] == [[(at + 1) % 10] for at in range(10)]
    assert (found[0][0].code, found[0][0].percent) == ("CK000001", 100)
    [one] = Finder(wanted).find("Kiến nghị KN-004: nhà văn hóa")
    assert (one.key, one.code) == (4, "KN004")


def test_number_that_two_sessions_have_leads_to_none():
    wanted = [Wanted(1, "Sửa đường", "KN003, kỳ 2"), Wanted(2, "Xây cầu", "KN003, kỳ 3")]
    assert Finder(wanted).by_code("KN003") == []


def test_two_answered_together_are_both_proposed(tmp_path):
    parts = parts_of(material.together(*ASKED[:4]), tmp_path)
    parts = [one for one in parts if not one.is_frame]
    assert [sorted(one.key for one in proposed(part)) for part in parts] == [[0, 1], [2], [3]]


def test_what_is_as_like_two_is_left_to_the_person():
    road = "Cử tri xã {} kiến nghị sửa chữa đường liên xã bị hư hỏng, nhiều ổ gà đọng nước"
    wanted = [Wanted(201, road.format("An Lạc")), Wanted(202, road.format("Bình Minh")), *WANTED]
    found = Finder(wanted).find("Cử tri kiến nghị sửa chữa đường liên xã nhiều ổ gà đọng nước")
    assert ({one.key for one in found[:2]}, [one for one in found if one.is_proposed]) == (
        {201, 202},
        [],
    )
    exact = Finder(wanted).find(road.format("Bình Minh"))
    assert [one.key for one in exact if one.is_proposed] in ([202], [])


def test_what_nobody_awaits_is_proposed_for_nothing():
    text = "Đề nghị tăng cường tuyên truyền phòng chống dịch tả lợn châu Phi"
    assert not [one for one in Finder(WANTED).find(text) if one.is_proposed]
    assert Finder([]).find(text) == []


def test_cell_merged_over_rows_answers_them_all(tmp_path):
    import docx  # noqa: PLC0415 -- only here

    document = docx.Document()
    made = document.add_table(rows=3, cols=2)
    texts = (
        ("Nội dung kiến nghị", "Trả lời"),
        (ASKED[0].worded, "Sẽ thực hiện"),
        (ASKED[1].worded, ""),
    )
    for row, cells in zip(made.rows, texts, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    made.cell(1, 1).merge(made.cell(2, 1))
    [part] = parts_of(material._saved(document), tmp_path)
    assert (part.answer, sorted(one.key for one in proposed(part))) == ("Sẽ thực hiện", [0, 1])


def test_letter_of_too_many_parts_is_refused(tmp_path):
    with pytest.raises(LetterRefused, match="letter_long"):
        parts_of(material.long_list(5000), tmp_path)
    assert len(parts_of(material.long_list(400), tmp_path)) == 400


def test_text_without_anything_asked_is_no_part():
    lines = [Paragraph(text, 1) for text in (*material.OPENING, "1. Mua sắm", "2. Sửa chữa")]
    assert [one.is_frame for one in cut(lines, asks=lambda text: False)] == [True]
    assert cut([], asks=lambda text: False) == []


@pytest.mark.parametrize(
    ("said", "claimed"),
    [
        ("Đã sửa xong ngày 12/5/2026.", "done"),
        ("Sở đã nạo vét toàn bộ tuyến mương xong trong tháng 5.", "done"),
        ("Đoạn đầu đã làm xong, đoạn còn lại đang thi công.", "under_way"),
        ("Chưa có kinh phí nên chưa thực hiện được.", "not_done"),
    ],
)
def test_result_is_read_from_the_words(said, claimed):
    assert hints_of(said, on=date(2026, 11, 23))["claimed"]["value"] == claimed
