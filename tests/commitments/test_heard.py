"""What a commitment keeps of its replies equals what the rows say, whatever happened."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
import time_machine
from django.utils import timezone

from hdnd_portal.accounts.roles import Role
from hdnd_portal.commitments.models import Commitment
from hdnd_portal.commitments.services import following, replying, sheets
from hdnd_portal.commitments.workflow import Claim, CommitmentRefused, Finding, MoveRefused
from tests.accounts.factories import user_with
from tests.commitments.tables import brought, table_of
from tests.factories import AgencyFactory, CommitmentFactory
from tests.route_cases import World

REFUSED = (CommitmentRefused, MoveRefused)


def said_by_rows(row: Commitment) -> tuple[object, ...]:
    """Last claim of the lead, what was found of it, day and due day of the first answer."""
    own = list(row.replies.sent().filter(agency=row.lead).order_by("number"))
    found = row.verifications.order_by("pk").last()
    last = own[-1] if own else None
    is_of_last = found is not None and found.reply_id == (last.pk if last else None)
    return (
        last.claimed if last else "",
        found.confirmed if found and is_of_last else "",
        timezone.localdate(own[0].sent_at) if own else None,
        own[0].due_on if own else None,
    )


class Acts:
    """What people do with one commitment, in any order."""

    def __init__(self, seed: int) -> None:
        self.chance, self.world = Random(seed), World()  # noqa: S311 -- a test
        self.helper = AgencyFactory(council=self.world.council)
        self.other = user_with(Role.AGENCY, council=self.world.council, agency=self.helper)
        self.row = CommitmentFactory(
            council=self.world.council, lead=self.world.agency, kind="recommendation"
        )
        self.row.contributors.add(self.helper)

    def reply(self) -> None:
        leads = self.chance.random() < 0.6
        writer, by = (
            (self.world.agency, self.world.user(Role.AGENCY))
            if leads
            else (self.helper, self.other)
        )
        claimed = self.chance.choice([Claim.EXPLAINED, Claim.NOT_DONE])
        draft = replying.save_draft(self.row, writer=writer, claimed=claimed, text="x", by=by)
        if self.chance.random() < 0.8:
            replying.send_reply(draft, by=by)

    def table(self) -> None:
        agency = self.world.user(Role.AGENCY)
        sheet = brought(table_of(self.row), agency)
        sheets.settle_sheet(sheet, as_drafts=self.chance.random() < 0.3, leave_out=False, by=agency)

    def verify(self) -> None:
        following.verify(
            self.row,
            finding=self.chance.choice(list(Finding)),
            reason="Đã xem",
            reply=self.row.replies.sent().order_by("number").last(),
            by=self.world.user(Role.OFFICER),
        )

    def reopen(self) -> None:
        following.reopen(self.row, reason="Chưa xong", by=self.world.user(Role.OFFICER))

    def move(self) -> None:
        due_on = timezone.localdate() + timedelta(self.chance.randrange(400))
        following.move_due(self.row, due_on=due_on, reason="x", by=self.world.user(Role.OFFICER))


@pytest.mark.parametrize("seed", range(4))
def test_kept_as_the_rows_say(db, seed):
    with time_machine.travel(datetime(2026, 3, 2, 9, tzinfo=UTC), tick=False) as clock:
        acts = Acts(seed)
        done = 0
        for _act in range(14):
            # Also in the hours in which it is another day in Việt Nam.
            clock.shift(timedelta(hours=acts.chance.randrange(1, 70)))
            act = acts.chance.choice(
                [
                    acts.reply,
                    acts.reply,
                    acts.table,
                    acts.verify,
                    acts.verify,
                    acts.reopen,
                    acts.move,
                ]
            )
            try:
                act()
            except REFUSED:
                continue
            done += 1
            row = Commitment.objects.get(pk=acts.row.pk)
            kept = row.lead_claimed, row.lead_found, row.first_answer_on, row.first_answer_due
            assert kept == said_by_rows(row)
    assert done >= 5
