"""The kinds of papers, their codes, and which rules of form each one follows.

The 29 kinds are those of Decree 30/2020/NĐ-CP art. 7 and its Appendix III; the other rows are
forms the office prints that carry no kind of that list (ballots, receipts) or that follow Law
64/2025/QH15 (legal resolutions).
"""

from dataclasses import dataclass
from enum import StrEnum

from hdnd_portal.documents.papers.errors import PaperError


class Regime(StrEnum):
    """Which act governs the form of a paper."""

    ADMINISTRATIVE = "administrative"  # Decree 30/2020/NĐ-CP
    LEGAL = "legal"  # Law 64/2025/QH15, Decree 78/2025/NĐ-CP
    FORM = "form"  # a form of its own: ballot, receipt, slip


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of paper (loại văn bản) with its code; a kind without code has an empty one."""

    key: str
    name: str
    code: str = ""
    regime: Regime = Regime.ADMINISTRATIVE
    has_title: bool = True
    needs_number: bool = True
    needs_summary: bool = True
    needs_signature: bool = True


_COMMON = (
    ("resolution", "Nghị quyết", "NQ"),
    ("decision", "Quyết định", "QĐ"),
    ("directive", "Chỉ thị", "CT"),
    ("rules", "Quy chế", "QC"),
    ("regulation", "Quy định", "QyĐ"),
    ("communique", "Thông cáo", "TC"),
    ("notice", "Thông báo", "TB"),
    ("guidance", "Hướng dẫn", "HD"),
    ("programme", "Chương trình", "CTr"),
    ("plan", "Kế hoạch", "KH"),
    ("option", "Phương án", "PA"),
    ("scheme", "Đề án", "ĐA"),
    ("project", "Dự án", "DA"),
    ("report", "Báo cáo", "BC"),
    ("minutes", "Biên bản", "BB"),
    ("submission", "Tờ trình", "TTr"),
    ("contract", "Hợp đồng", "HĐ"),
    ("telegram", "Công điện", "CĐ"),
    ("memorandum", "Bản ghi nhớ", "BGN"),
    ("agreement", "Bản thỏa thuận", "BTT"),
    ("authorisation", "Giấy ủy quyền", "GUQ"),
    ("invitation", "Giấy mời", "GM"),
    ("introduction", "Giấy giới thiệu", "GGT"),
    ("leave", "Giấy nghỉ phép", "GNP"),
    ("transmittal", "Phiếu gửi", "PG"),
    ("forwarding", "Phiếu chuyển", "PC"),
    ("notification", "Phiếu báo", "PB"),
)

_FORM = Regime.FORM

KINDS: dict[str, Kind] = {key: Kind(key, name, code) for key, name, code in _COMMON}
KINDS |= {
    kind.key: kind
    for kind in (
        Kind("official_letter", "Công văn", has_title=False),
        Kind("public_letter", "Thư công", needs_number=False),
        Kind("legal_resolution", "Nghị quyết", "NQ", Regime.LEGAL),
        # Attached to a legal resolution (form 18 of Decree 78/2025): it has no number of its own.
        Kind("legal_rules", "Quy chế", "", Regime.LEGAL, needs_number=False, needs_signature=False),
        Kind(
            "legal_regulation",
            "Quy định",
            "",
            Regime.LEGAL,
            needs_number=False,
            needs_signature=False,
        ),
        # The forms of Circular 05/2021/TT-TTCP print "HD" in the number of a guidance slip.
        Kind("guidance_slip", "Phiếu hướng dẫn", "HD", _FORM),
        Kind("receipt", "Giấy biên nhận", "", _FORM, needs_number=False),
        Kind("appointment", "Phiếu hẹn", "", _FORM, needs_number=False),
        Kind("ballot", "Phiếu", "", _FORM, needs_number=False, needs_signature=False),
        Kind("counting_minutes", "Biên bản", "BB", _FORM, needs_number=False),
        # Sent by a delegate to the Standing Committee; the clerk registers what comes of it.
        Kind("question_form", "Phiếu chất vấn", "", _FORM, needs_number=False),
        # The text of a day, put together to be looked up: the signed acts alone are binding.
        Kind(
            "consolidated", "Văn bản hợp nhất", "", _FORM, needs_number=False, needs_signature=False
        ),
        # A list made by the Office and kept with the file of the session; it is not registered.
        Kind("document_list", "Danh mục tài liệu", "", _FORM, needs_number=False),
    )
}

ADMINISTRATIVE_KEYS = (*(key for key, _, _ in _COMMON), "official_letter", "public_letter")
"""The 29 kinds of Decree 30/2020/NĐ-CP, art. 7."""


def kind(key: str) -> Kind:
    """The kind of that key. Raises PaperError for an unknown one."""
    try:
        return KINDS[key]
    except KeyError:
        raise PaperError(f"There is no kind of paper called {key!r}.") from None


class CopyKind(StrEnum):
    """Forms of a copy (Decree 30/2020/NĐ-CP art. 25)."""

    FULL = "SAO Y"
    DUPLICATE = "SAO LỤC"
    EXTRACT = "TRÍCH SAO"


COPY_CODES = {CopyKind.FULL: "SY", CopyKind.DUPLICATE: "SL", CopyKind.EXTRACT: "TrS"}
