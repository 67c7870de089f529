"""`manage.py wipe_sample`: take the sample province out, with its accounts and files."""

from typing import Any

from django.core.management.base import CommandError

from hdnd_portal.commands import SentenceCommand
from hdnd_portal.sample.wiping import WipeRefused, wipe_sample


class Command(SentenceCommand):
    help = "Xóa tỉnh mẫu cùng mọi hồ sơ, tài khoản và tệp của tỉnh mẫu."
    # It must run where the check of sample accounts refuses everything else.
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Wipe, and say how much went."""
        try:
            wiped = wipe_sample()
        except WipeRefused as error:
            raise CommandError(
                "Chưa xóa gì: hồ sơ của HĐND khác đang gắn với dữ liệu mẫu "
                f"({', '.join(error.kinds)}). Hãy gỡ các hồ sơ đó rồi chạy lại.",
                returncode=2,
            ) from error
        if not wiped.rows:
            self.stdout.write("Không có dữ liệu mẫu.")
            return
        self.stdout.write(f"Đã xóa {wiped.rows} dòng và {wiped.files} tệp của tỉnh mẫu.")
