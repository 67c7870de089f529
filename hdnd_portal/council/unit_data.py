"""The administrative units of Việt Nam and their dated changes, read from the data packages.

Plain Python: works without Django and without a database. `vietnamadminunits` gives today's
3,321 communes with their official codes (Decision 19/2025/QĐ-TTg), the 10,035 former ones with
their districts, and what became of each on 2025-07-01; `data/unit_changes.json` adds what the
packages lack. `vietnam_provinces` is not read here: its codes differ from the Decision in 133
rows; a test holds its names and kinds against ours.
"""

import json
import re
import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from hdnd_portal.council.unit_names import name_key, split_label, syllable_key
from hdnd_portal.council.unit_spans import Change, Span, UnitTable

REFORM = date(2025, 7, 1)
PROVINCE_BASIS = "Nghị quyết 202/2025/QH15"
DISTRICT_BASIS = "Luật Tổ chức chính quyền địa phương 72/2025/QH15"
# Numbers of the resolutions of 16 June 2025 that are known; the others are named by their title.
COMMUNE_RESOLUTIONS = {
    "01": "1656/NQ-UBTVQH15",
    "75": "1662/NQ-UBTVQH15",
    "79": "1685/NQ-UBTVQH15",
}
OWN_CHANGES = Path(__file__).parent / "data" / "unit_changes.json"


def package_file(name: str) -> Path:
    """A data file of `vietnamadminunits`. Raises FileNotFoundError when it is not installed."""
    found = find_spec("vietnamadminunits")
    if found is None or not found.submodule_search_locations:
        raise FileNotFoundError("the package vietnamadminunits is not installed")
    return Path(found.submodule_search_locations[0]) / "data" / name


def commune_basis(code: str, province: str) -> str:
    """The resolution of the Standing Committee of the National Assembly for one province."""
    number = COMMUNE_RESOLUTIONS.get(code)
    title = f"sắp xếp các đơn vị hành chính cấp xã của {province} năm 2025"
    return f"Nghị quyết {number} ({title})" if number else f"Nghị quyết của UBTVQH về {title}"


def rows(sql: str) -> Iterator[tuple[str, ...]]:
    """Rows of the package's own SQLite file, opened read-only."""
    path = package_file("dataset.db")
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        yield from connection.execute(sql)
    finally:
        connection.close()


@cache
def unit_table() -> UnitTable:
    """Read everything once per process (about half a second)."""
    table = UnitTable()
    converter = json.loads(package_file("converter_2025.json").read_text(encoding="utf-8"))
    merged = {new: olds for new, olds in converter["DICT_PROVINCE"].items() if len(olds) > 1}
    new_provinces, new_communes = _read_today(table, merged)
    old_provinces, old_communes = _read_former(table, new_provinces)
    _change_provinces(table, merged, old_provinces, new_provinces)
    _change_communes(table, converter, old_communes, new_communes, new_provinces)
    _change_districts(table)
    for entry in json.loads(OWN_CHANGES.read_text(encoding="utf-8")):
        _apply(table, entry)
    for span in table.spans.values():
        for key in {name_key(span.name), *span.aliases}:
            table.named.setdefault(key, []).append(span)
    return table


def _span(
    table: UnitTable,
    level: str,
    code: str,
    label: str,
    parent: str | None,
    valid_from: date | None,
    valid_to: date | None,
    keywords: str | None = None,
) -> str:
    """Enter a span and return its id: level, code and first day."""
    word, name = split_label(label)
    own = name_key(name)
    words = re.sub(r"\s+", "", name_key(word))
    aliases = {
        syllable_key(k.removeprefix(words)) if k.isascii() else name_key(k)
        for k in json.loads(keywords or "[]")
    }
    span = Span(
        f"{level}:{code}:{valid_from or 'old'}",
        level,
        code,
        word,
        name,
        parent,
        valid_from,
        valid_to,
        frozenset(aliases - {own, ""}),
    )
    table.spans[span.id] = span
    return span.id


def _read_today(
    table: UnitTable, merged: dict[str, list[str]]
) -> tuple[dict[str, str], dict[tuple[str, str], str]]:
    provinces: dict[str, str] = {}
    communes: dict[tuple[str, str], str] = {}
    sql = (
        "select provinceKey, provinceCode, province, provinceKeywords, wardKey, wardCode, ward"
        " from admin_units"
    )
    for key, code, province, keywords, ward_key, ward_code, ward in rows(sql):
        if key not in provinces:
            # Eleven provinces were left as they were: one span, without a first day.
            start = REFORM if key in merged else None
            provinces[key] = _span(table, "province", code, province, None, start, None, keywords)
        communes[key, ward_key] = _span(
            table, "commune", ward_code, ward, provinces[key], REFORM, None
        )
    return provinces, communes


