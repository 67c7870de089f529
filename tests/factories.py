"""The smallest valid objects, with fixed dates: term 2026–2031 of an invented province."""

import hashlib
from datetime import date, datetime

import factory
from factory.django import DjangoModelFactory

from hdnd_portal.accounts.models import Deputyship, RoleAssignment, User
from hdnd_portal.commitments.models import Commitment
from hdnd_portal.council.models import (
    AdministrativeUnit,
    Agency,
    Body,
    Council,
    Mandate,
    Membership,
    Person,
    Post,
    Suspension,
    Term,
)
from hdnd_portal.documents.models import Document, File, Register, Version
from hdnd_portal.ui.text import fold, name_sort_key
from sessions.models import AgendaItem, CouncilSession, Dossier, DossierPart, Guest, Sitting

TERM_START = date(2026, 3, 30)
OPENING = date(2026, 12, 8)
PASSWORD = "mat-khau-thu-nghiem-1"  # noqa: S105 -- of test accounts


class UnitFactory(DjangoModelFactory):
    class Meta:
        model = AdministrativeUnit

    code = factory.Sequence(lambda n: f"T{n:04d}")
    name = factory.Sequence(lambda n: f"Thử Nghiệm {n}")
    kind = "province"
    folded = factory.LazyAttribute(lambda o: fold(o.name))


class CommuneFactory(UnitFactory):
    kind = "commune"
    parent = factory.SubFactory(UnitFactory)


class CouncilFactory(DjangoModelFactory):
    class Meta:
        model = Council

    code = factory.Sequence(lambda n: f"t{n}")
    unit = factory.SubFactory(UnitFactory)
    name = factory.LazyAttribute(lambda o: f"Hội đồng nhân dân tỉnh {o.unit.name}")
    place = factory.LazyAttribute(lambda o: o.unit.name)


class TermFactory(DjangoModelFactory):
    class Meta:
        model = Term

    council = factory.SubFactory(CouncilFactory)
    name = "2026–2031"
    ordinal = "I"
    valid_from = TERM_START
    seats_statutory = 50
    elected_at_start = 50


class BodyFactory(DjangoModelFactory):
    class Meta:
        model = Body

    term = factory.SubFactory(TermFactory)
    kind = "committee"
    name = factory.Sequence(lambda n: f"Ban Thử nghiệm {n}")
    code = factory.Sequence(lambda n: f"B{n}")


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person

    name = factory.Sequence(lambda n: f"Nguyễn Văn Thử {n}")
    sex = "male"
    email = factory.Sequence(lambda n: f"nguoi{n}@example.vn")
    sort_key = factory.LazyAttribute(lambda o: name_sort_key(o.name))
    folded = factory.LazyAttribute(lambda o: fold(o.name))


class MandateFactory(DjangoModelFactory):
    class Meta:
        model = Mandate

    term = factory.SubFactory(TermFactory)
    person = factory.SubFactory(PersonFactory)
    constituency = "Đơn vị bầu cử số 1"
    valid_from = TERM_START


class SuspensionFactory(DjangoModelFactory):
    class Meta:
        model = Suspension

    mandate = factory.SubFactory(MandateFactory)
    valid_from = date(2026, 9, 1)
    reason = "Thử nghiệm"
    document = "NQ 1/NQ-TTHĐND"


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    body = factory.SubFactory(BodyFactory)
    person = factory.SubFactory(PersonFactory)
    role = "member"
    valid_from = TERM_START


class AgencyFactory(DjangoModelFactory):
    class Meta:
        model = Agency

    council = factory.SubFactory(CouncilFactory)
    kind = "department"
    name = factory.Sequence(lambda n: f"Sở Thử nghiệm {n}")
    code = factory.Sequence(lambda n: f"STN{n}")


class PostFactory(DjangoModelFactory):
    class Meta:
        model = Post

    person = factory.SubFactory(PersonFactory)
    agency = factory.SubFactory(AgencyFactory)
    title = "Giám đốc"
    valid_from = TERM_START


