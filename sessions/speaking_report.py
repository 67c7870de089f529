"""Who spoke how long, and whether the groups of delegates came to speak alike (S10)."""

from dataclasses import dataclass

from django.db.models import Count
from django.utils import timezone

from hdnd_portal.council.models import Body, Mandate, Membership
from sessions.models import CouncilSession, SpeechRequest
from sessions.speaking_time import GroupShare, shares
from sessions.workflow.sitting import SPEECH_ON, SpeechState


def _spoken(session: CouncilSession) -> list[tuple[int | None, int]]:
    """Group and seconds of each speech of a delegate so far. One query."""
    now = timezone.now()
    rows = session.speeches.filter(
        state__in={*SPEECH_ON, SpeechState.DONE}, mandate__isnull=False
    ).only("group", "started_at", "ended_at", "paused_at", "paused_seconds")
    return [(row.group_id, int(row.used(now).total_seconds())) for row in rows]


def _members(session: CouncilSession) -> dict[int, int]:
    """How many delegates in office each Tổ has on the opening day. One query."""
    on = session.opening_on
    seats = Mandate.objects.in_office(on).filter(term=session.term_id)
    rows = (
        Membership.objects.in_force(on)
        .filter(
            body__kind=Body.Kind.DELEGATE_GROUP,
            body__term=session.term_id,
            person__in=seats.values("person"),
        )
        .order_by()
        .values_list("body")
        .annotate(count=Count("person", distinct=True))
    )
    return dict(rows)


def group_shares(session: CouncilSession) -> dict[int, GroupShare]:
    """What each Tổ has spoken, beside its fair share. Two queries."""
    return shares(_members(session), _spoken(session))


def behind(session: CouncilSession) -> set[int]:
    """Groups that have spoken less than half of their share so far. Two queries."""
    return {group for group, share in group_shares(session).items() if share.is_behind}


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A Tổ in the report, with the minutes that were set for it."""

    name: str
    share: GroupShare
    budget: int | None


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item or a block in the report: what was planned or set, what was spoken on it."""

    title: str
    number: str
    planned: int | None
    seconds: int
    speeches: int


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report."""

    groups: list[GroupLine]
    items: list[ItemLine]
    speeches: list[SpeechRequest]


def report(session: CouncilSession) -> Report:
    """Speaking time by Tổ, by item, and every speech. Five queries."""
    now = timezone.now()
    rows = list(
        session.speeches.filter(state__in={*SPEECH_ON, SpeechState.DONE})
        .select_related("mandate__person", "group", "item", "block")
        .order_by("started_at", "pk")
    )
    for row in rows:
        row.seconds = int(row.used(now).total_seconds())  # type: ignore[attr-defined]
    budgets = list(session.time_budgets.all())
    by_group = {row.group_id: row.minutes for row in budgets if row.group_id and not row.item_id}
    by_item = {row.item_id: row.minutes for row in budgets if row.item_id and not row.group_id}
    members = _members(session)
    found = shares(
        members,
        [(row.group_id, row.seconds) for row in rows if row.mandate_id],  # type: ignore[attr-defined]
    )
    groups = Body.objects.filter(pk__in=members).order_by("code", "name")
    items: dict[tuple[int | None, int | None], ItemLine] = {}
    for row in rows:
        if row.matter is None:
            continue
        key = (row.item_id, row.block_id)
        old = items.get(key)
        # Speeches on a block use the time of the block, which no item of it has for itself.
        set_for_it = by_item.get(row.item_id) if row.item_id else None
        items[key] = ItemLine(
            row.matter.title,
            row.matter.number,
            set_for_it or row.matter.planned_minutes,
            (old.seconds if old else 0) + row.seconds,  # type: ignore[attr-defined]
            (old.speeches if old else 0) + 1,
        )
    return Report(
        [GroupLine(group.name, found[group.pk], by_group.get(group.pk)) for group in groups],
        list(items.values()),
        rows,
    )
