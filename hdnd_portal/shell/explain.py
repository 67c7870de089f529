"""Answers of `manage.py explain`: the same rules as the pages, as plain values and as sentences."""

from argparse import Namespace
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError
from django.utils import timezone

from confidence_votes import tally
from hdnd_portal.commands import Refused
from hdnd_portal.council.units import find_units
from hdnd_portal.legal import public as legal
from hdnd_portal.legal.calendar import WorkCalendar, note_for
from hdnd_portal.legal.deadlines import VIETNAM, Deadline, DeadlineRefused, count_deadline
from hdnd_portal.legal.majority import MajorityRefused, decide
from hdnd_portal.legal.register import Register, RuleRefused, shipped
from hdnd_portal.legal.seats import SeatsRefused, seats_for
from hdnd_portal.legal.timeline import TimelineRefused, kinds, plan_for, timeline
from hdnd_portal.legal.words import day_with_weekday, mark_words, quantity
from hdnd_portal.shell.after_adoption import RESOLUTIONS, explain_resolution
from hdnd_portal.shell.arguments import (
    parse_corrections,
    parse_day,
    parse_moment,
    parse_number,
    parse_stop,
)

# Kỳ họp bất thường: the name of the older law for what are two kinds since (domain 2.1).
EXTRAORDINARY = "extraordinary"
REFUSALS = (
    RuleRefused,
    DeadlineRefused,
    MajorityRefused,
    SeatsRefused,
    TimelineRefused,
    tally.TallyRefused,
)


@dataclass(frozen=True, slots=True)
class Answer:
    """Plain values for `--json` and lines for people."""

    data: Any
    lines: list[str]


def _floor(options: Namespace) -> tuple[Register, WorkCalendar]:
    """Register and calendar: the shipped ones, or those of a council. Raises Refused.

    Without `--council` nothing is asked of a database, so that a bare checkout answers too.
    """
    register, calendar = shipped(), WorkCalendar()
    code = getattr(options, "council", None)
    if code is not None:
        try:
            council = legal.council_by_code(code)
            register, calendar = legal.register_for(council), legal.calendar_for(council)
        except ObjectDoesNotExist as error:
            raise Refused(f"Không có Hội đồng nhân dân mã “{code}”.") from error
        except DatabaseError as error:
            raise Refused("Chưa nối được cơ sở dữ liệu để đọc quy tắc của đơn vị.") from error
    return register, calendar.corrected(parse_corrections(getattr(options, "day", None) or []))


def _day_of(moment: date | datetime) -> date:
    return moment.astimezone(VIETNAM).date() if isinstance(moment, datetime) else moment


def _on(text: str | None) -> date:
    return parse_day(text) if text else timezone.localdate()


def _source_lines(source: str, mark: str, note: str | None = None) -> list[str]:
    lines = [f"Căn cứ: {source}", f"Độ tin cậy: {mark_words(mark)}"]
    return [*lines, f"Ghi chú: {note}"] if note else lines


def _deadline_lines(deadline: Deadline) -> list[str]:
    rule = deadline.rule
    lines = [f"{rule.name} ({rule.key})"]
    if deadline.due_at:
        lines.append(f"Hạn: {deadline.due_at:%H:%M} {day_with_weekday(deadline.due_on)}")
    else:
        lines.append(f"Hạn: {day_with_weekday(deadline.due_on)}")
    if deadline.raw_due_on != deadline.due_on:
        lines.append(f"Ngày tính ra: {day_with_weekday(deadline.raw_due_on)}, chuyển vì ngày nghỉ")
    lines.append(f"Thời hạn: {quantity(rule)}; mốc: {rule.base} {deadline.start:%d/%m/%Y}")
    lines += [
        f"Gia hạn: {quantity(extension)} ({extension.key})" for extension in deadline.extensions
    ]
    lines += [
        f"Tạm đình chỉ: {stop.start:%d/%m/%Y}, tiếp tục {stop.end:%d/%m/%Y}"
        for stop in deadline.stops
    ]
    lines += [f"Không tính {day_with_weekday(skip.day)}: {skip.why}" for skip in deadline.skipped]
    if deadline.warning:
        lines.append(f"Lưu ý: {deadline.warning}")
    return [*lines, f"Chế độ: {rule.regime}", *_source_lines(rule.source, rule.mark, rule.note)]


