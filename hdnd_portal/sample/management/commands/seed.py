"""`manage.py seed --documents N …`: a database at the size of a large province."""

import json
from time import monotonic
from typing import Any

from django.core.management.base import CommandParser

from hdnd_portal.commands import Refused, SentenceCommand, whole_number
from hdnd_portal.council.models import Council
from hdnd_portal.sample.seeding import seed_documents
from hdnd_portal.sample.seeding_recommendations import seed_recommendations

LIMIT = 1_000_000
SEEDED = {
    "documents": ("văn bản", seed_documents),
    "recommendations": ("kiến nghị cử tri", seed_recommendations),
}
# Kinds of records for which the portal has no tables yet.
NOT_YET = {"petitions": "đơn thư"}


class Command(SentenceCommand):
    help = "Sinh dữ liệu bịa đặt với số lượng lớn để đo tốc độ, vào HĐND mẫu."

    def add_arguments(self, parser: CommandParser) -> None:
        """How many of each kind."""
        for name, words in [*((n, w) for n, (w, _) in SEEDED.items()), *NOT_YET.items()]:
            parser.add_argument(f"--{name}", type=whole_number, metavar="N", help=f"số {words}")
        parser.add_argument("--json", action="store_true", help="in JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Seed what the portal can hold and say what it cannot; exit 2 where nothing can be."""
        counts = {name: _count(name, options.get(name)) for name in (*SEEDED, *NOT_YET)}
        wanted = {name: counts[name] for name in SEEDED if counts[name]}
        refused = {name: counts[name] for name in NOT_YET if counts[name]}
        told = _cannot_hold(refused)
        if not wanted:
            raise Refused(told or f"Hãy ghi số văn bản từ 1 đến {LIMIT}: --documents 100000.")
        council = Council.objects.filter(is_sample=True).first()
        if council is None:
            raise Refused(
                "Chưa có tỉnh mẫu; dữ liệu bịa đặt chỉ sinh vào tỉnh mẫu. "
                "Hãy chạy: manage.py load_sample"
            )
        started = monotonic()
        for name, count in wanted.items():
            SEEDED[name][1](council, count)
        seconds = monotonic() - started
        if told:
            self.stderr.write(told)
        if options["json"]:
            answer = {
                "council": council.name,
                "seeded": wanted,
                "not_seeded": refused,
                "seconds": round(seconds, 1),
            }
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
            return
        words = ", ".join(f"{count} {SEEDED[name][0]}" for name, count in wanted.items())
        self.stdout.write(f"Đã sinh {words} vào {council.name} trong {seconds:.0f} giây.")


def _count(name: str, given: int | None) -> int:
    """How many of a kind; 0 where it was not asked for. Raises Refused outside 1 to LIMIT."""
    if given is None:
        return 0
    if not 0 < given <= LIMIT:
        words = NOT_YET.get(name) or SEEDED[name][0]
        raise Refused(f"Hãy ghi số {words} từ 1 đến {LIMIT}: --{name} 1000.")
    return given


def _cannot_hold(refused: dict[str, int]) -> str:
    if not refused:
        return ""
    words = " và ".join(NOT_YET[name] for name in refused)
    return f"Cổng chưa có chỗ lưu {words} nên không sinh dữ liệu loại này."
