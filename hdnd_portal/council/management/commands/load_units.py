"""`manage.py load_units`: the units of the country and their changes, from the data packages."""

from typing import Any

from hdnd_portal.commands import SentenceCommand
from hdnd_portal.council.services import load_units


class Command(SentenceCommand):
    help = "Nạp đơn vị hành chính của cả nước và các thay đổi; chạy lại không làm thay đổi dữ liệu."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say how much was new."""
        result = load_units()
        self.stdout.write(
            f"Đã nạp {result.units_added} đơn vị mới, sửa {result.units_changed}, "
            f"thêm {result.changes_added} thay đổi; tất cả {result.total_units} đơn vị."
        )
