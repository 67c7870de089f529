"""Which items may be considered together as a block (nhóm nội dung, A16)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sessions.workflow.agenda import ItemState
from sessions.workflow.session import Objection

# Items of other kinds are each a matter of their own: persons are voted on one by one and in
# secret, questions have their own order, procedure is not deliberated.
BLOCK_KINDS = frozenset({"report", "resolution"})
LEAST = 2


class BlockForm(StrEnum):
    """How the council treats a block."""

    JOINT = "joint"
    CONSENT = "consent"  # adopted without a debate


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item as grouping judges it; `place` counts the items still on the agenda, in order."""

    place: int
    title: str
    kind: str
    kind_label: str
    state: ItemState
    is_closed: bool
    has_draft: bool
    for_information: bool
    is_grouped: bool
    was_taken_out: bool
    has_vote: bool


def block_objection(
    items: Sequence[Candidate], *, before_result: frozenset[ItemState]
) -> Objection | None:
    """Why these items, in the order of the agenda, do not become a block; None where they may.

    What applies to all is asked once: a block is open or closed, and either all of its items are to
    be adopted or none is.
    """
    if len(items) < LEAST:
        return Objection("block_too_small", {})
    for one in items:
        if (code := _objection_to(one, before_result)) is not None:
            return Objection(code, {"title": one.title, "kind": one.kind_label})
    if len({one.is_closed for one in items}) > 1:
        return Objection("block_openness", {})
    if len({one.has_draft for one in items}) > 1:
        return Objection("block_drafts", {})
    first = items[0].place
    if [one.place for one in items] != list(range(first, first + len(items))):
        return Objection("block_not_neighbours", {})
    return None


def _objection_to(one: Candidate, before_result: frozenset[ItemState]) -> str | None:
    """What one item has against it, by itself."""
    if one.kind not in BLOCK_KINDS:
        return "block_kind"
    if one.for_information:
        return "block_for_reading"
    if one.state not in before_result:
        return "block_decided"
    if one.is_grouped:
        return "block_item_grouped"
    # A delegate has asked that the council decide on it by itself.
    if one.was_taken_out:
        return "block_item_taken_out"
    if one.has_vote:
        return "block_item_has_vote"
    return None
