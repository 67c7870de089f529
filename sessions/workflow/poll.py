"""States of a vote (biểu quyết), its kinds, and what stands against opening or ending it."""

from dataclasses import dataclass
from enum import StrEnum

from sessions.workflow.agenda import ITEM_GONE, ITEM_UNSENT, ItemState
from sessions.workflow.moves import after
from sessions.workflow.session import SESSION_OVER, Objection, SessionState


class PollKind(StrEnum):
    """How the council votes (SES-17; Law 72/2025, Art. 35(1))."""

    SHOW_OF_HANDS = "show_of_hands"
    ROLL_CALL = "roll_call"
    ELECTRONIC = "electronic"
    SECRET_PAPER = "secret_paper"  # noqa: S105 -- a ballot, not a password
    OPINION_SHEET = "opinion_sheet"


class PollSubject(StrEnum):
    """What is decided; it says which majority is asked for."""

    RESOLUTION = "resolution"
    PROCEDURE = "procedure"
    PERSONNEL = "personnel"
    RELEASE_DELEGATE = "release_delegate"
    DISMISS_DELEGATE = "dismiss_delegate"


class PollSource(StrEnum):
    """Where the figures of a vote come from."""

    ROOM = "room"
    PAPER = "paper"  # entered later by two people


class PollState(StrEnum):
    """States of a vote."""

    PREPARED = "prepared"
    OPEN = "open"
    CLOSED = "closed"
    PUBLISHED = "published"
    ABANDONED = "abandoned"


class PollMove(StrEnum):
    """Moves of a vote."""

    OPEN = "open"
    CLOSE = "close"
    PUBLISH = "publish"
    ABANDON = "abandon"
    RESET = "reset"


S, M = PollState, PollMove
POLL_MOVES: dict[PollMove, tuple[frozenset[PollState], PollState]] = {
    M.OPEN: (frozenset({S.PREPARED}), S.OPEN),
    M.CLOSE: (frozenset({S.OPEN}), S.CLOSED),
    M.PUBLISH: (frozenset({S.CLOSED}), S.PUBLISHED),
    # An open vote can always be ended so: nobody is ever stuck with one.
    M.ABANDON: (frozenset({S.PREPARED, S.OPEN, S.CLOSED}), S.ABANDONED),
    # A new round; the old one stays on record.
    M.RESET: (frozenset({S.OPEN, S.CLOSED}), S.PREPARED),
}
# A vote in one of these states is not decided yet.
POLL_UNFINISHED = frozenset({S.PREPARED, S.OPEN, S.CLOSED})


