"""The allowance statement as XLSX and as a paper for finance (S16)."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

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
    Signature,
    Table,
    office_issuer,
)
from hdnd_portal.documents.papers.blocks import Row
from hdnd_portal.legal.words import short_mark
from hdnd_portal.ui.language import in_office_language
from sessions.allowances import AllowanceRow, Statement
from sessions.models import CouncilSession, Sitting
from sessions.papers import session_words
from sessions.sheets import Cell as SheetCell
from sessions.sheets import table_sheet

SIGNS = {True: "x", False: "v", None: "–"}


def half_day(sitting: Sitting) -> str:
    """`S 08/12`, `C 08/12`: morning or afternoon of a day."""
    start = timezone.localtime(sitting.starts_at)
    return f"{'S' if start.hour < 12 else 'C'} {start:%d/%m}"


def as_xlsx(session: CouncilSession, made: Statement, *, today: date) -> bytes:
    """The statement row by row, with the total."""
    header = [
        _("TT"),
        _("Họ và tên"),
        _("Tổ đại biểu"),
        *map(half_day, made.sittings),
        _("Số nửa ngày họp"),
        _("Số nửa ngày có mặt"),
        _("Mức một nửa ngày (đồng)"),
        _("Thành tiền (đồng)"),
    ]
    lines: list[list[SheetCell]] = [
        [
            place,
            row.mandate.person.name,
            row.group,
            *(SIGNS[here] for here in row.presence),
            row.held,
            row.present,
            row.rate,
            row.amount,
        ]
        for place, row in enumerate(made.rows, start=1)
    ]
    blanks: list[SheetCell] = [None for _sitting in made.sittings]
    total: list[SheetCell] = [None, _("Cộng"), None, *blanks, made.held, made.present, None]
    lines.append([*total, made.amount])
    title = _("Bảng kê chế độ dự họp {session}, tính đến {day}").format(
        session=session.name, day=f"{today:%d/%m/%Y}"
    )
    widths = [6, 30, 24, *(9 for _sitting in made.sittings), 12, 12, 16, 18]
    return table_sheet(title, header, lines, widths, sheet_name=_("Chế độ dự họp"))


def money(amount: int) -> str:
    """`1.234.567`."""
    return f"{amount:,}".replace(",", ".")


@in_office_language
def allowance_paper(session: CouncilSession, made: Statement, *, on: date) -> Paper:
    """Bảng kê chế độ dự họp, for finance. Raises PaperError."""
    unit = str(session.council.unit)
    rates = tuple(
        f"{rule.name}: {money(int(str(rule.value)))} đồng một nửa ngày ({rule.source}; "
        f"{short_mark(rule.mark.value)});"
        for rule in made.rules
    )
    body = (
        Clause(
            f"Kỳ họp có {len(made.sittings):02d} nửa ngày; {len(made.rows):02d} đại biểu được "
            f"tính, với {money(made.held)} lượt nửa ngày phải dự và {money(made.present)} lượt "
            "có mặt."
        ),
        Clause(f"Tổng số tiền: {money(made.amount)} đồng (bằng chữ: {'.' * 60})."),
        *((Clause("Mức áp dụng:"), Bullets(rates)) if rates else ()),
        Paragraph(
            "Đại biểu thôi nhiệm vụ, được bầu bổ sung hoặc bị tạm đình chỉ chỉ tính các nửa ngày "
            "đang làm nhiệm vụ."
        ),
    )
    return Paper(
        kind_key="document_list",
        issuer=office_issuer(unit),
        place_date=PlaceDate(session.council.place, on),
        name="Bảng kê chế độ dự họp",
        summary=f"{session_words(session)} Hội đồng nhân dân {unit} {session.term}",
        body=body,
        signatures=(
            Signature(("Người lập bảng",), note="(Ký, ghi rõ họ tên)"),
            Signature(("Lãnh đạo Văn phòng",), note="(Ký, ghi rõ họ tên)"),
        ),
        appendices=(Appendix("Bảng kê theo đại biểu", (_table(made),), landscape=True),),
        created=timezone.localtime(),
    )


def _table(made: Statement) -> Table:
    columns = (
        Column("TT", 10, Align.CENTRE),
        Column("Họ và tên", 52),
        *(Column(half_day(sitting), 15, Align.CENTRE) for sitting in made.sittings),
        Column("Có mặt", 16, Align.CENTRE),
        Column("Mức (đồng)", 24, Align.RIGHT),
        Column("Thành tiền (đồng)", 28, Align.RIGHT),
        Column("Ký nhận", 30),
    )
    rows: list[Row] = [_row(place, row) for place, row in enumerate(made.rows, start=1)]
    rows.append(
        (
            Cell("Cộng", span=2 + len(made.sittings), bold=True),
            f"{made.present}/{made.held}",
            "",
            Cell(money(made.amount), bold=True),
            "",
        )
    )
    return Table(columns, tuple(rows), size=11)


def _row(place: int, row: AllowanceRow) -> Row:
    return (
        str(place),
        row.mandate.person.name,
        *(SIGNS[here] for here in row.presence),
        f"{row.present}/{row.held}",
        money(row.rate),
        money(row.amount),
        "",
    )
