"""What is left to sort, and what is suggested for it: reading for the pages of sorting."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef
from django.utils import timezone

from hdnd_portal.council.models import AdministrativeUnit, Agency, Field, FieldDesk
from voters.models import Opinion, RecommendationSource, VoterRecommendation
from voters.models.record import OpinionQuerySet
from voters.sorting import LIVE, Competence
from voters.spans import Span, minus, sentences, without_blanks
from voters.suggestions import suggested_fields

CENTRAL_DESK = "DDBQH"  # code of the delegation to the National Assembly among the agencies


def unsorted(opinions: OpinionQuerySet) -> OpinionQuerySet:
    """Those of which no word belongs to a recommendation; complaints and struck ones left out."""
    taken = RecommendationSource.objects.filter(
        opinion=OuterRef("pk"), recommendation__state__in=LIVE
    )
    return opinions.filter(~Exists(taken), is_struck=False, is_letter=False)


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence of a voter, and the recommendations it belongs to."""

    key: str
    words: str
    span: Span
    owners: tuple[VoterRecommendation, ...]


def pieces_of(
    opinion: Opinion, owners: Collection[tuple[Span, VoterRecommendation]]
) -> list[Piece]:
    """The sentences of an opinion, each with the recommendations that have words of it."""
    found = []
    for number, span in enumerate(sentences(opinion.text)):
        rows = {row.pk: row for taken, row in owners if minus([span], [taken]) != [span]}
        words = opinion.text[span.start : span.end]
        found.append(Piece(f"{opinion.pk}-{number}", words, span, tuple(rows.values())))
    return found


def left_of(opinion: Opinion, owners: Collection[tuple[Span, VoterRecommendation]]) -> str:
    """The words that no recommendation has; what holds blanks and signs only is not missed."""
    gaps = minus([Span(0, len(opinion.text))], [span for span, _row in owners])
    rest = without_blanks(opinion.text, gaps)
    return " … ".join(opinion.text[span.start : span.end].strip() for span in rest)


def owners_of(opinion: Opinion) -> list[tuple[Span, VoterRecommendation]]:
    """Which words of the opinion belong to which recommendation."""
    rows = opinion.sources.filter(recommendation__state__in=LIVE).select_related(
        "recommendation__field", "recommendation__lead"
    )
    return [(Span(row.starts, row.ends), row.recommendation) for row in rows]


@dataclass(frozen=True, slots=True)
class FieldHint:
    """A field that the words point to, the agency that usually leads, and which words."""

    field: Field
    agency: Agency | None
    topics: tuple[str, ...]


def hints(text: str, council: int) -> list[FieldHint]:
    """The fields suggested for the text, the likeliest first, with the reason; two queries."""
    fields = {field.pk: field for field in Field.objects.in_use()}
    found = suggested_fields(text, {key: field.words for key, field in fields.items()})
    desks = {
        desk.field_id: desk.agency
        for desk in FieldDesk.objects.filter(council=council).select_related("agency")
    }
    return [FieldHint(fields[one.field], desks.get(one.field), one.topics) for one in found]


def communes_of(province: AdministrativeUnit) -> list[AdministrativeUnit]:
    """The communes of today, by name."""
    rows = AdministrativeUnit.objects.communes_of(province).in_force(timezone.localdate())
    return list(rows.order_by("name"))


def usual_lead(
    council: int, field: Field, competence: str, *, units: Collection[int], on: date
) -> Agency | None:
    """Who usually answers: of the province by field, of a commune its own committee, of the centre
    whoever stands between.
    """
    agencies = Agency.objects.filter(council=council).in_force(on)
    if competence == Competence.CENTRAL:
        return agencies.filter(code=CENTRAL_DESK).first()
    if competence == Competence.COMMUNE:
        of_units = agencies.filter(kind=Agency.Kind.COMMUNE, unit__in=units)
        return of_units.first() if len(set(units)) == 1 else None
    desk = FieldDesk.objects.filter(council=council, field=field).select_related("agency").first()
    return desk.agency if desk is not None else None
