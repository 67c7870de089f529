"""The milestones of a session (mốc chuẩn bị kỳ họp), planned from its days. Plain Python.

Which steps a kind of session has is data (`data/timelines.json`); how many days each takes is
the register. Steps before the opening are counted back and never moved; steps after it are
counted forward and roll to a working day.
"""

import json
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from hdnd_portal.legal.calendar import WorkCalendar
from hdnd_portal.legal.deadlines import Deadline, DeadlineRefused, count_deadline
from hdnd_portal.legal.register import Register, Rule, RuleRefused

DATA = Path(__file__).parent / "data"
ANCHORS = {
    "opening": "ngày khai mạc",
    "closing": "ngày bế mạc",
    "signature": "ngày ký nghị quyết",
    "election": "ngày bầu cử",
    "opening_year": "năm khai mạc",
}


ROLL = "deadline.roll_forward"


class TimelineRefused(ValueError):
    """No plan follows; the message is one Vietnamese sentence."""


@dataclass(frozen=True, slots=True)
class StepPlan:
    """One step of the plan of a kind of session, before any date is known."""

    step: str
    rule_key: str | None
    anchor: str
    owner: str
    owner_roles: tuple[str, ...]
    name: str
    check: str = ""


@dataclass(frozen=True, slots=True)
class TimelineStep:
    """A step with its date, or with the reason why there is none yet."""

    plan: StepPlan
    due_on: date | None
    rule: Rule | None = None
    deadline: Deadline | None = None
    warning: str = ""

    def explanation(self) -> dict[str, Any]:
        """Where the date comes from, as the due badge reads it; empty for a step without a rule."""
        if self.rule is None:
            return {"warning": self.warning} if self.warning else {}
        known = self.deadline.as_dict() if self.deadline else self.rule.as_dict()
        return {
            "skipped": [],
            **known,
            "rule": self.rule.name,
            "verified": self.rule.is_verified,
            "warning": self.warning or None,
        }

    def as_dict(self) -> dict[str, Any]:
        """The step as plain values, for JSON."""
        deadline = self.deadline.as_dict() if self.deadline else {}
        rule = self.rule.as_dict() if self.rule else {}
        return {
            "step": self.plan.step,
            "name": self.plan.name,
            "key": self.plan.rule_key,
            "rule": self.plan.rule_key,
            "rule_name": rule.get("name"),
            "start": deadline.get("start"),
            "anchor": self.plan.anchor,
            "owner": self.plan.owner,
            "owner_roles": list(self.plan.owner_roles),
            "due": self.due_on.isoformat() if self.due_on else None,
            "date": self.due_on.isoformat() if self.due_on else None,
            "raw_due": deadline.get("raw_due"),
            "value": rule.get("value"),
            "unit": rule.get("unit"),
            "direction": rule.get("direction"),
            "skipped": deadline.get("skipped", []),
            "suggested": deadline.get("suggested"),
            "warning": self.warning or None,
            "regime": rule.get("regime"),
            "source": rule.get("source"),
            "mark": rule.get("mark"),
            "verified": self.rule.is_verified if self.rule else None,
        }


@dataclass(frozen=True, slots=True)
class Floor:
    """What a plan is counted on."""

    register: Register
    calendar: WorkCalendar
    rolls: bool


@cache
def _data() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((DATA / "timelines.json").read_text(encoding="utf-8"))
    return loaded


def kinds() -> dict[str, str]:
    """Vietnamese names of the kinds of session that have a plan, by kind."""
    return {row["kind"]: row["name"] for row in _data()["kinds"]}


def plan_for(kind: str) -> list[StepPlan]:
    """The steps of a kind of session, in the order of the plan. Raises TimelineRefused."""
    if kind not in kinds():
        raise TimelineRefused(f"Không có loại kỳ họp “{kind}”; hãy chọn: {', '.join(kinds())}.")
    return [
        StepPlan(
            step=row["step"],
            rule_key=row["rule"],
            anchor=row["anchor"],
            owner=row["owner"],
            owner_roles=tuple(row["owner_roles"]),
            name=row["name"],
            check=row.get("check", ""),
        )
        for row in _data()["steps"]
        if kind in row["kinds"]
    ]


