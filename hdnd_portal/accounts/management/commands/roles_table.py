"""`manage.py roles_table`: which role opens which permission, as the table of docs/accounts.md."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from hdnd_portal.accounts.roles_table import table
from hdnd_portal.commands import SentenceCommand

BEGIN = "<!-- roles: begin -->"
END = "<!-- roles: end -->"


class Command(SentenceCommand):
    help = "In bảng vai trò và quyền."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--write` puts the table into docs/accounts.md."""
        parser.add_argument("--write", action="store_true", help="ghi vào docs/accounts.md")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print it, or put it between the marks of the page."""
        if not options["write"]:
            self.stdout.write(table())
            return
        page = settings.BASE_DIR / "docs" / "accounts.md"
        text = page.read_text(encoding="utf-8")
        before, rest = text.split(BEGIN, 1)
        after = rest.split(END, 1)[1]
        page.write_text(f"{before}{BEGIN}\n{table()}\n{END}{after}", encoding="utf-8")
