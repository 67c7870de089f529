"""One description of an official paper, from which the PDF and the DOCX are both made."""

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from hdnd_portal.documents.papers.blocks import Article, Block, Bullets, Centred
from hdnd_portal.documents.papers.errors import PaperError
from hdnd_portal.documents.papers.kinds import COPY_CODES, CopyKind, Kind, Regime, kind
from hdnd_portal.documents.papers.writing import (
    clean,
    date_words,
    number_words,
    roman,
)

CODE = re.compile(r"^[^\W\d_][\w&]*(-[^\W_][\w&]*)*$")
PREFIX = re.compile(r"^([A-ZĐ]{1,3})\.")
PREFIXES = frozenset({"TM", "KT", "TL", "TUQ", "Q"})
DEGREE = re.compile(r"^(GS|PGS|TSKH|TS|ThS|CN|KS|BS|LS|NGND|NGƯT|AHLĐ)\b\.?", re.IGNORECASE)


class Urgency(StrEnum):
    """Mức độ khẩn (Decree 30/2020/NĐ-CP, Appendix I)."""

    URGENT = "KHẨN"
    VERY_URGENT = "THƯỢNG KHẨN"
    EXPRESS = "HỎA TỐC"


URGENCY_WIDTHS_MM = {Urgency.URGENT: 20, Urgency.VERY_URGENT: 40, Urgency.EXPRESS: 30}
URGENCY_HEIGHT_MM = 8


class Mark(StrEnum):
    """Boxed marks of circulation, and the mark of a draft."""

    RETURN = "XEM XONG TRẢ LẠI"
    INTERNAL = "LƯU HÀNH NỘI BỘ"
    DRAFT = "DỰ THẢO"
    REHEARSAL = "DIỄN TẬP"


class Style(StrEnum):
    """How the Standing Committee writes its name: only in the signature, or in the head too."""

    A = "A"
    B = "B"


def _lines(lines: tuple[str, ...], what: str) -> tuple[str, ...]:
    if isinstance(lines, str):
        raise PaperError(f"The {what} is a tuple of lines, not one text.")
    cleaned = tuple(clean(line, what=what) for line in lines)
    if any(not line for line in cleaned):
        raise PaperError(f"The {what} has an empty line.")
    return cleaned


def _set(instance: object, **values: object) -> None:
    for name, value in values.items():
        object.__setattr__(instance, name, value)


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who issues: the lines of the superior body (plain), its own lines (bold), its full name."""

    issuing: tuple[str, ...]
    full_name: str
    parents: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        issuing = tuple(line.upper() for line in _lines(self.issuing, "issuing body"))
        parents = tuple(line.upper() for line in _lines(self.parents, "superior body"))
        if not issuing:
            raise PaperError("A paper needs the name of the body that issues it.")
        full_name = clean(self.full_name)
        if not full_name:
            raise PaperError("The issuing body needs its full name, used when the paper is cited.")
        _set(self, issuing=issuing, parents=parents, full_name=full_name)


def council_issuer(unit: str) -> Issuer:
    """Head of a paper of the People's Council of a unit (`tỉnh Lâm Đồng`)."""
    return Issuer(("Hội đồng nhân dân", unit), f"Hội đồng nhân dân {unit}")


def standing_committee_issuer(unit: str, style: Style = Style.A) -> Issuer:
    """Head of a paper of the Standing Committee, in the style the province has chosen."""
    full_name = f"Thường trực Hội đồng nhân dân {unit}"
    if style is Style.A:
        return Issuer(("Hội đồng nhân dân", unit), full_name)
    return Issuer(("Thường trực",), full_name, parents=("Hội đồng nhân dân", unit))


def body_issuer(unit: str, body: str) -> Issuer:
    """Head of a paper of a Ban, an oversight delegation or a delegate group of the Council."""
    return Issuer((body,), f"{body} Hội đồng nhân dân {unit}", parents=("Hội đồng nhân dân", unit))


def office_issuer(unit: str) -> Issuer:
    """Head of a paper of the Office of the National Assembly delegation and the Council."""
    return Issuer(
        ("Văn phòng",),
        f"Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân {unit}",
        parents=("Đoàn ĐBQH và HĐND", unit),
    )


@dataclass(frozen=True, slots=True)
class Number:
    """Số, ký hiệu. `value` is None until the register gives the number; `year` for legal acts."""

    code: str
    value: int | None = None
    year: int | None = None

    def __post_init__(self) -> None:
        code = clean(self.code)
        if not CODE.match(code):
            raise PaperError(f"{self.code!r} is not a document code such as GM-HĐND.")
        number_words(self.value)
        _set(self, code=code)

    @property
    def cited(self) -> str:
        """`15/GM-HĐND`, `05/2026/NQ-HĐND`, as other papers name it."""
        year = f"{self.year}/" if self.year else ""
        return f"{number_words(self.value)}/{year}{self.code}"

    @property
    def text(self) -> str:
        """The line printed under the issuing body."""
        return f"Số: {self.cited}" if self.value else f"Số:{self.cited}"


