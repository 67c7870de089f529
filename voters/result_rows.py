"""Recommendations with what became of each, worked out by the database in one statement.

`FACTS` is the one definition: the board counts its rows, a list filtered by outcome shows them.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from hdnd_portal.commitments.models import Commitment, Reply, Verification
from hdnd_portal.commitments.workflow import AWAITED, Finding
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
}


def counted(rows: QuerySet[VoterRecommendation]) -> QuerySet[VoterRecommendation]:
    """Those that a board or report counts: sorted, asking for something."""
    return rows.filter(state__in=PUBLISHED, track=Track.RECOMMENDATION, field__isnull=False)


def with_outcome(
    rows: QuerySet[VoterRecommendation], outcome: str, *, on: date
) -> RecommendationQuerySet:
    """Those of the rows that a figure of the board counts on the day."""
    facts, values = facts_of_rows(rows, on=on)
    statement = f"{facts} SELECT id FROM facts WHERE {CONDITIONS[outcome]}"  # noqa: S608 -- ours
    found: RecommendationQuerySet = rows.filter(  # type: ignore[assignment]
        pk__in=RawSQL(statement, values)  # noqa: S611 -- as above
    )
    return found


def facts_of_rows(rows: QuerySet[VoterRecommendation], *, on: date) -> Statement:
    """`WITH … facts` over those of the rows that count, and its parameters.

    Columns: the keys a board groups by, `result`, `is_verified`, `is_overdue`, `days` from being
    sent to the first answer, `is_prompt` (None where no answer was due yet). What counts is the
    last commitment to the lead; a contributor's answer is none of the lead.
    """
    try:
        chosen, values = _chosen(counted(rows))
    except EmptyResultSet:
        # The filters exclude each other, or the user has no council.
        chosen, values = _chosen(VoterRecommendation.objects.extra(where=["FALSE"]))
    kind = ContentType.objects.get_for_model(VoterRecommendation).pk
    statement = _FACTS.replace("{chosen}", chosen)
    return statement, (*values, kind, settings.TIME_ZONE, on, on)


def _chosen(rows: QuerySet[VoterRecommendation]) -> tuple[str, tuple[Any, ...]]:
    keys = ("id", "field_id", "lead_id", "session_id", "competence", "repeats_id", "state")
    return rows.order_by().values(*keys).query.sql_with_params()  # type: ignore[no-any-return]


def _case(column: str, table: Mapping[str, Result]) -> str:
    lines = "".join(f" WHEN '{key}' THEN '{result.value}'" for key, result in table.items())
    return f"CASE {column}{lines} END"


_IN_AWAITED = ", ".join(f"'{stage.value}'" for stage in sorted(AWAITED))
# Names of our own tables and codes; nothing that anybody typed.
_FACTS = f"""
WITH chosen AS MATERIALIZED ({{chosen}}),
owed AS MATERIALIZED (
    SELECT DISTINCT ON (c.source_id)
        c.source_id, c.id, c.stage, c.due_on, c.made_on, c.lead_id
    FROM {Commitment._meta.db_table} c
    JOIN chosen r ON r.id = c.source_id AND r.lead_id = c.lead_id
    WHERE c.source_type_id = %s AND r.state = '{State.SENT.value}'
    ORDER BY c.source_id, c.id DESC
),
heard AS MATERIALIZED (
    SELECT p.id, p.commitment_id, p.number, p.claimed, p.due_on,
        (p.sent_at AT TIME ZONE %s)::date AS sent_on
    FROM {Reply._meta.db_table} p JOIN owed o ON o.id = p.commitment_id AND p.agency_id = o.lead_id
    WHERE p.sent_at IS NOT NULL
),
ends AS (
    SELECT commitment_id, min(number) AS first, max(number) AS last FROM heard
    GROUP BY commitment_id
),
said AS (
    SELECT o.source_id, o.id, o.stage, o.due_on, l.id AS reply, l.claimed,
        f.sent_on AS first_on, f.due_on AS first_due, f.sent_on - o.made_on AS days
    FROM owed o
    LEFT JOIN ends e ON e.commitment_id = o.id
    LEFT JOIN heard f ON f.commitment_id = o.id AND f.number = e.first
    LEFT JOIN heard l ON l.commitment_id = o.id AND l.number = e.last
),
found AS (
    SELECT DISTINCT ON (v.commitment_id) v.commitment_id, v.reply_id, v.confirmed
    FROM {Verification._meta.db_table} v JOIN owed o ON o.id = v.commitment_id
    ORDER BY v.commitment_id, v.id DESC
),
facts AS MATERIALIZED (
    SELECT r.id, r.field_id, r.lead_id, r.session_id, r.competence,
        r.repeats_id IS NOT NULL AS is_repeated,
        CASE
            WHEN r.state = '{State.ANSWERED_THERE.value}' THEN '{Result.EXPLAINED.value}'
            WHEN f.confirmed IS NOT NULL THEN {_case("f.confirmed", FOUND)}
            WHEN s.claimed IS NOT NULL THEN {_case("s.claimed", CLAIMED)}
            ELSE '{Result.UNANSWERED.value}'
        END AS result,
        COALESCE(f.confirmed = '{Finding.DONE.value}', FALSE) AS is_verified,
        COALESCE(s.stage IN ({_IN_AWAITED}) AND s.due_on < %s, FALSE) AS is_overdue,
        s.days,
        CASE
            WHEN s.first_on IS NOT NULL THEN s.first_on <= s.first_due
            WHEN s.stage IN ({_IN_AWAITED}) AND s.due_on < %s THEN FALSE
        END AS is_prompt
    FROM chosen r
    LEFT JOIN said s ON s.source_id = r.id
    LEFT JOIN found f ON f.commitment_id = s.id AND f.reply_id IS NOT DISTINCT FROM s.reply
)
"""  # noqa: S608
