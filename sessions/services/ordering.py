"""The order of the agenda, and the numbers that follow from it."""

from collections.abc import Sequence

from django.db import transaction

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from sessions.models import AgendaItem, CouncilSession
from sessions.numbering import Style, numbers
from sessions.services.locks import lock_session
from sessions.services.refusals import SessionRefused
from sessions.workflow import ITEM_GONE


def renumber(session: CouncilSession) -> None:
    """Write the numbers that the order and the session's style give; procedure has none."""
    items = list(
        session.items.exclude(kind=AgendaItem.Kind.PROCEDURE)
        .exclude(state__in=ITEM_GONE)
        .order_by("position")
    )
    style = Style(session.number_style)
    for item, number in zip(items, numbers([i.section for i in items], style), strict=True):
        item.number = number
    AgendaItem.objects.bulk_update(items, ["number"])
    session.items.exclude(pk__in=[item.pk for item in items]).exclude(number="").update(number="")


@transaction.atomic
def order_items(session: CouncilSession, ordered: Sequence[int], *, by: User) -> None:
    """Put the agenda into this order of primary keys.

    Raises SessionRefused `agenda_changed` when the keys are not exactly those of the agenda: a
    colleague has added or taken out an item meanwhile.
    """
    session = lock_session(session, over=SessionRefused("session_over"))
    items = {item.pk: item for item in session.items.order_by("pk")}
    if sorted(ordered) != sorted(items):
        raise SessionRefused("agenda_changed")
    for position, pk in enumerate(ordered, start=1):
        items[pk].position = position
    AgendaItem.objects.bulk_update(items.values(), ["position"])
    renumber(session)
    log.record("agenda.ordered", session, by=by, order=list(ordered))


@transaction.atomic
def move_item(item: AgendaItem, *, to_position: int, by: User) -> None:
    """Move one item to a position (counted from 1); the others close up.

    Raises SessionRefused `agenda_changed` when a colleague has deleted the item meanwhile.
    """
    session = lock_session(item.session, over=SessionRefused("session_over"))
    order = list(session.items.order_by("position").values_list("pk", flat=True))
    if item.pk not in order:
        raise SessionRefused("agenda_changed")
    order.remove(item.pk)
    order.insert(max(0, min(to_position - 1, len(order))), item.pk)
    order_items(session, order, by=by)


@transaction.atomic
def number_items(session: CouncilSession, *, style: Style, by: User) -> None:
    """Number the agenda in this style; `public_reference`, once given, never changes (A6)."""
    session = lock_session(session, over=SessionRefused("session_over"))
    session.number_style = style.value
    session.save(update_fields=["number_style"])
    renumber(session)
    log.record("agenda.numbered", session, by=by, style=style.value)
