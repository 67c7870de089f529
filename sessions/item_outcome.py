"""What the council decided on an item, for those who prepared its dossier (A21)."""

from dataclasses import dataclass

from hdnd_portal.accounts.models import User
from sessions.models import AgendaItem, Minutes, Poll, Resolution
from sessions.workflow import ITEM_DECIDED


@dataclass(frozen=True, slots=True)
class Outcome:
    """The published votes on an item, by itself or with its block; its resolution; the minutes."""

    polls: list[Poll]
    resolution: Resolution | None
    minutes: Minutes | None


def outcome_of(item: AgendaItem, user: User) -> Outcome | None:
    """What came of the item, once it is decided; none before. Three queries."""
    if item.state not in ITEM_DECIDED:
        return None
    polls = Poll.objects.on_item(item).decided().select_related("block")
    resolutions = Resolution.objects.visible_to(user).select_related("document")
    return Outcome(
        list(polls.order_by("opened_at", "pk")),
        resolutions.filter(item=item).first(),
        excerpted_minutes(item),
    )


def excerpted_minutes(item: AgendaItem) -> Minutes | None:
    """The approved minutes an excerpt on the item is taken from; none of a closed item."""
    if item.is_closed:
        return None
    return Minutes.objects.filter(session=item.session_id, sitting=None, state="approved").first()
