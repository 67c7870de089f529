"""Memberships of the council's bodies: Thường trực, Ban, Tổ đại biểu, Văn phòng."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from hdnd_portal.audit import log
from hdnd_portal.council.models import Body, Mandate, Membership, Person
from hdnd_portal.council.refusals import CouncilRefused
from hdnd_portal.council.services.mandates import DELEGATES_ONLY, shown


@transaction.atomic
def add_membership(
    body: Body,
    *,
    person: Person,
    role: str,
    valid_from: date,
    by: Any,
    is_full_time: bool = False,
    valid_to: date | None = None,
) -> Membership:
    """Put a person into a body from a day on; `valid_to` tells of one that will be ended at once.

    Thường trực, Ban and Tổ take delegates only (Law 72/2025, Art. 29). Locks the seat, so that it
    does not end meanwhile, then the person. Raises CouncilRefused: no_seat, member_already,
    other_group.
    """
    if body.kind in DELEGATES_ONLY:
        seats = Mandate.objects.select_for_update(of=("self",)).in_office(valid_from)
        if not list(seats.filter(term=body.term_id, person=person).order_by("pk")):
            raise CouncilRefused("no_seat")
    Person.objects.select_for_update().get(pk=person.pk)
    later = Q(valid_to__isnull=True) | Q(valid_to__gte=valid_from)
    held = Membership.objects.filter(later, person=person, body__term=body.term_id)
    if valid_to is not None:
        held = held.filter(valid_from__lte=valid_to)
    if held.filter(body=body).exists():
        raise CouncilRefused("member_already")
    if body.kind == Body.Kind.DELEGATE_GROUP and held.filter(body__kind=body.kind).exists():
        raise CouncilRefused("other_group")
    membership = Membership.objects.create(
        body=body,
        person=person,
        role=Membership.Role(role).value,
        valid_from=valid_from,
        is_full_time=is_full_time,
    )
    log.record("membership.begun", membership, by=by, person=person.pk, body=str(body), role=role)
    return membership


@transaction.atomic
def end_membership(membership: Membership, *, on: date, reason: str, by: Any) -> Membership:
    """End a membership with the day `on` as its last. Locks it. Raises CouncilRefused."""
    membership = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    if membership.valid_to is not None:
        raise CouncilRefused("ended")
    if on < membership.valid_from:
        raise CouncilRefused("before_start")
    membership.valid_to = on
    membership.end_reason = reason
    membership.save(update_fields=["valid_to", "end_reason"])
    log.record(
        "membership.ended",
        membership,
        by=by,
        person=membership.person_id,
        on=on.isoformat(),
        day=shown(on),
    )
    return membership


@transaction.atomic
def transfer_to_group(
    mandate: Mandate, *, group: Body, valid_from: date, by: Any, role: str = "member"
) -> Membership:
    """Move a delegate to another Tổ from the day on (chuyển sinh hoạt; Law 72/2025, Art. 31(9)).

    The old membership ends the day before. Locks the seat. Raises CouncilRefused: not_a_group,
    same_group, no_seat.
    """
    mandate = Mandate.objects.select_for_update(of=("self",)).get(pk=mandate.pk)
    if group.kind != Body.Kind.DELEGATE_GROUP or group.term_id != mandate.term_id:
        raise CouncilRefused("not_a_group")
    current = (
        Membership.objects.filter(
            person=mandate.person_id,
            body__term=mandate.term_id,
            body__kind=Body.Kind.DELEGATE_GROUP,
            valid_to__isnull=True,
        )
        .select_related("body")
        .first()
    )
    if current is not None:
        if current.body_id == group.pk:
            raise CouncilRefused("same_group")
        end_membership(
            current, on=valid_from - timedelta(days=1), reason=f"chuyển sang {group}", by=by
        )
    return add_membership(group, person=mandate.person, role=role, valid_from=valid_from, by=by)
