"""Biên bản tiếp xúc cử tri as an official paper, made from its records (D30/2020).

Who spoke is never printed, only from where; what is a complaint or a denunciation is counted.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils import timezone

from hdnd_portal.documents.papers import (
    Align,
    Block,
    Bullets,
    Clause,
    Column,
    Heading,
    Mark,
    Number,
    Paper,
    Paragraph,
    PlaceDate,
    Recipients,
    Signature,
    Table,
    body_issuer,
    printable,
)
from hdnd_portal.ui.language import in_office_language
from voters.labels import BESIDE, BESIDE_NAME, CONTACT_KINDS, MODES, TRACKS
from voters.meeting_facts import OpinionCounts, counts_of
from voters.models import MeetingPresence, MeetingRecord, Opinion

COLUMNS = (
    Column("STT", 13, Align.CENTRE),
    Column("Địa bàn", 34),
    Column("Nội dung", 81),
    Column("Lĩnh vực", 28),
    Column("Trả lời tại chỗ", 34),
)
FORMS_OF_ADDRESS = ("Ông ", "Bà ", "ông ", "bà ")


@in_office_language
def record_paper(record: MeetingRecord) -> Paper:
    """The record as it stands; a draft until it is signed. Raises PaperError."""
    meeting = record.meeting
    plan = meeting.plan
    unit = str(plan.council.unit)
    begins = timezone.localtime(record.starts_at or meeting.starts_at)
    rows = meeting.opinions.standing().filter(is_letter=False)
    opinions = list(rows.select_related("unit", "field").order_by("number"))
    where = "; ".join(str(one) for one in (meeting.unit, *meeting.guests.all()))
    return Paper(
        kind_key="minutes",
        issuer=body_issuer(unit, printable(meeting.group.name)),
        number=Number("BB-HĐND"),
        place_date=PlaceDate(printable(meeting.unit.name), begins.date()),
        summary=printable(f"Tiếp xúc cử tri {_occasion(record)} tại {where}"),
        body=(
            Heading("THỜI GIAN, ĐỊA ĐIỂM"),
            Paragraph(printable(_when_and_where(record, begins))),
            Heading("THÀNH PHẦN"),
            *_who_was_there(record),
            Heading("NỘI DUNG BÁO CÁO VỚI CỬ TRI"),
            *_lines(record.subjects, "Đại biểu báo cáo với cử tri theo chương trình."),
            Heading("Ý KIẾN, KIẾN NGHỊ CỦA CỬ TRI"),
            *said_table(opinions, counts_of(meeting)),
            Heading("KẾT THÚC"),
            Paragraph(_end(record)),
        ),
        signatures=(
            Signature(("Thư ký",), _name(record.secretary)),
            Signature(("Chủ trì",), _name(record.chair)),
        ),
        recipients=Recipients(
            (f"Thường trực HĐND {unit}", f"Ủy ban MTTQ Việt Nam {unit}", meeting.group.name)
        ),
        marks=() if record.is_signed else (Mark.DRAFT,),
    )


def _occasion(record: MeetingRecord) -> str:
    plan = record.meeting.plan
    if plan.timing == BESIDE:
        contact = getattr(record.meeting, "own_contact", None)
        kind = str(CONTACT_KINDS[contact.kind] if contact else BESIDE_NAME)
        return f"({kind[:1].lower()}{kind[1:]})"
    timing = "trước" if plan.timing == "before" else "sau"
    return f"{timing} {plan.session.name}"


def _clock(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%H giờ %M}"


def _when_and_where(record: MeetingRecord, begins: datetime) -> str:
    meeting = record.meeting
    mode = str(MODES[meeting.mode]).lower()
    place = meeting.place or str(meeting.unit)
    return (
        f"Hội nghị tiếp xúc cử tri bắt đầu lúc {_clock(begins)} ngày {begins:%d/%m/%Y}, tại "
        f"{place}. Hình thức: {mode}."
    )


def _who_was_there(record: MeetingRecord) -> list[Block]:
    presence = (
        list(record.presence.select_related("mandate__person")) if record.pk is not None else []
    )
    here = [row.mandate.person.name for row in presence if row.is_present]
    chair, secretary = record.chair or "…………", record.secretary or "…………"
    voters = "…………" if record.voter_count is None else str(record.voter_count)
    blocks: list[Block] = [
        Clause(printable(f"Chủ trì: {chair}; thư ký: {secretary}.")),
        Clause(printable(f"Đại biểu Hội đồng nhân dân có mặt: {', '.join(here) or 'chưa ghi'}.")),
    ]
    if absent := [_absent(row) for row in presence if not row.is_present]:
        blocks.append(Clause(printable(f"Đại biểu vắng mặt: {'; '.join(absent)}.")))
    if record.authorities:
        blocks.append(Clause("Đại diện cơ quan, tổ chức dự:"))
        blocks += _lines(record.authorities, "")
    blocks.append(Clause(f"Cử tri dự: {voters} người."))
    return blocks


def _absent(row: MeetingPresence) -> str:
    return f"{row.mandate.person.name} (lý do: {row.reason})"


def _lines(text: str, otherwise: str) -> list[Block]:
    lines = tuple(printable(line.strip()) for line in text.splitlines() if line.strip())
    if lines:
        return [Bullets(lines)]
    return [Paragraph(otherwise)]


def said_table(opinions: Sequence[Opinion], counts: OpinionCounts) -> Iterable[Block]:
    """What was said, without who said it; complaints and denunciations are counted alone."""
    if not opinions:
        yield Paragraph("Không có ý kiến, kiến nghị.")
    else:
        yield Paragraph(
            f"Cử tri có {counts.recommendations + counts.opinions} ý kiến, kiến nghị, trong đó "
            f"{counts.recommendations} kiến nghị và {counts.opinions} ý kiến; "
            f"{counts.answered} nội dung được trả lời tại chỗ."
        )
        yield Table(
            COLUMNS,
            tuple(_row(place, one) for place, one in enumerate(opinions, start=1)),
            size=12,
        )
    if counts.letters:
        yield Paragraph(
            f"Có {counts.letters} nội dung khiếu nại, tố cáo được tách riêng để xử lý theo quy "
            "định về đơn thư."
        )


def _row(place: int, one: Opinion) -> tuple[str, ...]:
    where = f"{one.village}, {one.unit}" if one.village else str(one.unit)
    return (
        str(place),
        printable(where),
        printable(f"[{TRACKS[one.track_heard]}] {one.text}"),
        printable(one.field.name if one.field else "Chưa phân loại"),
        printable(one.answered_there),
    )


def _end(record: MeetingRecord) -> str:
    ends = _clock(record.ends_at) if record.ends_at else "…… giờ ……"
    spoke = "……" if record.speaker_count is None else str(record.speaker_count)
    return (
        f"Có {spoke} lượt cử tri phát biểu. Hội nghị kết thúc lúc {ends} cùng ngày; biên bản được "
        "đọc lại cho những người dự nghe và thống nhất."
    )


def _name(text: str) -> str:
    """The name alone of `Ông Hà Văn A, Chủ tịch …`, as it stands under a signature."""
    name = text.partition(",")[0].strip()
    for form in FORMS_OF_ADDRESS:
        name = name.removeprefix(form)
    return printable(name)
