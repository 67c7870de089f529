"""Who signs a resolution (SES-20): the Chair; while the seat is vacant, who stands in for it.

Law 72/2025/QH15, Art. 32(5).
"""

from dataclasses import dataclass
from datetime import date

from hdnd_portal.council.models import Body, Membership, Person
from hdnd_portal.council.terms import term_of
from sessions.models import Presiding, Resolution

STANDING = "TM. THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN"


@dataclass(frozen=True, slots=True)
class SignerChoice:
    """A person who may sign, and the lines above the name."""

    person: Person
    block: tuple[str, ...]


def signers_of(resolution: Resolution, *, on: date) -> list[SignerChoice]:
    """Who may sign the resolution on the day, the first of them usually.

    The council's is signed by its Chair; only while there is none by the Vice-Chairs or by who
    presided over the session. For the Standing Committee a Vice-Chair may sign in the Chair's
    place at any time (Decree 30/2020, Art. 13).
    """
    term = resolution.session.term if resolution.session else term_of(resolution.council, on)
    if term is None:
        return []
    leaders = list(
        Membership.objects.in_force(on)
        .filter(
            body__term=term,
            body__kind=Body.Kind.STANDING_COMMITTEE,
            role__in=[Membership.Role.CHAIR, Membership.Role.VICE_CHAIR],
        )
        .select_related("person")
        .order_by("role", "person__sort_key")
    )
    chairs = [one.person for one in leaders if one.role == Membership.Role.CHAIR]
    vices = [one.person for one in leaders if one.role == Membership.Role.VICE_CHAIR]
    if resolution.issuer == Resolution.Issuer.STANDING_COMMITTEE:
        return [
            *(SignerChoice(person, (STANDING, "CHỦ TỊCH")) for person in chairs),
            *(SignerChoice(person, (STANDING, "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")) for person in vices),
        ]
    if chairs:
        return [SignerChoice(person, ("CHỦ TỊCH",)) for person in chairs]
    presided = _presided(resolution)
    return [
        *(SignerChoice(person, ("CHỦ TỌA KỲ HỌP",)) for person in presided),
        *(
            SignerChoice(person, ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"))
            for person in vices
            if person not in presided
        ),
    ]


def _presided(resolution: Resolution) -> list[Person]:
    """Who chaired the session, the last one first."""
    if resolution.session is None:
        return []
    rows = resolution.session.presiding.filter(role=Presiding.Role.CHAIR)
    found: dict[int, Person] = {}
    for row in rows.select_related("person").order_by("-starts_at"):
        found.setdefault(row.person_id, row.person)
    return list(found.values())
