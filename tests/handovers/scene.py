"""An office and an agency, in each of which somebody leaves and somebody stays."""

from __future__ import annotations

from datetime import date, timedelta

from hdnd_portal.accounts.models import Deputyship, RoleAssignment, User
from hdnd_portal.accounts.roles import Role
from hdnd_portal.handovers.places import Place
from sessions.models import DossierPart, Milestone
from tests.factories import (
    AgendaItemFactory,
    CommitmentFactory,
    CouncilSessionFactory,
    DossierFactory,
    DossierPartFactory,
    PersonFactory,
    PostFactory,
)
from tests.route_cases import World

TODAY = date(2026, 11, 23)
LATER = date(2026, 11, 30)


class Scene:
    """`leaver` and `successor` work in the office, which `head` heads; `agent` leaves the agency,
    where `colleague` has a post by the directory, an account, and no role yet.
    """

    def __init__(self) -> None:
        self.world = World()
        self.council = self.world.council
        self.head = self.world.user(Role.OFFICE_HEAD)
        self.leaver = self.world.user(Role.OFFICER)
        self.successor = self.world.user(Role.CLERK)
        self.agent = self.world.user(Role.AGENCY)
        self.agency = self.world.agency
        self.colleague = User.objects.create(
            username="dongnghiep", name="Phạm Thị Đồng Nghiệp", person=PersonFactory()
        )
        PostFactory(person=self.colleague.person, agency=self.agency)
        self.session = CouncilSessionFactory(term=self.world.term)

    @property
    def office(self) -> Place:
        """Where the leaver works."""
        return Place(self.leaver, self.council)

    @property
    def desk(self) -> Place:
        """Where the agent works."""
        return Place(self.agent, self.council, self.agency)

    def milestone(self, step: str, owner: User | None, **fields: object) -> Milestone:
        """A milestone of the session in somebody's name."""
        fields = {"session": self.session, **fields}
        made: Milestone = Milestone.objects.create(
            step=step,
            name=step,
            anchor="opening",
            owner="office",
            owner_user=owner,
            due_on=date(2026, 12, 3),
            **fields,
        )
        return made

    def owed(self) -> DossierPart:
        """What the agency owes: a part of a dossier, and a commitment."""
        CommitmentFactory(council=self.council, lead=self.agency, text="Sửa đường 5")
        dossier = DossierFactory(item=AgendaItemFactory(session=self.session, title="Ngân sách"))
        part: DossierPart = DossierPartFactory(dossier=dossier, agency=self.agency)
        return part

    def stands_in(self, absent: User, until: date = LATER) -> Deputyship:
        """The leaver stands in for somebody."""
        made: Deputyship = Deputyship.objects.create(
            absent=absent,
            deputy=self.leaver,
            valid_from=TODAY - timedelta(days=3),
            valid_to=until,
        )
        return made


def spans(user: User) -> list[tuple[str, date, date | None]]:
    """Role, first and last day of everything the user holds or held."""
    rows = RoleAssignment.objects.filter(user=user).order_by("pk")
    return [(row.role, row.valid_from, row.valid_to) for row in rows]


def again(user: User) -> User:
    """The user as read anew: roles are remembered for one request."""
    return User.objects.get(pk=user.pk)
