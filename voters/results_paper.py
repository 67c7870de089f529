"""Báo cáo kết quả giải quyết kiến nghị cử tri: the report to the next session.

Every figure is the board's of the same day; the annexes have every row.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection

from hdnd_portal.commitments.models import Commitment
from hdnd_portal.commitments.public import CommitmentFacts, facts_of
from hdnd_portal.council.models import Council
from hdnd_portal.documents.papers import (
    Align,
    Appendix,
    Block,
    Bullets,
    Column,
    Heading,
    Paper,
    Paragraph,
    Table,
    printable,
)
from hdnd_portal.ui.formats import date_text, number
from hdnd_portal.ui.language import in_office_language
from sessions.public import SessionFacts
from voters.board import Board, By, Line, board_of
from voters.models import VoterRecommendation
from voters.models.sorting import RecommendationQuerySet
from voters.result_labels import RESULTS
from voters.result_rows import counted, facts_of_rows
from voters.results import Result
from voters.sorting_papers import communes_of, report_before

FIGURES = (
    "total", "settled", "under_way", "planned", "explained", "not_settled", "unanswered",
)  # fmt: skip
COUNTED = (
    Column("STT", 13, Align.CENTRE),
    Column("", 47),
    Column("Tổng số", 14, Align.CENTRE),
    Column("Giải quyết xong", 15, Align.CENTRE),
    Column("Đang giải quyết", 15, Align.CENTRE),
    Column("Sẽ giải quyết", 14, Align.CENTRE),
    Column("Giải trình", 14, Align.CENTRE),
    Column("Chưa giải quyết", 15, Align.CENTRE),
    Column("Chưa trả lời", 14, Align.CENTRE),
    Column("Tỷ lệ xong", 18, Align.CENTRE),
)
LISTED = (
    Column("STT", 13, Align.CENTRE),
    Column("Mã", 15, Align.CENTRE),
    Column("Nội dung kiến nghị", 75),
    Column("Nơi kiến nghị", 30),
    Column("Cơ quan chủ trì", 34),
    Column("Trả lời của cơ quan", 68),
    Column("Xác minh", 24),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A recommendation, its result, and what the agency last said of it."""

    recommendation: VoterRecommendation
    result: Result
    is_overdue: bool
    owed: CommitmentFacts | None


def rows_of(rows: RecommendationQuerySet, *, on: date) -> list[Row]:
    """The rows that the board counts, each with its result; eight queries, however many."""
    facts, values = facts_of_rows(rows, on=on)
    with connection.cursor() as cursor:
        cursor.execute(f"{facts} SELECT id, result, is_overdue FROM facts", values)  # noqa: S608
        results = {key: (Result(result), overdue) for key, result, overdue in cursor.fetchall()}
    found = (
        counted(rows)
        .select_related("field", "lead", "session", "referral")
        .prefetch_related("sources__opinion__unit")
        .order_by("field__position", "number")
    )
    owed = _owed(results)
    return [Row(row, *results[row.pk], owed.get(row.pk)) for row in found if row.pk in results]


def _owed(keys: Iterable[int]) -> dict[int, CommitmentFacts]:
    """The last commitment of each."""
    some = Commitment.objects.filter(
        source_type__app_label="voters",
        source_type__model="voterrecommendation",
        source_id__in=list(keys),
    )
    made = sorted(facts_of(some), key=lambda one: one.pk)
    return {one.source_id: one for one in made if one.source_id is not None}


@in_office_language
def results_report(
    council: Council, session: SessionFacts, rows: RecommendationQuerySet, *, on: date
) -> Paper:
    """The report on the recommendations put together for the session, as they stand on the day."""
    unit, name = str(council.unit), printable(session.name)
    by_field, by_agency = (board_of(rows, by, on=on) for by in (By.FIELD, By.AGENCY))
    listed = rows_of(rows, on=on)
    return report_before(
        council,
        session,
        on=on,
        summary=f"Kết quả giải quyết kiến nghị của cử tri gửi đến {name}",
        body=_body(by_field, by_agency, listed, unit=unit, name=name, on=on),
        appendices=_annexes(listed),
    )


