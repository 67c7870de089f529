"""Placing agenda items into the half-days of the session."""

from collections.abc import Mapping

from django.db import transaction

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from sessions.models import AgendaItem, CouncilSession
from sessions.placing import Room, Wish, propose
from sessions.services.locks import lock_session
from sessions.services.refusals import SessionRefused
from sessions.workflow import ITEM_GONE


def proposal(session: CouncilSession) -> dict[int, int | None]:
    """A sitting for each item on the agenda, by the planned times; nothing is written."""
    rooms = [
        Room(sitting.pk, int((sitting.ends_at - sitting.starts_at).total_seconds()) // 60)
        for sitting in session.sittings.all()
    ]
    items = session.items.exclude(state__in=ITEM_GONE).order_by("position")
    return propose(
        [Wish(item.pk, item.planned_minutes, not item.for_information) for item in items], rooms
    )


@transaction.atomic
def place_items(
    session: CouncilSession,
    places: Mapping[int, int | None],
    *,
    seen: Mapping[int, int | None],
    by: User,
) -> int:
    """Put items into sittings (keys to keys, None for no sitting); returns how many moved.

    `seen` is where each item stood when the user looked: what they left there is not written.
    Raises SessionRefused `session_over`, and `agenda_changed` for an item or a sitting that is
    there no more, or one that a colleague has placed meanwhile.
    """
    session = lock_session(session, over=SessionRefused("session_over"))
    wanted = {key: place for key, place in places.items() if seen.get(key) != place}
    sittings = set(session.sittings.values_list("pk", flat=True)) | {None}
    rows = session.items.exclude(state__in=ITEM_GONE).order_by("pk")
    items = {item.pk: item for item in rows.select_for_update(of=("self",))}
    for key, place in wanted.items():
        if key not in items or place not in sittings or items[key].sitting_id != seen.get(key):
            raise SessionRefused("agenda_changed")
        items[key].sitting_id = place
    if wanted:
        AgendaItem.objects.bulk_update([items[key] for key in sorted(wanted)], ["sitting"])
        log.record("agenda.placed", session, by=by, count=len(wanted))
    return len(wanted)
