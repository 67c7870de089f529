"""States of an import of opinions, and what may stand in a row of it. Plain Python."""

from enum import StrEnum

from voters.workflow import after


class ImportState(StrEnum):
    """States of an import: read first, looked at by a person, then recorded, undone as a whole."""

    READING = "reading"
    UNREADABLE = "unreadable"
    READ = "read"
    DROPPED = "dropped"
    RECORDING = "recording"
    RECORDED = "recorded"
    UNDONE = "undone"


class ImportMove(StrEnum):
    """Moves of an import."""

    SHOW = "show"
    FAIL = "fail"
    DROP = "drop"
    RECORD = "record"
    FINISH = "finish"
    UNDO = "undo"


S, M = ImportState, ImportMove
IMPORT_MOVES: dict[ImportMove, tuple[frozenset[ImportState], ImportState]] = {
    M.SHOW: (frozenset({S.READING}), S.READ),
    M.FAIL: (frozenset({S.READING}), S.UNREADABLE),
    M.DROP: (frozenset({S.READING, S.READ}), S.DROPPED),
    M.RECORD: (frozenset({S.READ}), S.RECORDING),
    M.FINISH: (frozenset({S.RECORDING}), S.RECORDED),
    # Also one that was stopped in the middle: what it recorded is undone.
    M.UNDO: (frozenset({S.RECORDING, S.RECORDED}), S.UNDONE),
}
# The same file may come again once nothing of the first time stands.
STANDING = frozenset({S.READING, S.READ, S.RECORDING, S.RECORDED})


class RowState(StrEnum):
    """What becomes of a row: it can be recorded, something is wrong, its words are there."""

    READY = "ready"
    PROBLEM = "problem"
    KNOWN = "known"


class Problem(StrEnum):
    """Why a row cannot be recorded; the sentences stand in `import_sentences.py`."""

    COMMUNE_MISSING = "commune_missing"
    COMMUNE_UNKNOWN = "commune_unknown"
    COMMUNE_SEVERAL = "commune_several"
    NO_MEETING = "no_meeting"
    MEETING_SEVERAL = "meeting_several"
    SIGNED = "signed"
    TEXT_MISSING = "text_missing"
    TEXT_LONG = "text_long"
    ANSWER_LONG = "answer_long"
    TRACK_MISSING = "track_missing"
    TRACK_UNKNOWN = "track_unknown"
    FIELD_UNKNOWN = "field_unknown"
    VILLAGE_LONG = "village_long"
    SPEAKER_LONG = "speaker_long"
    DAY_UNREAD = "day_unread"
    DAY_OTHER = "day_other"
    FORMULA_EMPTY = "formula_empty"
    CELL_ERROR = "cell_error"
    # The meeting was closed between the look and the act.
    REFUSED = "refused"


class Note(StrEnum):
    """What is said of a row that can be recorded."""

    HIDDEN = "hidden"
    MERGED = "merged"
    FORMULA = "formula"
    MAPPED = "mapped"
    CHOSEN = "chosen"


# Found by comparing the row with the plan; the others stand in the row itself.
OF_PLACE = frozenset(
    {
        Problem.COMMUNE_UNKNOWN,
        Problem.COMMUNE_SEVERAL,
        Problem.NO_MEETING,
        Problem.MEETING_SEVERAL,
        Problem.SIGNED,
        Problem.DAY_OTHER,
    }
)
NOTES_OF_PLACE = frozenset({Note.MAPPED, Note.CHOSEN})


def import_after(state: ImportState, move: ImportMove) -> ImportState:
    """The state an import has after the move. Raises ContactRefused `import_state`."""
    return after(IMPORT_MOVES, state, move, "import_state")
