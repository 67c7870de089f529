"""Answers of `manage.py explain timeline resolution_…`: what follows the adoption, step by step."""

from argparse import Namespace
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from hdnd_portal.commands import Refused
from hdnd_portal.legal import public as legal
from hdnd_portal.legal.calendar import WorkCalendar
from hdnd_portal.legal.deadlines import DeadlineRefused, count_deadline
from hdnd_portal.legal.register import Register, RuleRefused
from hdnd_portal.legal.words import day_with_weekday, mark_words
from hdnd_portal.shell.arguments import parse_day
from sessions.chain import EFFECT_RULE, MINUTES_CHAIN, Anchor, chain_of, last_day
from sessions.resolution_labels import CHAIN_STEPS
from sessions.workflow.resolution import ResolutionForm

# What is counted from the resolution itself, not from the opening of its session.
RESOLUTIONS = {
    "resolution_legal": "Sau khi thông qua nghị quyết quy phạm pháp luật",
    "resolution_individual": "Sau khi thông qua nghị quyết cá biệt",
}
DAYS = {
    Anchor.ADOPTED: ("adoption", "ngày thông qua"),
    Anchor.CLOSING: ("closing", "ngày bế mạc"),
    Anchor.SIGNED: ("signature", "ngày ký"),
    Anchor.EFFECTIVE: ("effect", "ngày có hiệu lực"),
}
# What cannot be earlier than what.
ORDER = (
    (Anchor.ADOPTED, Anchor.CLOSING),
    (Anchor.ADOPTED, Anchor.SIGNED),
    (Anchor.ADOPTED, Anchor.EFFECTIVE),
)


@dataclass(frozen=True, slots=True)
class _Row:
    step: str
    name: str
    key: str
    anchor: Anchor
    owner: str


def _rows(kind: str) -> list[_Row]:
    form = ResolutionForm(kind.removeprefix("resolution_"))
    rows = [
        _Row(row.step.value, str(CHAIN_STEPS[row.step]), row.rule, row.anchor, row.owner)
        for row in (*chain_of(form), *MINUTES_CHAIN)
    ]
    if form is ResolutionForm.LEGAL:
        effect = _Row("effect", "Có hiệu lực sớm nhất", EFFECT_RULE, Anchor.ADOPTED, "council")
        return [effect, *rows]
    return rows


def _days_of(options: Namespace) -> dict[Anchor, date | None]:
    days = {
        anchor: parse_day(text) if (text := getattr(options, name)) else None
        for anchor, (name, _words) in DAYS.items()
    }
    if not any(days.values()):
        names = ", ".join(f"--{name}" for name, _words in DAYS.values())
        raise Refused(f"Cần nêu ít nhất một mốc: {names}.")
    for first, later in ORDER:
        early, late = days[first], days[later]
        if early and late and late < early:
            raise Refused(
                f"{DAYS[later][1].capitalize()} {late:%d/%m/%Y} trước {DAYS[first][1]} "
                f"{early:%d/%m/%Y}."
            )
    return days


def _dated(
    row: _Row, days: Mapping[Anchor, date | None], register: Register, calendar: WorkCalendar
) -> dict[str, Any]:
    """One step with its day, or with the reason why there is none."""
    start = days[row.anchor]
    known: dict[str, Any] = {"due": None, "source": None}
    if start is None:
        known["warning"] = f"Chờ {DAYS[row.anchor][1]}."
    else:
        try:
            rule = register.find(row.key, on=start)
            found = count_deadline(start, rule, calendar, roll=legal.roll_for(register, start))
        except (RuleRefused, DeadlineRefused) as error:
            known["warning"] = str(error)
        else:
            due = last_day(row.anchor, found.due_on, days)
            known = found.as_dict() | {"due": due.isoformat()}
            if due != found.due_on:
                known["warning"] = "Trình tự rút gọn: đăng ngay sau khi ký."
            effect = days[Anchor.EFFECTIVE]
            if row.anchor is Anchor.ADOPTED and effect and effect < due:
                known["warning"] = (
                    f"Ngày có hiệu lực {effect:%d/%m/%Y} sớm hơn mức luật định, chỉ được khi theo "
                    "trình tự rút gọn."
                )
    return known | {
        "step": row.step,
        "name": row.name,
        "key": row.key,
        "anchor": row.anchor.value,
        "owner": row.owner,
        "date": known["due"],
    }


def explain_resolution(
    options: Namespace, kind: str, register: Register, calendar: WorkCalendar
) -> tuple[dict[str, Any], list[str]]:
    """Values and lines: each step from the event it is counted from. Raises Refused."""
    days = _days_of(options)
    steps = [_dated(row, days, register, calendar) for row in _rows(kind)]
    lines = [RESOLUTIONS[kind]]
    for step in steps:
        when = day_with_weekday(date.fromisoformat(step["due"])) if step["due"] else "chưa có ngày"
        mark = f", {mark_words(step['mark'])}" if step.get("mark") else ""
        lines.append(f"{when}: {step['name']} [{step['key']}{mark}]")
        if step.get("warning"):
            lines.append(f"    {step['warning']}")
    given = {
        DAYS[anchor][0]: day.isoformat() if day is not None else None
        for anchor, day in days.items()
    }
    return {"kind": kind, "name": RESOLUTIONS[kind], **given, "milestones": steps}, lines
