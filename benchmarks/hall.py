"""A hall of 125 delegates who are signed in: a session in progress, made once and kept."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from django.conf import settings
from django.test import Client
from django.utils import timezone

from hdnd_portal.accounts.models import RoleAssignment, User
from hdnd_portal.accounts.roles import Role
from hdnd_portal.council.models import Council, Mandate, Person, Term
from sessions.models import Attendance, CouncilSession

DELEGATES = 125
CODE = "bench-vote"
CSRF = "b" * 32


def operator() -> User:
    """Who opens and ends the votes."""
    council = Council.objects.get(code=CODE)
    user, made = User.objects.get_or_create(
        username=f"{CODE}-officer", defaults={"name": "Chuyên viên Đo", "is_active": True}
    )
    if made:
        RoleAssignment.objects.create(
            user=user, role=Role.OFFICER.value, council=council, valid_from=date(2026, 3, 30)
        )
    return user


def hall() -> tuple[CouncilSession, list[User]]:
    """A session in progress with its delegates present; made once, kept for the next run."""
    sample = Council.objects.get(is_sample=True)
    council, _ = Council.objects.get_or_create(
        code=CODE, defaults={"unit": sample.unit, "name": "Đo biểu quyết", "place": "Mẫu"}
    )
    first = date(2026, 3, 30)
    term, _ = Term.objects.get_or_create(
        council=council,
        valid_from=first,
        defaults={
            "name": "2026–2031",
            "ordinal": "I",
            "seats_statutory": DELEGATES,
            "elected_at_start": DELEGATES,
        },
    )
    users = [_delegate(term, number) for number in range(DELEGATES)]
    today = timezone.localdate()
    session, _ = CouncilSession.objects.get_or_create(
        council=council,
        term=term,
        kind="thematic",
        defaults={
            "name": "Đo biểu quyết",
            "opening_on": today,
            "closing_on": today,
            "days": Decimal(1),
            "state": "open",
            "regime": "WR-2025-T",
        },
    )
    seats = Mandate.objects.filter(term=term)
    here = set(session.attendance.present_at(timezone.now()).values_list("mandate", flat=True))
    Attendance.objects.bulk_create(
        Attendance(
            session=session,
            mandate=seat,
            arrived_at=timezone.now() - timedelta(seconds=1),
            source="list",
            recorded_by=users[0],
        )
        for seat in seats
        if seat.pk not in here
    )
    return session, users


def _delegate(term: Term, number: int) -> User:
    name = f"{CODE}-{number}"
    found = User.objects.filter(username=name).first()
    if found is not None:
        return found
    person = Person.objects.create(
        name=f"Đại biểu Đo {number}", sex="male", sort_key=f"{number:03}"
    )
    Mandate.objects.create(term=term, person=person, constituency="1", valid_from=term.valid_from)
    user = User.objects.create(username=name, name=person.name, person=person, is_active=True)
    RoleAssignment.objects.create(
        user=user, role=Role.DELEGATE.value, council=term.council, valid_from=term.valid_from
    )
    return user


def signed_in(user: User) -> str:
    """The cookies of a browser in which the user is signed in."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={client.cookies[name].value}; {settings.CSRF_COOKIE_NAME}={CSRF}"
