"""Items considered together: grouped, opened, voted on as one, and taken out again."""

from dataclasses import replace
from functools import partial

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from hdnd_portal.accounts.roles import Role
from hdnd_portal.council.models import Membership
from sessions import board
from sessions.course import BEFORE_RESULT, next_item
from sessions.item_outcome import outcome_of
from sessions.item_times import item_times, sitting_forecast
from sessions.minutes.content import source_of
from sessions.minutes.decisions import votes
from sessions.minutes.sitting import speeches as minuted_speeches
from sessions.minutes_papers import excerpt_paper
from sessions.models import AgendaBlock, AgendaItem, BlockRemoval, Poll, SpeechRequest
from sessions.papers import programme
from sessions.poll_papers import result_paper
from sessions.services import (
    agenda,
    blocks,
    polls,
    polls_reset,
    proceedings,
    rehearsing,
    resolutions,
    speeches,
)
from sessions.services.minutes import begin_minutes
from sessions.services.refusals import SessionRefused
from sessions.speaking_report import report
from sessions.workflow import ItemState
from sessions.workflow.blocks import BlockForm, Candidate, block_objection
from sessions.workflow.resolution import ResolutionForm
from sessions.workflow.sitting import Phase, SpeechKind, SpeechMove
from tests.factories import BodyFactory, MembershipFactory, SittingFactory
from tests.racing import at_once
from tests.sessions.voting import NINE, Hall

pytestmark = pytest.mark.django_db
TEN = NINE.replace(hour=10)
SIX_FOR = ("for",) * 6 + ("against", "abstain", "")


@pytest.fixture(autouse=True)
def _at_nine():
    with time_machine.travel(NINE, tick=False):
        yield


class Grouped(Hall):
    """Three neighbouring drafts before a fourth item; the chair has put them to one vote."""

    def __init__(self, count=3, allowed=True):
        super().__init__()
        drafts = {"kind": "resolution", "planned_minutes": 10}
        self.items = [self.item("sent", position=n, **drafts) for n in range(1, count + 1)]
        self.after = self.item("sent", position=count + 1, **drafts)
        self.block = blocks.make_block(
            self.session,
            [item.pk for item in self.items],
            title="Các nghị quyết về phí",
            form=BlockForm.JOINT,
            by=self.officer,
        )
        if allowed:
            self.allow()

    def allow(self):
        body = BodyFactory(term=self.term, kind="standing_committee")
        chair = MembershipFactory(body=body, role=Membership.Role.CHAIR).person
        self.block = blocks.allow_one_vote(
            self.block,
            decided_by=chair,
            decided_on=NINE.date(),
            text="Biểu quyết một lần",
            by=self.officer,
        )

    def prepare_block(self, kind="electronic", **fields):
        return self.prepare(kind, item=None, block=self.block, **fields)

    def take_out(self, item, reason=""):
        return blocks.take_out(item, mandate=self.mandates[0], by=self.delegates[0], reason=reason)

    def published(self, *choices):
        poll = polls.open_poll(self.prepare_block(), by=self.officer)
        self.cast_all(poll, *(choices or SIX_FOR))
        return polls.publish(self.close(poll), by=self.officer)

    def states(self):
        return list(self.session.items.order_by("position").values_list("state", flat=True))


@pytest.fixture
def hall():
    return Grouped()


def refuses(code, act, *args, **kwargs):
    with pytest.raises(SessionRefused) as refused:
        act(*args, **kwargs)
    assert refused.value.code == code


