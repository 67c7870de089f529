"""Recommendations with what became of each, worked out by the database in one statement.

`FACTS` is the one definition: the board counts its rows, a list filtered by outcome shows them.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import EmptyResultSet
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.expressions import RawSQL

from hdnd_portal.commitments.models import Commitment
from hdnd_portal.commitments.workflow import AWAITED, PENDING, Finding
from voters.models import VoterRecommendation
from voters.models.sorting import RecommendationQuerySet
from voters.result_labels import Outcome
from voters.results import CLAIMED, FOUND, Result
from voters.sorting import PUBLISHED, State
from voters.workflow import Track

Statement = tuple[str, tuple[Any, ...]]
# Of the rows that `facts` has; the six results are the values of `result`.
CONDITIONS: Mapping[str, str] = {
    Outcome.COUNTED: "TRUE",
    **{one.value: f"result = '{one.value}'" for one in Result},
    Outcome.VERIFIED: "is_verified",
    Outcome.OVERDUE: "is_overdue",
    Outcome.ANSWERED: "days IS NOT NULL",
    Outcome.PROMPT: "is_prompt",
    Outcome.DUE: "is_prompt IS NOT NULL",
    Outcome.SENT: "is_sent",
    Outcome.OPEN: "is_open",
}


def counted(rows: QuerySet[VoterRecommendation]) -> QuerySet[VoterRecommendation]:
    """Those that a board or report counts: sorted, asking for something."""
    return rows.filter(state__in=PUBLISHED, track=Track.RECOMMENDATION, field__isnull=False)


def with_outcome(
    rows: QuerySet[VoterRecommendation], outcome: str, *, on: date
) -> RecommendationQuerySet:
    """Those of the rows that a figure of the board counts on the day."""
    if outcome == Outcome.OVERDUE:
        return _overdue(rows, on=on)
    facts, values = facts_of_rows(rows, on=on)
    statement = f"{facts} SELECT id FROM facts WHERE {CONDITIONS[outcome]}"  # noqa: S608 -- ours
    found: RecommendationQuerySet = rows.filter(  # type: ignore[assignment]
        pk__in=RawSQL(statement, values)  # noqa: S611 -- as above
    )
    return found


def _overdue(rows: QuerySet[VoterRecommendation], *, on: date) -> RecommendationQuerySet:
    """What `is_overdue` of `FACTS` says, asked of each row alone: few are, and they are looked at
    most. A test holds the two together.
    """
    kind = ContentType.objects.get_for_model(VoterRecommendation)
    owed = Commitment.objects.filter(source_type=kind)
    later = owed.filter(
        source_id=OuterRef("source_id"), lead=OuterRef("lead"), pk__gt=OuterRef("pk")
    )
    late = owed.awaited().filter(
        ~Exists(later), source_id=OuterRef("pk"), lead=OuterRef("lead"), due_on__lt=on
    )
    found: RecommendationQuerySet = counted(rows).filter(  # type: ignore[assignment]
        Exists(late), state=State.SENT
    )
    return found


def facts_of_rows(rows: QuerySet[VoterRecommendation], *, on: date) -> Statement:
    """`WITH … facts` over those of the rows that count, and its parameters.

    Columns: the keys a board groups by, `result`, `is_verified`, `is_sent`, `is_open` (somebody
    still owes something), `is_overdue`, `days` from being sent to the first answer, `is_prompt`
    (None where no answer was due yet). What counts is the last commitment to the lead, with what
    it keeps of the lead's replies and of what was found.
    """
    try:
        chosen, values = _chosen(counted(rows))
    except EmptyResultSet:
        # The filters exclude each other, or the user has no council.
        chosen, values = _chosen(VoterRecommendation.objects.extra(where=["FALSE"]))
    kind = ContentType.objects.get_for_model(VoterRecommendation).pk
    statement = _FACTS.replace("{chosen}", chosen)
    return statement, (*values, kind, on, on)


def _chosen(rows: QuerySet[VoterRecommendation]) -> tuple[str, tuple[Any, ...]]:
    keys = ("id", "field_id", "lead_id", "session_id", "competence", "repeats_id", "state")
    return rows.order_by().values(*keys).query.sql_with_params()  # type: ignore[no-any-return]


def _case(column: str, table: Mapping[str, Result]) -> str:
    lines = "".join(f" WHEN '{key}' THEN '{result.value}'" for key, result in table.items())
    return f"CASE {column}{lines} END"


_IN_AWAITED = ", ".join(f"'{stage.value}'" for stage in sorted(AWAITED))
_IN_PENDING = ", ".join(f"'{stage.value}'" for stage in sorted(PENDING))
# Names of our own tables and codes; nothing that anybody typed.
_FACTS = f"""
WITH chosen AS MATERIALIZED ({{chosen}}),
owed AS MATERIALIZED (
    SELECT DISTINCT ON (c.source_id) c.source_id, c.stage, c.due_on, c.lead_claimed,
        c.lead_found, c.first_answer_on, c.first_answer_due,
        c.first_answer_on - c.made_on AS days
    FROM {Commitment._meta.db_table} c
    JOIN chosen r ON r.id = c.source_id AND r.lead_id = c.lead_id
    WHERE c.source_type_id = %s AND r.state = '{State.SENT.value}'
    ORDER BY c.source_id, c.id DESC
),
facts AS MATERIALIZED (
    SELECT r.id, r.field_id, r.lead_id, r.session_id, r.competence,
        r.repeats_id IS NOT NULL AS is_repeated,
        CASE
            WHEN r.state = '{State.ANSWERED_THERE.value}' THEN '{Result.EXPLAINED.value}'
            WHEN s.lead_found <> '' THEN {_case("s.lead_found", FOUND)}
            WHEN s.lead_claimed <> '' THEN {_case("s.lead_claimed", CLAIMED)}
            ELSE '{Result.UNANSWERED.value}'
        END AS result,
        COALESCE(s.lead_found = '{Finding.DONE.value}', FALSE) AS is_verified,
        s.source_id IS NOT NULL AS is_sent,
        COALESCE(s.stage IN ({_IN_PENDING}), FALSE) AS is_open,
        COALESCE(s.stage IN ({_IN_AWAITED}) AND s.due_on < %s, FALSE) AS is_overdue,
        s.days,
        CASE
            WHEN s.first_answer_on IS NOT NULL THEN s.first_answer_on <= s.first_answer_due
            WHEN s.stage IN ({_IN_AWAITED}) AND s.due_on < %s THEN FALSE
        END AS is_prompt
    FROM chosen r LEFT JOIN owed s ON s.source_id = r.id
)
"""  # noqa: S608
