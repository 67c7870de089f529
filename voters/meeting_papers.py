"""Papers of one meeting with voters: notice, invitation, summary, answers (D30/2020).

Law: Joint Resolution 72/2025, Arts. 4(1), 23, 24, 32(4), 33(5), 33(8). Who spoke is never printed.
"""

from collections.abc import Callable

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
    Table,
    printable,
    standing_committee_issuer,
)
from hdnd_portal.ui.formats import date_text
from hdnd_portal.ui.language import in_office_language
from sessions.public import signature_of_standing_committee
from voters.labels import BESIDE, CONTACT_KINDS, MODES
from voters.meeting_facts import counts_of
from voters.meeting_results import results_at
from voters.models import VoterMeeting
from voters.record_paper import said_table
from voters.result_labels import RESULTS
from voters.results import Result
from voters.results_paper import Row
from voters.workflow import PaperKind

FILE_COPY = "VT, CTHĐND"
ANSWERED = (
    Column("STT", 13, Align.CENTRE),
    Column("Kiến nghị của cử tri", 68),
    Column("Cơ quan giải quyết", 35),
    Column("Kết quả, trả lời", 74),
)
# Of these the day by which something is promised still matters to voters.
AHEAD = frozenset({Result.UNDER_WAY, Result.PLANNED})


def meeting_paper(kind: PaperKind, meeting: VoterMeeting) -> Paper:
    """The paper of that kind, a draft until it is issued. Raises PaperError, KeyError."""
    return PAPERS[kind](meeting)


@in_office_language
def notice_paper(meeting: VoterMeeting) -> Paper:
    """Thông báo cuộc tiếp xúc: to the commune, which tells its voters and prepares the place."""
    unit = str(meeting.plan.council.unit)
    return _paper(
        meeting,
        kind_key="notice",
        code="TB",
        summary=f"{_occasion(meeting)} tại {_where(meeting)}",
        body=(
            Paragraph(
                f"Thường trực Hội đồng nhân dân {unit} thông báo về việc "
                f"{_lower(_occasion(meeting))} như sau:"
            ),
            *_when_and_where(meeting),
            Clause("Nội dung: " + _subjects(meeting)),
            Clause(
                f"Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam, Ủy ban nhân dân {_where(meeting)} "
                "thông báo để cử tri biết, bố trí địa điểm, bảo đảm an ninh, trật tự và cử đại "
                "diện cùng dự."
            ),
        ),
        to=(
            *(f"Ủy ban MTTQ Việt Nam {one}" for one in _units(meeting)),
            *(f"UBND {one}" for one in _units(meeting)),
            f"Ủy ban MTTQ Việt Nam {unit}",
            f"Đại biểu HĐND {unit} dự tiếp xúc",
        ),
    )


@in_office_language
def invitation_paper(meeting: VoterMeeting) -> Paper:
    """Giấy mời: the authorities of the commune and of the province, and the press (Art. 23)."""
    unit = str(meeting.plan.council.unit)
    invited = (
        *(f"Thường trực HĐND, UBND, Ủy ban MTTQ Việt Nam {one}" for one in _units(meeting)),
        f"Đại diện UBND {unit} và các sở, ngành có liên quan",
        f"Ủy ban MTTQ Việt Nam {unit}",
        "Các cơ quan báo chí của địa phương",
    )
    return _paper(
        meeting,
        kind_key="invitation",
        code="GM",
        summary=f"Dự {_lower(_occasion(meeting))} tại {_where(meeting)}",
        body=(
            Paragraph(f"Thường trực Hội đồng nhân dân {unit} trân trọng kính mời:"),
            Bullets((*(f"{one};" for one in invited[:-1]), f"{invited[-1]}.")),
            Paragraph(f"Dự {_lower(_occasion(meeting))}."),
            *_when_and_where(meeting),
            Clause("Nội dung: " + _subjects(meeting)),
            Paragraph("Trân trọng kính mời."),
        ),
        to=("Như kính mời", meeting.group.name),
    )


@in_office_language
def summary_paper(meeting: VoterMeeting) -> Paper:
    """Báo cáo tổng hợp: what individuals or a group said, to those who are to deal with it."""
    unit = str(meeting.plan.council.unit)
    starts = timezone.localtime(meeting.starts_at)
    rows = meeting.opinions.standing().filter(is_letter=False)
    opinions = list(rows.select_related("unit", "field").order_by("number"))
    record = getattr(meeting, "record", None)
    came = record.voter_count if record is not None else None
    there = f"; có {came} cử tri dự" if came is not None else ""
    return _paper(
        meeting,
        kind_key="report",
        code="BC",
        summary=f"Tổng hợp ý kiến, kiến nghị của cử tri qua {_lower(_occasion(meeting))} tại "
        f"{_where(meeting)}",
        body=(
            Heading("TÌNH HÌNH CHUNG"),
            Paragraph(
                printable(
                    f"Ngày {starts:%d/%m/%Y}, tại {meeting.place or _where(meeting)}, "
                    f"{_people(meeting)} đã {_lower(_occasion(meeting))}{there}."
                )
            ),
            Heading("Ý KIẾN, KIẾN NGHỊ CỦA CỬ TRI"),
            *said_table(opinions, counts_of(meeting)),
            Heading("ĐỀ NGHỊ"),
            Paragraph(
                "Đề nghị cơ quan, tổ chức có thẩm quyền xem xét, giải quyết, trả lời cử tri theo "
                "quy định và gửi kết quả về Thường trực Hội đồng nhân dân."
            ),
        ),
        to=(
            *(f"UBND {one}" for one in (unit, *_units(meeting))),
            f"Ủy ban MTTQ Việt Nam {unit}",
            meeting.group.name,
        ),
    )


