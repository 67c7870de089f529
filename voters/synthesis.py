"""What voters of all communes asked for before a session: by field, competence, commune (T5)."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from hdnd_portal.council.models import AdministrativeUnit, Field
from voters.models import VoterRecommendation
from voters.sorting import PUBLISHED, Competence
from voters.workflow import Track

COUNTS = {
    "total": Count("pk", distinct=True),
    "central": Count("pk", filter=Q(competence=Competence.CENTRAL), distinct=True),
    "province": Count("pk", filter=Q(competence=Competence.PROVINCE), distinct=True),
    "commune": Count("pk", filter=Q(competence=Competence.COMMUNE), distinct=True),
    "repeated": Count("pk", filter=Q(repeats__isnull=False), distinct=True),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A field or a commune, and how many recommendations; `repeated` were made before."""

    label: str
    total: int
    central: int
    province: int
    commune: int
    repeated: int


@dataclass(frozen=True, slots=True)
class Synthesis:
    """The tables of a session. One that voters of two communes made counts once in the total, and
    once for each of the communes.
    """

    total: Line
    by_field: tuple[Line, ...]
    by_unit: tuple[Line, ...]
    opinions: int  # ý kiến, which ask for nothing
    unsorted: int  # kiến nghị without field or competence, in none of the tables


def synthesis_of(rows: QuerySet[VoterRecommendation]) -> Synthesis:
    """The tables of these rows, in six queries."""
    live = rows.order_by()
    asked = live.filter(state__in=PUBLISHED, track=Track.RECOMMENDATION, field__isnull=False)
    fields = {one.pk: one for one in Field.objects.all()}
    by_field = _lines(asked, "field")
    by_unit = _lines(asked.filter(sources__isnull=False), "sources__opinion__unit")
    units = AdministrativeUnit.objects.in_bulk(by_unit)
    return Synthesis(
        total=Line("", **asked.aggregate(**COUNTS)),
        by_field=tuple(
            Line(fields[key].name, **by_field[key])
            for key in sorted(by_field, key=lambda key: (fields[key].position, key))
        ),
        by_unit=tuple(
            Line(str(units[key]), **by_unit[key])
            for key in sorted(by_unit, key=lambda key: (-by_unit[key]["total"], units[key].folded))
        ),
        opinions=live.filter(state__in=PUBLISHED, track=Track.OPINION).count(),
        unsorted=live.filter(state="recorded").count(),
    )


def _lines(rows: QuerySet[VoterRecommendation], by: str) -> dict[int, dict[str, int]]:
    """The counts of the rows, by the key of what they are grouped by."""
    found: dict[int, dict[str, int]] = {}
    for key, *counts in rows.values(by).annotate(**COUNTS).values_list(by, *COUNTS):
        found[key] = dict(zip(COUNTS, counts, strict=True))
    return found
