"""Kế hoạch tiếp xúc cử tri as an official paper, its calendar in a landscape annex (D30/2020)."""

from django.utils import timezone

from hdnd_portal.documents.papers import (
    Align,
    Appendix,
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
from hdnd_portal.ui.language import in_office_language
from sessions.public import signature_of_standing_committee
from voters.labels import MODES
from voters.models import ContactPlan, VoterMeeting
from voters.workflow import PlanState

COLUMNS = (
    Column("STT", 11, Align.CENTRE),
    Column("Thời gian", 34, Align.CENTRE),
    Column("Xã, phường", 46),
    Column("Địa điểm", 48),
    Column("Đại biểu dự", 76),
    Column("Hình thức", 32),
)


@in_office_language
def plan_paper(plan: ContactPlan) -> Paper:
    """The plan as it stands; a draft until it is issued. Raises PaperError."""
    session, council = plan.session, plan.council
    unit = str(council.unit)
    timing = "trước" if plan.timing == "before" else "sau"
    meetings = list(plan.meetings.held().for_list().order_by("starts_at", "unit__name"))
    window = f"từ ngày {plan.starts_on:%d/%m/%Y} đến hết ngày {plan.ends_on:%d/%m/%Y}"
    on = timezone.localdate(plan.issued_at) if plan.issued_at else None
    return Paper(
        kind_key="plan",
        issuer=standing_committee_issuer(unit),
        number=Number(f"KH-{council.symbol}"),
        place_date=PlaceDate(council.place, on, (on or timezone.localdate()).year),
        summary=f"Tiếp xúc cử tri {timing} {printable(session.name)}",
        body=(
            Heading("MỤC ĐÍCH, YÊU CẦU"),
            Clause(
                "Lắng nghe, tập hợp đầy đủ ý kiến, kiến nghị của cử tri để chuyển đến cơ quan, tổ "
                "chức có thẩm quyền xem xét, giải quyết."
            ),
            Clause(
                "Tổ chức thiết thực, tiết kiệm; cử tri ở mọi xã, phường đều được gặp đại biểu Hội "
                "đồng nhân dân."
            ),
            Heading("THỜI GIAN, ĐỊA ĐIỂM"),
            Paragraph(
                f"Các đại biểu Hội đồng nhân dân {unit} tiếp xúc cử tri {window}, gồm "
                f"{len(meetings)} cuộc. Thời gian, địa điểm và đại biểu dự từng cuộc theo Phụ lục "
                "kèm theo."
            ),
            Heading("NỘI DUNG"),
            Bullets(_subjects(plan)),
            Heading("TỔ CHỨC THỰC HIỆN"),
            Bullets(
                (
                    "Ủy ban Mặt trận Tổ quốc Việt Nam các cấp phối hợp chủ trì hội nghị tiếp xúc "
                    "cử tri, thông báo cho cử tri biết thời gian, địa điểm;",
                    "Ủy ban nhân dân các xã, phường chuẩn bị địa điểm, bảo đảm an ninh, trật tự và "
                    "cử đại diện giải trình những vấn đề thuộc thẩm quyền;",
                    "Các Tổ đại biểu phân công đại biểu báo cáo trước cử tri, tổng hợp ý kiến, "
                    "kiến nghị gửi Thường trực Hội đồng nhân dân qua Văn phòng;",
                    "Văn phòng phục vụ các cuộc tiếp xúc, ghi biên bản và tổng hợp chung.",
                )
            ),
        ),
        signatures=(signature_of_standing_committee(session.pk, on=on or timezone.localdate()),),
        recipients=Recipients(
            (
                f"Ủy ban MTTQ Việt Nam {unit}",
                f"UBND {unit}",
                "Các Tổ đại biểu HĐND",
                "UBND các xã, phường",
            ),
            archive="VT, CTHĐND",
        ),
        appendices=(
            Appendix(
                f"Lịch tiếp xúc cử tri {timing} {printable(session.name)}",
                (_table(meetings),) if meetings else (Paragraph("Chưa xếp cuộc tiếp xúc nào."),),
                landscape=True,
            ),
        ),
        marks=() if plan.state == PlanState.ISSUED else (Mark.DRAFT,),
    )


def _subjects(plan: ContactPlan) -> tuple[str, ...]:
    """What is spoken of, before and after a session (Joint Resolution 72/2025, Art. 20)."""
    if plan.timing == "before":
        return (
            "Báo cáo với cử tri dự kiến nội dung, chương trình kỳ họp;",
            "Thông báo kết quả giải quyết ý kiến, kiến nghị của cử tri gửi đến kỳ họp trước;",
            "Tiếp thu ý kiến, kiến nghị của cử tri gửi đến kỳ họp.",
        )
    return (
        "Báo cáo với cử tri kết quả kỳ họp và các nghị quyết đã được thông qua;",
        "Thông báo việc chuyển ý kiến, kiến nghị của cử tri đến cơ quan có thẩm quyền;",
        "Tiếp thu ý kiến, kiến nghị của cử tri sau kỳ họp.",
    )


def _table(meetings: list[VoterMeeting]) -> Table:
    return Table(
        COLUMNS,
        tuple(_row(number, meeting) for number, meeting in enumerate(meetings, start=1)),
        size=12,
    )


def _row(number: int, meeting: VoterMeeting) -> tuple[str, ...]:
    starts = timezone.localtime(meeting.starts_at)
    units = [meeting.unit, *meeting.guests.all()]
    people = ", ".join(mandate.person.name for mandate in meeting.mandates.all())
    return (
        str(number),
        f"{starts:%H} giờ {starts:%M}\nngày {starts:%d/%m/%Y}",
        printable(f"{'; '.join(map(str, units))}\n({meeting.group.name})"),
        printable(meeting.place or "Ủy ban nhân dân xã, phường thông báo"),
        printable(people or "Tổ đại biểu phân công"),
        str(MODES[meeting.mode]),
    )