def _read_former(
    table: UnitTable, new_provinces: dict[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    last = REFORM - timedelta(days=1)
    provinces: dict[str, str] = {}
    districts: dict[tuple[str, str], str] = {}
    communes: dict[str, str] = {}
    unchanged = {k: i for k, i in new_provinces.items() if table.spans[i].valid_from is None}
    sql = (
        "select provinceKey, provinceCode, province, provinceKeywords, districtKey, districtCode,"
        " district, districtKeywords, wardKey, wardCode, ward, wardKeywords"
        " from admin_units_legacy"
    )
    for (
        p,
        p_code,
        province,
        p_words,
        d,
        d_code,
        district,
        d_words,
        w,
        w_code,
        ward,
        w_words,
    ) in rows(sql):
        if p not in provinces:
            provinces[p] = unchanged.get(p) or _span(
                table, "province", p_code, province, None, None, last, p_words
            )
        if (p, d) not in districts:
            districts[p, d] = _span(
                table, "district", d_code, district, provinces[p], None, last, d_words
            )
        # Five island districts had no commune: there the district itself stands for it.
        communes[f"{p}_{d}_{w or ''}"] = (
            _span(table, "commune", w_code, ward, districts[p, d], None, last, w_words)
            if ward
            else districts[p, d]
        )
    return provinces, communes


def _change_provinces(
    table: UnitTable,
    merged: dict[str, list[str]],
    old: dict[str, str],
    new: dict[str, str],
) -> None:
    for key, sources in merged.items():
        target = table.spans[new[key]]
        table.add(
            Change(
                f"province:{target.code}:{REFORM}",
                "merge",
                REFORM,
                PROVINCE_BASIS,
                "F2",
                tuple(sorted(old[s] for s in sources)),
                (target.id,),
            )
        )


def _change_communes(
    table: UnitTable,
    converter: dict[str, Any],
    old: dict[str, str],
    new: dict[tuple[str, str], str],
    provinces: dict[str, str],
) -> None:
    basis = {
        key: commune_basis(table.spans[i].code, table.spans[i].label)
        for key, i in provinces.items()
    }
    divided = {
        (province, part["newWardKey"])
        for province, sources_of in converter["DICT_PROVINCE_WARD_DIVIDED"].items()
        for parts in sources_of.values()
        for part in parts
    }
    for province, wards in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, sources in wards.items():
            target = new[province, ward]
            whole = tuple(sorted(old[s] for s in sources))
            kind = "merge"
            if len(whole) == 1 and (province, ward) not in divided:
                kind = _alone(table.spans[whole[0]], table.spans[target])
            table.add(
                Change(f"{target}:whole", kind, REFORM, basis[province], "F2", whole, (target,))
            )
    for province, sources_of in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for source, parts in sources_of.items():
            targets = [new[province, part["newWardKey"]] for part in parts]
            likely = next(
                (t for t, part in zip(targets, parts, strict=True) if part["isDefaultNewWard"]),
                None,
            )
            table.add(
                Change(
                    f"{old[source]}:divided",
                    "split",
                    REFORM,
                    basis[province],
                    "F2",
                    (old[source],),
                    tuple(sorted(targets)),
                    likely,
                )
            )


def _alone(before: Span, after: Span) -> str:
    """What changed for a commune that was neither merged nor divided."""
    if name_key(before.name) != name_key(after.name):
        return "rename"
    return "keep" if before.word == after.word else "kind"


def _change_districts(table: UnitTable) -> None:
    """The district level ended: a district's ground is that of its communes' successors."""
    reached: dict[str, set[str]] = {}
    for span in table.spans.values():
        parent = table.spans.get(span.parent or "")
        if parent and parent.level == "district":
            reached.setdefault(parent.id, set()).update(
                t for change in table.leaving[span.id] for t in change.targets
            )
    for district, targets in reached.items():
        table.add(
            Change(
                f"{district}:ended",
                "dissolve",
                REFORM,
                DISTRICT_BASIS,
                "F",
                (district,),
                tuple(sorted(targets)),
            )
        )


def _apply(table: UnitTable, entry: dict[str, Any]) -> None:
    """End the span a change of our own file names and begin the next one on its day."""
    on = date.fromisoformat(entry["effective_on"])
    parents = {s.id: s.code for s in table.spans.values() if s.level == "province"}
    for unit in entry["units"]:
        word, name = unit["to"]
        if entry["level"] == "province" and on < REFORM:
            _insert_before(table, entry, unit, on)
            continue
        before = next(
            s
            for s in table.spans.values()
            if s.level == entry["level"]
            and s.valid_to is None
            and (s.word, name_key(s.name)) == (unit["from"][0], name_key(unit["from"][1]))
            and (s.code == unit.get("code") or parents.get(s.parent or "") == entry.get("province"))
        )
        ended = Span(
            before.id, before.level, before.code, before.word, before.name, before.parent,
            before.valid_from, on - timedelta(days=1), before.aliases,
        )  # fmt: skip
        begun = Span(
            f"{before.level}:{before.code}:{on}", before.level, before.code, word, name,
            before.parent, on, None, before.aliases,
        )  # fmt: skip
        table.spans[ended.id] = ended
        table.spans[begun.id] = begun
        _enter(table, entry, on, ended.id, begun.id)


def _insert_before(table: UnitTable, entry: dict[str, Any], unit: dict[str, Any], on: date) -> None:
    """A change before the reform: today's span gets a first day, an older one goes before it."""
    word, name = unit["from"]
    after = next(
        s for s in table.spans.values() if s.level == "province" and s.code == unit["code"]
    )
    earlier = Span(
        f"province:{after.code}:before-{on}", "province", after.code, word, name, None,
        None, on - timedelta(days=1),
    )  # fmt: skip
    table.spans[earlier.id] = earlier
    table.spans[after.id] = Span(
        after.id, after.level, after.code, after.word, after.name, None, on, after.valid_to,
        after.aliases,
    )  # fmt: skip
    _enter(table, entry, on, earlier.id, after.id)


def _enter(table: UnitTable, entry: dict[str, Any], on: date, source: str, target: str) -> None:
    table.add(
        Change(
            f"{source}:{on}",
            entry["kind"],
            on,
            entry["legal_basis"],
            entry["mark"],
            (source,),
            (target,),
            note=entry["note"],
        )
    )
