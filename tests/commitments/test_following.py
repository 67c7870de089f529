"""What happens to a commitment: claimed and found, closed, moved, tied; and who sees it."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.core.files.base import ContentFile
from django.db import DatabaseError, transaction
from django.utils import timezone

from hdnd_portal.accounts.roles import Role
from hdnd_portal.audit.models import Entry
from hdnd_portal.audit.wording import is_known
from hdnd_portal.commitments import public
from hdnd_portal.commitments.events import EVENTS
from hdnd_portal.commitments.labels import Kind, LinkKind
from hdnd_portal.commitments.models import Commitment, Reply, Verification
from hdnd_portal.commitments.services import following, replying
from hdnd_portal.commitments.workflow import (
    Claim,
    CommitmentRefused,
    Finding,
    MoveRefused,
    Stage,
)
from hdnd_portal.documents.access import access_to
from hdnd_portal.notices.models import Notice
from tests.documents import material
from tests.factories import AgencyFactory, BodyFactory, CommitmentFactory
from tests.racing import at_once
from tests.route_cases import World


@pytest.fixture
def world(db):
    return World()


@pytest.fixture
def owed(world) -> Commitment:
    return CommitmentFactory(council=world.council, lead=world.agency)


def report(owed, world, *, claimed=Claim.DONE, text="Đã thông xe 12 km", **said) -> Reply:
    if claimed is Claim.DONE:
        said = {"done_on": date(2026, 7, 20), **said}
    draft = replying.save_draft(
        owed, writer=world.agency, claimed=claimed, text=text, by=world.user(Role.AGENCY), **said
    )
    return replying.send_reply(draft, by=world.user(Role.AGENCY))


def stage_of(owed) -> str:
    return Commitment.objects.get(pk=owed.pk).stage


def test_agency_is_told_what_it_owes(world, django_capture_on_commit_callbacks):
    world.user(Role.AGENCY)
    with django_capture_on_commit_callbacks():
        made = public.open_commitment(
            world.council,
            kind=Kind.PROMISE,
            text=" Thông xe đường tỉnh 721 ",
            made_on=date(2026, 12, 9),
            due_on=date(2027, 6, 30),
            source_label="Chất vấn của đại biểu A",
            lead=world.agency,
            by=world.user(Role.OFFICER),
        )
    assert (made.text, made.stage) == ("Thông xe đường tỉnh 721", "open")
    told = Notice.objects.get(event="commitment.opened")
    assert told.recipient == world.user(Role.AGENCY)
    assert told.title == "Theo dõi thực hiện: Thông xe đường tỉnh 721"


def test_day_before_the_promise_is_refused(world):
    with pytest.raises(CommitmentRefused, match="due_before_made"):
        public.open_commitment(
            world.council,
            kind=Kind.PROMISE,
            text="x",
            made_on=date(2026, 12, 9),
            due_on=date(2026, 12, 8),
            source_label="x",
            lead=world.agency,
            by=None,
        )


def test_claim_is_not_the_finding(owed, world):
    reply = report(owed, world, claimed=Claim.DONE)
    assert stage_of(owed) == Stage.REPLIED
    following.verify(
        owed,
        finding=Finding.PARTLY,
        reason="Mới xong 3 km",
        reply=reply,
        by=world.user(Role.OFFICER),
    )
    assert stage_of(owed) == Stage.RETURNED
    facts = public.facts_of(Commitment.objects.filter(pk=owed.pk))[0]
    assert (facts.claimed, facts.confirmed, facts.is_pending) == ("done", "partly", True)
    assert Reply.objects.get().claimed == "done"


def test_only_what_was_found_done_ends_the_following(owed, world):
    reply = report(owed, world)
    following.verify(
        owed, finding=Finding.DONE, reason="Đã xem", reply=reply, by=world.user(Role.OFFICER)
    )
    assert stage_of(owed) == Stage.VERIFIED
    assert not Commitment.objects.pending().exists()


def test_finding_about_an_older_report_is_refused(owed, world):
    seen = report(owed, world, claimed=Claim.UNDER_WAY)
    report(owed, world, text="Báo cáo lại")
    with pytest.raises(CommitmentRefused, match="later_reply"):
        following.verify(
            owed, finding=Finding.DONE, reason="x", reply=seen, by=world.user(Role.OFFICER)
        )
    assert not Verification.objects.exists()


def test_reasons_are_needed(owed, world):
    by = world.user(Role.OFFICER)
    for act in (
        lambda: following.close(owed, reason="  ", by=by),
        lambda: following.verify(owed, finding=Finding.DONE, reason="", by=by),
        lambda: following.move_due(owed, due_on=date(2027, 1, 1), reason="", by=by),
    ):
        with pytest.raises(CommitmentRefused, match="reason_missing"):
            act()


def test_close_and_reopen_keep_what_was_said(owed, world):
    by = world.user(Role.OFFICER)
    report(owed, world)
    following.close(owed, reason="Thay bằng dự án khác", by=by)
    with pytest.raises(MoveRefused):
        report(owed, world)
    following.reopen(owed, reason="Dự án khác bị dừng", by=by)
    assert stage_of(owed) == Stage.OPEN
    assert owed.replies.sent().count() == 1


def test_moved_day_stays_in_the_trail(owed, world):
    by = world.user(Role.OFFICER)
    following.move_due(owed, due_on=date(2027, 3, 31), reason="Mưa lũ", by=by)
    entry = Entry.objects.get(event="commitment.due_moved")
    assert entry.details["before"] == "2026-11-30"
    assert entry.details["after"] == "2027-03-31"
    with pytest.raises(CommitmentRefused, match="same_due"):
        following.move_due(owed, due_on=date(2027, 3, 31), reason="Mưa lũ", by=by)


def test_contributor_tells_its_share_and_does_not_carry_the_stage(owed, world):
    helper = AgencyFactory(council=world.council)
    owed.contributors.add(helper)
    draft = replying.save_draft(
        owed,
        writer=helper,
        claimed=Claim.UNDER_WAY,
        text="Đã bàn giao đất",
        by=world.user(Role.AGENCY),
    )
    replying.send_reply(draft, by=world.user(Role.AGENCY))
    assert stage_of(owed) == Stage.OPEN
    assert public.facts_of(Commitment.objects.all())[0].claimed == ""


def test_stranger_may_not_reply(owed, world):
    with pytest.raises(CommitmentRefused, match="not_replying"):
        replying.save_draft(
            owed,
            writer=AgencyFactory(council=world.council),
            claimed=Claim.DONE,
            text="x",
            by=world.user(Role.AGENCY),
        )


def test_ban_may_owe_and_reply(world):
    body = BodyFactory(term=world.term)
    owed = CommitmentFactory(council=world.council, lead=None, lead_body=body)
    draft = replying.save_draft(
        owed,
        writer=body,
        claimed=Claim.UNDER_WAY,
        text="Xong",
        by=world.user(Role.COMMITTEE_LEADER),
    )
    assert replying.send_reply(draft, by=world.user(Role.COMMITTEE_LEADER)).number == 1
    assert stage_of(owed) == Stage.REPLIED


def test_draft_and_its_files_are_the_agencys_alone(owed, world):
    place = replying.add_file(
        owed,
        writer=world.agency,
        data=ContentFile(material.pdf(1)),
        name="Ảnh.pdf",
        by=world.user(Role.AGENCY),
    )
    officer, agency = world.user(Role.OFFICER), world.user(Role.AGENCY)
    assert bool(access_to(agency, place.version))
    assert not access_to(officer, place.version)
    assert not Reply.objects.visible_to(officer).exists()
    replying.save_draft(
        owed, writer=world.agency, claimed=Claim.UNDER_WAY, text="Đang làm", by=agency
    )
    replying.send_reply(Reply.objects.get(), by=agency)
    assert bool(access_to(officer, place.version))
    with pytest.raises(CommitmentRefused, match="no_draft"):
        replying.remove_file(place, by=agency)


def test_empty_report_is_not_sent(owed, world):
    draft = replying.save_draft(
        owed, writer=world.agency, claimed=Claim.UNDER_WAY, text=" ", by=world.user(Role.AGENCY)
    )
    with pytest.raises(CommitmentRefused, match="incomplete"):
        replying.send_reply(draft, by=world.user(Role.AGENCY))


@pytest.mark.parametrize(
    "change",
    [
        lambda reply: Reply.objects.filter(pk=reply.pk).update(text="Khác"),
        lambda reply: Reply.objects.filter(pk=reply.pk).delete(),
        lambda reply: reply.files.update(version_id=reply.files.get().version_id),
        lambda reply: reply.files.all().delete(),
    ],
)
def test_database_keeps_what_was_sent(owed, world, change):
    replying.add_file(
        owed,
        writer=world.agency,
        data=ContentFile(material.pdf(1)),
        name="Ảnh.pdf",
        by=world.user(Role.AGENCY),
    )
    reply = report(owed, world)
    with pytest.raises(DatabaseError), transaction.atomic():
        change(reply)


def test_database_keeps_what_was_found(owed, world):
    following.verify(owed, finding=Finding.DONE, reason="Đã xem", by=world.user(Role.OFFICER))
    with pytest.raises(DatabaseError), transaction.atomic():
        Verification.objects.update(reason="Khác")


def test_links_are_made_once_and_within_the_council(owed, world):
    by = world.user(Role.OFFICER)
    other = CommitmentFactory(council=world.council)
    made = following.link(owed, other, kind=LinkKind.REPEATS, by=by)
    for target, code in [(other, "linked_before"), (owed, "link_to_itself")]:
        with pytest.raises(CommitmentRefused, match=code):
            following.link(owed, target, kind=LinkKind.REPEATS, by=by)
    with pytest.raises(CommitmentRefused, match="link_to_itself"):
        following.link(owed, CommitmentFactory(), kind=LinkKind.REPEATS, by=by)
    following.unlink(made, by=by)
    assert not owed.links_from.exists()


def test_every_event_has_its_sentence():
    assert all(is_known(event) for event in EVENTS)


@pytest.mark.django_db(transaction=True)
def test_agency_reports_while_the_office_closes():
    world = World()
    owed = CommitmentFactory(council=world.council, lead=world.agency)
    agency, officer = world.user(Role.AGENCY), world.user(Role.OFFICER)
    draft = replying.save_draft(
        owed, writer=world.agency, claimed=Claim.UNDER_WAY, text="Xong", by=agency
    )
    # Closed first, nothing is sent any more; sent first, it stays "closed" after the office acts.
    outcomes = at_once(
        Commitment,
        lambda: replying.send_reply(draft, by=agency),
        lambda: following.close(owed, reason="Không còn cần", by=officer),
        refused=(MoveRefused,),
    )
    assert stage_of(owed) == Stage.CLOSED
    assert outcomes.count("done") == 1 + Reply.objects.sent().count()


@pytest.mark.django_db(transaction=True)
def test_two_officers_verify_the_same_report():
    world = World()
    owed = CommitmentFactory(council=world.council, lead=world.agency)
    reply = report(owed, world)
    officers = [world.user(Role.OFFICER), world.user(Role.OFFICE_HEAD)]

    def verify(officer):
        following.verify(owed, finding=Finding.DONE, reason="Đã xem", reply=reply, by=officer)

    acts = [partial(verify, officer) for officer in officers]
    assert at_once(Commitment, *acts, refused=(MoveRefused,)) == ["done", "refused"]
    assert Verification.objects.count() == 1


def test_overdue_is_what_is_pending_past_its_day(world):
    late = CommitmentFactory(council=world.council, due_on=date(2026, 11, 1))
    CommitmentFactory(council=world.council, due_on=date(2026, 11, 1), stage="verified")
    CommitmentFactory(council=world.council, due_on=date(2026, 11, 30))
    CommitmentFactory(council=world.council, due_on=None)
    assert list(Commitment.objects.overdue(date(2026, 11, 22))) == [late]


def test_commitment_keeps_what_the_lead_said_and_what_was_found_of_it(owed, world):
    def kept() -> tuple[object, ...]:
        owed.refresh_from_db()
        return (owed.lead_claimed, owed.lead_found, owed.first_answer_on, owed.first_answer_due)

    assert kept() == ("", "", None, None)
    helper = AgencyFactory(council=world.council)
    owed.contributors.add(helper)
    share = replying.save_draft(
        owed, writer=helper, claimed=Claim.DONE, text="Phần của Sở", done_on=date(2026, 11, 2),
        evidence="1/BC", by=world.user(Role.AGENCY),
    )  # fmt: skip
    replying.send_reply(share, by=world.user(Role.AGENCY))
    assert kept() == ("", "", None, None)  # a contributor's part is no answer of the lead
    first = report(owed, world, claimed=Claim.UNDER_WAY)
    day, due = timezone.localdate(), owed.due_on
    assert kept() == ("under_way", "", day, due)
    following.verify(
        owed, finding=Finding.PARTLY, reason="Đã xem", by=world.user(Role.OFFICER), reply=first
    )
    assert kept() == ("under_way", "partly", day, due)
    following.move_due(
        owed, due_on=due + timedelta(days=9), reason="Gia hạn", by=world.user(Role.OFFICER)
    )
    again = report(owed, world)
    assert kept() == ("done", "", day, due)  # what was found was found of the answer before
    following.verify(
        owed, finding=Finding.DONE, reason="Đã xem", by=world.user(Role.OFFICER), reply=again
    )
    following.reopen(owed, reason="Cử tri phản ánh lại", by=world.user(Role.OFFICER))
    assert kept() == ("done", "done", day, due)
