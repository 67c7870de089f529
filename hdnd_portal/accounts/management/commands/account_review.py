"""`manage.py account_review`: the quarterly list of accounts and rights, for an auditor."""

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from hdnd_portal.accounts.reports import account_review
from hdnd_portal.commands import SentenceCommand
from hdnd_portal.council.models import Council


class Command(SentenceCommand):
    help = "In các tài khoản, vai trò và điều cần xem lại (QCVN 12:2026/BCA: mỗi quý một lần)."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--council CODE` for one council, `--json` for machines."""
        parser.add_argument("--council", default="", help="mã của một HĐND")
        parser.add_argument("--json", action="store_true", help="in JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the list. Exit 2 for an unknown council."""
        council = Council.objects.filter(code=options["council"]).first()
        if options["council"] and council is None:
            raise CommandError(f"Không có HĐND mã {options['council']}.", returncode=2)
        rows = account_review(on=timezone.localdate(), council=council.pk if council else None)
        if options["json"]:
            body = json.dumps(
                [asdict(row) for row in rows], cls=DjangoJSONEncoder, ensure_ascii=False, indent=2
            )
            self.stdout.write(body)
            return
        for row in rows:
            state = "" if row.is_active else " (đã vô hiệu hóa)"
            self.stdout.write(f"{row.username}{state}\t{row.name}\t{'; '.join(row.roles) or '–'}")
            for remark in row.remarks:
                self.stdout.write(f"\t! {remark}")
