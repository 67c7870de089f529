"""Contact plans: which delegates meet the voters of which commune in which half-day.

Plain Python over the integer programme of HiGHS; the same input gives the same plan. Within one
half-day the delegates of a Tổ are alike, so the programme only counts: how many meetings a Tổ
holds then, and which of its delegates go out. Communes and teams are dealt out afterwards.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

import highspy

PATIENCE_SECONDS = 8.0


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A half-day of the window; the morning comes before the afternoon."""

    day: date
    is_afternoon: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A commune whose voters are met, and the Tổ that meets them."""

    key: int
    group: int


@dataclass(frozen=True, slots=True)
class Member:
    """A delegate of a Tổ, and the half-days that are not theirs to give."""

    key: int
    group: int
    away: frozenset[Slot] = frozenset()


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting: a place, the half-days it touches (laid out: one), who goes there."""

    place: int
    slots: tuple[Slot, ...]
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """What a plan must keep.

    From `least_there` to `most_there` delegates at a meeting, `least_each` meetings of every
    delegate, `at_once` meetings that the office can serve in one half-day.
    """

    least_there: int
    most_there: int
    least_each: int
    at_once: int


class Rule(StrEnum):
    """The rule that no plan can keep."""

    WINDOW = "window"
    AT_ONCE = "at_once"
    MEMBERS = "members"
    AWAY = "away"
    LEAST_EACH = "least_each"
    LEAST_THERE = "least_there"
    TOGETHER = "together"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why there is no plan: the rule, whom it concerns, how many are wanted and how many found."""

    rule: Rule
    group: int | None = None
    member: int | None = None
    wanted: int = 0
    found: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """The meetings, earliest first; or the reasons why there can be none."""

    meetings: tuple[Meeting, ...] = ()
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class _Task:
    """What is left to be planned once the meetings that stand are taken out."""

    places: tuple[Place, ...]
    members: tuple[Member, ...]
    slots: tuple[Slot, ...]
    terms: Terms
    room: Mapping[Slot, int]  # how many meetings may still be put there
    held: Mapping[int, int]  # how many meetings a delegate already has

    def owed(self, member: Member) -> int:
        """How many more meetings the delegate needs."""
        return max(0, self.terms.least_each - self.held.get(member.key, 0))

    def free(self, member: Member) -> int:
        """How many half-days the delegate can give."""
        return sum(1 for slot in self.slots if slot not in member.away)


def plan(
    places: Sequence[Place],
    members: Sequence[Member],
    slots: Collection[Slot],
    terms: Terms,
    *,
    standing: Sequence[Meeting] = (),
    earlier: Collection[tuple[int, int]] = (),
) -> Plan:
    """A plan in which each place is met once and nobody is in two places in one half-day.

    `standing` meetings stay as they are and count; neither they nor their places are in the answer.
    `earlier` are pairs of delegate and place of the other contact of the cycle: a team goes to
    another where it can.
    """
    task = _without(places, members, slots, terms, standing)
    reasons = tuple(_plain_reasons(task))
    if reasons:
        return Plan(reasons=reasons)
    counts, in_time = _solve(task)
    if counts is None and in_time:
        return Plan(reasons=tuple(_guilty(task)))
    if counts is None:
        return Plan(reasons=(Reason(Rule.TIME, wanted=len(task.places)),))
    return Plan(meetings=_dealt(task, counts, frozenset(earlier)))


def _without(
    places: Sequence[Place],
    members: Sequence[Member],
    slots: Collection[Slot],
    terms: Terms,
    standing: Sequence[Meeting],
) -> _Task:
    taken = Counter(slot for meeting in standing for slot in meeting.slots)
    held = Counter(key for meeting in standing for key in meeting.members)
    busy: dict[int, set[Slot]] = defaultdict(set)
    for meeting in standing:
        for key in meeting.members:
            busy[key].update(meeting.slots)
    return _Task(
        places=tuple(places),
        members=tuple(replace(one, away=one.away | busy[one.key]) for one in members),
        slots=tuple(sorted(slots)),
        terms=terms,
        room={slot: max(0, terms.at_once - taken[slot]) for slot in slots},
        held=held,
    )


def _plain_reasons(task: _Task) -> Iterator[Reason]:
    """What counting alone shows to be impossible, with the two figures that do not fit."""
    terms = task.terms
    if not task.slots:
        yield Reason(Rule.WINDOW, wanted=len(task.places))
        return
    if len(task.places) > (room := sum(task.room.values())):
        yield Reason(Rule.AT_ONCE, wanted=len(task.places), found=room)
    there = _by_group(task.members)
    for member in task.members:
        if (free := task.free(member)) < (owed := task.owed(member)):
            yield Reason(Rule.AWAY, member.group, member.key, owed, free)
    for group, count in sorted(Counter(place.group for place in task.places).items()):
        team = there[group]
        if len(team) < terms.least_there:
            yield Reason(Rule.MEMBERS, group, wanted=terms.least_there, found=len(team))
        elif (free := sum(map(task.free, team))) < (wanted := count * terms.least_there):
            yield Reason(Rule.LEAST_THERE, group, wanted=wanted, found=free)
    for group, team in sorted(there.items()):
        count = sum(1 for place in task.places if place.group == group)
        seats, owed = count * min(terms.most_there, len(team)), sum(map(task.owed, team))
        if seats < owed:
            yield Reason(Rule.LEAST_EACH, group, wanted=owed, found=seats)


@dataclass(frozen=True, slots=True)
class _Counts:
    """The answer of the programme: meetings of a Tổ in a half-day, and who goes out then."""

    meetings: Mapping[tuple[int, Slot], int]
    out: Mapping[tuple[int, Slot], tuple[int, ...]]


def _solve(task: _Task) -> tuple[_Counts | None, bool]:
    """The counts, or None; and whether that was known in time. An even load is tried first."""
    for extra in (0, 1, len(task.slots)):
        counts, in_time = _solve_within(task, extra)
        if counts is not None or not in_time:
            return counts, in_time
    return None, True


def _solve_within(task: _Task, extra: int) -> tuple[_Counts | None, bool]:
    """The same where nobody has more than `extra` meetings above an even share."""
    terms = task.terms
    there = _by_group(task.members)
    wanted = Counter(place.group for place in task.places)
    model = highspy.Highs()  # type: ignore[no-untyped-call]
    model.silent()
    model.setOptionValue("threads", 1)
    model.setOptionValue("time_limit", PATIENCE_SECONDS)
    number = {
        (group, slot): model.addIntegral(lb=0, ub=min(wanted[group], task.room[slot]))
        for group in sorted(wanted)
        for slot in task.slots
    }
    # The sum of those who go out is kept small: nobody is sent where no rule asks for them.
    goes = {
        (member.key, slot): model.addBinary(obj=1)
        for member in task.members
        if member.group in wanted
        for slot in task.slots
        if slot not in member.away
    }
    for group, count in sorted(wanted.items()):
        team = there[group]
        model.addConstr(model.qsum(number[group, slot] for slot in task.slots) == count)
        for slot in task.slots:
            out = model.qsum(goes[m.key, slot] for m in team if (m.key, slot) in goes)
            model.addConstr(out >= terms.least_there * number[group, slot])
            model.addConstr(out <= terms.most_there * number[group, slot])
        share = -(-count * terms.least_there // len(team)) + extra
        for member in team:
            load = model.qsum(
                goes[member.key, slot] for slot in task.slots if (member.key, slot) in goes
            )
            owed = task.owed(member)
            model.addConstr(load >= owed)
            model.addConstr(load <= max(owed, share))
    for slot in task.slots:
        model.addConstr(
            model.qsum(number[group, slot] for group in sorted(wanted)) <= task.room[slot]
        )
    model.run()
    status = model.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return None, True
    if status != highspy.HighsModelStatus.kOptimal:
        return None, False
    return _Counts(
        meetings={key: round(model.val(var)) for key, var in number.items()},
        out={
            (group, slot): tuple(
                m.key
                for m in there[group]
                if (m.key, slot) in goes and round(model.val(goes[m.key, slot]))
            )
            for group, slot in number
        },
    ), True


def _guilty(task: _Task) -> Iterator[Reason]:
    """The rules without any one of which there would be a plan; all together where none is."""
    terms, wanted = task.terms, len(task.places)
    free = replace(task, room=dict.fromkeys(task.slots, wanted))
    present = replace(task, members=tuple(replace(m, away=frozenset()) for m in task.members))
    tries = (
        (Rule.AT_ONCE, free, terms.at_once),
        (Rule.AWAY, present, sum(len(one.away) for one in task.members)),
        (
            Rule.LEAST_EACH,
            replace(task, terms=replace(terms, least_each=0)),
            terms.least_each,
        ),
        (
            Rule.LEAST_THERE,
            replace(task, terms=replace(terms, least_there=1)),
            terms.least_there,
        ),
    )
    found = [Reason(rule, wanted=figure) for rule, easier, figure in tries if _solve(easier)[0]]
    yield from found or [Reason(Rule.TOGETHER, wanted=wanted)]


def _dealt(
    task: _Task, counts: _Counts, earlier: frozenset[tuple[int, int]]
) -> tuple[Meeting, ...]:
    """Teams and communes of each half-day."""
    left: dict[int, list[int]] = defaultdict(list)
    for one in task.places:
        left[one.group].append(one.key)
    meetings = []
    for turn, slot in enumerate(task.slots):
        for group in sorted(left):
            for team in _teams(counts.out[group, slot], counts.meetings[group, slot], turn):
                place = min(left[group], key=lambda key: sum((m, key) in earlier for m in team))
                left[group].remove(place)
                meetings.append(Meeting(place, (slot,), tuple(sorted(team))))
    return tuple(meetings)


def _teams(out: Sequence[int], count: int, turn: int) -> list[tuple[int, ...]]:
    """Those who go out, in as many teams as there are meetings, sizes at most one apart.

    The order turns from one half-day to the next: it is not always the same who go together.
    """
    if not count:
        return []
    start = turn % len(out)
    turned = [*out[start:], *out[:start]]
    return [tuple(turned[place::count]) for place in range(count)]


def _by_group(members: Iterable[Member]) -> dict[int, list[Member]]:
    found: dict[int, list[Member]] = defaultdict(list)
    for member in members:
        found[member.group].append(member)
    return found
