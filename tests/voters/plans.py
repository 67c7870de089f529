"""A council with two Tổ of three communes each, and a contact plan of its coming session."""

from __future__ import annotations

from datetime import date

from hdnd_portal.council.models import Body
from sessions.public import sessions_of
from tests.factories import (
    BodyFactory,
    CommuneFactory,
    CouncilSessionFactory,
    MandateFactory,
    MembershipFactory,
    TermFactory,
    UserFactory,
)
from voters.services import planning

OPENING = date(2026, 12, 8)
STARTS, ENDS = date(2026, 11, 9), date(2026, 11, 13)
TERMS = {"least_there": 2, "most_there": 3, "least_each": 1, "at_once": 3}


class Ground:
    """Two Tổ, six communes, eight delegates, an officer."""

    def __init__(self) -> None:
        self.term = TermFactory()
        self.council = self.term.council
        self.session = CouncilSessionFactory(
            council=self.council, term=self.term, opening_on=OPENING, closing_on=OPENING
        )
        self.officer = UserFactory(role="officer", role__council=self.council)
        self.units, self.mandates, self.groups = [], [], []
        for number in range(2):
            group = BodyFactory(
                term=self.term, kind=Body.Kind.DELEGATE_GROUP, name=f"Tổ đại biểu số {number + 1}"
            )
            units = [CommuneFactory(parent=self.council.unit) for _ in range(3)]
            group.units.set(units)
            self.units += units
            self.groups.append(group)
            for _ in range(4):
                mandate = MandateFactory(term=self.term)
                MembershipFactory(body=group, person=mandate.person, role="group_member")
                self.mandates.append(mandate)

    @property
    def facts(self):
        """The session as the voters app sees it."""
        return sessions_of([self.council.pk])[0]

    def plan(self, **changed):
        """A plan before the session."""
        values = {"timing": "before", "starts_on": STARTS, "ends_on": ENDS, **TERMS, **changed}
        return planning.create_plan(self.facts, by=self.officer, **values)

    def laid_out(self, **changed):
        """The same with its meetings."""
        plan = self.plan(**changed)
        planning.lay_out(plan, by=self.officer)
        return plan