def _body(
    by_field: Board, by_agency: Board, listed: Sequence[Row], *, unit: str, name: str, on: date
) -> Iterable[Block]:
    total = by_field.total
    levels = (
        f"{number(total.central)} kiến nghị thuộc thẩm quyền của Trung ương, "
        f"{number(total.province)} thuộc thẩm quyền cấp tỉnh, "
        f"{number(total.commune)} thuộc thẩm quyền cấp xã"
    )
    yield Paragraph(
        f"Thường trực Hội đồng nhân dân {unit} báo cáo kết quả giải quyết kiến nghị của cử tri gửi "
        f"đến {name}, số liệu tính đến ngày {date_text(on)}, như sau:"
    )
    yield Heading("TỔNG HỢP, CHUYỂN KIẾN NGHỊ")
    yield Paragraph(
        f"Tổng số {number(total.total)} kiến nghị được phân loại: {levels}. Trong đó "
        f"{number(total.repeated)} kiến nghị cử tri đã nêu từ các kỳ họp trước."
    )
    yield Heading("KẾT QUẢ GIẢI QUYẾT")
    yield Bullets(
        tuple(f"{label}: {number(getattr(total, key))} kiến nghị" for key, label in RESULTS.items())
    )
    yield Paragraph(
        f"Tỷ lệ giải quyết xong: {total.settled_text}. Trong {number(total.settled)} kiến nghị đã "
        f"giải quyết xong, {number(total.verified)} kiến nghị đã được xác minh; "
        f"{number(total.settled - total.verified)} kiến nghị theo báo cáo của cơ quan, chưa xác "
        "minh."
    )
    if total.due:
        median = (
            ""
            if total.median is None
            else (
                f" Trung vị thời gian trả lời là {number(total.median)} ngày, tính trên "
                f"{number(total.answered)} kiến nghị đã được trả lời."
            )
        )
        yield Paragraph(
            f"Trả lời đúng hạn: {number(total.prompt)} trên {number(total.due)} kiến nghị đã đến "
            f"hạn ({total.prompt_text}).{median}"
        )
    yield Paragraph("Kết quả theo lĩnh vực:", keep_with_next=True)
    yield _counted("Lĩnh vực", by_field)
    yield Paragraph("Kết quả theo cơ quan chủ trì:", keep_with_next=True)
    yield _counted("Cơ quan chủ trì", by_agency)
    yield from _limits(by_agency, listed)


def _limits(by_agency: Board, listed: Sequence[Row]) -> Iterable[Block]:
    """What is overdue, by name of agency, and what voters had to ask for again."""
    late = [line for line in by_agency.lines if line.overdue]
    again = [
        one
        for one in listed
        if one.recommendation.repeats_id is not None and one.result is not Result.SETTLED
    ]
    if not (late or again):
        return
    yield Heading("TỒN TẠI, HẠN CHẾ")
    if late:
        yield Paragraph(
            f"Còn {number(by_agency.total.overdue)} kiến nghị quá hạn, cơ quan còn nợ trả lời:",
            keep_with_next=True,
        )
        yield Bullets(
            tuple(f"{printable(one.label)}: {number(one.overdue)} kiến nghị" for one in late)
        )
    if again:
        yield Paragraph(
            f"{number(len(again))} kiến nghị cử tri đã nêu nhiều lần, đến nay chưa giải quyết "
            "xong:",
            keep_with_next=True,
        )
        yield Table(
            (
                Column("Mã", 18, Align.CENTRE),
                Column("Nội dung", 96),
                Column("Lần thứ", 18, Align.CENTRE),
                Column("Kết quả", 45),
            ),
            tuple(
                (
                    one.recommendation.code,
                    printable(one.recommendation.text),
                    str(one.recommendation.times),
                    str(RESULTS[one.result]),
                )
                for one in again
            ),
            size=12,
        )


def _counted(title: str, board: Board) -> Table:
    columns = (COUNTED[0], Column(title, COUNTED[1].share), *COUNTED[2:])
    lines = [
        _figures(str(place), line.label, line) for place, line in enumerate(board.lines, start=1)
    ]
    return Table(columns, (*lines, _figures("", "Tổng số", board.total)), size=11)


def _figures(place: str, label: str, line: Line) -> tuple[str, ...]:
    return (
        place,
        printable(label),
        *(number(getattr(line, name)) for name in FIGURES),
        line.settled_text,
    )


def _annexes(listed: Sequence[Row]) -> Iterable[Appendix]:
    """One for each result that occurs; all rows in them."""
    for result, label in RESULTS.items():
        some = [one for one in listed if one.result == result]
        if some:
            table = Table(
                LISTED, tuple(_listed(place, one) for place, one in enumerate(some, 1)), size=11
            )
            yield Appendix(f"Kiến nghị: {label}", (table,), landscape=True)


def _listed(place: int, one: Row) -> tuple[str, ...]:
    row, owed = one.recommendation, one.owed
    said = row.answer or (owed.claimed_text if owed is not None else "")
    if one.is_overdue and owed is not None and owed.due_on is not None:
        said = f"{said}\nQuá hạn từ ngày {date_text(owed.due_on)}".strip()
    return (
        str(place),
        row.code,
        printable(row.text),
        printable(communes_of(row)) or "–",
        printable(str(row.lead or "–")),
        printable(said) or "–",
        printable(str(owed.confirmed_label)) if owed is not None and owed.confirmed else "–",
    )
