"""Names of files and numbers of documents."""

import unicodedata
from datetime import date

import pytest

from hdnd_portal.documents.document_kinds import KINDS, reference, sequence_of
from hdnd_portal.documents.names import clean_name, one_line, unique_name


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (unicodedata.normalize("NFD", "Tờ trình số 15.pdf"), "Tờ trình số 15.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\a\\Báo cáo.docx", "Báo cáo.docx"),
        ("<script>alert(1)</script>.pdf", "script_.pdf"),
        ('a"b<c>d.pdf', "a_b_c_d.pdf"),
        ("báo cáo\u202efdp.exe", "báo cáofdp.exe"),
        ("a\x00b\r\nX-Header: 1.pdf", "ab X-Header_ 1.pdf"),
        ("   ", "tep"),
        ("...", "tep"),
        ("con.pdf", "_con.pdf"),
        ("x" * 300 + ".docx", "x" * 195 + ".docx"),
    ],
)
def test_names_are_made_safe(given: str, kept: str) -> None:
    assert clean_name(given) == kept


def test_text_is_stored_composed() -> None:
    assert one_line(unicodedata.normalize("NFD", " Kỳ  họp \u200b")) == "Kỳ họp"


def test_names_in_one_folder_differ_without_regard_to_case() -> None:
    taken: set[str] = set()
    names = [unique_name(name, taken) for name in ("A.pdf", "a.pdf", "a (2).pdf", "khác")]
    assert names == ["A.pdf", "a (2).pdf", "a (2) (2).pdf", "khác"]


@pytest.mark.parametrize(
    ("kind", "number", "symbol", "written"),
    [
        # Domain notes, part 03 §1.10 and §10(b).
        ("GM", 15, "HĐND", "15/GM-HĐND"),
        ("GM", 5, "HĐND", "05/GM-HĐND"),
        ("TTr", 36, "HĐND", "36/TTr-HĐND"),
        ("BC", 5, "BPC", "05/BC-BPC"),
        ("NQ", 85, "HĐND", "85/NQ-HĐND"),
        ("NQ-QPPL", 5, "HĐND", "05/2026/NQ-HĐND"),
        ("CV", 123, "HĐND-VP", "123/HĐND-VP"),
        ("SY", 5, "VP", "05/SY-VP"),
        ("BC", 1204, "HĐND", "1204/BC-HĐND"),
    ],
)
def test_references_follow_the_decree(kind: str, number: int, symbol: str, written: str) -> None:
    assert reference(kind, number, symbol, on=date(2026, 12, 1)) == written


def test_kinds_are_those_of_the_decree() -> None:
    printed = {kind.printed for kind in KINDS.values()}
    # 27 codes of Decree 30/2020 Annex III, three of copies, and two types without a code.
    assert len(printed - {""}) == 30
    assert sum(not kind.printed for kind in KINDS.values()) == 2


def test_the_three_kinds_of_copy_count_together() -> None:
    assert {sequence_of(kind) for kind in ("SY", "TrS", "SL")} == {"SY"}
    assert sequence_of("GM") == "GM"
