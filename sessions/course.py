"""The course of a session: what comes next, what was on, for the pages and the record."""

from django.db.models import Max, Q, Subquery
from django.db.models.functions import Coalesce

from sessions.models import AgendaItem, CouncilSession, Proceeding
from sessions.workflow import ITEM_MOVES, ItemMove

# Until there is a result an item may be taken up, or taken up again.
BEFORE_RESULT = ITEM_MOVES[ItemMove.DEFER][0]


def next_item(session: CouncilSession, running: Proceeding | None) -> AgendaItem | None:
    """The first item after the one that is on, or after the last that was, still without result."""
    last = running
    if last is None or last.matter is None:
        before = session.proceedings.filter(Q(item__isnull=False) | Q(block__isnull=False))
        last = before.select_related("item").order_by("starts_at", "pk").last()
    items = session.items.filter(state__in=BEFORE_RESULT).select_related("block")
    items = items.order_by("position")
    if last is not None and last.block_id is not None:
        # What a delegate had taken out of the block is taken up by itself.
        after = session.items.filter(block=last.block_id).order_by().values("block")
        end = after.annotate(end=Max("position")).values("end")
        items = items.exclude(block=last.block_id).filter(
            Q(position__gt=Coalesce(Subquery(end), 0)) | Q(block_removal__block=last.block_id)
        )
    elif last is not None and last.item is not None:
        items = items.filter(position__gt=last.item.position)
    return items.first()
