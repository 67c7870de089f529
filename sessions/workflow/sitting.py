"""What happens at a sitting: who speaks in which order, and what is on (SES-10, SES-15, S10)."""

from enum import StrEnum

from sessions.workflow.moves import after


class AttendanceSource(StrEnum):
    """Who entered that a delegate is there."""

    OFFICE = "office"
    DEVICE = "device"
    LIST = "list"
    PAPER = "paper"  # entered later by two people


class ProceedingKind(StrEnum):
    """Kinds of what happens at a sitting (diễn biến)."""

    ITEM = "item"
    BREAK = "break"
    ANNOUNCEMENT = "announcement"
    OCCURRENCE = "occurrence"
    CORRESPONDENCE = "correspondence"
    HOTLINE = "hotline"


# These last, one at a time; the others are said at a moment, beside what is on.
LASTING = frozenset({ProceedingKind.ITEM, ProceedingKind.BREAK})


class Phase(StrEnum):
    """The step at which an item is before the council (SES-15, SES-16)."""

    PRESENT = "present"
    DISCUSS = "discuss"
    REVISE = "revise"


class SpeechKind(StrEnum):
    """What somebody rises for. Only an answer is given by a person without a seat."""

    SPEECH = "speech"
    QUESTION = "question"
    DEBATE = "debate"
    PROCEDURE = "procedure"
    ANSWER = "answer"


class SpeechState(StrEnum):
    """States of a request to speak."""

    WAITING = "waiting"
    CALLED = "called"
    SPEAKING = "speaking"
    INTERRUPTED = "interrupted"
    DONE = "done"
    WITHDRAWN = "withdrawn"
    LEFT_OUT = "left_out"


class SpeechMove(StrEnum):
    """Moves of a request to speak."""

    CALL = "call"
    START = "start"
    INTERRUPT = "interrupt"
    CONTINUE = "continue"
    STOP = "stop"
    WITHDRAW = "withdraw"
    LEAVE_OUT = "leave_out"
    QUEUE_AGAIN = "queue_again"


S, M = SpeechState, SpeechMove
SPEECH_MOVES: dict[SpeechMove, tuple[frozenset[SpeechState], SpeechState]] = {
    M.CALL: (frozenset({S.WAITING}), S.CALLED),
    M.START: (frozenset({S.WAITING, S.CALLED}), S.SPEAKING),
    M.INTERRUPT: (frozenset({S.SPEAKING}), S.INTERRUPTED),
    M.CONTINUE: (frozenset({S.INTERRUPTED}), S.SPEAKING),
    M.STOP: (frozenset({S.SPEAKING, S.INTERRUPTED}), S.DONE),
    M.WITHDRAW: (frozenset({S.WAITING, S.CALLED}), S.WITHDRAWN),
    M.LEAVE_OUT: (frozenset({S.WAITING, S.CALLED}), S.LEFT_OUT),
    M.QUEUE_AGAIN: (frozenset({S.CALLED, S.LEFT_OUT}), S.WAITING),
}
# The office takes somebody out of the order only with a reason.
SPEECH_WITH_REASON = frozenset({M.LEAVE_OUT})
SPEECH_QUEUED = frozenset({S.WAITING, S.CALLED})
SPEECH_ON = frozenset({S.SPEAKING, S.INTERRUPTED})
SPEECH_OVER = frozenset({S.DONE, S.WITHDRAWN, S.LEFT_OUT})


def speech_after(state: SpeechState, move: SpeechMove) -> SpeechState:
    """The state a request to speak has after the move. Raises MoveRefused."""
    return after(SPEECH_MOVES, state, move)