@dataclass(frozen=True, slots=True)
class PlaceDate:
    """Địa danh, ngày tháng năm; with `on` None the day stays blank until the paper is signed."""

    place: str
    on: date | None = None
    year: int | None = None

    def __post_init__(self) -> None:
        place = clean(self.place)
        if not place:
            raise PaperError("A paper needs the name of the place it is issued at.")
        _set(self, place=place)

    @property
    def text(self) -> str:
        """`Lâm Đồng, ngày 05 tháng 12 năm 2026`."""
        return f"{self.place}, {self.words}"

    @property
    def words(self) -> str:
        """The date alone."""
        return date_words(self.on, year=self.year)


@dataclass(frozen=True, slots=True)
class Signature:
    """Chữ ký: lines of authority and office, room to sign, optional second title, name."""

    lines: tuple[str, ...]
    name: str = ""
    second_title: str = ""
    note: str = ""  # "(Ký, ghi rõ họ tên)" on forms

    def __post_init__(self) -> None:
        lines = _lines(self.lines, "signature block")
        if not lines:
            raise PaperError("A signature needs the office of the person who signs.")
        for line in lines:
            found = PREFIX.match(line)
            if found and found[1] not in PREFIXES:
                raise PaperError(f"{found[1]}. is not a way to sign; use TM., KT., TL., TUQ. or Q.")
        name = clean(self.name)
        if DEGREE.match(name):
            raise PaperError(f"No degree or title stands before the name of a signer: {name!r}.")
        _set(
            self,
            lines=tuple(line.upper() for line in lines),
            name=name,
            second_title=clean(self.second_title).upper(),
            note=clean(self.note),
        )


@dataclass(frozen=True, slots=True)
class Recipients:
    """Nơi nhận: the list, and where the file copy goes (`VT, CTHĐND`)."""

    items: tuple[str, ...] = ()
    archive: str = "VT"
    copies: str = ""
    as_above: bool = False

    def __post_init__(self) -> None:
        items = tuple(item.rstrip(";. ") for item in _lines(self.items, "list of recipients"))
        archive = clean(self.archive)
        if not archive.startswith("VT"):
            raise PaperError("The file copy goes to the records office first: archive is 'VT, …'.")
        _set(self, items=items, archive=archive.rstrip("."), copies=clean(self.copies))

    @property
    def lines(self) -> tuple[str, ...]:
        """Every line as printed: dashes, semicolons, the file copy last."""
        first = ("Như trên",) if self.as_above else ()
        tail = f" {self.copies}" if self.copies else ""
        return (*(f"- {item};" for item in (*first, *self.items)), f"- Lưu: {self.archive}{tail}.")


@dataclass(frozen=True, slots=True)
class Appendix:
    """Phụ lục in the same file, with page numbers of its own."""

    title: str
    body: tuple[Block, ...]
    landscape: bool = False
    refers: bool = True  # carries the line "(Kèm theo …)"

    def __post_init__(self) -> None:
        title = clean(self.title)
        if not title:
            raise PaperError("An appendix needs a title.")
        if not self.body:
            raise PaperError("An appendix needs a content.")
        _set(self, title=title.upper())


