"""Blocks of items: made, dissolved, put to one vote, and an item taken out (A16).

Locks: session, then items. The opening of a vote takes the session as well, so that an item is
either taken out before it or voted on with the rest, never half.
"""

from collections.abc import Collection, Sequence
from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.council.models import Mandate, Person
from sessions.course import BEFORE_RESULT
from sessions.models import AgendaBlock, AgendaItem, BlockRemoval, CouncilSession, Poll
from sessions.services import agenda
from sessions.services.live import changed
from sessions.services.locks import lock_session
from sessions.services.refusals import SessionRefused
from sessions.workflow import ITEM_GONE, ItemState
from sessions.workflow.blocks import BLOCK_KINDS, BlockForm, Candidate, block_objection
from sessions.workflow.poll import POLL_UNFINISHED, PollState


def candidates(session: CouncilSession) -> list[tuple[AgendaItem, Candidate]]:
    """The items still on the agenda, in its order, as grouping judges them. One query."""
    own = Poll.objects.filter(item=OuterRef("pk")).exclude(state=PollState.ABANDONED)
    taken = BlockRemoval.objects.filter(item=OuterRef("pk"))
    items = (
        session.items.exclude(state__in=ITEM_GONE)
        .annotate(has_vote=Exists(own), was_taken_out=Exists(taken))
        .order_by("position")
    )
    return [
        (
            item,
            Candidate(
                place=place,
                title=item.title,
                kind=item.kind,
                kind_label=str(item.get_kind_display()),
                state=ItemState(item.state),
                is_closed=item.is_closed,
                has_draft=item.has_draft,
                for_information=item.for_information,
                is_grouped=item.block_id is not None,
                was_taken_out=item.was_taken_out,  # type: ignore[attr-defined]  # annotated
                has_vote=item.has_vote,  # type: ignore[attr-defined]  # annotated
            ),
        )
        for place, item in enumerate(items)
    ]


def groupable(session: CouncilSession) -> list[AgendaItem]:
    """Items that have nothing against them by themselves, for the form. One query."""
    return [
        item
        for item, one in candidates(session)
        if one.kind in BLOCK_KINDS
        and one.state in BEFORE_RESULT
        and not (one.for_information or one.is_grouped or one.was_taken_out or one.has_vote)
    ]


@transaction.atomic
def make_block(
    session: CouncilSession,
    items: Collection[int],
    *,
    title: str,
    form: BlockForm,
    by: User,
    planned_minutes: int | None = None,
) -> AgendaBlock:
    """Lập nhóm nội dung from neighbouring items (primary keys). Without minutes it has the sum of
    those of its items.

    Raises SessionRefused `session_ended`, `agenda_changed`, and the codes of `block_objection`.
    """
    session = lock_session(session, over=SessionRefused("session_ended"))
    wanted = set(items)
    found = [(item, one) for item, one in candidates(session) if item.pk in wanted]
    if len(found) != len(wanted):
        raise SessionRefused("agenda_changed")
    objection = block_objection([one for _item, one in found], before_result=BEFORE_RESULT)
    if objection is not None:
        raise SessionRefused(objection.code, **objection.details)
    first = found[0][1]
    block = AgendaBlock.objects.create(
        session=session,
        title=title.strip(),
        form=form.value,
        is_closed=first.is_closed,
        has_draft=first.has_draft,
        planned_minutes=planned_minutes
        or sum(item.planned_minutes or 0 for item, _one in found)
        or None,
        created_by=by,
    )
    session.items.filter(pk__in=wanted).update(block=block)
    log.record("agenda_block.made", block, by=by, title=block.title, count=len(found))
    changed(session)
    return block


def _locked(block: AgendaBlock) -> AgendaBlock:
    """The block as it stands, its session locked first.

    Raises SessionRefused `session_ended`, `block_gone`.
    """
    session = lock_session(block.session, over=SessionRefused("session_ended"))
    found = AgendaBlock.objects.filter(pk=block.pk, session=session).first()
    if found is None:
        raise SessionRefused("block_gone")
    found.session = session
    return found


def _refuse_begun(block: AgendaBlock, *, states: Collection[str], code: str) -> None:
    poll = block.polls.filter(state__in=sorted(states)).first()
    if poll is not None:
        raise SessionRefused(code, title=poll.title)


# From its opening on, what a vote is on does not change; a prepared one may still be given up.
BEGUN = frozenset({PollState.OPEN, PollState.CLOSED, PollState.PUBLISHED})


@transaction.atomic
def dissolve_block(block: AgendaBlock, *, by: User) -> None:
    """Giải nhóm: its items stand by themselves again; what was recorded of the block stays.

    Raises SessionRefused `session_ended`, `block_gone`, `block_has_vote`.
    """
    block = _locked(block)
    _refuse_begun(block, states=BEGUN | POLL_UNFINISHED, code="block_has_vote")
    block.items.update(block=None)
    log.record("agenda_block.dissolved", block.session, by=by, title=block.title)
    recorded: Sequence[object] = (block.polls, block.proceedings, block.speeches, block.removals)
    if not any(rows.exists() for rows in recorded):  # type: ignore[attr-defined]
        block.delete()
    changed(block.session)


@transaction.atomic
def allow_one_vote(
    block: AgendaBlock,
    *,
    decided_by: Person,
    decided_on: date,
    text: str,
    by: User,
    reference: str = "",
) -> AgendaBlock:
    """Chủ tọa quyết định biểu quyết chung: from now on the block may be put to one vote.

    Raises SessionRefused `session_ended`, `block_gone`, `block_vote_allowed`, `block_empty`.
    """
    block = _locked(block)
    if block.chair_decision_id is not None:
        raise SessionRefused("block_vote_allowed")
    if not block.items.exists():
        raise SessionRefused("block_empty")
    block.chair_decision = agenda.record_chair_decision(
        block.session,
        decided_by=decided_by,
        decided_on=decided_on,
        text=text,
        reference=reference,
        by=by,
    )
    block.save(update_fields=["chair_decision"])
    log.record("agenda_block.vote_allowed", block, by=by, title=block.title)
    return block


@transaction.atomic
def take_out(item: AgendaItem, *, mandate: Mandate, by: User, reason: str = "") -> BlockRemoval:
    """Tách khỏi nhóm theo đề nghị của đại biểu: the item gets its own vote.

    Asked by any delegate, until the vote on the block opens. Raises SessionRefused `session_ended`,
    `block_gone` where the item stands in no block any more, `block_vote_begun`.
    """
    session = lock_session(item.session, over=SessionRefused("session_ended"))
    locked = session.items.select_for_update(of=("self",)).select_related("block")
    found = locked.filter(pk=item.pk, block__isnull=False).first()
    if found is None or found.block is None:
        raise SessionRefused("block_gone")
    block = found.block
    _refuse_begun(block, states=BEGUN, code="block_vote_begun")
    removal = BlockRemoval.objects.create(
        block=block,
        item=found,
        mandate=mandate,
        reason=reason.strip(),
        asked_at=timezone.now(),
        recorded_by=by,
    )
    found.block = None
    found.save(update_fields=["block"])
    log.record(
        "agenda_block.item_taken_out",
        block,
        by=by,
        title=block.title,
        item=found.title,
        name=mandate.person.name,
        reason=removal.reason,
    )
    changed(session)
    return removal