def explain_deadline(options: Namespace) -> Answer:
    """The due day of a rule from a day, with the days skipped."""
    register, calendar = _floor(options)
    start = parse_moment(options.start)
    stops = [parse_stop(text) for text in options.stop or []]
    day = _day_of(start)
    rule = register.find(options.key, on=day, regime=options.regime)
    extensions = [register.find(key, on=day, regime=options.regime) for key in options.extend or []]
    deadline = count_deadline(
        start,
        rule,
        calendar,
        stops=stops,
        extensions=extensions,
        roll=legal.roll_for(register, day) and not options.no_roll,
    )
    data = deadline.as_dict()
    lines = _deadline_lines(deadline)
    notes = {note for year in {day.year, deadline.due_on.year} if (note := note_for(year))}
    data["calendar_note"] = " ".join(sorted(notes)) or None
    return Answer(data, [*lines, *(f"Lịch: {note}" for note in sorted(notes))])


def explain_majority(options: Namespace) -> Answer:
    """Whether a number of votes reaches the share of a rule."""
    register, _ = _floor(options)
    base = parse_number(options.base, "--base")
    votes = parse_number(options.votes, "--for")
    rule = register.find(options.key, on=_on(options.on), regime=options.regime)
    found = decide(rule, base=base, votes=votes)
    result = "Đạt" if found.passed else "Không đạt"
    lines = [
        f"{rule.name} ({rule.key}): {result}",
        f"Phép tính: {found.arithmetic} (cần {rule.comparison} {rule.value} của {rule.base})",
        f"Cần ít nhất {found.needed} trên {base}",
        *_source_lines(rule.source, rule.mark, rule.note),
    ]
    return Answer(found.as_dict(), lines)


def explain_confidence(options: Namespace) -> Answer:
    """The outcome of lấy phiếu or bỏ phiếu tín nhiệm for one person."""
    register, _ = _floor(options)
    rules = tally.rules_of(register, options.regime)

    def optional(text: str | None, name: str) -> int | None:
        return None if text is None else parse_number(text, name)

    sheets = tally.Sheets(
        in_office=parse_number(options.in_office, "--in-office"),
        present=optional(options.present, "--present"),
        issued=parse_number(options.issued, "--issued"),
        returned=parse_number(options.returned, "--returned"),
        valid=optional(options.valid, "--valid"),
    )
    if options.kind == tally.Kind.RATING:
        previous_low = optional(options.previous_low, "--previous-low")
        previous_base = optional(options.previous_base, "--previous-base")
        if (previous_low is None) != (previous_base is None):
            raise Refused("Số liệu năm trước phải có cả --previous-low và --previous-base.")
        previous = None
        if previous_low is not None and previous_base is not None:
            previous = (previous_low, previous_base)
        result = tally.rate(
            rules,
            sheets,
            high=parse_number(options.high, "--high"),
            medium=parse_number(options.medium, "--medium"),
            low=parse_number(options.low, "--low"),
            base=options.base,
            previous=previous,
        )
    else:
        result = tally.vote(
            rules,
            sheets,
            trust=parse_number(options.votes, "--for"),
            no_trust=parse_number(options.against, "--against"),
            base=options.base,
        )
    data = result.as_dict()
    lines = [
        f"{result.regime}: {result.outcome.value}",
        f"Cơ sở tính: {result.base_count} {data['base_name']}",
        f"Phép tính: {result.arithmetic}",
        *_source_lines(result.rule.source, result.rule.mark, result.rule.note),
    ]
    return Answer(data, lines)


def _optional_day(text: str | None) -> date | None:
    return parse_day(text) if text else None


def _plan_of(kind: str, opening: date, register: Register) -> tuple[str, str]:
    """The kind whose plan a session follows, and its name. Raises Refused, TimelineRefused."""
    if kind != EXTRAORDINARY:
        plan_for(kind)
        return kind, kinds()[kind]
    since = register.regime("LG-2025").valid_from
    if opening >= since:
        raise Refused(
            f"Từ {since:%d/%m/%Y} không còn kỳ họp bất thường; hãy chọn thematic (chuyên đề) hoặc "
            "urgent (giải quyết công việc phát sinh đột xuất)."
        )
    return "urgent", "Kỳ họp bất thường"


