"""The board (bảng theo dõi): recommendations by field, agency, commune, session or half-year.

All figures come from one statement over the facts of `result_rows`; the rows are never loaded.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from hdnd_portal.council.models import AdministrativeUnit, Agency, Field
from sessions.public import HalfYear, sessions_with
from voters.labels import half_year_label
from voters.models import Opinion, RecommendationSource, VoterRecommendation
from voters.result_labels import Outcome
from voters.result_rows import CONDITIONS, Statement, facts_of_rows
from voters.results import Result, share, share_text
from voters.sorting import Competence
from voters.units_today import todays_units

TENTH = Decimal("0.1")


class By(StrEnum):
    """What the lines of a board are."""

    FIELD = "field"
    AGENCY = "agency"
    UNIT = "unit"
    SESSION = "session"
    HALF_YEAR = "half_year"


COLUMNS = {
    By.FIELD: "field_id", By.AGENCY: "lead_id", By.SESSION: "session_id", By.UNIT: "unit",
    By.HALF_YEAR: "half_year",
}  # fmt: skip
BESIDE = (
    Outcome.VERIFIED, Outcome.OVERDUE, Outcome.PROMPT, Outcome.DUE, Outcome.ANSWERED, Outcome.SENT,
    Outcome.OPEN,
)  # fmt: skip
# Each figure, and which of the facts it counts.
COUNTED: dict[str, str] = {
    "total": "TRUE",
    **{one.value: f"competence = '{one.value}'" for one in Competence},
    "repeated": "is_repeated",
    **{one.value: CONDITIONS[one] for one in Result},
    **{one.value: CONDITIONS[one] for one in BESIDE},
}
Counts = tuple[int | None, Sequence[Any]]
# The figures and the median of a line without rows.
NOTHING = (*(0 for _name in COUNTED), None)


@dataclass(frozen=True, slots=True)
class Line:
    """One line: how many of each, and half of the answers came within `median` days.

    The six results sum to `total`, and so do the three levels.
    """

    key: int | None
    label: str
    total: int
    central: int
    province: int
    commune: int
    repeated: int
    settled: int
    under_way: int
    planned: int
    explained: int
    not_settled: int
    unanswered: int
    verified: int
    overdue: int
    prompt: int
    due: int
    answered: int
    sent: int
    open: int
    median: Decimal | None

    @property
    def settled_share(self) -> Decimal | None:
        """Settled, per cent of all of the line; two decimals, half up."""
        return share(self.settled, self.total)

    @property
    def prompt_share(self) -> Decimal | None:
        """Answered in time, per cent of those whose answer was due."""
        return share(self.prompt, self.due)

    @property
    def settled_text(self) -> str:
        """The share settled, as it is written."""
        return share_text(self.settled_share)

    @property
    def prompt_text(self) -> str:
        """The share in time, as it is written."""
        return share_text(self.prompt_share)


@dataclass(frozen=True, slots=True)
class Board:
    """The lines, and all together. One that voters of two communes made counts once in the total,
    and once for each of the communes. Half-years have no gaps between them.
    """

    by: By
    lines: tuple[Line, ...]
    total: Line


def board_of(rows: QuerySet[VoterRecommendation], by: By, *, on: date) -> Board:
    """The board of these rows on the day; at most four queries, however many rows."""
    facts, values = facts_of_rows(rows, on=on)
    figures = (
        ", ".join(f"count(*) FILTER (WHERE {condition})" for condition in COUNTED.values())
        + ", percentile_cont(0.5) WITHIN GROUP (ORDER BY days)"
    )
    table, more = "facts", ()
    if by is By.UNIT:
        table, more = _by_units()
    elif by is By.HALF_YEAR:
        table, more = _by_half_years(rows)
    whole = f"{facts} SELECT NULL::bigint, TRUE, {figures} FROM facts"  # noqa: S608 -- ours
    parts = (
        f" UNION ALL SELECT {COLUMNS[by]}, FALSE, {figures} FROM {table}"  # noqa: S608
        f" GROUP BY {COLUMNS[by]}"
    )
    with connection.cursor() as cursor:
        cursor.execute(whole + parts, (*values, *more))
        found = cursor.fetchall()
    total = next(_line(key, "", counts) for key, is_whole, *counts in found if is_whole)
    lines = [(key, counts) for key, is_whole, *counts in found if not is_whole]
    if by is By.HALF_YEAR:
        lines = _without_gaps(lines)
    names = _names(by, [key for key, _counts in lines])
    made = [_line(key, names[key][1], counts) for key, counts in lines]
    return Board(by, tuple(sorted(made, key=lambda line: names[line.key][0])), total)


def _by_units() -> Statement:
    """The facts once for each of today's communes whose voters asked, and the parameters."""
    olds = todays_units()
    statement = (
        "(SELECT DISTINCT facts.*, COALESCE(changed.now, said.unit_id) AS unit FROM facts "  # noqa: S608
        f"JOIN {RecommendationSource._meta.db_table} taken ON taken.recommendation_id = facts.id "
        f"JOIN {Opinion._meta.db_table} said ON said.id = taken.opinion_id "
        "LEFT JOIN unnest(%s::bigint[], %s::bigint[]) AS changed(before, now) "
        "ON changed.before = said.unit_id) AS placed"
    )
    return statement, (list(olds), list(olds.values()))


def _by_half_years(rows: QuerySet[VoterRecommendation]) -> Statement:
    """The facts with the half-year of the session, and the parameters."""
    sessions = sessions_with(rows.order_by().values_list("session_id", flat=True))
    statement = (
        "(SELECT facts.*, held.half_year FROM facts "
        "JOIN unnest(%s::bigint[], %s::int[]) AS held(session, half_year) "
        "ON held.session = facts.session_id) AS timed"
    )
    return statement, ([one.pk for one in sessions], [one.half_year.key for one in sessions])


def _without_gaps(lines: list[Counts]) -> list[Counts]:
    """The lines, and one of nothing for each half-year between them that has none."""
    found = {key: counts for key, counts in lines if key is not None}
    if not found:
        return []
    made: list[Counts] = []
    now = HalfYear.of_key(min(found))
    while now.key <= max(found):
        made.append((now.key, found.get(now.key, NOTHING)))
        now = now.following()
    return made


def _line(key: int | None, label: str, counts: Sequence[Any]) -> Line:
    *figures, median = counts
    # A half day is the finest a median of whole days can be.
    days = None if median is None else Decimal(median).quantize(TENTH, ROUND_HALF_UP)
    return Line(key=key, label=label, median=days, **dict(zip(COUNTED, figures, strict=True)))


def _names(by: By, keys: Iterable[int | None]) -> dict[int | None, tuple[Any, str]]:
    """For each key the order of its line and its name."""
    wanted = [key for key in keys if key is not None]
    names: dict[int | None, tuple[Any, str]] = {None: ((1, ""), "–")}
    if by is By.FIELD:
        for field in Field.objects.filter(pk__in=wanted):
            names[field.pk] = ((0, f"{field.position:05d}"), field.name)
    elif by is By.AGENCY:
        for agency in Agency.objects.filter(pk__in=wanted):
            names[agency.pk] = ((0, agency.name), agency.name)
    elif by is By.UNIT:
        for unit in AdministrativeUnit.objects.filter(pk__in=wanted):
            names[unit.pk] = ((0, unit.folded), str(unit))
    elif by is By.HALF_YEAR:
        for key in wanted:
            names[key] = ((0, key), half_year_label(HalfYear.of_key(key)))
    else:
        for session in sessions_with(wanted):
            names[session.pk] = ((0, session.opening_on.isoformat()), session.name)
    return names
