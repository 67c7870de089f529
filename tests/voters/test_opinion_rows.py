"""Tables as people write them: no row lost, none twice, a word for each that cannot be taken."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import pytest

from hdnd_portal.documents.table_rows import heading_key
from hdnd_portal.documents.tables import MOST_COLUMNS, read_tables
from hdnd_portal.ui.refusals import Refused
from tests.voters.imported import document, workbook
from voters.import_sentences import failure_sentence
from voters.opinion_rows import HEADINGS, Reading, read_rows

FIELDS = {"thuy loi": 7, "tl": 7}


def rows_of(data: bytes, kind: str = "xlsx", **more: str) -> Reading:
    return read_rows(read_tables(data, kind), fields=FIELDS, **more)


def refused(data: bytes, kind: str = "xlsx") -> Refused:
    with pytest.raises(Refused) as refusal:
        rows_of(data, kind)
    return refusal.value


def one(*cells: object, **more: object):
    (row,) = rows_of(workbook(cells, **more)).rows
    return row


def test_a_heading_means_one_thing():
    keys = [key for keys in HEADINGS.values() for key in keys]
    assert len(keys) == len(set(keys))
    assert [heading_key(key) for key in keys] == keys


def test_a_row_with_everything():
    row = one(
        "xã A", "Thôn Đông", "Kiến nghị", "THUỶ LỢI", "Nạo vét kênh", "Đã tiếp thu",
        date(2026, 11, 9), "Ông Kín",
    )  # fmt: skip
    assert (row.line, row.said["commune"], row.village) == (2, "xã A", "Thôn Đông")
    assert (row.track, row.topic, row.text) == ("recommendation", 7, "Nạo vét kênh")
    assert (row.answered, row.day) == ("Đã tiếp thu", date(2026, 11, 9))
    assert row.speaker.name == "Ông Kín"
    assert "Ông Kín" not in str(row.said)
    assert (row.problems, row.notes) == ([], [])


@pytest.mark.parametrize(
    ("cell", "day", "problems"),
    [
        (datetime(2026, 11, 9, 8, 30), date(2026, 11, 9), []),  # noqa: DTZ001 -- a cell has no zone
        (46335, date(2026, 11, 9), []),
        ("09/11/2026", date(2026, 11, 9), []),
        ("9.11.2026", date(2026, 11, 9), []),
        ("Sáng 09/11/2026", date(2026, 11, 9), []),
        ("31/02/2026", None, ["day_unread"]),
        ("tháng trước", None, ["day_unread"]),
        (True, None, ["day_unread"]),
        (None, None, []),
    ],
)
def test_days_of_a_sheet_and_days_in_words(cell, day, problems):
    row = one("A", "", "ý kiến", "", "x", "", cell)
    assert (row.day, row.problems) == (day, problems)


def test_numbers_are_read_as_people_see_them():
    row = one("A", 5.0, "KN", "", 12, "", None, 912345678)
    assert (row.village, row.text, row.speaker.name) == ("5", "12", "912345678")


@pytest.mark.parametrize(
    ("cells", "problems"),
    [
        (("", "", "KN", "", "x"), ["commune_missing"]),
        (("A", "Đông", "KN", "", "  "), ["text_missing"]),
        (("A", "", "", "", "x"), ["track_missing"]),
        (("A", "", "khác", "", "x"), ["track_unknown"]),
        (("A", "", "KN", "Phép màu", "x"), ["field_unknown"]),
        (("A", "t" * 121, "KN", "", "x" * 20_001, "t" * 20_001),
         ["text_long", "answer_long", "village_long"]),
        (("A", "", "KN", "", "x", "", "", "t" * 121), ["speaker_long"]),
        (("A", "", "KN", "", "#REF!"), ["cell_error"]),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_named(cells, problems):
    def as_error(sheet):
        if sheet["E2"].value == "#REF!":
            sheet["E2"].data_type = "e"

    assert one(*cells, then=as_error).problems == problems


def test_a_row_that_does_not_say_its_kind_is_what_the_person_said():
    (row,) = rows_of(workbook(["A", "", "", "", "x"]), track_default="opinion").rows
    assert (row.track, row.problems) == ("opinion", [])


def test_merged_cells_say_the_place_of_all_their_rows_and_the_words_of_one():
    def merge(sheet):
        sheet.merge_cells("A2:A4")
        sheet.merge_cells("E3:E4")

    rows = rows_of(
        workbook(
            ["xã A", "1", "KN", "", "một"],
            [None, "2", "KN", "", "hai"],
            [None, "3", "KN", "", None],
            [None, None, None, None, None],
            [None, "5", "KN", "", "năm"],
            then=merge,
        )
    ).rows
    assert [(row.line, row.said["commune"], row.text) for row in rows] == [
        (2, "xã A", "một"), (3, "xã A", "hai"), (4, "xã A", ""), (6, "", "năm"),
    ]  # fmt: skip
    assert [row.notes for row in rows] == [[], ["merged"], ["merged"], []]
    assert [row.problems for row in rows] == [[], [], ["text_missing"], ["commune_missing"]]


def with_values(data: bytes, **values: str) -> bytes:
    """The workbook with the values that a program keeps beside its formulas."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name).decode()
            for cell, value in values.items():
                part = part.replace(f'<c r="{cell}"><f>', f'<c r="{cell}" t="str"><f>')
                head, mark, tail = part.partition(f'r="{cell}" t="str">')
                part = (
                    head
                    + mark
                    + tail.replace("<v />", f"<v>{value}</v>", 1).replace(
                        "<v></v>", f"<v>{value}</v>", 1
                    )
                )
            new.writestr(name, part)
    return out.getvalue()


