"""When an agenda item counts as late, and what a late item needs (A5)."""

from datetime import date

from sessions.workflow import SessionState

# From the convening on, the draft programme is with the delegates (SES-3).
PROGRAMME_IS_OUT = frozenset(
    {
        SessionState.CONVENED,
        SessionState.READY,
        SessionState.OPEN,
        SessionState.ADJOURNED,
    }
)


def is_late(on: date, *, state: SessionState, dossiers_due_on: date | None) -> bool:
    """Whether an item entered on the day comes late.

    It does once the programme is out, or once the day for handing dossiers to the verifying Ban
    has passed (that day itself is still in time).
    """
    return state in PROGRAMME_IS_OUT or (dossiers_due_on is not None and on > dossiers_due_on)
