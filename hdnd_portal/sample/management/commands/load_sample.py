"""`manage.py load_sample`: the invented province, to try the portal with."""

from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from hdnd_portal.commands import SentenceCommand
from hdnd_portal.council.models import UnitChange
from hdnd_portal.council.services import load_units
from hdnd_portal.sample.services import load_sample, sample_is_loaded


class Command(SentenceCommand):
    help = "Nạp tỉnh mẫu (tỉnh không có thật) để dùng thử cổng."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load the units of the country if they are missing, then the sample province."""
        if not settings.SAMPLE_ALLOWED:
            raise CommandError(
                "Máy này không được phép có dữ liệu mẫu: cấu hình vận hành thật.", returncode=2
            )
        if sample_is_loaded():
            self.stdout.write("Tỉnh mẫu đã được nạp từ trước; không có gì thay đổi.")
            return
        started = monotonic()
        if not UnitChange.objects.filter(loader_key__isnull=False).exists():
            load_units()
        loaded = load_sample()
        self.stdout.write(
            f"Đã nạp {loaded.council.name} (dữ liệu mẫu): {loaded.communes} xã, phường, "
            f"{loaded.delegates} đại biểu, {loaded.accounts} tài khoản, {loaded.files} tệp, "
            f"trong {monotonic() - started:.0f} giây."
        )
