"""The course of a session: what comes next, what was on, for the pages and the record."""

from sessions.models import AgendaItem, CouncilSession, Proceeding
from sessions.workflow import ITEM_MOVES, ItemMove

# Until there is a result an item may be taken up, or taken up again.
BEFORE_RESULT = ITEM_MOVES[ItemMove.DEFER][0]


def next_item(session: CouncilSession, running: Proceeding | None) -> AgendaItem | None:
    """The first item after the one that is on, or after the last that was, still without result."""
    last = running
    if last is None or last.item is None:
        before = session.proceedings.filter(item__isnull=False).select_related("item")
        last = before.order_by("starts_at", "pk").last()
    items = session.items.filter(state__in=BEFORE_RESULT).order_by("position")
    if last is not None and last.item is not None:
        items = items.filter(position__gt=last.item.position)
    return items.first()
