"""The one writer of an agenda item's state."""

from django.db import models

from sessions.models import AgendaItem, CouncilSession
from sessions.services.refusals import SessionRefused
from sessions.workflow import ITEM_GONE, ItemMove, ItemState, item_after


def carry_item(item: AgendaItem, move: ItemMove) -> None:
    """Carry an item whose row the caller has locked to its next state. Raises MoveRefused."""
    item.state = item_after(ItemState(item.state), move).value
    gone = ItemState(item.state) in ITEM_GONE
    if gone:
        item.block = None  # what has left the session stands in no block
    item.save(update_fields=["state", "block"] if gone else ["state"])


def locked_items(session: CouncilSession, items: "models.QuerySet[AgendaItem]") -> list[AgendaItem]:
    """Several items under lock, after the session's, by primary key."""
    return list(items.filter(session=session).select_for_update(of=("self",)).order_by("pk"))


def locked_item(session: CouncilSession, item: AgendaItem) -> AgendaItem:
    """The item's row under lock, after the session's.

    Raises SessionRefused `agenda_changed` when a colleague has deleted it meanwhile.
    """
    found = session.items.select_for_update(of=("self",)).filter(pk=item.pk).first()
    if found is None:
        raise SessionRefused("agenda_changed")
    return found
