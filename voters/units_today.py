"""Communes that have ended, and the commune of today under which their voters are counted."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q
from django.utils import timezone

from hdnd_portal.council.models import AdministrativeUnit, UnitChange
from hdnd_portal.council.models.units import COMMUNE_KINDS
from voters.models import Opinion, VoterPromise

# How many changes of one unit are followed: names changed twice within a reform.
MOST_CHANGES = 5


def todays_units(on: date | None = None) -> dict[int, int]:
    """For each ended unit whose voters spoke or were promised something what it became by the day.

    Of a divided one the part that took most of it; where that is not known, it stays under its own
    name. Three queries for each step of the changes.
    """
    on = on or timezone.localdate()
    ended = AdministrativeUnit.objects.filter(valid_to__lt=on)
    heard = Q(pk__in=Opinion.objects.order_by().values("unit"))
    promised = Q(pk__in=VoterPromise.objects.order_by().values("unit"))
    said = set(ended.filter(heard | promised).values_list("pk", flat=True))
    return _followed(said, on) if said else {}


def units_before(units: Collection[int]) -> list[int]:
    """The units, and the ended ones that count under them, by their keys."""
    return [*units, *(old for old, now in todays_units().items() if now in units)]


def _followed(said: set[int], on: date) -> dict[int, int]:
    reached = {key: key for key in said}
    for _step in range(MOST_CHANGES):
        following = _next_units(set(reached.values()), on)
        moved = {old: following[now] for old, now in reached.items() if now in following}
        if not moved:
            break
        reached.update(moved)
    return {old: now for old, now in reached.items() if old != now}


def _next_units(keys: set[int], on: date) -> dict[int, int]:
    """What each of the units became, where one unit took all or most of it."""
    changes = UnitChange.objects.filter(from_units__in=keys, effective_on__lte=on)
    found: dict[int, int] = {}
    rows = changes.filter(
        Q(to_units__kind__in=COMMUNE_KINDS) | Q(likely_unit__kind__in=COMMUNE_KINDS)
    )
    targets: dict[int, set[tuple[int, int | None]]] = {}
    for source, target, likely in rows.values_list("from_units", "to_units", "likely_unit"):
        if source in keys:
            targets.setdefault(source, set()).add((target, likely))
    for source, pairs in targets.items():
        units = {target for target, _likely in pairs if target != source}
        likely_ones = {likely for _target, likely in pairs if likely is not None}
        if len(units) == 1:
            found[source] = units.pop()
        elif len(likely_ones) == 1:
            found[source] = likely_ones.pop()
    return found
