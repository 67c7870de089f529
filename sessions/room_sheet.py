"""Who opened what in the reading room, as XLSX."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from sessions.models import CouncilSession, RoomOpening
from sessions.sheets import Cell, table_sheet


def as_xlsx(session: CouncilSession, openings: Sequence[RoomOpening]) -> bytes:
    """Every opening with its number, as it stands on the pages."""
    header = [_("Lượt"), _("Thời điểm"), _("Người đọc"), _("Tài khoản"), _("Nội dung"), _("Tệp")]
    rows: list[list[Cell]] = [
        [
            one.pk,
            f"{timezone.localtime(one.opened_at):%H:%M:%S %d/%m/%Y}",
            one.user.name,
            one.user.username,
            one.item.title,
            f"{one.version.name} (v{one.version.number})",
        ]
        for one in openings
    ]
    title = _("Lượt mở tại phòng đọc, {session}").format(session=session.name)
    return table_sheet(title, header, rows, [8, 20, 28, 18, 50, 44], sheet_name=_("Phòng đọc"))
