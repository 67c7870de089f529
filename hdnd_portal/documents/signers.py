"""Who signs for the Standing Committee, and how papers print it (Decree 30/2020, Art. 13)."""

from datetime import date

from hdnd_portal.council.models import Body, Council, Membership, Person
from hdnd_portal.documents.papers import Signature

FOR_THE_COMMITTEE = "TM. THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN"


def signature_lines(role: str) -> tuple[str, ...]:
    """How a member of the Standing Committee signs for it."""
    if role == Membership.Role.VICE_CHAIR:
        return (FOR_THE_COMMITTEE, "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    return (FOR_THE_COMMITTEE, "CHỦ TỊCH")


def standing_signature(signer: Membership | None) -> Signature:
    """The signature of a member of the Standing Committee; the Chair's, unnamed, for None."""
    if signer is None:
        return Signature(signature_lines(Membership.Role.CHAIR))
    return Signature(signature_lines(signer.role), signer.person.name)


def signers_for(council: Council, *, on: date) -> list[tuple[Person, Signature]]:
    """Chair and vice-chairs of the Standing Committee on the day, then the head of its office.

    The head of the office signs by order (thừa lệnh) of the Standing Committee.
    """
    members = Membership.objects.in_force(on).filter(body__term__council=council)
    committee = members.filter(
        body__kind=Body.Kind.STANDING_COMMITTEE,
        role__in=[Membership.Role.CHAIR, Membership.Role.VICE_CHAIR],
    )
    chief = members.filter(body__kind=Body.Kind.OFFICE, role=Membership.Role.CHIEF)
    by_order = ("TL. THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN", "CHÁNH VĂN PHÒNG")
    return [
        *(
            (one.person, standing_signature(one))
            for one in committee.select_related("person").order_by("role", "person__sort_key")
        ),
        *(
            (one.person, Signature(by_order, one.person.name))
            for one in chief.select_related("person").order_by("person__sort_key")
        ),
    ]
