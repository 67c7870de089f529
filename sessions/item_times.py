"""Minutes of agenda items: planned, used, and usual at earlier sessions (A18)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Sum, Value
from django.db.models.functions import Coalesce

from sessions.forecast import Forecast, Turn, forecast, usual_minutes
from sessions.models import AgendaBlock, AgendaItem, CouncilSession, Proceeding
from sessions.workflow.sitting import ProceedingKind

MINUTE = timedelta(minutes=1)
# The keys of an item and of a block, one of them empty.
Key = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class ItemTime:
    """An item, or a block of them, beside the programme; minutes `over` are negative for less."""

    item: AgendaItem | AgendaBlock
    planned: int | None
    used: int

    @property
    def over(self) -> int | None:
        """Minutes used beyond those planned; nothing where none were planned."""
        return None if self.planned is None else self.used - self.planned

    @property
    def under(self) -> int:
        """Minutes that were left, as a positive number."""
        return max(-(self.over or 0), 0)


def used_minutes(session: CouncilSession, now: datetime) -> dict[Key, int]:
    """Minutes each item and each block was before the council so far, by their keys. One query."""
    rows = session.proceedings.filter(kind=ProceedingKind.ITEM).order_by()
    lasted = Sum(Coalesce(F("ends_at"), Value(now)) - F("starts_at"))
    found = rows.values_list("item", "block").annotate(total=lasted)
    return {(item, block): round(total / MINUTE) for item, block, total in found}


def item_times(course: Iterable[Proceeding], now: datetime) -> list[ItemTime]:
    """Each item and block that was on, items in the order of the programme, blocks after them, from
    the course with both.
    """
    used: dict[Key, timedelta] = {}
    matters: dict[Key, AgendaItem | AgendaBlock] = {}
    for row in course:
        if row.matter is not None and row.kind == ProceedingKind.ITEM:
            key = (row.item_id, row.block_id)
            matters[key] = row.matter
            used[key] = used.get(key, timedelta()) + ((row.ends_at or now) - row.starts_at)
    order = sorted(matters, key=lambda key: _place(matters[key]))
    return [
        ItemTime(matters[key], matters[key].planned_minutes, round(used[key] / MINUTE))
        for key in order
    ]


def _place(matter: AgendaItem | AgendaBlock) -> tuple[bool, int]:
    if isinstance(matter, AgendaItem):
        return False, matter.position
    return True, matter.pk


def usual(session: CouncilSession) -> dict[str, int]:
    """How many minutes an item of each kind took at earlier sessions of the council. One query."""
    rows = (
        Proceeding.objects.filter(
            kind=ProceedingKind.ITEM,
            item__isnull=False,
            ends_at__isnull=False,
            session__council=session.council_id,
            session__rehearsal_of=None,
            session__opening_on__lt=session.opening_on,
        )
        .order_by()
        .values_list("item", "item__kind")
        .annotate(total=Sum(F("ends_at") - F("starts_at")))
    )
    return usual_minutes((kind, total / MINUTE) for _item, kind, total in rows)


def sitting_forecast(
    session: CouncilSession, items: Sequence[AgendaItem], running: Key, now: datetime
) -> Forecast | None:
    """When the half-day that is held will end; None while none is. Two or three queries.

    `items` are those without a result, with their blocks; `running` has the keys of the item or the
    block that is on. The items of a block have one turn together.
    """
    sitting = session.sittings.filter(opened_at__isnull=False, closed_at=None).first()
    if sitting is None:
        return None
    used = used_minutes(session, now)
    turns: dict[Key, Turn] = {}
    for item in items:
        key: Key = (None, item.block_id) if item.block_id else (item.pk, None)
        if sitting.pk == item.sitting_id or key == running:
            matter = item.block or item
            turns[key] = Turn(
                item.kind, matter.planned_minutes, used.get(key, 0), is_on=key == running
            )
    is_guessed = any(turn.planned is None for turn in turns.values())
    return forecast(now, sitting.ends_at, turns.values(), usual(session) if is_guessed else {})
