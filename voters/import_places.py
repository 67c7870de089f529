"""From the name of a place in a file to the unit of today, and to the meeting of the plan."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.utils import timezone

from hdnd_portal.council.models import AdministrativeUnit
from hdnd_portal.council.models.units import COMMUNE_KINDS
from hdnd_portal.council.unit_names import name_key
from hdnd_portal.council.units import find_units
from hdnd_portal.ui.text import fold, tidy, tone_normalise
from voters.importing import NOTES_OF_PLACE, OF_PLACE, Note, Problem, RowState
from voters.models import (
    ContactPlan,
    MeetingRecord,
    Opinion,
    OpinionImport,
    OpinionImportRow,
    VoterMeeting,
)

# How many changes of one unit are followed: names changed twice within a reform.
MOST_CHANGES = 5


@dataclass(frozen=True, slots=True)
class Found:
    """The units of today that a name leads to, and whether it is their own name."""

    units: tuple[AdministrativeUnit, ...]
    is_own_name: bool


class Places:
    """The communes of the council on the days of the plan, and the meetings there."""

    def __init__(self, plan: ContactPlan) -> None:
        self.plan = plan
        self.day = plan.starts_on
        self._found: dict[str, Found] = {}

    @cached_property
    def home(self) -> AdministrativeUnit:
        """The unit of the council."""
        return self.plan.council.unit

    @cached_property
    def communes(self) -> list[AdministrativeUnit]:
        """All communes of the council."""
        if self.home.kind in COMMUNE_KINDS:
            return [self.home]
        rows = AdministrativeUnit.objects.in_force(self.day).communes_of(self.home)
        return list(rows.order_by("folded", "pk"))

    @cached_property
    def meetings(self) -> dict[int, list[VoterMeeting]]:
        """The meetings of each commune: its own, and those to which its voters come."""
        found: dict[int, list[VoterMeeting]] = {}
        for meeting in self.plan.meetings.held().prefetch_related("guests"):
            for key in (meeting.unit_id, *(guest.pk for guest in meeting.guests.all())):
                found.setdefault(key, []).append(meeting)
        return found

    @cached_property
    def signed(self) -> frozenset[int]:
        """Meetings whose record is signed."""
        rows = MeetingRecord.objects.filter(meeting__plan=self.plan, state="signed")
        return frozenset(rows.values_list("meeting", flat=True))

    @cached_property
    def _by_key(self) -> dict[str, list[AdministrativeUnit]]:
        """Communes by the ways to write them: Long Thành, xã Long Thành, x. Long Thành."""
        table: dict[str, list[AdministrativeUnit]] = {}
        for unit in self.communes:
            kind = str(unit.get_kind_display())
            short = "".join(word[0] for word in kind.split())
            for said in (unit.name, f"{kind} {unit.name}", f"{short} {unit.name}"):
                table.setdefault(name_key(said), []).append(unit)
        return table

    def find(self, text: str) -> Found:
        """The units that the name may mean today; none: unknown, several: to be asked."""
        key = place_key(text)
        if key not in self._found:
            self._found[key] = self._find(text)
        return self._found[key]

    def _find(self, text: str) -> Found:
        name, _comma, above = text.partition(",")
        here = {name_key(self.home.name), name_key(str(self.home))}
        if not above or name_key(above) in here:
            found = self._by_key.get(name_key(name), [])
            if found:
                return Found(_as_written(name, found), is_own_name=True)
        return Found(tuple(self._by_finder(text) or self._by_changes(name)), is_own_name=False)

    def _by_finder(self, text: str) -> list[AdministrativeUnit]:
        """What the names and changes of the whole country say, within the province."""
        codes = {unit.code: unit for unit in self.communes if not unit.is_sample}
        for asked in (f"{text}, {self.home}", text):
            matches = find_units(asked, self.day) if codes else []
            units = [codes[one.code] for one in matches if one.code in codes]
            if units:
                return list(dict.fromkeys(units))
        return []

    def _by_changes(self, name: str) -> list[AdministrativeUnit]:
        """What the changes entered for the province say of a unit that has ended."""
        by_pk = {unit.pk: unit for unit in self.communes}
        rows = AdministrativeUnit.objects.filter(
            Q(parent__code=self.home.code) | Q(parent__parent__code=self.home.code),
            is_sample=self.home.is_sample,
        ).exclude(pk__in=by_pk)
        wanted = name_key(name)
        names = [one for one in rows if wanted in (name_key(one.name), name_key(str(one)))]
        reached: dict[int, AdministrativeUnit] = {}
        for _step in range(MOST_CHANGES):
            following = AdministrativeUnit.objects.filter(changes_in__from_units__in=names)
            units = list(following.distinct())
            reached.update({one.pk: by_pk[one.pk] for one in units if one.pk in by_pk})
            names = [one for one in units if one.pk not in by_pk]
            if not names:
                break
        return list(reached.values())


def place_key(text: str) -> str:
    """Under which one name is asked once, however it is typed; diacritics tell names apart."""
    return tone_normalise(tidy(text)).casefold()


def _as_written(name: str, found: list[AdministrativeUnit]) -> tuple[AdministrativeUnit, ...]:
    """Those whose diacritics agree, if any do: "Nga Thành" is not "Nga Thanh"."""
    units = dict.fromkeys(found)
    said = place_key(name)
    if fold(said) == said:
        return tuple(units)  # typed without diacritics
    same = [one for one in units if said.endswith(place_key(one.name))]
    return tuple(same or units)


def known_words(plan: ContactPlan) -> set[tuple[int, str]]:
    """Meeting and words of the opinions that stand in the plan."""
    rows = Opinion.objects.filter(meeting__plan=plan).standing()
    return set(rows.values_list("meeting", "text"))


def place(
    rows: Iterable[OpinionImportRow],
    places: Places,
    *,
    chosen: dict[str, int],
    known: set[tuple[int, str]],
) -> None:
    """Give each row its unit, its meeting and its state; rows are changed, not saved.

    `chosen` says by `place_key` which unit a person chose. `known` grows by the words of the rows,
    so that the second of two equal rows counts as there already.
    """
    units = {unit.pk: unit for unit in places.communes}
    for row in rows:
        row.problems = [code for code in row.problems if code not in OF_PLACE]
        row.notes = [code for code in row.notes if code not in NOTES_OF_PLACE]
        row.unit = row.meeting = None
        said = row.cells.get("commune", "")
        if said:
            _find_unit(row, places.find(said), units.get(chosen.get(place_key(said), 0)))
        if row.unit is not None:
            _find_meeting(row, places)
        row.state = RowState.PROBLEM if row.problems else RowState.READY
        if row.meeting is not None and row.text and not row.problems:
            words = (row.meeting.pk, row.text)
            if words in known:
                row.state = RowState.KNOWN
            known.add(words)


def _find_unit(row: Any, found: Found, chosen: AdministrativeUnit | None) -> None:
    if chosen is not None and len(found.units) > 1:
        row.unit = chosen
        row.notes.append(Note.CHOSEN)
    elif len(found.units) == 1:
        row.unit = found.units[0]
        if not found.is_own_name:
            row.notes.append(Note.MAPPED)
    elif found.units:
        row.problems.append(Problem.COMMUNE_SEVERAL)
    else:
        row.problems.append(Problem.COMMUNE_UNKNOWN)


def _find_meeting(row: Any, places: Places) -> None:
    meetings = places.meetings.get(row.unit.pk, [])
    if len(meetings) > 1:
        # Beside the plans one commune may be met several times: the day tells.
        meetings = [one for one in meetings if timezone.localdate(one.starts_at) == row.day]
        if len(meetings) != 1:
            row.problems.append(Problem.MEETING_SEVERAL)
            return
    if not meetings:
        row.problems.append(Problem.NO_MEETING)
        return
    row.meeting = meetings[0]
    if row.meeting.pk in places.signed:
        row.problems.append(Problem.SIGNED)
    if row.day is not None and row.day != timezone.localdate(row.meeting.starts_at):
        row.problems.append(Problem.DAY_OTHER)


def questions(rows: Iterable[OpinionImportRow], places: Places) -> list[dict[str, Any]]:
    """Each name that leads to several units, once, with the keys of the units."""
    asked: dict[str, dict[str, Any]] = {}
    for row in rows:
        said = row.cells.get("commune", "")
        if Problem.COMMUNE_SEVERAL in row.problems and place_key(said) not in asked:
            units = [unit.pk for unit in places.find(said).units]
            asked[place_key(said)] = {"written": said, "units": units, "chosen": None}
    return list(asked.values())


def answers(batch: OpinionImport) -> dict[str, int]:
    """What was chosen so far, by `place_key`."""
    return {place_key(one["written"]): one["chosen"] for one in batch.places if one["chosen"]}
