"""The smallest council, agency and account that hold together; dates are fixed."""

from datetime import date

import factory

from hdnd_portal.accounts.models import RoleAssignment, User
from hdnd_portal.accounts.roles import Role
from hdnd_portal.council.models import AdministrativeUnit, Agency, Body, Council, Term

TERM_STARTS = date(2026, 3, 20)
PASSWORD = "Mật-khẩu-Thử-2026"  # noqa: S105 -- of accounts that live for one test


class UnitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AdministrativeUnit

    code = factory.Sequence(lambda n: f"{n:05}")
    name = factory.Sequence(lambda n: f"Thử {n}")
    kind = "province"


class CouncilFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Council

    code = factory.Sequence(lambda n: f"hd{n:03}")
    unit = factory.SubFactory(UnitFactory)
    name = factory.Sequence(lambda n: f"HĐND tỉnh Thử {n}")
    place = "Thử"


class TermFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Term

    council = factory.SubFactory(CouncilFactory)
    name = "2026–2031"
    ordinal = "XI"
    valid_from = TERM_STARTS
    seats_statutory = 85
    elected_at_start = 85


class BodyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Body

    term = factory.SubFactory(TermFactory)
    kind = Body.Kind.COMMITTEE
    name = "Ban Pháp chế"
    code = factory.Sequence(lambda n: f"BPC{n}")


class AgencyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Agency

    council = factory.SubFactory(CouncilFactory)
    kind = Agency.Kind.DEPARTMENT
    name = factory.Sequence(lambda n: f"Sở Thử {n}")
    code = factory.Sequence(lambda n: f"S{n}")


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"nguoi{n}")
    name = factory.Sequence(lambda n: f"Nguyễn Văn {n}")
    email = factory.Sequence(lambda n: f"nguoi{n}@vanphong.example")

    @factory.post_generation
    def password(self, create: bool, extracted: str | None, **_: object) -> None:
        """Hash the given password; without one the account has none."""
        if extracted:
            self.set_password(extracted)
            self.save(update_fields=["password"])


class AssignmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RoleAssignment

    user = factory.SubFactory(UserFactory)
    role = Role.OFFICER.value
    council = factory.SubFactory(CouncilFactory)
    valid_from = TERM_STARTS


def user_with(role: Role, council: Council | None = None, **fields: object) -> User:
    """A user who holds the role since the term began; names the body or agency the role needs."""
    council = council or CouncilFactory()
    if role in {Role.COMMITTEE_LEADER, Role.COMMITTEE_MEMBER, Role.GROUP_HEAD}:
        term = Term.objects.filter(council=council).first() or TermFactory(council=council)
        fields.setdefault("body", BodyFactory(term=term))
    if role in {Role.AGENCY, Role.FRONT}:
        fields.setdefault("agency", AgencyFactory(council=council))
    return AssignmentFactory(role=role.value, council=council, **fields).user
