"""What pages say of the digital signatures in the files of a dossier (D11)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from hdnd_portal.documents.models import Version
from hdnd_portal.ui.choices import Label
from sessions.answer_signatures import PDF, holds
from sessions.models import SignatureCheck

OUTCOMES: dict[str, Label] = {
    "waiting": _("đang kiểm tra"),
    "none": _("không có"),
    "valid": _("hợp lệ"),
    "invalid": _("không hợp lệ"),
    "unread": _("không kiểm tra được"),
}
# Beside each the value it has where there is something to tell, in the order of weight.
REASONS: tuple[tuple[str, bool, Label], ...] = (
    ("problem", True, _("chữ ký không đọc được")),
    ("is_intact", False, _("tệp bị thay đổi sau khi ký")),
    ("is_valid", False, _("chữ ký không khớp với chứng thư")),
    ("covers_all", False, _("có phần thêm sau khi ký")),
    ("is_trusted", False, _("chưa xác minh được nơi cấp chứng thư")),
)


@dataclass(frozen=True, slots=True)
class Signer:
    """One signature: whose, when by the signer's machine, and what there is to tell of it."""

    name: str
    signed_at: datetime | None
    reasons: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands beside a file: a key of `OUTCOMES`, its words, and the signatures."""

    outcome: str
    words: Label
    signers: tuple[Signer, ...] = ()


def mark_of(check: SignatureCheck | None) -> Mark:
    """The mark of a PDF; without a check it still waits for its turn."""
    if check is None:
        outcome = "waiting"
    elif check.problem:
        outcome = "unread"
    elif not check.signatures:
        outcome = "none"
    else:
        outcome = "valid" if holds([{"signatures": check.signatures}]) else "invalid"
    rows = check.signatures if check else []
    return Mark(outcome, OUTCOMES[outcome], tuple(_signer(row) for row in rows))


def _signer(row: Mapping[str, Any]) -> Signer:
    broken = bool(row["problem"])
    reasons = tuple(
        words
        for name, value, words in REASONS
        # Of what could not be read nothing else is known.
        if bool(row[name]) is value and (name == "problem" or not broken)
    )
    at = datetime.fromisoformat(row["signed_at"]) if row["signed_at"] else None
    return Signer(row["signer"], at, reasons)


def mark_signatures(versions: Iterable[Version]) -> None:
    """Give each PDF its `signature_mark`, for the templates; other files have none. One query."""
    pdfs = [version for version in versions if version.media_type == PDF]
    checks = SignatureCheck.objects.filter(version__in=[version.pk for version in pdfs])
    found = {check.version_id: check for check in checks}
    for version in pdfs:
        version.signature_mark = mark_of(found.get(version.pk))  # type: ignore[attr-defined]
