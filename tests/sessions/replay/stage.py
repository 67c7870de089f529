"""Who takes part in the two days, the clock, and who may do what."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

import time_machine
from django.db import models

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import Role
from sessions.schedule import VIETNAM
from sessions.services import presiding, session_states
from sessions.workflow import SessionMove
from tests.factories import (
    AgencyFactory,
    BodyFactory,
    MembershipFactory,
    PersonFactory,
    PostFactory,
    SittingFactory,
    SuspensionFactory,
    UserFactory,
)
from tests.sessions.voting import Hall

FIRST, SECOND = 10, 11
SEATS, EACH, QUESTIONS, ADOPTED, ITEMS = 20, 12, 20, 8, 30


def at(day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    """A moment of November 2026, as a clock on the wall shows it."""
    return datetime(2026, 11, day, hour, minute, second, tzinfo=VIETNAM)


class Stage(Hall):
    """Twenty seats: one ended before the session, one ends with its first day, one is suspended."""

    def __init__(self) -> None:
        super().__init__(
            seats=SEATS,
            present=0,
            state="ready",
            ordinal=3,
            opening_on=date(2026, 11, FIRST),
            closing_on=date(2026, 11, SECOND),
            days="2.0",
        )
        self.sittings = [
            SittingFactory(session=self.session, starts_at=at(day, begins), ends_at=at(day, ends))
            for day in (FIRST, SECOND)
            for begins, ends in ((8, 11), (14, 17))
        ]
        self.asked: set[tuple[int, str, type, int | None]] = set()
        self.leaving, self.suspended, self.gone = self.mandates[-3:]
        for seat, last in ((self.gone, FIRST - 1), (self.leaving, FIRST)):
            seat.valid_to, seat.end_reason = date(2026, 11, last), "released"
            seat.save()
        SuspensionFactory(mandate=self.suspended)
        self.able = {FIRST: self.mandates[:-2], SECOND: self.mandates[:-3]}
        self._people()
        self.items = [
            self.item(
                "sent",
                title=f"Nội dung số {number}",
                kind="resolution" if number <= ADOPTED else "report",
                presenter=self.agency,
            )
            for number in range(1, ITEMS)
        ]
        self.questioning = self.item(
            "sent", title="Chất vấn và trả lời chất vấn", kind="questioning"
        )
        self.items.append(self.questioning)

    def _people(self) -> None:
        self.second = self.staff(Role.OFFICE_HEAD)
        self.chair = self.staff(Role.CHAIR)
        self.clerks = [self.staff(Role.CLERK) for _ in range(2)]
        self.agency = AgencyFactory(council=self.council, name="Sở Xây dựng")
        self.post = PostFactory(agency=self.agency, title="Giám đốc Sở Xây dựng")
        self.answerer = UserFactory(
            role="agency", role__council=self.council, role__agency=self.agency
        )
        self.secretary = PersonFactory(name="Phạm Thị Thư Ký")
        standing = BodyFactory(term=self.term, kind="standing_committee", code="TT")
        MembershipFactory(body=standing, person=self.mandates[0].person, role="chair")
        MembershipFactory(body=standing, person=self.mandates[1].person, role="vice_chair")
        self.groups = [BodyFactory(term=self.term, kind="delegate_group") for _ in range(3)]
        for place, seat in enumerate(self.able[FIRST]):
            role = ["group_head", "group_deputy", "member"][min(place // 3, 2)]
            MembershipFactory(body=self.groups[place % 3], person=seat.person, role=role)

    def may(self, user: User, name: str, record: models.Model | None = None) -> User:
        """The user, who has the permission: whoever is given to a service was asked for here."""
        name = name if "." in name else f"council_sessions.{name}"
        asked = (user.pk, name, type(record), record.pk if record else None)
        if asked not in self.asked:
            assert user.has_perm(name, record), f"{user} may not {name}"
            self.asked.add(asked)
        return user

    @contextmanager
    def clock(self, moment: datetime) -> Iterator[None]:
        """The clock stands at the moment."""
        with time_machine.travel(moment, tick=False):
            yield

    def carry(self, when: datetime, move: SessionMove, reason: str = "") -> None:
        """A move of the session, by the office."""
        with self.clock(when):
            self.session = session_states.carry_session(
                self.session,
                move,
                today=when.date(),
                by=self.may(self.officer, "move_session", self.session),
                reason=reason,
            )

    def name_board(self) -> None:
        """The Chair presides, a Vice-Chair takes over on the second afternoon."""
        with self.clock(at(FIRST, 7, 30)):
            by = self.may(self.officer, "record_presiding", self.session)
            for person, role in ((self.mandates[0].person, "chair"), (self.secretary, "secretary")):
                presiding.name_presiding(self.session, person=person, role=role, by=by)

    def change_chair(self) -> None:
        """The Chair leaves the table."""
        with self.clock(at(SECOND, 15, 30)):
            presiding.replace_chair(
                self.session,
                person=self.mandates[1].person,
                at=at(SECOND, 15, 30),
                expected=self.session.presiding.get(role="chair").pk,
                reason="Chủ tịch HĐND có việc đột xuất",
                by=self.may(self.officer, "record_presiding", self.session),
            )