def explain_timeline(options: Namespace) -> Answer:
    """Every milestone of a session, or every step that follows a resolution."""
    register, calendar = _floor(options)
    kind = options.kind.strip().lower().replace("-", "_")
    if kind in RESOLUTIONS:
        return Answer(*explain_resolution(options, kind, register, calendar))
    if not options.opening:
        raise Refused("Cần nêu ngày khai mạc: --opening.")
    opening, optional = parse_day(options.opening), _optional_day
    closing = optional(options.closing)
    plan, name = _plan_of(kind, opening, register)
    steps = timeline(
        plan,
        opening=opening,
        closing=closing,
        signature=optional(options.signature),
        election=optional(options.election),
        register=register,
        calendar=calendar,
    )
    data = {
        "kind": kind,
        "name": name,
        "opening": opening.isoformat(),
        "closing": closing.isoformat() if closing else None,
        "milestones": [step.as_dict() for step in steps],
    }
    lines = [f"{name}, khai mạc {day_with_weekday(opening)}"]
    for step in steps:
        when = day_with_weekday(step.due_on) if step.due_on else "chưa có ngày"
        rule = f" [{step.rule.key}, {mark_words(step.rule.mark)}]" if step.rule else ""
        lines.append(f"{when}: {step.plan.name}{rule}")
        if step.warning:
            lines.append(f"    {step.warning}")
    return Answer(data, lines)


def explain_seats(options: Namespace) -> Answer:
    """Seats of a council by population."""
    found = seats_for(options.kind, parse_number(options.population, "--population"))
    lines = [
        f"{found.table.name}, {found.population} dân: {found.seats} đại biểu",
        f"Phép tính: {found.arithmetic}",
        *_source_lines(found.table.source, found.table.mark, found.table.note),
    ]
    return Answer(found.as_dict(), lines)


def explain_rule(options: Namespace) -> Answer:
    """All dated rows of a rule."""
    register, _ = _floor(options)
    key = register.canonical(options.key)
    rows = [*register.overrides.get(key, ()), *register.history(key)]
    lines = [f"{rows[-1].name} ({key})"]
    for row in rows:
        until = f" đến {row.valid_to:%d/%m/%Y}" if row.valid_to else ""
        lines.append(
            f"{row.regime}, từ {row.valid_from:%d/%m/%Y}{until}: {quantity(row)}; "
            f"{row.source}; {mark_words(row.mark)}"
        )
    data = {
        "key": key,
        "aliases": register.names_of(key),
        "rows": [row.as_dict() for row in rows],
    }
    return Answer(data, lines)


def explain_unit(options: Namespace) -> Answer:
    """The administrative units an address means on a day."""
    day = _on(options.on)
    found = find_units(options.text, on=day)
    if not found:
        raise Refused(
            f"Không tìm thấy đơn vị hành chính nào cho “{options.text}” vào ngày {day:%d/%m/%Y}."
        )
    units = [
        asdict(match)
        | {
            "valid_from": match.valid_from.isoformat() if match.valid_from else None,
            "valid_to": match.valid_to.isoformat() if match.valid_to else None,
        }
        for match in found
    ]
    lines = []
    for match in found:
        lines.append(f"{match.address} (mã {match.code})")
        lines += [f"    {match.reason}", *(f"    Căn cứ: {source}" for source in match.sources)]
    return Answer({"text": options.text, "on": day.isoformat(), "units": units}, lines)


ANSWERS: dict[str, Callable[[Namespace], Answer]] = {
    "deadline": explain_deadline,
    "majority": explain_majority,
    "confidence": explain_confidence,
    "timeline": explain_timeline,
    "seats": explain_seats,
    "rule": explain_rule,
    "unit": explain_unit,
}


def answer(topic: str, options: Namespace) -> Answer:
    """Answer a topic. Raises Refused with one Vietnamese sentence for any wrong input."""
    try:
        return ANSWERS[topic](options)
    except tally.ControlBroken:
        raise
    except REFUSALS as error:
        raise Refused(str(error)) from error
