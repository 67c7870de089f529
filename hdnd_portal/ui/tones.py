"""What a state looks like: one tone per meaning in all apps, with an icon beside the colour."""

from collections.abc import Mapping
from enum import StrEnum


class Tone(StrEnum):
    """Colour of a badge; the value stands in the attribute `data-state`."""

    GREY = "grey"  # draft, not begun, withdrawn
    BLUE = "blue"  # under way
    AMBER = "amber"  # waiting for somebody else
    GREEN = "green"  # done
    RED = "red"  # overdue, refused
    VIOLET = "violet"  # secret
    GOLD = "gold"  # decided by the chair


TONE_ICONS: dict[Tone, str] = {
    Tone.GREY: "circle-dashed",
    Tone.BLUE: "progress",
    Tone.AMBER: "hourglass",
    Tone.GREEN: "circle-check",
    Tone.RED: "alert-triangle",
    Tone.VIOLET: "lock",
    Tone.GOLD: "gavel",
}

_machines: dict[str, dict[str, Tone]] = {}


def register_tones(machine: str, tones: Mapping[str, Tone]) -> None:
    """Tell the tone of every state of a machine ("sessions.session"); apps call it in `ready()`."""
    _machines[machine] = {str(state): tone for state, tone in tones.items()}


def tone_of(machine: str, state: str) -> Tone:
    """The tone of a state. Raises KeyError for a machine or state that was not registered."""
    return _machines[machine][str(state)]