FITS = Candidate(
    place=0,
    title="Phí A",
    kind="resolution",
    kind_label="Dự thảo nghị quyết",
    state=ItemState.SENT,
    is_closed=False,
    has_draft=True,
    for_information=False,
    is_grouped=False,
    was_taken_out=False,
    has_vote=False,
)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, None),
        ({"kind": "report"}, None),
        ({"kind": "personnel"}, "block_kind"),
        ({"kind": "questioning"}, "block_kind"),
        ({"kind": "procedure"}, "block_kind"),
        ({"for_information": True}, "block_for_reading"),
        *(({"state": state}, "block_decided") for state in set(ItemState) - BEFORE_RESULT),
        ({"is_grouped": True}, "block_item_grouped"),
        ({"was_taken_out": True}, "block_item_taken_out"),
        ({"has_vote": True}, "block_item_has_vote"),
        ({"is_closed": True}, "block_openness"),
        ({"has_draft": False}, "block_drafts"),
        ({"place": 2}, "block_not_neighbours"),
    ],
)
def test_only_items_of_one_kind_stand_in_a_block(change, code):
    second = replace(FITS, **{"place": 1, **change})
    objection = block_objection([FITS, second], before_result=BEFORE_RESULT)
    assert (objection.code if objection else None) == code


def test_one_item_is_no_block():
    assert block_objection([FITS], before_result=BEFORE_RESULT).code == "block_too_small"


def test_a_block_of_what_a_colleague_has_changed_is_refused(hall):
    make = partial(
        blocks.make_block, hall.session, title="Nhóm", form=BlockForm.JOINT, by=hall.officer
    )
    refuses("agenda_changed", make, [hall.after.pk, 0])
    refuses("block_item_grouped", make, [hall.items[2].pk, hall.after.pk])
    assert hall.block.planned_minutes == 30


def test_one_published_vote_decides_every_item_and_each_resolution_names_it(hall):
    poll = hall.published()

    assert hall.states() == ["passed", "passed", "passed", "sent"]
    items = list(hall.block.items.order_by("position"))
    made = [
        resolutions.draft_from_item(
            item, form=ResolutionForm.INDIVIDUAL, adopted_on=NINE.date(), by=hall.officer
        )
        for item in items
    ]
    assert [one.poll for one in made] == [poll] * 3
    assert [outcome_of(item, hall.officer).polls for item in items] == [[poll]] * 3
    with pytest.raises(DatabaseError), transaction.atomic():
        type(made[0]).objects.create(
            council=hall.council,
            session=hall.session,
            item=hall.after,
            poll=poll,
            form="individual",
            title="Không thuộc nhóm",
            adopted_on=NINE.date(),
            created_by=hall.officer,
        )


def test_a_failed_vote_on_a_block_rejects_every_item(hall):
    hall.published(*("against",) * 9)
    assert hall.states() == ["rejected", "rejected", "rejected", "sent"]


def test_what_a_delegate_has_taken_out_gets_its_own_vote(hall):
    prepared = hall.prepare_block()
    removal = hall.take_out(hall.items[1], "Mức thu quá cao")
    assert (removal.mandate, removal.asked_at, removal.recorded_by) == (
        hall.mandates[0],
        NINE,
        hall.delegates[0],
    )
    refuses("block_gone", hall.take_out, hall.items[1])

    polls.open_poll(prepared, by=hall.officer)
    refuses("block_vote_begun", hall.take_out, hall.items[0])
    hall.cast_all(prepared, *SIX_FOR)
    poll = polls.publish(hall.close(prepared), by=hall.officer)

    assert hall.states() == ["passed", "sent", "passed", "sent"]
    again = blocks.candidates(hall.session)[1][1]
    assert again.was_taken_out
    own = hall.prepare(item=hall.items[1])
    assert own.state == "prepared"

    part = votes(source_of(hall.session, None))
    said = [piece for piece in part.pieces if isinstance(piece, str)]
    name = hall.mandates[0].person.name
    assert f"Biểu quyết chung nhóm “{hall.block.title}”, 2 nội dung:" in " ".join(said)
    assert f"đại biểu {name} lúc 09 giờ 00, nội dung “{hall.items[1].title}”" in " ".join(said)
    printed = repr(result_paper(poll).body)
    assert hall.items[0].title in printed
    assert "theo quyết định của Chủ tọa" in printed
    assert f"đề nghị của đại biểu {name} (09 giờ 00): {hall.items[1].title}." in printed


