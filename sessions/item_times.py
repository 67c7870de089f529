"""Minutes of agenda items: planned, used, and usual at earlier sessions (A18)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Sum, Value
from django.db.models.functions import Coalesce

from sessions.forecast import Forecast, Turn, forecast, usual_minutes
from sessions.models import AgendaItem, CouncilSession, Proceeding
from sessions.workflow.sitting import ProceedingKind

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class ItemTime:
    """An item beside the programme; `over` is in minutes, negative where it took less."""

    item: AgendaItem
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


def used_minutes(session: CouncilSession, now: datetime) -> dict[int, int]:
    """Minutes each item was before the council so far, by key of the item. One query."""
    rows = session.proceedings.filter(kind=ProceedingKind.ITEM).order_by().values_list("item")
    lasted = Sum(Coalesce(F("ends_at"), Value(now)) - F("starts_at"))
    return {item: round(total / MINUTE) for item, total in rows.annotate(total=lasted)}


def item_times(course: Iterable[Proceeding], now: datetime) -> list[ItemTime]:
    """Each item that was on, in the order of the programme, from the course with its items."""
    used: dict[int, timedelta] = {}
    items: dict[int, AgendaItem] = {}
    for row in course:
        if row.item is not None and row.kind == ProceedingKind.ITEM:
            items[row.item.pk] = row.item
            lasted = (row.ends_at or now) - row.starts_at
            used[row.item.pk] = used.get(row.item.pk, timedelta()) + lasted
    return [
        ItemTime(item, item.planned_minutes, round(used[item.pk] / MINUTE))
        for item in sorted(items.values(), key=lambda item: item.position)
    ]


def usual(session: CouncilSession) -> dict[str, int]:
    """How many minutes an item of each kind took at earlier sessions of the council. One query."""
    rows = (
        Proceeding.objects.filter(
            kind=ProceedingKind.ITEM,
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
    session: CouncilSession, items: Sequence[AgendaItem], running: int | None, now: datetime
) -> Forecast | None:
    """When the half-day that is held will end; None while none is. Two or three queries.

    `items` are those without a result, `running` the key of the one that is on.
    """
    sitting = session.sittings.filter(opened_at__isnull=False, closed_at=None).first()
    if sitting is None:
        return None
    used = used_minutes(session, now)
    waiting = [item for item in items if sitting.pk == item.sitting_id or item.pk == running]
    is_guessed = any(item.planned_minutes is None for item in waiting)
    return forecast(
        now,
        sitting.ends_at,
        [
            Turn(item.kind, item.planned_minutes, used.get(item.pk, 0), item.pk == running)
            for item in waiting
        ],
        usual(session) if is_guessed else {},
    )
