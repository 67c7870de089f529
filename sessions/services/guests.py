"""The guest list of a session: who is asked besides the delegates."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from sessions.models import CouncilSession, Guest, Invitation
from sessions.services.locks import lock_session
from sessions.services.refusals import SessionRefused


def guests_to_invite(session: CouncilSession) -> list[Guest]:
    """Guests on the list without a paper."""
    invited = session.invitations.standing().filter(guest__isnull=False).values("guest")
    return list(session.guests.exclude(pk__in=invited))


@transaction.atomic
def add_guest(session: CouncilSession, *, by: User, **fields: Any) -> Guest:
    """Put somebody without a seat on the list of those to be invited.

    Raises SessionRefused `session_ended`.
    """
    session = lock_session(session, over=SessionRefused("session_ended"))
    guest = Guest.objects.create(session=session, **fields)
    log.record("guest.added", guest, by=by, name=guest.name)
    return guest


def _locked(guest: Guest) -> Guest:
    """The guest under lock, after the session: who is invited meanwhile is known by then.

    Raises SessionRefused `session_ended`, and `guest_gone` when a colleague took the guest off.
    """
    session = lock_session(guest.session, over=SessionRefused("session_ended"))
    found = session.guests.select_for_update(of=("self",)).filter(pk=guest.pk).first()
    if found is None:
        raise SessionRefused("guest_gone")
    return found


@transaction.atomic
def correct_guest(guest: Guest, *, by: User, **fields: Any) -> Invitation | None:
    """Correct name, title, address of a guest; returns the paper issued before, which stays.

    A letter that has not arrived is sent again to the new address, on "Gửi lại". Raises
    SessionRefused `session_ended`, `guest_gone`.
    """
    guest = _locked(guest)
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
    """Take a guest off the list.

    Raises SessionRefused `guest_invited` once a paper is made, `session_ended`, `guest_gone`.
    """
    guest = _locked(guest)
    if Invitation.objects.filter(guest=guest).exists():
        raise SessionRefused("guest_invited")
    log.record("guest.removed", guest.session, by=by, name=guest.name)
    guest.delete()


def earlier_sessions(session: CouncilSession) -> QuerySet[CouncilSession]:
    """Sessions of the same council that had guests, the latest before this one first."""
    others = CouncilSession.objects.filter(council=session.council_id).exclude(pk=session.pk)
    return (
        others.filter(pk__in=Guest.objects.values("session"))
        .annotate(is_later=ExpressionWrapper(Q(opening_on__gt=session.opening_on), BooleanField()))
        .order_by("is_later", "-opening_on", "-pk")
    )


def _same(guest: Guest) -> tuple[str, str]:
    return (guest.category, guest.name.casefold())


def copyable(session: CouncilSession, source: CouncilSession) -> list[tuple[Guest, bool]]:
    """Guests of the other session, and whether each is on this list already."""
    there = {_same(guest) for guest in session.guests.all()}
    return [(guest, _same(guest) in there) for guest in source.guests.select_related("agency")]


@transaction.atomic
def copy_guests(
    session: CouncilSession, *, source: CouncilSession, chosen: Collection[int], by: User
) -> list[Guest]:
    """Put chosen guests of another session on the list; those on it already are left out.

    Raises SessionRefused `session_ended`, and `other_council` for a session of another council.
    """
    session = lock_session(session, over=SessionRefused("session_ended"))
    if source.council_id != session.council_id:
        raise SessionRefused("other_council")
    copies = Guest.objects.bulk_create(
        [
            Guest(
                session=session,
                category=guest.category,
                name=guest.name,
                title=guest.title,
                agency=guest.agency,
                email=guest.email,
                phone=guest.phone,
            )
            for guest, is_there in copyable(session, source)
            if guest.pk in chosen and not is_there
        ]
    )
    if copies:
        log.record("session.guests_copied", session, by=by, source=source.name, count=len(copies))
    return copies
