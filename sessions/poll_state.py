"""What board, panel, papers and pages show of a vote: one description, from one row.

Before the end of a vote by device only how many have voted is said, never which way.
"""

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from hdnd_portal.legal.words import short_mark
from sessions.models import AgendaBlock, CastVote, CouncilSession, Poll, RollEntry
from sessions.tally import percent
from sessions.workflow.poll import MAY_VOTE, NAMED_KINDS, PollKind, PollState

# How long a result stays on the board once the vote has ended.
SHOWN = timedelta(minutes=10)


def _clock(moment: Any) -> str:
    return f"{timezone.localtime(moment):%H:%M}" if moment else ""


def share_words(stored: dict[str, Any]) -> str:
    """The share of a stored rule: `> 1/2`, `≥ 2/3`."""
    return f"{stored.get('comparison', '')} {stored.get('value', '')}".strip()


def result_of(poll: Poll) -> dict[str, Any] | None:
    """The result with its arithmetic, as the row has it; None before the end."""
    if poll.is_passed is None or poll.base is None:
        return None
    figures = (poll.votes_for or 0, poll.votes_against or 0, poll.votes_abstain or 0)
    return {
        "in_favour": figures[0],
        "against": figures[1],
        "abstained": figures[2],
        "not_voted": poll.not_voted or 0,
        "able": poll.able_count or 0,
        "base": poll.base,
        "base_name": poll.base_name,
        "needed": poll.needed,
        "share": share_words(poll.rule),
        "in_favour_percent": percent(figures[0], poll.base),
        "against_percent": percent(figures[1], poll.base),
        "abstained_percent": percent(figures[2], poll.base),
        "not_voted_percent": percent(poll.not_voted or 0, poll.base),
        "arithmetic": poll.arithmetic,
        "source": poll.rule.get("source", ""),
        "mark": str(short_mark(poll.rule["mark"])) if poll.rule.get("mark") else "",
        "is_passed": poll.is_passed,
        "outcome": poll.outcome,
        "outcome_label": str(poll.get_outcome_display()),
        "issued": poll.ballots_issued,
        "returned": poll.ballots_returned,
        "invalid": poll.ballots_invalid,
    }


def titles_of(block: AgendaBlock) -> list[str]:
    """The items of a block as they stand in the programme: `3. Tờ trình …`. One query."""
    rows = block.items.order_by("position").values_list("number", "title")
    return [f"{number}. {title}" if number else title for number, title in rows]


def counted(poll: Poll) -> tuple[int, int]:
    """How many have answered by name and how many may, in the running round. Two queries at most.

    Of hands and secret ballots nothing is counted before the office enters it.
    """
    roll = RollEntry.objects.filter(poll=poll, round=poll.round)
    answered = (
        CastVote.objects.filter(poll=poll, round=poll.round).count()
        if poll.kind in NAMED_KINDS
        else 0
    )
    return answered, roll.filter(Q(state__in=sorted(MAY_VOTE)) | Q(vote__isnull=False)).count()


def state_of(poll: Poll) -> dict[str, Any]:
    """One vote as plain values. Two queries while it is open, none afterwards; one for a block."""
    answered, able = counted(poll) if poll.state == PollState.OPEN else (0, poll.able_count or 0)
    return {
        "pk": poll.pk,
        "is_closed": poll.matter is not None and poll.matter.is_closed,
        "items": titles_of(poll.block) if poll.block else [],
        "round": poll.round,
        "title": poll.title,
        "question": poll.question,
        "kind": poll.kind,
        "kind_label": str(poll.get_kind_display()),
        "by_device": poll.kind == PollKind.ELECTRONIC,
        "state": poll.state,
        "state_label": str(poll.get_state_display()),
        "opened_at": _clock(poll.opened_at),
        "closed_at": _clock(poll.closed_at),
        "closed_ms": int(poll.closed_at.timestamp() * 1000) if poll.closed_at else None,
        "answered": answered,
        "able": able,
        "counts_answers": poll.kind in NAMED_KINDS,
        "present": poll.present_count,
        "result": result_of(poll),
        "is_published": poll.state == PollState.PUBLISHED,
        "url": reverse("sessions:poll", kwargs={"session": poll.session_id, "poll": poll.pk}),
    }


def poll_state(session: CouncilSession) -> dict[str, Any] | None:
    """The vote that is open in the hall, else the one that has just ended. Three queries."""
    in_hall = Poll.objects.filter(session=session).exclude(kind=PollKind.OPINION_SHEET)
    in_hall = in_hall.select_related("item", "block")
    shown = Q(state=PollState.OPEN) | Q(
        state__in=[PollState.CLOSED, PollState.PUBLISHED], closed_at__gt=timezone.now() - SHOWN
    )
    poll = in_hall.filter(shown).order_by("-opened_at").first()
    return state_of(poll) if poll is not None else None