@in_office_language
def answers_paper(meeting: VoterMeeting) -> Paper:
    """Thông báo kết quả giải quyết: what became of what was asked there, back to its voters."""
    unit, today = str(meeting.plan.council.unit), timezone.localdate()
    held = timezone.localtime(meeting.starts_at)
    rows = results_at(meeting, on=today)
    return _paper(
        meeting,
        kind_key="notice",
        code="TB",
        summary=f"Kết quả giải quyết kiến nghị của cử tri tại {_where(meeting)}",
        body=(
            Paragraph(
                f"Qua {_lower(_occasion(meeting))} ngày {date_text(held.date())} tại "
                f"{_where(meeting)}, cử tri có {len(rows)} kiến nghị đã được tổng hợp, phân loại. "
                f"Thường trực Hội đồng nhân dân {unit} thông báo kết quả giải quyết đến ngày "
                f"{date_text(today)} để cử tri biết:"
            ),
            Table(
                ANSWERED,
                tuple(_answered(place, one) for place, one in enumerate(rows, start=1)),
                size=12,
            ),
            Paragraph(
                f"Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam, Ủy ban nhân dân {_where(meeting)} "
                "thông báo đến cử tri và niêm yết tại nơi tiếp công dân."
            ),
        ),
        to=(
            *(f"Ủy ban MTTQ Việt Nam {one}" for one in _units(meeting)),
            *(f"UBND {one}" for one in _units(meeting)),
            meeting.group.name,
        ),
    )


def _answered(place: int, one: Row) -> tuple[str, ...]:
    row, owed = one.recommendation, one.owed
    said = [str(RESULTS[one.result]), row.answer]
    if owed is not None:
        said += [owed.claimed_text, owed.claimed_measure]
        if owed.promised_on is not None and one.result in AHEAD:
            said.append(f"Thời hạn: {date_text(owed.promised_on)}")
        if one.is_overdue and owed.due_on is not None:
            said.append(f"Cơ quan còn nợ trả lời, hạn {date_text(owed.due_on)}")
    return (
        str(place),
        printable(row.text),
        printable(str(row.lead or "–")),
        printable("\n".join(text for text in said if text)),
    )


def _paper(
    meeting: VoterMeeting,
    *,
    kind_key: str,
    code: str,
    summary: str,
    body: tuple[Block, ...],
    to: tuple[str, ...],
) -> Paper:
    council, today = meeting.plan.council, timezone.localdate()
    return Paper(
        kind_key=kind_key,
        issuer=standing_committee_issuer(str(council.unit)),
        number=Number(f"{code}-{council.symbol}"),
        place_date=PlaceDate(council.place, None, today.year),
        summary=printable(summary),
        body=body,
        signatures=(signature_of_standing_committee(meeting.plan.session_id, on=today),),
        recipients=Recipients(tuple(map(printable, to)), archive=FILE_COPY),
        marks=(Mark.DRAFT,),
    )


def _when_and_where(meeting: VoterMeeting) -> tuple[Block, ...]:
    starts, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    place = meeting.place or f"{_where(meeting)}, địa điểm cụ thể do địa phương bố trí"
    mode = str(MODES[meeting.mode]).lower()
    return (
        Clause(
            f"Thời gian: từ {starts:%H} giờ {starts:%M} đến {ends:%H} giờ {ends:%M}, ngày "
            f"{starts:%d/%m/%Y}."
        ),
        Clause(printable(f"Địa điểm: {place}. Hình thức: {mode}.")),
        Clause(printable(f"Đại biểu dự: {_people(meeting)}.")),
    )


def _occasion(meeting: VoterMeeting) -> str:
    plan = meeting.plan
    if plan.timing != BESIDE:
        timing = "trước" if plan.timing == "before" else "sau"
        return f"Tiếp xúc cử tri {timing} {plan.session.name}"
    contact = getattr(meeting, "own_contact", None)
    if contact is None:
        return "Tiếp xúc cử tri ngoài kế hoạch"
    kind = str(CONTACT_KINDS[contact.kind])
    return kind if contact.kind == "people" else f"Tiếp xúc cử tri {_lower(kind)}"


def _subjects(meeting: VoterMeeting) -> str:
    """What is spoken of (Art. 20); of a contact beside the plan, what was announced."""
    contact = getattr(meeting, "own_contact", None)
    if contact is not None:
        text: str = printable(" ".join(contact.purpose.split()))
        return f"{text.rstrip('.')}."
    if meeting.plan.timing == "before":
        return (
            "báo cáo dự kiến nội dung, chương trình kỳ họp; tiếp thu ý kiến, kiến nghị của cử tri."
        )
    return "báo cáo kết quả kỳ họp; tiếp thu ý kiến, kiến nghị của cử tri."


def _units(meeting: VoterMeeting) -> list[str]:
    return [str(one) for one in (meeting.unit, *meeting.guests.all())]


def _where(meeting: VoterMeeting) -> str:
    return ", ".join(_units(meeting))


def _people(meeting: VoterMeeting) -> str:
    names = [mandate.person.name for mandate in meeting.mandates.all()]
    named = ", ".join(names) or meeting.group.name
    return f"đại biểu Hội đồng nhân dân {meeting.plan.council.unit} {named}" if names else named


def _lower(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"


PAPERS: dict[PaperKind, Callable[[VoterMeeting], Paper]] = {
    PaperKind.NOTICE: notice_paper,
    PaperKind.INVITATION: invitation_paper,
    PaperKind.SUMMARY: summary_paper,
    PaperKind.ANSWERS: answers_paper,
}