def timeline(
    kind: str,
    *,
    opening: date,
    closing: date | None = None,
    signature: date | None = None,
    election: date | None = None,
    register: Register,
    calendar: WorkCalendar,
) -> list[TimelineStep]:
    """Every milestone of the session by date; steps whose anchor is unknown come without one.

    All rules are those of the opening day, so that a session keeps its regime. Raises
    TimelineRefused when the days contradict each other.
    """
    if closing is not None and closing < opening:
        raise TimelineRefused(
            f"Ngày bế mạc {closing:%d/%m/%Y} trước ngày khai mạc {opening:%d/%m/%Y}."
        )
    if signature is not None and signature < opening:
        raise TimelineRefused(
            f"Ngày ký nghị quyết {signature:%d/%m/%Y} trước ngày khai mạc {opening:%d/%m/%Y}."
        )
    assumed = signature is None and closing is not None
    days = {
        "opening": opening,
        "closing": closing,
        # Until it is signed, the earliest day it can be: sending up is then due no later.
        "signature": closing if assumed else signature,
        "election": election,
        "opening_year": date(opening.year, 1, 1),
    }
    floor = Floor(register, calendar, bool(register.find(ROLL, on=opening).value))
    steps = [_place(plan, days, opening, closing, floor) for plan in plan_for(kind)]
    if assumed:
        steps = [_assumed(step) if step.plan.anchor == "signature" else step for step in steps]
    order = {plan.step: index for index, plan in enumerate(plan_for(kind))}
    return sorted(steps, key=lambda s: (s.due_on is None, s.due_on or date.max, order[s.plan.step]))


def _assumed(step: TimelineStep) -> TimelineStep:
    """The step with the remark that its anchor is not known yet."""
    words = "Tạm tính từ ngày bế mạc; tính lại khi nghị quyết được ký."
    return replace(step, warning=f"{step.warning} {words}".strip())


def _place(
    plan: StepPlan,
    days: dict[str, date | None],
    opening: date,
    closing: date | None,
    floor: Floor,
) -> TimelineStep:
    anchor = days[plan.anchor]
    if plan.rule_key is None:
        why = floor.calendar.why_off(anchor) if anchor else f"Chờ {ANCHORS[plan.anchor]}."
        warning = f"{plan.name} vào ngày nghỉ ({why})." if anchor and why else why
        return TimelineStep(plan, anchor, warning=warning)
    try:
        rule = floor.register.find(plan.rule_key, on=opening)
    except RuleRefused as error:
        return TimelineStep(plan, None, warning=str(error))
    if anchor is None:
        return TimelineStep(plan, None, rule, warning=f"Chờ {ANCHORS[plan.anchor]}.")
    try:
        deadline = count_deadline(anchor, rule, floor.calendar, roll=floor.rolls)
    except DeadlineRefused as error:
        return TimelineStep(plan, None, rule, warning=str(error))
    if plan.check == "not_before":
        # The first day of a window: on a rest day, nothing has to be done before it.
        deadline = replace(deadline, warning="", suggested_on=None)
    warning = deadline.warning
    if plan.check == "not_after_closing" and (closing or opening) > deadline.due_on:
        last = "bế mạc" if closing else "khai mạc"
        warning = (
            f"Kỳ họp {last} ngày {closing or opening:%d/%m/%Y}, sau ngày cuối cùng "
            f"{deadline.due_on:%d/%m/%Y} để quyết định dự toán ngân sách."
        )
    if plan.step == "first_session" and opening > deadline.due_on:
        warning = f"Ngày khai mạc {opening:%d/%m/%Y} quá hạn {deadline.due_on:%d/%m/%Y}."
    return TimelineStep(plan, deadline.due_on, rule, deadline, warning)
