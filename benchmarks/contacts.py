"""The contact plan of a large province: both contacts of a session."""

from __future__ import annotations

from datetime import date, timedelta

import highspy

from benchmarks.result import Result, seconds
from benchmarks.setting import say
from voters.planner import Member, Place, Slot, Terms, plan

COMMUNES, DELEGATES, GROUPS, DAYS = 166, 85, 14, 12
TERMS = Terms(least_there=2, most_there=4, least_each=2, at_once=8)
BARE = "bare programme"


def measure() -> list[Result]:
    """Both contacts of 85 delegates with 166 communes; the floor has as many unknowns, no rules."""
    say(f"planning two contacts of {DELEGATES} delegates with {COMMUNES} communes …")
    floor = 2 * seconds(_bare)
    figure = seconds(_both)
    return [Result("contact plan, both contacts", figure, BARE, floor, 50, 10)]


def _both() -> None:
    places = [Place(key, key % GROUPS) for key in range(COMMUNES)]
    members = [Member(1000 + key, key % GROUPS) for key in range(DELEGATES)]
    slots = [
        Slot(date(2026, 11, 2) + timedelta(number), is_afternoon)
        for number in range(DAYS)
        for is_afternoon in (False, True)
    ]
    before = plan(places, members, slots, TERMS)
    pairs = {(key, one.place) for one in before.meetings for key in one.members}
    after = plan(places, members, slots, TERMS, earlier=pairs)
    if not (before.meetings and after.meetings):
        raise RuntimeError(f"no plan: {before.reasons or after.reasons}")


def _bare() -> None:
    """One delegate in each half-day of each Tổ."""
    model = highspy.Highs()  # type: ignore[no-untyped-call]
    model.silent()
    model.setOptionValue("threads", 1)
    goes = [[model.addBinary(obj=1) for _ in range(DELEGATES)] for _ in range(2 * DAYS)]
    for out in goes:
        for group in range(GROUPS):
            model.addConstr(model.qsum(out[group::GROUPS]) >= 1)
    model.run()