def test_after_a_reset_a_delegate_may_ask_again(hall):
    poll = polls.open_poll(hall.prepare_block(), by=hall.officer)
    polls_reset.ask_reset(poll, reason="Nhầm", by=hall.officer)
    polls_reset.confirm_reset(poll, by=hall.staff(Role.OFFICE_HEAD))
    assert hall.take_out(hall.items[2]).block == hall.block


def test_a_block_is_voted_on_only_as_the_chair_decided_and_in_the_open(hall):
    loose = Grouped(allowed=False)
    refuses("poll_block_unallowed", loose.prepare_block)
    refuses("poll_block_kind", hall.prepare_block, "secret_paper")
    refuses("poll_block_kind", hall.prepare_block, subject="personnel", kind_reason="Giơ tay")
    refuses("poll_item_or_block", hall.prepare, item=hall.after, block=hall.block)
    own = hall.prepare(item=hall.items[0])
    refuses("block_item_has_vote", hall.prepare_block)
    polls.abandon(own, reason="Biểu quyết chung", by=hall.officer)
    hall.prepare_block()
    refuses("poll_block_has_vote", hall.prepare_block)
    refuses("poll_item_in_block", hall.prepare, item=hall.items[0])
    refuses("block_vote_allowed", hall.allow)


def test_a_block_that_has_come_to_one_item_is_not_put_to_one_vote():
    hall = Grouped(count=2)
    poll = hall.prepare_block()
    hall.take_out(hall.items[0])
    refuses("poll_block_small", polls.open_poll, poll, by=hall.officer)
    refuses("block_has_vote", blocks.dissolve_block, hall.block, by=hall.officer)
    polls.abandon(poll, reason="Nhóm còn một nội dung", by=hall.officer)
    blocks.dissolve_block(hall.block, by=hall.officer)
    # What was asked of it stays on record.
    assert BlockRemoval.objects.get().block == hall.block
    assert not AgendaItem.objects.filter(block__isnull=False).exists()


def test_a_block_nothing_was_recorded_of_goes_when_it_is_dissolved():
    hall = Grouped(allowed=False)
    blocks.dissolve_block(hall.block, by=hall.officer)
    assert not AgendaBlock.objects.exists()
    refuses("block_gone", blocks.dissolve_block, hall.block, by=hall.officer)


def test_items_of_a_block_keep_what_they_share_and_leave_it_when_withdrawn(hall):
    refuses("item_in_block", agenda.change_item, hall.items[0], is_closed=True, by=hall.officer)
    agenda.change_item(hall.items[0], title="Tên khác", by=hall.officer)
    poll = polls.open_poll(hall.prepare_block(), by=hall.officer)
    withdraw = partial(agenda.withdraw_item, hall.items[0], reason="Rút", by=hall.officer)
    refuses("poll_open_on_item", withdraw)
    polls.abandon(poll, reason="Chủ tọa dừng", by=hall.officer)
    assert withdraw().block_id is None
    refuses("item_in_use", agenda.remove_item, hall.items[1], by=hall.officer)


def leave_an_item_behind(poll):
    Poll.objects.filter(pk=poll.pk).update(state="published")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_the_database_holds_the_block_together(hall):
    poll = hall.prepare_block()
    wrong = [
        lambda: AgendaItem.objects.filter(pk=hall.items[0].pk).update(is_closed=True),
        lambda: AgendaItem.objects.filter(pk=hall.items[0].pk).update(state="withdrawn"),
        lambda: Poll.objects.filter(pk=poll.pk).update(item=hall.after),
        lambda: Poll.objects.create(
            session=hall.session,
            item=hall.items[0],
            position=99,
            kind="electronic",
            subject="resolution",
            title="Riêng",
            question="?",
            rule_key="vote.resolution",
            created_by=hall.officer,
        ),
        lambda: BlockRemoval.objects.filter(pk=hall.take_out(hall.items[2]).pk).delete(),
    ]
    for act in wrong:
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    polls.open_poll(poll, by=hall.officer)
    with pytest.raises(DatabaseError), transaction.atomic():
        AgendaItem.objects.filter(pk=hall.items[0].pk).update(block=None)
    hall.cast_all(poll, *SIX_FOR)
    hall.close(poll)
    with pytest.raises(DatabaseError), transaction.atomic():
        leave_an_item_behind(poll)