@dataclass(frozen=True, slots=True)
class CopyBlock:
    """The block that makes a certified copy, under the copied text (Decree 30/2020 art. 25)."""

    kind: CopyKind
    issuer: Issuer
    number: Number
    place_date: PlaceDate
    signature: Signature
    recipients: Recipients

    def __post_init__(self) -> None:
        if not self.number.code.startswith(f"{COPY_CODES[self.kind]}-"):
            raise PaperError(
                f"The code of a copy {self.kind} starts with {COPY_CODES[self.kind]}-."
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """An official paper. Whatever the form needs and is missing raises PaperError at once."""

    kind_key: str
    issuer: Issuer
    place_date: PlaceDate | None = None
    number: Number | None = None
    name: str = ""  # printed instead of the kind's own name: PHIẾU LẤY PHIẾU TÍN NHIỆM
    summary: str = ""  # trích yếu; for an official letter the text after V/v
    authority: tuple[str, ...] = ()  # the competent body, above the legal bases
    addressees: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    enacting: str = ""  # QUYẾT NGHỊ: / QUYẾT ĐỊNH:
    body: tuple[Block, ...] = ()
    closing: str = ""  # the italic line that ends a legal resolution
    signatures: tuple[Signature, ...] = ()
    recipients: Recipients | None = None
    appendices: tuple[Appendix, ...] = ()
    urgency: Urgency | None = None
    marks: tuple[Mark, ...] = ()
    contact: str = ""  # address, telephone, e-mail at the foot of page 1
    drafter: str = ""  # PL.(300)
    copy: CopyBlock | None = None
    attached_to: "Paper | None" = None
    created: datetime | None = None  # the day written into the file's own properties
    large_print: bool = False  # the body in 18 pt, for readers who need it; the head keeps its form
    kind: Kind = field(init=False)

    def __post_init__(self) -> None:
        found = kind(self.kind_key)
        _set(
            self,
            kind=found,
            name=clean(self.name) or found.name,
            summary=clean(self.summary),
            authority=tuple(line.upper() for line in _lines(self.authority, "competent body")),
            addressees=tuple(
                line.rstrip(";. ") for line in _lines(self.addressees, "list of addressees")
            ),
            bases=tuple(line.rstrip(";. ") for line in _lines(self.bases, "legal bases")),
            enacting=clean(self.enacting),
            closing=clean(self.closing),
            contact=clean(self.contact),
            drafter=clean(self.drafter),
        )
        self._check_head()
        self._check_body()

    def _check_head(self) -> None:
        found = self.kind
        if found.needs_number and self.number is None:
            raise PaperError(
                f"A paper of kind {found.key!r} needs a number, even one still to be given."
            )
        if self.attached_to is None and self.place_date is None:
            raise PaperError("A paper needs its place and date, even a date still to be given.")
        if found.needs_summary and not self.summary:
            raise PaperError(f"A paper of kind {found.key!r} needs a summary (trích yếu).")
        if not found.has_title and self.summary.lower().startswith("v/v"):
            raise PaperError("The letters V/v are printed by the form; give the summary alone.")
        if self.number is not None:
            self._check_code(self.number)
        if found.regime is Regime.LEGAL and not found.needs_number and self.attached_to is None:
            raise PaperError(f"A paper of kind {found.key!r} is attached to a resolution.")

    def _check_code(self, number: Number) -> None:
        found = self.kind
        first = number.code.split("-", 1)[0]
        if found.code and first != found.code:
            raise PaperError(
                f"The code of a paper of kind {found.key!r} starts with {found.code}-."
            )
        if "-" not in number.code:
            raise PaperError(f"The code {number.code!r} names no issuing body or unit.")
        if found.regime is Regime.LEGAL and number.year is None:
            raise PaperError("The number of a legal resolution carries its year: 05/2026/NQ-HĐND.")
        if found.regime is not Regime.LEGAL and number.year is not None:
            raise PaperError("Only the number of a legal document carries the year.")

    def _check_body(self) -> None:
        found = self.kind
        if not self.body:
            raise PaperError("A paper needs a content.")
        if len(self.signatures) > 2:
            raise PaperError("At most two people sign side by side.")
        if found.needs_signature and not self.signatures:
            raise PaperError(f"A paper of kind {found.key!r} needs the signature of somebody.")
        if found.regime is not Regime.LEGAL:
            if self.closing:
                raise PaperError("Only a legal resolution ends with the line of its adoption.")
            return
        if self.enacting or any(
            isinstance(block, Centred) and "QUYẾT NGHỊ" in block.text.upper() for block in self.body
        ):
            raise PaperError("A legal resolution has no line QUYẾT NGHỊ (Decree 78/2025, form 17).")
        if found.needs_signature and not self.closing:
            raise PaperError("A legal resolution ends with the line of its adoption.")
        for block in self.body:
            if isinstance(block, Article) and not block.title:
                raise PaperError("Every article of a legal document has a title (Decree 78/2025).")
            if isinstance(block, Bullets):
                raise PaperError("A legal document has points with letters, never dashes.")

    @property
    def cited(self) -> str:
        """`Giấy mời số 15/GM-HĐND ngày 05 tháng 12 năm 2026 của …`, as other papers name it."""
        number = f" số {self.number.cited}" if self.number else ""
        words = f" {self.place_date.words}" if self.place_date else ""
        return f"{self.kind.name}{number}{words} của {self.issuer.full_name}"

    @property
    def title(self) -> str:
        """Title of the file, for readers and lists."""
        number = f" {self.number.cited.strip()}" if self.number and self.number.value else ""
        summary = f" – {self.summary}" if self.summary else ""
        return f"{self.name}{number}{summary}"

    @property
    def reference(self) -> str:
        """The italic line that ties an appendix or attached text to its paper."""
        if self.attached_to is not None:
            return f"(Ban hành kèm theo {self.attached_to.cited})"
        return f"(Kèm theo {self.cited})"

    def appendix_label(self, index: int) -> str:
        """`Phụ lục`, or with a Roman number when there are several."""
        return "Phụ lục" if len(self.appendices) < 2 else f"Phụ lục {roman(index + 1)}"

    def numbered(self, value: int, on: date) -> "Paper":
        """The same paper once the register has given its number and day."""
        if self.number is None or self.place_date is None:
            raise PaperError("This paper takes no number.")
        return replace(
            self,
            number=replace(self.number, value=value),
            place_date=replace(self.place_date, on=on),
        )
