"""Proves that no entry of the audit trail was changed or removed."""

import json
from typing import Any

from django.core.management.base import CommandError, CommandParser

from hdnd_portal.audit.sealing import Anchor, seal_entries, verify_chain
from hdnd_portal.commands import SentenceCommand


class Command(SentenceCommand):
    """`verify_audit [--anchor SEQUENCE:HASH] [--json]`: exit 1 and a sentence at a break."""

    help = "Kiểm tra chuỗi băm của nhật ký."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--anchor", help="SỐ:MÃ BĂM như lần chạy trước đã in", metavar="SEQUENCE:HASH"
        )
        parser.add_argument("--json", action="store_true", help="in JSON")

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
