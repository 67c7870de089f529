"""Who signs a paper for the Standing Committee or the Office, and how people are named in papers.

Read from the memberships of the day: the head signs; while the seat is vacant a deputy does in the
head's place (KT., Decree 30/2020, Art. 13).
"""

from collections.abc import Iterable
from datetime import date

from hdnd_portal.council.models import Body, Council, Membership, Person, Term
from hdnd_portal.council.terms import term_of
from hdnd_portal.documents.papers import Signature, missing_letters
from hdnd_portal.documents.signers import signature_lines

R = Membership.Role
LEADERS = {
    Body.Kind.STANDING_COMMITTEE: (R.CHAIR, R.VICE_CHAIR),
    Body.Kind.OFFICE: (R.CHIEF, R.DEPUTY_CHIEF),
}
OFFICE_LINES = {
    R.CHIEF: ("CHÁNH VĂN PHÒNG",),
    R.DEPUTY_CHIEF: ("KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"),
}


def _leader(council: Council, kind: Body.Kind, on: date) -> Membership | None:
    """Who leads the body on the day: the head, else the first of the deputies."""
    return (
        Membership.objects.in_force(on)
        .filter(body__term=term_of(council, on), body__kind=kind, role__in=LEADERS[kind])
        .select_related("person")
        .order_by("role", "person__sort_key")
        .first()
    )


def _name(person: Person) -> str:
    """The name, where the fonts of papers have all its letters."""
    return "" if missing_letters(person.name) else person.name


def standing_signature(council: Council, *, on: date) -> Signature:
    """How a paper of the Standing Committee of the day is signed."""
    found = _leader(council, Body.Kind.STANDING_COMMITTEE, on)
    if found is None:
        return Signature(signature_lines(R.CHAIR))
    return Signature(signature_lines(found.role), _name(found.person))


def office_signature(council: Council, *, on: date) -> Signature:
    """How a paper of the Office of the day is signed."""
    found = _leader(council, Body.Kind.OFFICE, on)
    if found is None:
        return Signature(OFFICE_LINES[R.CHIEF])
    return Signature(OFFICE_LINES[R(found.role)], _name(found.person))


def chair_name(council: Council, *, on: date) -> str:
    """The name of the Chair of the council on the day; empty while the seat is vacant."""
    found = _leader(council, Body.Kind.STANDING_COMMITTEE, on)
    return _name(found.person) if found is not None and found.role == R.CHAIR else ""


def titles_of(people: Iterable[Person], term: Term, *, unit: str, on: date) -> dict[int, str]:
    """Chức vụ of each person on the day, by person: the first of what they are in the council."""
    rows = Membership.objects.in_force(on).filter(person__in=list(people), body__term=term)
    found: dict[int, tuple[int, str]] = {}
    for row in rows.select_related("body"):
        ranked = _title(row, unit)
        if ranked is not None:
            found[row.person_id] = min(ranked, found.get(row.person_id, ranked))
    return {person: title for person, (_rank, title) in found.items()}


def _title(row: Membership, unit: str) -> tuple[int, str] | None:
    """Rank and words of a place in a body; None for a plain member, whose name is enough."""
    kind, role = row.body.kind, R(row.role)
    if kind == Body.Kind.STANDING_COMMITTEE and role in LEADERS[Body.Kind.STANDING_COMMITTEE]:
        return 0, f"{role.label} Hội đồng nhân dân {unit}"
    if kind == Body.Kind.OFFICE and role != R.MEMBER:
        return 1, f"{role.label}" if role in OFFICE_LINES else f"{role.label} Văn phòng"
    if kind == Body.Kind.COMMITTEE and role in (R.HEAD, R.DEPUTY_HEAD):
        lead = "Trưởng" if role == R.HEAD else "Phó Trưởng"
        return 1, f"{lead} {row.body.name}"
    return None


def called(person: Person) -> str:
    """`ông Nguyễn Văn A`, as a sentence of a paper names somebody."""
    return f"{str(person.get_sex_display()).lower()} {person.name}"


def titled(person: Person, titles: dict[int, str]) -> str:
    """`ông Nguyễn Văn A, Chủ tịch Hội đồng nhân dân tỉnh …`."""
    title = titles.get(person.pk, "")
    return f"{called(person)}, {title}" if title else called(person)