class UserFactory(DjangoModelFactory):
    """An account without a role; `role=` and `council=` (`body=`, `agency=`) give it one."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"nguoidung{n}")
    name = factory.Sequence(lambda n: f"Trần Thị Dùng {n}")
    email = factory.Sequence(lambda n: f"nguoidung{n}@example.vn")
    password = factory.django.Password(PASSWORD)

    @factory.post_generation
    def role(self, create, extracted, **scope):
        """`UserFactory(role="officer", role__council=council)`."""
        if create and extracted:
            RoleAssignmentFactory(user=self, role=extracted, **scope)
            self.__dict__.pop("assignments", None)


class RoleAssignmentFactory(DjangoModelFactory):
    class Meta:
        model = RoleAssignment

    user = factory.SubFactory(UserFactory)
    role = "officer"
    council = factory.SubFactory(CouncilFactory)
    valid_from = TERM_START


class DeputyshipFactory(DjangoModelFactory):
    class Meta:
        model = Deputyship

    absent = factory.SubFactory(UserFactory)
    deputy = factory.SubFactory(UserFactory)
    valid_from = date(2026, 11, 1)
    valid_to = date(2026, 11, 30)


class FileFactory(DjangoModelFactory):
    class Meta:
        model = File

    council = factory.SubFactory(CouncilFactory)
    title = factory.Sequence(lambda n: f"Báo cáo thử nghiệm {n}")


class VersionFactory(DjangoModelFactory):
    """A version's row; there are no bytes behind its key."""

    class Meta:
        model = Version

    file = factory.SubFactory(FileFactory)
    number = 1
    name = factory.Sequence(lambda n: f"bao-cao-{n}.pdf")
    key = factory.Sequence(lambda n: f"thu-nghiem/{n}")
    sha256 = factory.LazyAttribute(lambda o: hashlib.sha256(o.key.encode()).hexdigest())
    size = 1000
    media_type = "application/pdf"
    pages = 3
    text_state = "done"


class RegisterFactory(DjangoModelFactory):
    class Meta:
        model = Register

    council = factory.SubFactory(CouncilFactory)
    kind = "GM"
    symbol = "HĐND"
    year = 2026


class DocumentFactory(DjangoModelFactory):
    class Meta:
        model = Document

    council = factory.SubFactory(CouncilFactory)
    kind = "GM"
    summary = factory.Sequence(lambda n: f"Giấy mời thử nghiệm {n}")


class CouncilSessionFactory(DjangoModelFactory):
    class Meta:
        model = CouncilSession

    term = factory.SubFactory(TermFactory)
    council = factory.SelfAttribute("term.council")
    kind = "regular_end"
    name = "Kỳ họp thường lệ cuối năm 2026"
    opening_on = OPENING
    days = "2.5"
    closing_on = date(2026, 12, 10)
    regime = "WR-2025-T"


class SittingFactory(DjangoModelFactory):
    class Meta:
        model = Sitting

    session = factory.SubFactory(CouncilSessionFactory)
    ordinal = factory.LazyAttribute(lambda o: o.session.sittings.count() + 1)
    starts_at = factory.LazyFunction(lambda: _at("2026-12-08T08:00:00+07:00"))
    ends_at = factory.LazyFunction(lambda: _at("2026-12-08T11:30:00+07:00"))


class AgendaItemFactory(DjangoModelFactory):
    class Meta:
        model = AgendaItem

    session = factory.SubFactory(CouncilSessionFactory)
    position = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Báo cáo thử nghiệm {n}")
    kind = "report"


class DossierFactory(DjangoModelFactory):
    class Meta:
        model = Dossier

    item = factory.SubFactory(AgendaItemFactory)


class DossierPartFactory(DjangoModelFactory):
    class Meta:
        model = DossierPart

    dossier = factory.SubFactory(DossierFactory)
    kind = "report"
    agency = factory.LazyAttribute(lambda o: AgencyFactory(council=o.dossier.item.session.council))
    due_on = date(2026, 11, 23)


class GuestFactory(DjangoModelFactory):
    class Meta:
        model = Guest

    session = factory.SubFactory(CouncilSessionFactory)
    category = "agency"
    name = factory.Sequence(lambda n: f"Đại diện cơ quan {n}")
    email = factory.Sequence(lambda n: f"khach{n}@example.vn")


class CommitmentFactory(DjangoModelFactory):
    class Meta:
        model = Commitment

    council = factory.SubFactory(CouncilFactory)
    kind = "promise"
    text = factory.Sequence(lambda n: f"Hoàn thành công trình thử nghiệm {n}")
    source_label = "Chất vấn thử nghiệm"
    no_due_reason = factory.LazyAttribute(lambda o: "" if o.due_on else "Chưa nêu hạn")
    lead = factory.LazyAttribute(lambda o: AgencyFactory(council=o.council))
    made_on = date(2026, 7, 9)
    due_on = date(2026, 11, 30)


def _at(text):
    return datetime.fromisoformat(text)
