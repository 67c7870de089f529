"""What happens to deadlines, corrected days and rules of a council."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection, models, transaction

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.council.models import Council
from hdnd_portal.legal import public
from hdnd_portal.legal.calendar import ONE_DAY, WorkCalendar
from hdnd_portal.legal.deadlines import VIETNAM, Deadline, DeadlineRefused, Stop
from hdnd_portal.legal.models import CalendarDay, ComputedDeadline, RuleOverride
from hdnd_portal.legal.register import Register, RuleRefused

# One lock for the whole calendar: counting shares it, a change of rules or days takes it alone,
# so that no deadline is counted by rules that are just being replaced.
RULES_LOCK = 4_720_250


class DeadlineMoveRefused(Exception):
    """The deadline is not in a state for this; the code says why."""


@dataclass(frozen=True, slots=True)
class Recount:
    """What a recount did to one deadline."""

    deadline: ComputedDeadline
    before: date | None
    after: date | None


class Recounts(list[Recount]):
    """The deadlines that moved; `elsewhere` counts dates the apps keep, known after the commit."""

    elsewhere = 0


def _lock_rules(*, alone: bool) -> None:
    name = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {name}(%s)", [RULES_LOCK])


def _stops(row: ComputedDeadline) -> list[Stop]:
    return [
        Stop(date.fromisoformat(stop["from"]), date.fromisoformat(stop["to"]))
        for stop in row.stops
        if stop["to"]
    ]


def _count(
    row: ComputedDeadline, register: Register, calendar: WorkCalendar, *more: Stop
) -> Deadline:
    return public.deadline_under(
        register,
        calendar,
        row.key,
        row.start_at or row.start_on,
        stops=[*_stops(row), *more],
        extensions=row.extensions,
    )


def _fill(row: ComputedDeadline, found: Deadline) -> None:
    """Write a count into the row; a deadline that stands still has no day."""
    standing = row.state == ComputedDeadline.State.STOPPED
    row.due_on = None if standing else found.due_on
    row.due_at = None if standing else found.due_at
    row.regime = found.regime
    row.explanation = found.as_dict()


COUNTED = ["due_on", "due_at", "regime", "explanation"]


@transaction.atomic
def open_deadline(
    subject: models.Model,
    purpose: str,
    key: str,
    start: date | datetime,
    *,
    council: Council,
    by: User | None,
) -> ComputedDeadline:
    """Start a deadline of a record for a purpose.

    Raises RuleRefused or DeadlineRefused with a Vietnamese sentence, and DeadlineMoveRefused
    where one for the purpose runs already.
    """
    _lock_rules(alone=False)
    moment = start if isinstance(start, datetime) else None
    register = public.register_for(council)
    row = ComputedDeadline(
        council=council,
        subject_type=ContentType.objects.get_for_model(subject),
        subject_id=subject.pk,
        purpose=purpose,
        key=register.canonical(key),
        start_on=moment.astimezone(VIETNAM).date() if moment else start,
        start_at=moment,
    )
    _fill(row, _count(row, register, public.calendar_for(council)))
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise DeadlineMoveRefused(f"{purpose} of {subject} runs already") from error
    log.record(
        "deadline.opened",
        subject,
        by=by,
        council=council.pk,
        purpose=purpose,
        key=row.key,
        due_on=row.due_on,
    )
    return row


def _locked(deadline: ComputedDeadline, *states: ComputedDeadline.State) -> ComputedDeadline:
    row = (
        ComputedDeadline.objects.select_for_update(of=("self",))
        .select_related("council")
        .get(pk=deadline.pk)
    )
    if row.state not in states:
        raise DeadlineMoveRefused(f"deadline {row.pk} is {row.state}")
    return row


def _recounted(row: ComputedDeadline, event: str, by: User | None, **details: Any) -> None:
    before = row.due_on
    register = public.register_for(row.council)
    _fill(row, _count(row, register, public.calendar_for(row.council)))
    row.save(update_fields=[*COUNTED, "stops", "extensions", "state"])
    log.record(
        event,
        row.subject,
        by=by,
        council=row.council_id,
        purpose=row.purpose,
        before=before,
        after=row.due_on,
        **details,
    )


@transaction.atomic
def stop_deadline(
    deadline: ComputedDeadline, *, on: date, reason: str, by: User | None
) -> ComputedDeadline:
    """Suspend the clock from the day (TIM-11). Raises DeadlineMoveRefused, DeadlineRefused."""
    _lock_rules(alone=False)
    row = _locked(deadline, ComputedDeadline.State.OPEN)
    if on < row.start_on:
        raise DeadlineRefused(
            f"Ngày tạm đình chỉ {on:%d/%m/%Y} trước ngày bắt đầu {row.start_on:%d/%m/%Y}."
        )
    # Limits that know no suspension refuse a trial of one day before anything is written.
    trial = Stop(on, on + ONE_DAY)
    _count(row, public.register_for(row.council), public.calendar_for(row.council), trial)
    row.stops = [*row.stops, {"from": on.isoformat(), "to": None, "reason": reason}]
    row.state = ComputedDeadline.State.STOPPED
    _recounted(row, "deadline.stopped", by, reason=reason, on=on)
    return row


@transaction.atomic
def resume_deadline(deadline: ComputedDeadline, *, on: date, by: User | None) -> ComputedDeadline:
    """Let the clock run again; the day itself counts. Raises as `stop_deadline` does."""
    _lock_rules(alone=False)
    row = _locked(deadline, ComputedDeadline.State.STOPPED)
    last = row.stops[-1]
    Stop(date.fromisoformat(last["from"]), on)
    row.stops = [*row.stops[:-1], {**last, "to": on.isoformat()}]
    row.state = ComputedDeadline.State.OPEN
    _recounted(row, "deadline.resumed", by, on=on)
    return row


@transaction.atomic
def extend_deadline(
    deadline: ComputedDeadline, *, key: str, reason: str, by: User | None
) -> ComputedDeadline:
    """Add an extension to the unrolled end (TIM-10). Raises RuleRefused, DeadlineRefused."""
    _lock_rules(alone=False)
    row = _locked(deadline, ComputedDeadline.State.OPEN, ComputedDeadline.State.STOPPED)
    row.extensions = [*row.extensions, public.register_for(row.council).canonical(key)]
    _recounted(row, "deadline.extended", by, key=key, reason=reason)
    return row


@transaction.atomic
def close_deadline(deadline: ComputedDeadline, *, on: date, by: User | None) -> ComputedDeadline:
    """End the deadline: the act was done, or is no longer owed. Raises DeadlineMoveRefused."""
    row = _locked(deadline, ComputedDeadline.State.OPEN, ComputedDeadline.State.STOPPED)
    row.state = ComputedDeadline.State.CLOSED
    row.closed_on = on
    row.save(update_fields=["state", "closed_on"])
    log.record(
        "deadline.closed",
        row.subject,
        by=by,
        council=row.council_id,
        purpose=row.purpose,
        due_on=row.due_on,
    )
    return row


@transaction.atomic
def recompute_open(council: Council | None, *, by: User | None) -> Recounts:
    """Count all open deadlines of the council again (None: of every council), each change audited.

    Rows are locked in order of their keys; counting twice changes nothing the second time. A
    deadline the register no longer answers keeps its day and is named in the log.
    """
    _lock_rules(alone=True)
    rows = ComputedDeadline.objects.open().select_for_update(of=("self",)).order_by("pk")
    if council is not None:
        rows = rows.filter(council=council)
    floors: dict[int, tuple[Register, WorkCalendar]] = {}
    changes = Recounts()
    for row in rows.select_related("council", "subject_type").iterator(chunk_size=500):
        if row.council_id not in floors:
            floors[row.council_id] = (
                public.register_for(row.council),
                public.calendar_for(row.council),
            )
        before = (row.due_on, row.explanation)
        try:
            _fill(row, _count(row, *floors[row.council_id]))
        except (RuleRefused, DeadlineRefused) as error:
            log.record("deadline.kept", row, by=by, council=row.council_id, reason=str(error))
            continue
        if before == (row.due_on, row.explanation):
            continue
        row.save(update_fields=COUNTED)
        if before[0] != row.due_on:
            log.record(
                "deadline.recomputed",
                row.subject or row,
                by=by,
                council=row.council_id,
                purpose=row.purpose,
                before=before[0],
                after=row.due_on,
            )
            changes.append(Recount(row, before[0], row.due_on))
    return changes


def _announce(council: Council | None, by: User | None, changes: Recounts) -> None:
    def send() -> None:
        answers = public.rules_changed.send_robust(sender=ComputedDeadline, council=council, by=by)
        changes.elsewhere += sum(answer for _who, answer in answers if isinstance(answer, int))

    # What an app does with it must not undo what the admin was told is saved.
    transaction.on_commit(send, robust=True)


def _count_again(council: Council | None, by: User | None) -> Recounts:
    """Count the open deadlines of the council (None: of all) anew, and tell the apps."""
    changes = recompute_open(council, by=by)
    _announce(council, by, changes)
    return changes


def _touched(
    row: CalendarDay | RuleOverride, before: CalendarDay | RuleOverride | None
) -> Council | None:
    """Whose deadlines a change touches: all, where the row moved to another council."""
    moved = before is not None and before.council_id != row.council_id
    return None if moved else row.council


@transaction.atomic
def save_day(row: CalendarDay, *, by: User | None) -> Recounts:
    """Correct a day of the calendar and count all open deadlines again."""
    _lock_rules(alone=True)
    row.full_clean()
    before = CalendarDay.objects.filter(pk=row.pk).first()
    row.save()
    log.record(
        "calendar.corrected",
        row,
        by=by,
        day=row.day,
        kind=row.kind,
        reason=row.reason,
        source=row.source,
    )
    return _count_again(_touched(row, before), by)


@transaction.atomic
def remove_day(row: CalendarDay, *, by: User | None) -> Recounts:
    """Take a correction back and count all open deadlines again."""
    _lock_rules(alone=True)
    log.record("calendar.restored", row, by=by, day=row.day, kind=row.kind, reason=row.reason)
    council = row.council
    row.delete()
    return _count_again(council, by)


@transaction.atomic
def save_override(row: RuleOverride, *, by: User | None) -> Recounts:
    """Set a rule of a council and count its open deadlines again."""
    _lock_rules(alone=True)
    row.by = by
    row.full_clean()
    before = RuleOverride.objects.filter(pk=row.pk).first()
    row.save()
    log.record(
        "rule.overridden",
        row,
        by=by,
        key=row.key,
        value=row.value,
        unit=row.unit,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        source=row.source,
    )
    return _count_again(_touched(row, before), by)


@transaction.atomic
def remove_override(row: RuleOverride, *, by: User | None) -> Recounts:
    """Let the shipped rule hold again and count the open deadlines of the council again."""
    _lock_rules(alone=True)
    log.record("rule.restored", row, by=by, key=row.key, value=row.value)
    council = row.council
    row.delete()
    return _count_again(council, by)