def test_formulas_give_the_value_kept_with_them_or_a_problem():
    data = workbook(["A", "", "KN", "", '="Sửa "&"cầu"'], ["A", "", "KN", "", "=HYPERLINK(A1)"])
    rows = rows_of(with_values(data, E2="Sửa cầu")).rows
    assert [(row.text, row.problems, row.notes) for row in rows] == [
        ("Sửa cầu", [], ["formula"]),
        ("", ["formula_empty", "text_missing"], []),
    ]


def test_hidden_rows_and_sheets_are_read_and_said():
    def hide(sheet):
        sheet.row_dimensions[3].hidden = True
        other = sheet.parent.create_sheet("Ẩn")
        other.append(["Nội dung", "Xã"])
        other.append(["ba", "A"])
        other.sheet_state = "hidden"
        sheet.parent.create_sheet("Ghi chú").append(["Người lập", "Bà B"])

    reading = rows_of(
        workbook(["A", "", "KN", "", "một"], ["A", "", "KN", "", "hai"], then=hide),
        track_default="opinion",
    )
    assert [(row.sheet, row.text, row.notes) for row in reading.rows] == [
        ("Sheet", "một", []), ("Sheet", "hai", ["hidden"]), ("Ẩn", "ba", ["hidden"]),
    ]  # fmt: skip
    assert reading.unread_sheets == ["Ghi chú"]


def test_headings_in_any_order_among_fifty_columns_below_a_title():
    head = [f"Cột {n}" for n in range(50)]
    head[41], head[3], head[17] = "XA, PHUONG", "Ý kiến, kiến nghị của cử tri", "Phân loại"
    cells = [f"giá trị {n}" for n in range(50)]
    cells[41], cells[3], cells[17] = "xã A", "Sửa cầu", "kn"
    data = workbook([], head, cells, [], head, cells[:4], head=["BẢNG TỔNG HỢP"])
    reading = rows_of(data)
    assert [(row.line, row.said["commune"], row.text) for row in reading.rows] == [
        (4, "xã A", "Sửa cầu"), (7, "", "Sửa cầu"),
    ]  # fmt: skip
    assert len(reading.unread_columns) == 47


def test_wrong_headings_name_what_is_missing_and_what_was_found():
    refusal = refused(workbook(["A", "x"], head=["Xã", "Diễn giải"]))
    assert refusal.code == "import_headings"
    assert failure_sentence({"code": refusal.code, **refusal.details}) == (
        "Bảng thiếu cột nội dung. Các cột tìm thấy: xã/phường, “Diễn giải”."
    )
    twice = refused(workbook(["A", "x", "y"], head=["Xã", "Nội dung", "Kiến nghị"]))
    assert (twice.code, twice.details["heading"]) == ("import_heading_twice", "Kiến nghị")


@pytest.mark.parametrize(
    ("data", "kind", "code"),
    [
        (workbook(), "xlsx", "import_no_rows"),
        (b"PK no archive", "xlsx", "import_unreadable"),
        (workbook(["A"] * (MOST_COLUMNS + 1)), "xlsx", "import_columns_many"),
        (("Xã\tNội dung\n" + "A\tx\n" * 20_040).encode(), "text", "import_rows_many"),
        (b"", "text", "import_headings"),
    ],
)
def test_tables_that_are_none_are_refused(data, kind, code):
    assert refused(data, kind).code == code


def test_a_table_of_a_text_document():
    def merge(table):
        table.cell(1, 0).merge(table.cell(2, 0))

    data = document(
        ("Xã", "Nội dung", "Loại"), ("xã A", "một\nhai", "KN"), ("", "ba", "ý kiến"), then=merge
    )
    rows = rows_of(data, "docx").rows
    assert [(row.said["commune"], row.text, row.track, row.notes) for row in rows] == [
        ("xã A", "một\nhai", "recommendation", []), ("xã A", "ba", "opinion", ["merged"]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('"Sửa\ncầu"', "Sửa\ncầu"),
        ('"Nói ""gấp"" rồi"', 'Nói "gấp" rồi'),
        ('"Sửa cầu', '"Sửa cầu'),
        ("=1+1", "=1+1"),
    ],
)
def test_a_pasted_table(cell, text):
    pasted = f"Xã\tLoại\tNội dung\r\nA\tKN\t{cell}\r\nB\tKN\thai"
    rows = rows_of(pasted.encode(), "text").rows
    assert [row.text for row in rows] == [text, "hai"]


def test_the_words_of_a_workbook_are_all_there():
    words = [f"Câu {n}, lời của xã {n % 7}" for n in range(300)]
    data = workbook(*(["A", "", "KN", "", word] for word in words))
    assert [row.text for row in rows_of(data).rows] == words
