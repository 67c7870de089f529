"""Seats: how one begins, is suspended, and ends with everything that hangs on it."""

from datetime import date
from typing import Any

from django.db import transaction

from hdnd_portal.audit import log
from hdnd_portal.council.models import Body, Mandate, Membership, Person, Suspension, Term
from hdnd_portal.council.refusals import CouncilRefused

# Places that only a delegate may hold: they end with the seat (Law 72/2025, Art. 38(7); STR-36).
DELEGATES_ONLY = (
    Body.Kind.STANDING_COMMITTEE,
    Body.Kind.COMMITTEE,
    Body.Kind.DELEGATE_GROUP,
)


def shown(day: date) -> str:
    """The day as the timeline writes it."""
    return f"{day:%d/%m/%Y}"


def locked(mandate: Mandate) -> Mandate:
    """The seat as it is now, locked until the transaction ends."""
    return Mandate.objects.select_for_update(of=("self",)).get(pk=mandate.pk)


@transaction.atomic
def seat_delegate(
    person: Person, *, term: Term, constituency: str, valid_from: date, by: Any, **fields: Any
) -> Mandate:
    """Give a person a seat. Raises CouncilRefused: outside_term, seated."""
    if valid_from < term.valid_from or (term.valid_to and valid_from > term.valid_to):
        raise CouncilRefused("outside_term")
    if Mandate.objects.in_office(valid_from).filter(term=term, person=person).exists():
        raise CouncilRefused("seated")
    mandate = Mandate.objects.create(
        person=person, term=term, constituency=constituency, valid_from=valid_from, **fields
    )
    log.record(
        "mandate.begun",
        mandate,
        by=by,
        person=person.pk,
        on=valid_from.isoformat(),
        day=shown(valid_from),
    )
    return mandate


@transaction.atomic
def end_mandate(mandate: Mandate, *, on: date, reason: str, document: str = "", by: Any) -> Mandate:
    """End the seat with the day `on` as its last, and the places that hang on it the same day.

    Memberships of Thường trực, Ban and Tổ end with the seat (STR-36), an open suspension too; a
    membership that was to begin later is withdrawn. Locks the seat, then the memberships in the
    order of their keys. Raises CouncilRefused: ended, before_start.
    """
    mandate = locked(mandate)
    if mandate.valid_to is not None:
        raise CouncilRefused("ended")
    if on < mandate.valid_from:
        raise CouncilRefused("before_start")
    mandate.valid_to = on
    mandate.end_reason = Mandate.EndReason(reason).value
    mandate.end_document = document
    mandate.save(update_fields=["valid_to", "end_reason", "end_document"])
    ended = _end_places(mandate, on)
    for suspension in mandate.suspensions.select_for_update().filter(valid_to__isnull=True):
        suspension.valid_to = max(on, suspension.valid_from)
        suspension.save(update_fields=["valid_to"])
    log.record(
        "mandate.ended",
        mandate,
        by=by,
        person=mandate.person_id,
        on=on.isoformat(),
        day=shown(on),
        reason=mandate.end_reason,
        document=document,
        memberships=ended,
    )
    return mandate


def _end_places(mandate: Mandate, on: date) -> list[int]:
    places = (
        Membership.objects.select_for_update(of=("self",))
        .filter(person=mandate.person_id, body__term=mandate.term_id, body__kind__in=DELEGATES_ONLY)
        .exclude(valid_to__lte=on)
        .order_by("pk")
    )
    ended = []
    for place in places:
        ended.append(place.pk)
        if place.valid_from > on:
            place.delete()
            continue
        place.valid_to = on
        place.end_reason = str(Mandate.EndReason(mandate.end_reason).label)
        place.save(update_fields=["valid_to", "end_reason"])
    return ended


@transaction.atomic
def suspend_delegate(
    mandate: Mandate, *, on: date, reason: str, document: str, by: Any
) -> Suspension:
    """Suspend the delegate's duties and rights from the day on (Law 72/2025, Art. 38(1); STR-30).

    The delegate keeps the seat and stays in the count (CNT-7). Locks the seat. Raises
    CouncilRefused: not_in_office, suspended.
    """
    mandate = locked(mandate)
    if on < mandate.valid_from or (mandate.valid_to and on > mandate.valid_to):
        raise CouncilRefused("not_in_office")
    if mandate.suspensions.exclude(valid_to__lt=on).exists():
        raise CouncilRefused("suspended")
    suspension = Suspension.objects.create(
        mandate=mandate, valid_from=on, reason=reason, document=document
    )
    log.record(
        "mandate.suspended",
        mandate,
        by=by,
        on=on.isoformat(),
        day=shown(on),
        document=document,
    )
    return suspension


@transaction.atomic
def restore_delegate(mandate: Mandate, *, last_day: date, document: str, by: Any) -> Suspension:
    """End the suspension; `last_day` is the last day it held (Law 72/2025, Art. 38(2); STR-31).

    Locks the seat. Raises CouncilRefused: not_suspended, before_start.
    """
    mandate = locked(mandate)
    suspension = mandate.suspensions.filter(valid_to__isnull=True).first()
    if suspension is None:
        raise CouncilRefused("not_suspended")
    if last_day < suspension.valid_from:
        raise CouncilRefused("before_start")
    suspension.valid_to = last_day
    suspension.save(update_fields=["valid_to"])
    log.record(
        "mandate.restored",
        mandate,
        by=by,
        on=last_day.isoformat(),
        day=shown(last_day),
        document=document,
    )
    return suspension
