"""The ledger of lateness as XLSX."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from sessions.labels import CAUSES
from sessions.models import CouncilSession
from sessions.reports import OwnerRow, reason_counts
from sessions.sheets import Cell, table_sheet


def as_xlsx(session: CouncilSession, rows: Iterable[OwnerRow], *, today: date) -> bytes:
    """The ledger part by part, as on the day."""
    header = [
        _("TT"),
        _("Cơ quan"),
        _("Nội dung"),
        _("Thành phần"),
        _("Hạn"),
        _("Gửi lần đầu"),
        _("Được tiếp nhận"),
        _("Số lần trả lại"),
        _("Lý do trả lại"),
        _("Số ngày chậm"),
        _("Do chưa gửi"),
        _("Do trả lại, chưa gửi lại"),
        _("Do Văn phòng xem xét"),
        _("Do chờ hồ sơ của cơ quan trình"),
        _("Nguyên nhân chính"),
    ]
    lines: list[list[Cell]] = []
    for row in rows:
        for delay in row.parts:
            cause = delay.late.main_cause
            lines.append(
                [
                    len(lines) + 1,
                    str(row.owner),
                    delay.item.title,
                    str(delay.part),
                    delay.part.due_on,
                    delay.first_sent_on,
                    delay.accepted_on,
                    delay.returns,
                    "; ".join(f"{words} ({n})" for words, n in reason_counts(delay.return_reasons)),
                    delay.late.total,
                    delay.late.not_sent,
                    delay.late.returned,
                    delay.late.in_review,
                    delay.late.agency_before,
                    str(CAUSES[cause]) if cause else "",
                ]
            )
    title = _("Tiến độ gửi tài liệu {session}, tính đến {day}").format(
        session=session.name, day=f"{today:%d/%m/%Y}"
    )
    widths = [6, 34, 50, 30, 12, 12, 14, 10, 34, 10, 10, 12, 12, 14, 26]
    return table_sheet(title, header, lines, widths, sheet_name=_("Tiến độ"))