@pytest.fixture
def sitting(hall):
    return SittingFactory(session=hall.session, starts_at=NINE, ends_at=TEN, opened_at=NINE)


def test_the_console_opens_a_block_as_one_discussion(hall, sitting):
    AgendaItem.objects.filter(session=hall.session).update(sitting=sitting)
    assert board.board_state(hall.session)["next"]["block"]["pk"] == hall.block.pk
    start = partial(proceedings.start_block, hall.session, hall.block, by=hall.officer)
    row = start(phase=Phase.PRESENT, expected=None)
    row = start(phase=Phase.DISCUSS, expected=row.pk)
    assert hall.states() == ["discussed"] * 3 + ["sent"]

    said = speeches.enter_speech(
        hall.session, kind=SpeechKind.SPEECH, by=hall.officer, mandate=hall.mandates[1]
    )
    speeches.carry_speech(said, SpeechMove.START, by=hall.officer)
    assert (said.item, said.block) == (None, hall.block)

    state = board.board_state(hall.session)
    assert state["running"]["title"] == hall.block.title
    assert len(state["running"]["items"]) == 3
    link = f"/nhom-noi-dung/{hall.block.pk}/"
    assert link in board.rendered(state)["parts"]["now"]
    assert link not in str(board.rendered(board.for_observers(state)))
    assert state["next"]["item"] == hall.after.pk
    with time_machine.travel(NINE.replace(minute=3), tick=False):
        hall.take_out(hall.items[1])
    assert next_item(hall.session, proceedings.item_on(hall.session)) == hall.items[1]

    with time_machine.travel(NINE.replace(minute=5), tick=False):
        speeches.carry_speech(said, SpeechMove.STOP, by=hall.officer)
        course = list(hall.session.proceedings.select_related("item", "block"))
        assert [(one.item, one.used) for one in item_times(course, NINE.replace(minute=5))] == [
            (hall.block, 5)
        ]
        left = list(hall.session.items.filter(state__in=BEFORE_RESULT).select_related("block"))
        # 30 minutes of the block, 5 of them used; 10 of what was taken out, 10 of the last.
        found = sitting_forecast(hall.session, left, (None, hall.block.pk), NINE.replace(minute=5))
        assert found.late == -10
        line = report(hall.session).items[0]
        assert (line.title, line.planned, line.speeches) == (hall.block.title, 30, 1)
        assert hall.block.title in repr(minuted_speeches(source_of(hall.session, None)))
    # What was said on the block is of each item, and of the one taken out until it was.
    counts = [
        SpeechRequest.objects.of_item(item).count()
        for item in hall.session.items.order_by("position")
    ]
    assert counts == [1, 1, 1, 0]


def test_a_block_without_a_debate_goes_straight_to_its_vote():
    hall = Grouped(allowed=False)
    AgendaBlock.objects.update(form=BlockForm.CONSENT)
    start = partial(proceedings.start_block, hall.session, hall.block, by=hall.officer)
    refuses("block_consent", start, phase=Phase.DISCUSS, expected=None)
    assert start(phase=Phase.PRESENT, expected=None).block == hall.block
    hall.allow()
    hall.published()
    assert hall.states() == ["passed"] * 3 + ["sent"]


def test_programme_board_and_excerpt_tell_of_the_block(hall, sitting):
    table = programme([], hall.session.items.for_agenda(), with_closed=True)
    assert f"(xem xét theo nhóm “{hall.block.title}”)" in repr(table)
    row = proceedings.start_block(
        hall.session, hall.block, phase=Phase.DISCUSS, expected=None, by=hall.officer
    )
    hall.published()
    state = board.board_state(hall.session)
    assert len(state["poll"]["items"]) == 3
    for inside in (state, board.for_observers(state)):
        assert hall.items[1].title in board.rendered(inside)["parts"]["poll"]
    item = hall.items[1]
    item.refresh_from_db()
    paper = repr(excerpt_paper(begin_minutes(hall.session, by=hall.officer), item).body)
    assert row.get_phase_display() in paper
    assert "tán thành 6/10" in paper


