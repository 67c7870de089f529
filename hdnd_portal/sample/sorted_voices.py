"""What became of what the sample's voters said: sorted, some of it sent, one answered there."""

from hdnd_portal.accounts.models import User
from hdnd_portal.council.models import Agency, Field
from voters.models import ContactPlan, Opinion
from voters.services import outcomes, sorting
from voters.services.sorting import Place
from voters.sorting import Competence
from voters.sorting_rows import unsorted, usual_lead
from voters.spans import Span
from voters.workflow import Track

# So many of what was heard first are sorted; the rest waits.
SORTED = 10
CENTRAL = {"BH"}
COMMUNE = {"XD"}


def sort_voices(plan: ContactPlan, *, by: User) -> None:
    """Sort the first opinions of the plan; nothing is sent, since nobody is told of the past."""
    rows = unsorted(Opinion.objects.filter(meeting__plan=plan)).select_related("field")
    for opinion in rows.order_by("meeting__starts_at", "meeting", "number")[:SORTED]:
        field = opinion.field
        place = _place(plan, field, opinion.unit_id) if field is not None else None
        row = sorting.take(
            opinion,
            [Span(0, len(opinion.text))],
            by=by,
            track=Track(opinion.track_heard),
            place=place,
        )
        if opinion.answered_there:
            outcomes.answer_there(row, answer=opinion.answered_there, by=by)


def _place(plan: ContactPlan, field: Field, unit: int) -> Place:
    competence = Competence.PROVINCE
    if field.code in CENTRAL:
        competence = Competence.CENTRAL
    elif field.code in COMMUNE:
        competence = Competence.COMMUNE
    lead: Agency | None = usual_lead(
        plan.council_id, field, competence, units=[unit], on=plan.ends_on
    )
    return Place(field, competence, lead)
