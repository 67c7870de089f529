"""A hall in which one can vote: an open session, delegates with accounts, and who is present."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import Role
from hdnd_portal.council.models import Mandate
from sessions.models import AgendaItem, Attendance, CastVote, CouncilSession, Poll, RollEntry
from sessions.schedule import VIETNAM
from sessions.services import polls, polls_casting, polls_counting, polls_preparing
from sessions.services.polls_preparing import Question
from sessions.tally import Ballots
from tests.factories import (
    AgendaItemFactory,
    CouncilFactory,
    CouncilSessionFactory,
    MandateFactory,
    PersonFactory,
    TermFactory,
    UserFactory,
)

NINE = datetime(2026, 12, 8, 9, tzinfo=VIETNAM)
BALLOTS = Ballots(9, 9, 9, 0, 6, 2, 1)


class Hall:
    """Nine of ten delegates are present; six are needed to adopt, seven to hold a sitting."""

    def __init__(self, seats: int = 10, present: int = 9, **session: object) -> None:
        self.council = CouncilFactory()
        self.term = TermFactory(council=self.council, seats_statutory=seats, elected_at_start=seats)
        fields = {"state": "open", **session}
        self.session: CouncilSession = CouncilSessionFactory(term=self.term, **fields)
        self.officer = self.staff(Role.OFFICER)
        self.delegates = [self.delegate() for _ in range(seats)]
        self.mandates: list[Mandate] = [self.mandate(user) for user in self.delegates]
        self.enter(*self.mandates[:present])

    def staff(self, role: Role) -> User:
        """Another account of the office or the chair's table."""
        user: User = UserFactory(role=role.value, role__council=self.council)
        return user

    def delegate(self) -> User:
        """A delegate with a seat and an account."""
        person = PersonFactory()
        MandateFactory(term=self.term, person=person)
        user: User = UserFactory(
            person=person, name=person.name, role=Role.DELEGATE.value, role__council=self.council
        )
        return user

    def mandate(self, user: User) -> Mandate:
        """The seat of a delegate."""
        return Mandate.objects.get(term=self.term, person=user.person)

    def enter(self, *mandates: Mandate, at: datetime = NINE - timedelta(hours=1)) -> None:
        """The delegates come into the hall."""
        Attendance.objects.bulk_create(
            Attendance(
                session=self.session,
                mandate=mandate,
                arrived_at=at,
                source="office",
                recorded_by=self.officer,
            )
            for mandate in mandates
        )

    def item(self, state: str = "discussed", **fields: object) -> AgendaItem:
        """An agenda item that may be voted on."""
        found: AgendaItem = AgendaItemFactory(session=self.session, state=state, **fields)
        return found

    def prepare(self, kind: str = "electronic", **fields: object) -> Poll:
        """A vote on an item of its own, unless one is named."""
        asked = {
            "subject": "resolution",
            "title": "Nghị quyết về dự toán",
            "question": "Thông qua toàn văn dự thảo Nghị quyết?",
            "item": self.item() if "item" not in fields else fields["item"],
            **fields,
        }
        return polls_preparing.prepare(self.session, Question(kind=kind, **asked), by=self.officer)

    def open(self, kind: str = "electronic", reason: str = "", **fields: object) -> Poll:
        """An open vote."""
        poll = self.prepare(kind, **fields)
        return polls.open_poll(poll, by=self.officer, quorum_reason=reason)

    def cast(
        self, poll: Poll, user: User, choice: str = "for", seen: int = 0, **key: object
    ) -> polls_casting.Counted:
        """The delegate votes on their own device."""
        return polls_casting.cast(
            poll.pk, choice=choice, by=user, seen=seen, **{"key": uuid4(), **key}
        )

    def cast_all(self, poll: Poll, *choices: str) -> None:
        """Delegate after delegate answers."""
        for user, choice in zip(self.delegates, choices, strict=False):
            if choice:
                self.cast(poll, user, choice)

    def close(self, poll: Poll) -> Poll:
        """End the vote."""
        return polls.close_poll(poll, by=self.officer)

    def ended(self, *choices: str) -> Poll:
        """An electronic vote that has ended with these answers."""
        poll = self.open()
        self.cast_all(poll, *choices)
        return self.close(poll)

    def line(self, poll: Poll, user: User) -> RollEntry:
        """The delegate's line of the running round."""
        return RollEntry.objects.get(poll=poll, round=poll.round, mandate=self.mandate(user))

    def count_twice(self, poll: Poll, ballots: Ballots = BALLOTS) -> None:
        """Two people of the office enter the same count."""
        for _ in range(2):
            polls_counting.enter_ballots(poll, ballots, by=self.staff(Role.CLERK))

    def votes(self, poll: Poll) -> list[str]:
        """The answers of the running round, in the order of the delegates."""
        rows = CastVote.objects.filter(poll=poll, round=poll.round).order_by("entry__mandate")
        return list(rows.values_list("choice", flat=True))