def test_a_closed_block_is_closed_to_observers():
    hall = Grouped(allowed=False)
    AgendaItem.objects.filter(block=hall.block).update(block=None)
    AgendaItem.objects.update(is_closed=True)
    closed = blocks.make_block(
        hall.session,
        [item.pk for item in hall.items],
        title="Kín",
        form=BlockForm.JOINT,
        by=hall.officer,
    )
    proceedings.start_block(
        hall.session, closed, phase=Phase.PRESENT, expected=None, by=hall.officer
    )
    seen = board.for_observers(board.board_state(hall.session))
    assert seen["running"]["kind"] == "closed"
    assert "Kín" not in str(seen)


def test_a_rehearsal_copies_the_block_and_takes_it_away_again(hall):
    hall.prepare_block()
    hall.session.state = "convened"
    hall.session.save()
    rehearsal = rehearsing.start_rehearsal(hall.session, by=hall.officer)
    copy = rehearsal.copy
    twin = copy.blocks.get()
    assert (twin.items.count(), copy.polls.get().block) == (3, twin)
    blocks.take_out(twin.items.first(), mandate=hall.mandates[0], by=hall.delegates[0])
    rehearsing.wipe_rehearsal(rehearsal, by=hall.officer)
    assert AgendaBlock.objects.get() == hall.block


def at(name, hall, **kwargs):
    return reverse(f"sessions:{name}", kwargs={"session": hall.session.pk, **kwargs})


def test_a_delegate_takes_an_item_out_on_the_page_in_their_own_name(client, hall):
    client.force_login(hall.delegates[3])
    page = client.get(at("block", hall, block=hall.block.pk)).content.decode()
    assert "Đề nghị tách" in page
    assert 'name="mandate"' not in page
    # Whoever else is named: a delegate asks for nobody but themself.
    data = {"item": hall.items[0].pk, "mandate": hall.mandates[0].pk, "reason": "Xem kỹ"}
    answer = client.post(at("take_out", hall, block=hall.block.pk), data, follow=True)
    assert "Đã tách" in answer.content.decode()
    assert BlockRemoval.objects.get().mandate == hall.mandates[3]


def test_the_office_groups_on_the_page_and_hears_what_does_not_fit(client, hall):
    client.force_login(hall.officer)
    closed = hall.item("sent", position=5, kind="resolution", is_closed=True)
    data = {"title": "Nhóm", "form": "joint", "items": [hall.after.pk, closed.pk]}
    page = client.post(at("make_block", hall), data)
    assert "Nội dung họp kín và nội dung công khai không xem xét chung" in page.content.decode()
    again = client.post(at("make_block", hall), {**data, "items": [hall.items[0].pk, closed.pk]})
    assert again.status_code == 200
    page = client.get(at("prepare_poll", hall), {"block": hall.block.pk}).content.decode()
    assert f"Thông qua các nội dung của nhóm “{hall.block.title}”" in page


@pytest.mark.parametrize("count", [2, 4])
def test_the_page_of_a_block_asks_no_more_for_more_items(
    client, count, django_assert_max_num_queries
):
    hall = Grouped(count=count + 1)
    for item in hall.items[: count - 1]:
        hall.take_out(item)
    client.force_login(hall.officer)
    with django_assert_max_num_queries(17):
        client.get(at("block", hall, block=hall.block.pk))


@pytest.mark.django_db(transaction=True)
def test_taking_out_and_opening_the_vote_at_once():
    with time_machine.travel(NINE, tick=False):
        hall = Grouped(count=2)
        poll = hall.prepare_block()
        outcomes = at_once(
            AgendaItem,
            partial(hall.take_out, hall.items[0]),
            partial(polls.open_poll, poll, by=hall.officer),
            refused=(SessionRefused,),
        )
    assert outcomes == ["done", "refused"]
