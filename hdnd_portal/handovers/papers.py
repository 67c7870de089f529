"""Biên bản bàn giao công việc, printed from the record (Decree 30/2020/NĐ-CP, kind BB)."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from hdnd_portal.documents.papers import (
    Align,
    Block,
    Bullets,
    Clause,
    Column,
    Mark,
    Number,
    Paper,
    Paragraph,
    PlaceDate,
    Recipients,
    Signature,
    Table,
    date_words,
    office_issuer,
)
from hdnd_portal.handovers.models import Handover
from hdnd_portal.handovers.passing import Passing, staying
from hdnd_portal.handovers.places import place_of
from hdnd_portal.ui.formats import date_text
from hdnd_portal.ui.language import in_office_language
from hdnd_portal.worklist.registry import Task

COLUMNS = (
    Column("TT", 11, Align.CENTRE),
    Column("Việc", 63),
    Column("Thuộc", 63),
    Column("Hạn", 26, Align.CENTRE),
)


@in_office_language
def handover_paper(handover: Handover, found: Passing) -> Paper:
    """The minutes of a hand-over; a draft while it waits for its day."""
    place = place_of(handover)
    on = _day(handover)
    body: list[Block] = [
        Paragraph(
            f"Ngày {date_words(on).removeprefix('ngày ')}, công việc tại {place.name} được bàn "
            "giao như sau:"
        ),
        Clause(f"Người bàn giao: {handover.leaver}; vai trò: {'; '.join(found.roles)}."),
        Clause(f"Người nhận bàn giao: {handover.successor}."),
        Clause(
            f"Vai trò của người bàn giao kết thúc khi hết ngày {date_text(on)}; người nhận giữ "
            "vai trò từ ngày đó."
            + (f" Lý do: {handover.reason.rstrip('.')}." if handover.reason else "")
        ),
        Clause(f"Việc đứng tên người bàn giao, chuyển sang tên người nhận: {_number(found)}."),
    ]
    for group in found.named:
        body += [Paragraph(f"{group.title}:", keep_with_next=True), _table(group.tasks)]
    body += _shared(found, is_office=handover.agency_id is None)
    body.append(Clause("Không bàn giao:"))
    *lines, last = staying(place, found)
    body.append(Bullets((*(f"{line};" for line in lines), f"{last}.")))
    if found.absent:
        names = ", ".join(found.absent)
        body.append(Clause(f"Người bàn giao thôi làm thay khi vắng cho: {names}."))
    return Paper(
        kind_key="minutes",
        issuer=office_issuer(str(handover.council.unit)),
        number=Number(f"BB-{handover.council.office_symbol}"),
        place_date=PlaceDate(handover.council.place, on),
        summary=f"Bàn giao công việc tại {place.name}",
        body=tuple(body),
        signatures=(
            Signature(("Người bàn giao",), handover.leaver.name),
            Signature(("Người nhận bàn giao",), handover.successor.name),
        ),
        recipients=Recipients(("Người bàn giao, người nhận", "Lãnh đạo Văn phòng")),
        marks=() if handover.is_done else (Mark.DRAFT,),
    )


def _number(found: Passing) -> str:
    return f"{found.named_count} việc" if found.named_count else "không có"


def _day(handover: Handover) -> date:
    """The day on which it happened; the day it is planned for while it has not."""
    if handover.done_at is None:
        return handover.last_on
    return timezone.localdate(handover.done_at)


def _shared(found: Passing, *, is_office: bool) -> list[Block]:
    """The office's tasks are everybody's there and only counted; an agency's are listed."""
    count = len(found.shared)
    if is_office:
        words = "người nhận cùng làm với Văn phòng, danh sách xem tại Cổng"
        return [Clause(f"Việc theo vai trò: {count} việc đang mở, {words}.")]
    said = Clause(
        f"Việc đang mở của cơ quan: {count} việc, vẫn thuộc trách nhiệm của cơ quan; người nhận "
        "tiếp tục thực hiện."
    )
    return [said, _table(found.shared)] if found.shared else [said]


def _table(tasks: Iterable[Task]) -> Table:
    rows = tuple(
        (
            str(place),
            str(task.what),
            str(task.record) or "–",
            date_text(task.due_on) if task.due_on else "–",
        )
        for place, task in enumerate(tasks, start=1)
    )
    return Table(COLUMNS, rows, size=12)
