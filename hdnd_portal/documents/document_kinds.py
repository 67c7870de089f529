"""Kinds of official document and how their numbers are written (Decree 30/2020, Arts. 7 and 15).

Plain Python. Codes of issuers and units are settings of each council; only the grammar is fixed.
"""

from dataclasses import dataclass
from datetime import date

# An official letter (công văn) and a letter of courtesy (thư công) bear no code of their type.
LETTER = "CV"
COURTESY_LETTER = "TCg"
# Legal resolutions (quy phạm pháp luật) have their own sequence and bear the year.
LEGAL_RESOLUTION = "NQ-QPPL"


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of document: our code, its Vietnamese name, and the code printed in its number."""

    code: str
    name: str
    printed: str
    bears_year: bool = False


def _kind(code: str, name: str, printed: str | None = None) -> DocumentKind:
    return DocumentKind(code, name, code if printed is None else printed)


KINDS: dict[str, DocumentKind] = {
    kind.code: kind
    for kind in (
        DocumentKind(LEGAL_RESOLUTION, "Nghị quyết (quy phạm pháp luật)", "NQ", bears_year=True),
        _kind("NQ", "Nghị quyết"),
        _kind("QĐ", "Quyết định"),
        _kind("CT", "Chỉ thị"),
        _kind("QC", "Quy chế"),
        _kind("QyĐ", "Quy định"),
        _kind("TC", "Thông cáo"),
        _kind("TB", "Thông báo"),
        _kind("HD", "Hướng dẫn"),
        _kind("CTr", "Chương trình"),
        _kind("KH", "Kế hoạch"),
        _kind("PA", "Phương án"),
        _kind("ĐA", "Đề án"),
        _kind("DA", "Dự án"),
        _kind("BC", "Báo cáo"),
        _kind("BB", "Biên bản"),
        _kind("TTr", "Tờ trình"),
        _kind("HĐ", "Hợp đồng"),
        _kind(LETTER, "Công văn", ""),
        _kind("CĐ", "Công điện"),
        _kind("BGN", "Bản ghi nhớ"),
        _kind("BTT", "Bản thỏa thuận"),
        _kind("GUQ", "Giấy ủy quyền"),
        _kind("GM", "Giấy mời"),
        _kind("GGT", "Giấy giới thiệu"),
        _kind("GNP", "Giấy nghỉ phép"),
        _kind("PG", "Phiếu gửi"),
        _kind("PC", "Phiếu chuyển"),
        _kind("PB", "Phiếu báo"),
        _kind(COURTESY_LETTER, "Thư công", ""),
        # Copies share one sequence for all three kinds (Decree 30/2020, Annex I, part II).
        _kind("SY", "Bản sao y"),
        _kind("TrS", "Bản trích sao"),
        _kind("SL", "Bản sao lục"),
    )
}
_COPIES = frozenset({"SY", "TrS", "SL"})


def sequence_of(kind: str) -> str:
    """The kind under which numbers are counted: the three kinds of copy count together."""
    return "SY" if kind in _COPIES else kind


def reference(kind: str, number: int, symbol: str, *, on: date) -> str:
    """The number and code of a document: `15/GM-HĐND`, `05/2026/NQ-HĐND`, `123/HĐND-VP`.

    `symbol` is the issuer's code; for an official letter, issuer and drafting unit (`HĐND-VP`).
    Numbers below 10 get a leading zero. Raises KeyError for a kind that is not known.
    """
    printed = KINDS[kind].printed
    tail = f"{printed}-{symbol}" if printed else symbol
    if KINDS[kind].bears_year:
        return f"{number:02d}/{on.year}/{tail}"
    return f"{number:02d}/{tail}"
