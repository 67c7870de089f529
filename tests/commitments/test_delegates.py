"""What delegates promised to voters: who sees it, reports, checks; what an ended seat leaves."""

from datetime import date

import pytest
import time_machine

from hdnd_portal.accounts.roles import Role
from hdnd_portal.commitments.labels import Kind
from hdnd_portal.commitments.models import Commitment, Reply
from hdnd_portal.commitments.services import following, reminders, replying
from hdnd_portal.commitments.workflow import Claim, CommitmentRefused, Finding, Stage
from hdnd_portal.council.models import Body, Mandate
from hdnd_portal.notices.models import Notice
from tests.accounts.factories import AssignmentFactory
from tests.factories import BodyFactory, CommitmentFactory, MandateFactory, UserFactory
from tests.route_cases import World


class Promised:
    """A delegate of a Tổ owes what was promised; its head, another delegate and the office."""

    def __init__(self) -> None:
        self.world = World()
        self.council = self.world.council
        self.group: Body = BodyFactory(term=self.world.term, kind=Body.Kind.DELEGATE_GROUP)
        self.seat: Mandate = MandateFactory(term=self.world.term)
        self.delegate = self.account(Role.DELEGATE, person=self.seat.person)
        self.head = self.account(
            Role.GROUP_HEAD,
            person=MandateFactory(term=self.world.term).person,
            role__body=self.group,
        )
        self.other = self.account(Role.DELEGATE, person=MandateFactory(term=self.world.term).person)
        self.officer = self.world.user(Role.OFFICER)
        self.owed: Commitment = self.promise()

    def account(self, role: Role, **fields: object):
        return UserFactory(role=role, role__council=self.council, **fields)

    def promise(self, **fields: object) -> Commitment:
        values = {
            "kind": Kind.VOTER_PROMISE,
            "lead": None,
            "lead_body": self.group,
            "lead_delegate": self.seat,
            "promised_by": self.seat.person,
            **fields,
        }
        return CommitmentFactory(council=self.council, **values)

    def report(self) -> Reply:
        draft = replying.save_draft(
            self.owed,
            writer=self.seat,
            claimed=Claim.DONE,
            text="Đã làm việc với Sở Xây dựng, đường đã sửa",
            done_on=date(2026, 11, 20),
            by=self.delegate,
        )
        return replying.send_reply(draft, by=self.delegate)

    def leave(self) -> None:
        Mandate.objects.filter(pk=self.seat.pk).update(
            valid_to=date(2026, 11, 15), end_reason="released"
        )


@pytest.fixture
def it(db) -> Promised:
    with time_machine.travel("2026-12-01T02:00:00Z", tick=False):
        yield Promised()


def sees(user) -> bool:
    found = Commitment.objects.visible_to(user).exists()
    assert user.has_perm("commitments.view_commitments", Commitment.objects.get()) == found
    return found


def test_promise_is_seen_by_its_delegate_the_tổ_and_the_office_alone(it):
    readers = {Role.OFFICER, Role.CLERK, Role.OFFICE_HEAD, Role.STANDING_COMMITTEE, Role.CHAIR}
    assert {role for role in Role if sees(it.world.user(role))} == readers
    assert sees(it.delegate)
    assert sees(it.head)
    assert not sees(it.other)
    # The head of another Tổ, and the office and the chair of another council.
    assert not sees(it.account(Role.GROUP_HEAD, role__body=BodyFactory(term=it.world.term)))
    for role in (Role.OFFICER, Role.CHAIR):
        assert not sees(UserFactory(role=role))


def test_delegate_reports_and_others_confirm(it):
    assert it.delegate.has_perm("commitments.reply", it.owed)
    assert not it.head.has_perm("commitments.reply", it.owed)
    reply = it.report()
    owed = Commitment.objects.get()
    # Claimed is not confirmed.
    assert (owed.stage, owed.lead_claimed, owed.lead_found) == (Stage.REPLIED, Claim.DONE, "")
    checks = [user.has_perm("commitments.verify", owed) for user in (it.officer, it.head)]
    assert checks == [True, True]
    assert not it.delegate.has_perm("commitments.verify", owed)
    following.verify(owed, finding=Finding.DONE, reason="Đã xem", by=it.head, reply=reply)
    assert Commitment.objects.get().stage == Stage.VERIFIED


def test_nobody_confirms_the_own_promise(it):
    AssignmentFactory(user=it.delegate, role=Role.CHAIR, council=it.council)
    assert it.delegate.has_role(Role.CHAIR)
    assert not it.delegate.has_perm("commitments.verify", it.owed)


def test_draft_is_the_delegates_alone(it):
    replying.save_draft(
        it.owed, writer=it.seat, claimed=Claim.UNDER_WAY, text="Đang làm", by=it.delegate
    )
    found = [Reply.objects.visible_to(user).count() for user in (it.delegate, it.head, it.officer)]
    assert found == [1, 0, 0]


def test_promise_stands_in_no_table_of_answers(it):
    assert not Commitment.objects.by_table(it.delegate).exists()
    assert Commitment.objects.owed_by(it.delegate).exists()


def told(on: date, it: Promised) -> set[object]:
    Notice.objects.all().delete()
    reminders.remind(it.council, on=on)
    return set(Notice.objects.values_list("recipient", flat=True))


def test_delegate_is_reminded_and_the_tổ_once_the_seat_has_ended(it):
    assert told(date(2026, 11, 30), it) == {it.delegate.pk}
    assert told(date(2026, 12, 3), it) == {it.delegate.pk, it.officer.pk}
    it.leave()
    assert told(date(2026, 12, 4), it) == {it.head.pk, it.officer.pk}


def test_promise_of_an_ended_seat_is_handed_to_the_tổ(it):
    it.report()
    with pytest.raises(CommitmentRefused, match="still_seated"):
        following.hand_over(it.owed, reason="Thôi đại biểu", by=it.officer)
    it.leave()
    handed = following.hand_over(it.owed, reason="Thôi đại biểu", by=it.officer)
    assert (handed.owner, handed.promised_by) == (it.group, it.seat.person)
    # What the delegate claimed stays; the Tổ reports from now on, and no longer checks.
    assert Commitment.objects.get().lead_claimed == Claim.DONE
    assert it.head.has_perm("commitments.reply", handed)
    assert not it.head.has_perm("commitments.verify", handed)
    assert not it.delegate.has_perm("commitments.reply", handed)
    with pytest.raises(CommitmentRefused, match="not_of_delegate"):
        following.hand_over(it.owed, reason="Lần nữa", by=it.officer)
