"""Units and their changes, from the data packages into the database."""

from dataclasses import dataclass

from django.db import transaction

from hdnd_portal.council.models import AdministrativeUnit, UnitChange
from hdnd_portal.council.unit_data import unit_table
from hdnd_portal.council.unit_spans import Change, Span, UnitTable
from hdnd_portal.ui.text import fold

BATCH = 2000


@dataclass(frozen=True, slots=True)
class LoadResult:
    """How many rows the load found missing or different."""

    units_added: int
    units_changed: int
    changes_added: int
    total_units: int


def shown_name(span: Span) -> str:
    """The name as it is stored: a district keeps the word of its kind (quận, huyện …)."""
    return span.label if span.level == "district" else span.name


@transaction.atomic
def load_units() -> LoadResult:
    """Bring the units of the country up to the data packages. Running it again changes nothing.

    Rows entered by hand and those of sample data are left alone.
    """
    table = unit_table()
    added, changed, ids = _load_spans(table)
    changes = _load_changes(table, ids)
    return LoadResult(added, changed, changes, len(table.spans))


def _load_spans(table: UnitTable) -> tuple[int, int, dict[str, int]]:
    known = {
        (u.code, u.kind, u.name, u.valid_from): u
        for u in AdministrativeUnit.objects.filter(is_sample=False)
    }
    added, changed, ids = 0, 0, dict[str, int]()
    # Parents first: a province before its districts, a district before its communes.
    for level in ("province", "district", "commune"):
        fresh: list[tuple[Span, AdministrativeUnit]] = []
        stale: list[AdministrativeUnit] = []
        for span in (s for s in table.spans.values() if s.level == level):
            name = shown_name(span)
            parent = _parent_id(table, span, ids)
            unit = known.get((span.code, span.kind, name, span.valid_from))
            if unit is None:
                unit = AdministrativeUnit(
                    code=span.code,
                    name=name,
                    kind=span.kind,
                    parent_id=parent,
                    valid_from=span.valid_from,
                    valid_to=span.valid_to,
                    folded=fold(name),
                )
                fresh.append((span, unit))
            else:
                ids[span.id] = unit.pk
                wanted = (parent, span.valid_to, fold(name))
                if (unit.parent_id, unit.valid_to, unit.folded) != wanted:
                    unit.parent_id, unit.valid_to, unit.folded = wanted
                    stale.append(unit)
        AdministrativeUnit.objects.bulk_create([u for _, u in fresh], batch_size=BATCH)
        AdministrativeUnit.objects.bulk_update(
            stale, ["parent", "valid_to", "folded"], batch_size=BATCH
        )
        ids.update({span.id: unit.pk for span, unit in fresh})
        added, changed = added + len(fresh), changed + len(stale)
    return added, changed, ids


def _parent_id(table: UnitTable, span: Span, ids: dict[str, int]) -> int | None:
    """The unit above; of a province that changed its kind meanwhile, the span that holds last.

    A commune that did not change then has one row, and its province is found by code and day.
    """
    parent = table.spans.get(span.parent or "")
    if parent is None:
        return None
    if span.valid_to is None and parent.valid_to is not None:
        parent = next(
            s
            for s in table.spans.values()
            if s.level == "province" and s.code == parent.code and s.valid_to is None
        )
    return ids[parent.id]


def _load_changes(table: UnitTable, ids: dict[str, int]) -> int:
    known = set(
        UnitChange.objects.filter(loader_key__isnull=False).values_list("loader_key", flat=True)
    )
    fresh = [c for c in table.changes if c.key not in known]
    rows = UnitChange.objects.bulk_create([_row(change, ids) for change in fresh], batch_size=BATCH)
    sources = UnitChange.from_units.through
    targets = UnitChange.to_units.through
    sources.objects.bulk_create(
        [
            sources(unitchange_id=row.pk, administrativeunit_id=ids[span])
            for row, change in zip(rows, fresh, strict=True)
            for span in change.sources
        ],
        batch_size=BATCH,
    )
    targets.objects.bulk_create(
        [
            targets(unitchange_id=row.pk, administrativeunit_id=ids[span])
            for row, change in zip(rows, fresh, strict=True)
            for span in change.targets
        ],
        batch_size=BATCH,
    )
    return len(fresh)


def _row(change: Change, ids: dict[str, int]) -> UnitChange:
    return UnitChange(
        kind=change.kind,
        effective_on=change.effective_on,
        legal_basis=change.legal_basis,
        mark=change.mark,
        likely_unit_id=ids[change.likely] if change.likely else None,
        note=change.note,
        loader_key=change.key,
    )
