"""The one writer of an agenda item's state."""

from sessions.models import AgendaItem, CouncilSession
from sessions.services.refusals import SessionRefused
from sessions.workflow import ItemMove, ItemState, item_after


def carry_item(item: AgendaItem, move: ItemMove) -> None:
    """Carry an item whose row the caller has locked to its next state. Raises MoveRefused."""
    item.state = item_after(ItemState(item.state), move).value
    item.save(update_fields=["state"])


def locked_item(session: CouncilSession, item: AgendaItem) -> AgendaItem:
    """The item's row under lock, after the session's.

    Raises SessionRefused `agenda_changed` when a colleague has deleted it meanwhile.
    """
    found = session.items.select_for_update(of=("self",)).filter(pk=item.pk).first()
    if found is None:
        raise SessionRefused("agenda_changed")
    return found
