"""`manage.py seed --documents N`: a database at the size of a large province."""

from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hdnd_portal.council.models import Council
from hdnd_portal.sample.seeding import seed_documents

LIMIT = 1_000_000
NOT_YET = {
    "petitions": "đơn thư (ứng dụng Tiếp dân – Đơn thư chưa giữ hồ sơ nào)",
    "recommendations": "kiến nghị cử tri (ứng dụng Cử tri chưa giữ hồ sơ nào)",
}


class Command(BaseCommand):
    help = "Sinh dữ liệu bịa đặt với số lượng lớn để đo tốc độ, vào HĐND mẫu."

    def add_arguments(self, parser: CommandParser) -> None:
        """How many of each kind, and for which council."""
        parser.add_argument("--documents", type=int, default=0, help="số văn bản")
        parser.add_argument("--petitions", type=int, default=0, help="số đơn thư")
        parser.add_argument("--recommendations", type=int, default=0, help="số kiến nghị")

    def handle(self, *args: Any, **options: Any) -> None:
        """Seed; exit 2 with a sentence where that is not possible."""
        for name, words in NOT_YET.items():
            if options[name]:
                raise CommandError(f"Chưa sinh được {words}.", returncode=2)
        count = options["documents"]
        if not 0 < count <= LIMIT:
            raise CommandError(
                f"Hãy ghi số văn bản từ 1 đến {LIMIT}: --documents 100000.", returncode=2
            )
        council = Council.objects.filter(is_sample=True).first()
        if council is None:
            raise CommandError(
                "Chưa có tỉnh mẫu; dữ liệu bịa đặt chỉ sinh vào tỉnh mẫu. "
                "Hãy chạy: manage.py load_sample",
                returncode=2,
            )
        started = monotonic()
        seed_documents(council, count)
        self.stdout.write(
            f"Đã sinh {count} văn bản vào {council.name} trong {monotonic() - started:.0f} giây."
        )