class Choice(StrEnum):
    """What a delegate answers (SES-17)."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


class EntryState(StrEnum):
    """How a delegate stands on the roll that is frozen when the vote opens."""

    PRESENT = "present"
    LATE = "late"  # came while the vote was open
    ABSENT = "absent"
    SUSPENDED = "suspended"
    ENDED = "ended"
    ABLE = "able"  # of a vote by opinion sheet: asked wherever they are


MAY_VOTE = frozenset({EntryState.PRESENT, EntryState.LATE, EntryState.ABLE})
# Whose name stands beside the answer; of the other kinds only totals are known.
NAMED_KINDS = frozenset({PollKind.ROLL_CALL, PollKind.ELECTRONIC, PollKind.OPINION_SHEET})
# Who answers for whom: in these kinds the office enters what was said or written.
ENTERED_KINDS = frozenset({PollKind.ROLL_CALL, PollKind.OPINION_SHEET})
# Votes on persons are secret (SES-17); another kind needs its reason.
SECRET_SUBJECTS = frozenset(
    {PollSubject.PERSONNEL, PollSubject.RELEASE_DELEGATE, PollSubject.DISMISS_DELEGATE}
)
# Subjects that name the delegate whom they concern, and end a seat when they pass.
ABOUT_A_SEAT = frozenset({PollSubject.RELEASE_DELEGATE, PollSubject.DISMISS_DELEGATE})
RULE_OF: dict[PollSubject, str] = {
    PollSubject.RESOLUTION: "vote.resolution",
    PollSubject.PROCEDURE: "vote.resolution",
    PollSubject.PERSONNEL: "vote.resolution",
    PollSubject.RELEASE_DELEGATE: "vote.resolution",
    PollSubject.DISMISS_DELEGATE: "vote.dismiss_delegate",
}
REDUCED_RULE = "vote.reduced_council"
# What an override may choose from.
VOTE_RULES = ("vote.resolution", "vote.dismiss_delegate", REDUCED_RULE)
# Whether an answer may be changed before the end: switches of the register.
CHANGE_RULES: dict[PollKind, str] = {
    PollKind.ELECTRONIC: "vote.change.electronic",
    PollKind.ROLL_CALL: "vote.change.roll_call",
    PollKind.OPINION_SHEET: "vote.change.opinion_sheet",
}


def poll_after(state: PollState, move: PollMove) -> PollState:
    """The state a vote has after the move. Raises MoveRefused."""
    return after(POLL_MOVES, state, move)


def rule_for(subject: PollSubject, *, is_reduced: bool) -> str:
    """The key of the majority the subject needs.

    A council that is short of members and near the end of its term decides everything by more than
    two thirds of those in office (STR-28).
    """
    return REDUCED_RULE if is_reduced else RULE_OF[subject]


def entry_state(
    status: str, *, kind: PollKind, is_present: bool, has_lost_seat: bool
) -> EntryState:
    """How a delegate stands on the roll.

    `status` is that of the seat on the day; `has_lost_seat` says that the council itself released
    or dismissed the delegate earlier the same day.
    """
    if status == "left" or has_lost_seat:
        return EntryState.ENDED
    if status == "suspended":
        return EntryState.SUSPENDED
    if kind is PollKind.OPINION_SHEET:
        return EntryState.ABLE
    return EntryState.PRESENT if is_present else EntryState.ABSENT


@dataclass(frozen=True, slots=True)
class OpeningFacts:
    """What the opening of a vote is judged by. `item` is None where no item is voted on."""

    kind: PollKind
    session: SessionState
    item: ItemState | None
    is_whole: bool
    unfinished_parts: int
    other_open: str
    present: int
    quorum: int
    quorum_reason: str
    able: int
    base: int
    has_deadline_ahead: bool


def opening_objection(facts: OpeningFacts) -> Objection | None:
    """Why the vote does not open now, or None."""
    if facts.session in SESSION_OVER:
        return Objection("poll_session_over", {})
    sheet = facts.kind is PollKind.OPINION_SHEET
    if not sheet and facts.session is not SessionState.OPEN:
        return Objection("poll_session_not_open", {})
    if facts.item is not None and (facts.item in ITEM_GONE or facts.item in ITEM_UNSENT):
        code = "poll_item_gone" if facts.item in ITEM_GONE else "poll_item_unsent"
        return Objection(code, {})
    if facts.is_whole and facts.unfinished_parts:
        return Objection("poll_parts_unfinished", {"count": facts.unfinished_parts})
    if not sheet and facts.other_open:
        return Objection("poll_other_open", {"title": facts.other_open})
    if sheet and not facts.has_deadline_ahead:
        return Objection("poll_deadline_past", {})
    if facts.base <= 0:
        return Objection("poll_no_base", {})
    if facts.able > facts.base:
        return Objection("poll_base_small", {"able": facts.able, "base": facts.base})
    if not sheet and facts.present < facts.quorum and not facts.quorum_reason:
        return Objection("poll_no_quorum", {"present": facts.present, "needed": facts.quorum})
    return None


@dataclass(frozen=True, slots=True)
class ClosingFacts:
    """What the end of a vote is judged by."""

    kind: PollKind
    has_totals: bool
    sheets_awaited: int
    is_past_deadline: bool


def closing_objection(facts: ClosingFacts) -> Objection | None:
    """Why the vote does not end now, or None.

    A vote without a single answer ends like any other: nothing was adopted. What is missing is
    only what must be typed in first: the count of hands, or the count of ballots.
    """
    if facts.kind is PollKind.SHOW_OF_HANDS and not facts.has_totals:
        return Objection("poll_totals_missing", {})
    if facts.kind is PollKind.SECRET_PAPER and not facts.has_totals:
        return Objection("poll_counts_missing", {})
    if facts.kind is PollKind.OPINION_SHEET and facts.sheets_awaited and not facts.is_past_deadline:
        return Objection("poll_sheets_awaited", {"count": facts.sheets_awaited})
    return None


@dataclass(frozen=True, slots=True)
class PublishingFacts:
    """What the publication of a result is judged by."""

    is_reset_asked: bool
    is_quorum_lost: bool
    reason: str
    is_whole: bool
    item: ItemState | None


def publishing_objection(facts: PublishingFacts) -> Objection | None:
    """Why the result is not published now, or None."""
    if facts.is_reset_asked:
        return Objection("poll_reset_waits", {})
    if facts.is_quorum_lost and not facts.reason:
        return Objection("poll_quorum_lost", {})
    if facts.is_whole and facts.item is not None and facts.item in ITEM_GONE:
        return Objection("poll_item_gone", {})
    return None
