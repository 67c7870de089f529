"""The report of speaking time as XLSX."""

from django.utils import timezone
from django.utils.translation import gettext as _

from sessions.models import CouncilSession
from sessions.sheets import Cell, table_sheet
from sessions.speaking_report import Report


def as_xlsx(session: CouncilSession, found: Report) -> bytes:
    """Every speech in its order, with its Tổ and its seconds."""
    header = [
        _("TT"),
        _("Họ và tên"),
        _("Tổ đại biểu"),
        _("Hình thức"),
        _("Nội dung"),
        _("Ngày"),
        _("Bắt đầu"),
        _("Số giây"),
        _("Thời lượng (giây)"),
    ]
    lines: list[list[Cell]] = []
    for number, row in enumerate(found.speeches, start=1):
        starts = timezone.localtime(row.started_at) if row.started_at else None
        lines.append(
            [
                number,
                row.mandate.person.name if row.mandate else row.speaker,
                row.group.name if row.group else "",
                str(row.get_kind_display()),
                row.matter.title if row.matter else "",
                starts.date() if starts else None,
                f"{starts:%H:%M}" if starts else "",
                row.seconds,  # type: ignore[attr-defined]
                row.limit_seconds,
            ]
        )
    title = _("Thời gian phát biểu, {session}").format(session=session.name)
    widths = [6, 28, 24, 20, 60, 12, 10, 10, 12]
    return table_sheet(title, header, lines, widths, sheet_name=_("Phát biểu"))
