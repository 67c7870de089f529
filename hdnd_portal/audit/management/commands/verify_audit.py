"""Proves that no entry of the audit trail was changed or removed."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hdnd_portal.audit.sealing import Anchor, seal_entries, verify_chain


class Command(BaseCommand):
    """`verify_audit [--anchor SEQUENCE:HASH] [--json]`: exit 1 and a sentence at a break."""

    help = "Kiểm tra chuỗi băm của nhật ký. (Walks the hash chain of the audit trail.)"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--anchor", help="SEQUENCE:HASH, as an earlier run printed it", metavar="SEQUENCE:HASH"
        )
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        anchor = _anchor(options["anchor"]) if options["anchor"] else None
        seal_entries()
        found = verify_chain(anchor)
        last = f"{found.last.sequence}:{found.last.hash}" if found.last else None
        if options["json"]:
            answer = {
                "sound": found.is_sound,
                "checked": found.checked,
                "problem": found.problem,
                "sequence": found.at_sequence,
                "anchor": last,
            }
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
            if not found.is_sound:
                raise SystemExit(1)
            return
        if not found.is_sound:
            raise CommandError(f"Nhật ký không còn nguyên vẹn: {found.problem}.", returncode=1)
        self.stdout.write(f"Nhật ký nguyên vẹn: {found.checked} dòng.")
        if last:
            self.stdout.write(f"Mốc để đối chiếu lần sau: --anchor {last}")


def _anchor(text: str) -> Anchor:
    sequence, _, digest = text.partition(":")
    if not sequence.isdigit() or len(digest) != 64:
        raise CommandError("--anchor phải có dạng SỐ:MÃ BĂM (SEQUENCE:HASH).", returncode=2)
    return Anchor(int(sequence), digest)
