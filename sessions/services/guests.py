"""The guest list of a session: who is asked besides the delegates."""

from typing import Any

from django.db import transaction

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from sessions.models import CouncilSession, Guest, Invitation
from sessions.services.refusals import SessionRefused


def guests_to_invite(session: CouncilSession) -> list[Guest]:
    """Guests on the list without a paper."""
    invited = session.invitations.standing().filter(guest__isnull=False).values("guest")
    return list(session.guests.exclude(pk__in=invited))


@transaction.atomic
def add_guest(session: CouncilSession, *, by: User, **fields: Any) -> Guest:
    """Put somebody without a seat on the list of those to be invited."""
    guest = Guest.objects.create(session=session, **fields)
    log.record("guest.added", guest, by=by, name=guest.name)
    return guest


@transaction.atomic
def correct_guest(guest: Guest, *, by: User, **fields: Any) -> Invitation | None:
    """Correct name, title, address of a guest; returns the paper issued before, which stays.

    A letter that has not arrived is sent again to the new address, on "Gửi lại".
    """
    guest = Guest.objects.select_for_update(of=("self",)).get(pk=guest.pk)
    changes = {
        name: [str(getattr(guest, name) or ""), str(value or "")]
        for name, value in fields.items()
        if getattr(guest, name) != value
    }
    for name, value in fields.items():
        setattr(guest, name, value)
    guest.save(update_fields=sorted(fields))
    standing = Invitation.objects.standing().filter(guest=guest)
    paper = standing.select_for_update(of=("self",)).first()
    if paper is not None:
        paper.email, paper.phone = guest.email, guest.phone
        paper.save(update_fields=["email", "phone"])
    if changes:
        # Addresses and telephones of guests do not belong into the trail.
        seen = {name: change for name, change in changes.items() if name in {"name", "title"}}
        log.record("guest.corrected", guest, by=by, name=guest.name, changes=seen)
    return paper


@transaction.atomic
def remove_guest(guest: Guest, *, by: User) -> None:
    """Take a guest off the list. Raises SessionRefused `guest_invited` once a paper is made."""
    guest = Guest.objects.select_for_update(of=("self",)).get(pk=guest.pk)
    if Invitation.objects.filter(guest=guest).exists():
        raise SessionRefused("guest_invited")
    log.record("guest.removed", guest.session, by=by, name=guest.name)
    guest.delete()
