"""Makes the index of the search box anew."""

from typing import Any

from django.core.management.base import CommandError, CommandParser

from hdnd_portal.commands import SentenceCommand
from hdnd_portal.search import indexing
from hdnd_portal.search.registry import sources


class Command(SentenceCommand):
    """`reindex [KIND …]`."""

    help = "Lập lại chỉ mục tìm kiếm."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kinds", nargs="*", metavar="KIND", help="loại, mặc định tất cả")

    def handle(self, *args: Any, **options: Any) -> None:
        known = [source.key for source in sources()]
        if unknown := sorted(set(options["kinds"]) - set(known)):
            raise CommandError(
                f"Không có loại {', '.join(unknown)}; các loại: {', '.join(known)}.", returncode=2
            )
        done = indexing.reindex(options["kinds"] or None)
        self.stdout.write(f"Đã lập chỉ mục {done} mục.")
