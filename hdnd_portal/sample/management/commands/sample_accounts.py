"""`manage.py sample_accounts [--json] [--all]`: whom to sign in as in the sample province."""

import json
from typing import Any

from django.core.management.base import CommandError, CommandParser

from hdnd_portal.accounts.roles import ROLE_NAMES, Role
from hdnd_portal.commands import SentenceCommand
from hdnd_portal.sample.accounts import account_rows, accounts_by_role


class Command(SentenceCommand):
    help = "In tài khoản của tỉnh mẫu: mỗi vai trò một tên đăng nhập và mật khẩu."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--json` for programs, `--all` for every account and not one per role."""
        parser.add_argument("--json", action="store_true", help="in dạng JSON")
        parser.add_argument("--all", action="store_true", help="in mọi tài khoản có mật khẩu")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print; exit 2 where there is no sample province."""
        rows = account_rows()
        if not rows:
            raise CommandError("Chưa có tỉnh mẫu. Hãy chạy: manage.py load_sample", returncode=2)
        by_role = accounts_by_role(rows)
        if options["json"]:
            data: Any = rows if options["all"] else by_role
            self.stdout.write(json.dumps(data, ensure_ascii=False, indent=2))
            return
        self.stdout.write("Tài khoản mẫu (chỉ có cùng dữ liệu mẫu):")
        shown = (
            [(row["role_name"], row) for row in rows]
            if options["all"]
            else [(str(ROLE_NAMES[Role(role)]), row) for role, row in by_role.items()]
        )
        for label, row in shown:
            place = f"  {row['place']}" if row["place"] else ""
            self.stdout.write(
                f"  {label:28}{row['username']:22}{row['password']:26}{place}".rstrip()
            )
