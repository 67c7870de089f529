"""Names shared by the sample papers: an invented province and invented people, marked as such."""

from datetime import date

from hdnd_portal.documents.papers.description import (
    Issuer,
    Number,
    PlaceDate,
    Recipients,
    Signature,
    body_issuer,
    council_issuer,
    office_issuer,
    standing_committee_issuer,
)

UNIT = "tỉnh An Mẫu"
PLACE = "An Mẫu"
TERM = "khóa XI, nhiệm kỳ 2026–2031"
SESSION = "Kỳ họp thứ 3"

COUNCIL: Issuer = council_issuer(UNIT)
STANDING: Issuer = standing_committee_issuer(UNIT)
LEGAL_COMMITTEE: Issuer = body_issuer(UNIT, "Ban Pháp chế")
DELEGATION: Issuer = body_issuer(UNIT, "Đoàn giám sát")
OFFICE: Issuer = office_issuer(UNIT)

CHAIR = "Nguyễn Văn Mẫu"
VICE_CHAIR = "Phạm Văn Mẫu"
OFFICE_HEAD = "Trần Thị Mẫu"
OFFICE_DEPUTY = "Đỗ Thị Mẫu"
COMMITTEE_DEPUTY = "Lê Văn Mẫu"

TM_STANDING = "TM. THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN"
CONTACT = (
    "Văn phòng Đoàn ĐBQH và HĐND tỉnh An Mẫu (dữ liệu mẫu). Điện thoại: 0200 000 000. "
    "Thư điện tử: vanphong@anmau.example"
)


def placed(day: int, month: int, year: int = 2026) -> PlaceDate:
    """Place and date of a sample."""
    return PlaceDate(PLACE, date(year, month, day))


def numbered(code: str, value: int, *, year: int | None = None) -> Number:
    """Number and code of a sample."""
    return Number(code, value, year)


def by_chair() -> tuple[Signature, ...]:
    """The Chair of the Council, who signs resolutions without TM."""
    return (Signature(("CHỦ TỊCH",), CHAIR),)


def by_standing_chair() -> tuple[Signature, ...]:
    """The Chair for the Standing Committee."""
    return (Signature((TM_STANDING, "CHỦ TỊCH"), CHAIR),)


def by_standing_deputy() -> tuple[Signature, ...]:
    """A Vice-Chair for the Standing Committee."""
    return (Signature((TM_STANDING, "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), VICE_CHAIR),)


def to(*items: str, archive: str = "VT, CTHĐND", as_above: bool = False) -> Recipients:
    """Nơi nhận of a sample."""
    return Recipients(items, archive=archive, as_above=as_above)
