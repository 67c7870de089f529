"""The manifest of frozen dossiers as a printed paper: the facts, then every file on wide pages."""

from collections.abc import Iterable

from django.utils import timezone

from hdnd_portal.documents.labels import extent_words
from hdnd_portal.documents.papers import (
    Align,
    Appendix,
    Bullets,
    Cell,
    Clause,
    Column,
    Paper,
    Paragraph,
    PlaceDate,
    Recipients,
    Signature,
    Table,
    office_issuer,
    printable,
)
from hdnd_portal.documents.papers.blocks import Row
from hdnd_portal.ui.language import in_office_language
from sessions.models import DossierFreeze, FrozenFile, Supplement
from sessions.papers import clock, local, session_words, weekday_words
from sessions.room_marks import in_room
from sessions.services.freezing import manifest_hash

# Millimetres of a wide page; half a hash needs 65 where all of it is digits.
COLUMNS = (
    Column("TT", 10, Align.CENTRE),
    Column("Mã", 26),
    Column("Nội dung, thành phần hồ sơ", 66),
    Column("Tên tệp", 44),
    Column("Phiên bản", 17, Align.CENTRE),
    Column("Số trang", 19, Align.CENTRE),
    Column("SHA-256", 70),
)


@in_office_language
def manifest_paper(freeze: DossierFreeze) -> Paper:
    """Danh mục tài liệu kỳ họp, as it stands now: the freeze and every supplement after it."""
    session = freeze.session
    unit = str(session.council.unit)
    lines = list(
        freeze.files.select_related("version", "replaces", "supplement", "item").order_by(
            "position"
        )
    )
    room = in_room(lines)
    supplements = list(freeze.supplements.order_by("number"))
    frozen = [line for line in lines if line.supplement_id is None]
    frozen_at = local(freeze.frozen_at)
    facts: list[Clause | Paragraph | Bullets] = [
        Clause(
            f"Hồ sơ được chốt lúc {clock(freeze.frozen_at)}, {weekday_words(frozen_at.date())}, "
            f"gồm {_counted(frozen)}."
        )
    ]
    if supplements:
        facts.append(Clause(f"Sau khi chốt có {len(supplements):02d} lần bổ sung tài liệu:"))
        facts.append(
            Bullets(tuple(_told(made, _of(lines, made)) for made in supplements)),
        )
    holds = manifest_hash(freeze) == freeze.manifest_sha256
    facts += [
        Clause("Mã kiểm tra (SHA-256) của danh mục khi chốt:"),
        Paragraph(freeze.manifest_sha256, align=Align.LEFT, indent=False),
        Paragraph(
            "Mã kiểm tra được tính lại khi in danh mục này và khớp: danh mục khi chốt không bị "
            "thay đổi."
            if holds
            else "Mã kiểm tra được tính lại khi in danh mục này và KHÔNG khớp: danh mục khi chốt "
            "đã bị thay đổi ngoài hệ thống."
        ),
    ]
    appendices = [Appendix("Tài liệu khi chốt hồ sơ", (_table(frozen, room),), landscape=True)]
    appendices += [
        Appendix(str(made), (_table(_of(lines, made), room),), landscape=True)
        for made in supplements
    ]
    return Paper(
        kind_key="document_list",
        issuer=office_issuer(unit),
        place_date=PlaceDate(session.council.place, frozen_at.date()),
        summary=f"{session_words(session)} Hội đồng nhân dân {unit} {session.term}",
        body=tuple(facts),
        signatures=(Signature(("Người chốt hồ sơ",), printable(freeze.frozen_by.name)),),
        recipients=Recipients(("Thường trực HĐND", "Đại biểu HĐND"), archive="VT, CTHĐND"),
        appendices=tuple(appendices),
        created=timezone.localtime(supplements[-1].made_at if supplements else freeze.frozen_at),
    )


def _of(lines: Iterable[FrozenFile], made: Supplement) -> list[FrozenFile]:
    return [line for line in lines if line.supplement_id == made.pk]


def _counted(lines: list[FrozenFile]) -> str:
    pages = sum(line.pages or 0 for line in lines)
    count = f"{len(lines):02d} tài liệu"
    if not pages:
        return count
    grouped = f"{pages:,}".replace(",", ".")
    # What a Word or Excel file says of its own length is shown in its row and not added up.
    rest = "" if all(line.pages for line in lines) else " (chưa kể tệp không phải PDF)"
    return f"{count}, {grouped} trang{rest}"


def _told(made: Supplement, lines: list[FrozenFile]) -> str:
    at = local(made.made_at)
    return printable(
        f"{made}, lúc {clock(made.made_at)}, ngày {at:%d/%m/%Y}: {_counted(lines)}. "
        f"Lý do: {made.reason.strip().rstrip('.')}."
    )


def _table(lines: list[FrozenFile], room: set[int]) -> Table:
    rows = tuple(_row(line, in_room=line.pk in room) for line in lines)
    return Table(COLUMNS, rows, size=11)


def _row(line: FrozenFile, *, in_room: bool) -> Row:
    name = line.name
    if line.replaces:
        name += f"\nthay cho dòng {line.replaces.position}"
    if in_room:
        name += "\n(chỉ đọc tại phòng đọc)"
    # Two halves of the hash on two lines: the column is as wide as one of them.
    return (
        str(line.position),
        printable(line.reference),
        Cell(printable(f"{line.item_title}\n{line.part_title}")),
        Cell(printable(name)),
        str(line.version.number),
        str(line.pages) if line.pages else extent_words(line.version),
        Cell(f"{line.sha256[:32]}\n{line.sha256[32:]}"),
    )
