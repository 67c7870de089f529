"""The fields of the country and, for each council, who deals with them."""

from django.db import transaction

from hdnd_portal.council.fields import field_plans
from hdnd_portal.council.models import Agency, Body, Council, Field, FieldDesk, Term


@transaction.atomic
def load_fields(council: Council, term: Term) -> bool:
    """Create the fields that are missing, and the council's desk of each; whether any was.

    Idempotent: what is there is left as it is, also where an administrator has changed it since.
    """
    plans = field_plans()
    known = {field.code: field for field in Field.objects.all()}
    fresh = Field.objects.bulk_create(
        Field(code=plan.code, name=plan.name, topics="\n".join(plan.topics), position=position)
        for position, plan in enumerate(plans, start=1)
        if plan.code not in known
    )
    known.update({field.code: field for field in fresh})
    agencies = {agency.code: agency for agency in Agency.objects.filter(council=council)}
    bodies = {body.code: body for body in Body.objects.filter(term=term)}
    served = set(FieldDesk.objects.filter(council=council).values_list("field", flat=True))
    desks = FieldDesk.objects.bulk_create(
        FieldDesk(
            council=council,
            field=known[plan.code],
            agency=next((agencies[code] for code in plan.leads if code in agencies), None),
            committee=bodies.get(plan.committee),
        )
        for plan in plans
        if known[plan.code].pk not in served
    )
    return bool(fresh or desks)
