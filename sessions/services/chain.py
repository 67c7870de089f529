"""The deadline chain after adoption: its rows, their due days, and that they are done (V16)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db import transaction
from django.db.models import Q

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.council.models import Council
from hdnd_portal.documents.models import Version
from hdnd_portal.legal import deadline_for
from hdnd_portal.legal.deadlines import DeadlineRefused
from hdnd_portal.legal.register import RuleRefused
from sessions.chain import (
    MINUTES_CHAIN,
    RESOLUTION_CHAIN,
    Anchor,
    ChainRow,
    Step,
    chain_of,
    last_day,
)
from sessions.models import ChainStep, Minutes, Resolution
from sessions.services.refusals import SessionRefused
from sessions.workflow.resolution import ResolutionForm

ROWS = {row.step: row for row in (*RESOLUTION_CHAIN, *MINUTES_CHAIN)}


def plan_resolution(resolution: Resolution) -> None:
    """Lay out the steps of a resolution whose row the caller has locked, or count them again."""
    rows = chain_of(ResolutionForm(resolution.form))
    _lay_out(rows, {"resolution": resolution}, _days_of(resolution), resolution.council)


def plan_minutes(minutes: Minutes) -> None:
    """Lay out what follows the minutes of a session."""
    session = minutes.session
    days = {Anchor.CLOSING: session.closing_on}
    _lay_out(MINUTES_CHAIN, {"minutes": minutes}, days, session.council)


def _days_of(resolution: Resolution) -> dict[Anchor, date | None]:
    session = resolution.session
    return {
        Anchor.CLOSING: session.closing_on if session else resolution.adopted_on,
        Anchor.SIGNED: resolution.signed_on,
        Anchor.EFFECTIVE: resolution.effective_on,
    }


def _lay_out(
    rows: Sequence[ChainRow],
    record: dict[str, Resolution | Minutes],
    days: Mapping[Anchor, date | None],
    council: Council,
) -> None:
    steps = ChainStep.objects.filter(**record)
    steps.filter(done_on=None).exclude(step__in=[row.step for row in rows]).delete()
    held = {step.step: step for step in steps}
    for position, row in enumerate(rows, start=1):
        step = held.get(row.step) or ChainStep(step=row.step, **record)
        step.position, step.rule_key = position, row.rule
        step.anchor, step.owner = row.anchor, row.owner
        if step.done_on is None:
            _count(step, days.get(row.anchor), days, council)
        step.save()


def _count(
    step: ChainStep, start: date | None, days: Mapping[Anchor, date | None], council: Council
) -> None:
    step.due_on, step.explanation = None, {}
    if start is None:
        return
    try:
        deadline = deadline_for(step.rule_key, start, council=council)
    except (RuleRefused, DeadlineRefused):
        return  # before the rule began, or without a figure: nothing is due
    step.due_on = last_day(Anchor(step.anchor), deadline.due_on, days)
    step.explanation = deadline.as_dict()


def recount(council: Council | None, *, by: User | None) -> int:
    """Count open steps again after a rule or a day changed. Returns how many moved."""
    where = Q() if council is None else Q(council=council)
    moved = 0
    for resolution in Resolution.objects.filter(where, steps__done_on=None).distinct():
        with transaction.atomic():
            locked = Resolution.objects.select_for_update(of=("self",)).get(pk=resolution.pk)
            before = _due(locked.steps.all())
            plan_resolution(locked)
            changed = sum(1 for key, day in _due(locked.steps.all()).items() if before[key] != day)
            if changed:
                log.record("resolution.chain_recounted", locked, by=by, count=changed)
            moved += changed
    return moved


def _due(steps: Iterable[ChainStep]) -> dict[str, date | None]:
    return {step.step: step.due_on for step in steps}


def mark(step: ChainStep, *, on: date, by: User, reference: str, proof: Version | None) -> None:
    """Write that a step was done, on a row whose record the caller has locked."""
    step.done_on, step.done_by = on, by
    step.reference, step.proof = reference, proof
    step.save(update_fields=["done_on", "done_by", "reference", "proof"])


def step_of(resolution: Resolution, step: Step) -> ChainStep | None:
    """The row of a step, where the resolution has it."""
    return resolution.steps.filter(step=step).first()


@transaction.atomic
def finish_step(
    step: ChainStep,
    *,
    on: date,
    today: date,
    by: User,
    reference: str = "",
    proof: Version | None = None,
) -> ChainStep:
    """Enter that a step was done on a day, with the paper that proves it.

    Raises SessionRefused `done_in_future`, `step_done`, `step_without_proof`, `step_too_early`, and
    `step_moves` for a step that a move of the resolution itself enters.
    """
    step = _locked(step)
    if step.done_on is not None:
        raise SessionRefused("step_done", day=step.done_on)
    if step.resolution is not None and step.step in {Step.AUTHENTICATE, Step.TO_UBTVQH}:
        raise SessionRefused("step_moves")
    if on > today:
        raise SessionRefused("done_in_future")
    if not reference.strip() and proof is None:
        raise SessionRefused("step_without_proof")
    signed = step.resolution.signed_on if step.resolution else None
    if step.resolution is not None and (signed is None or on < signed):
        raise SessionRefused("step_too_early")
    mark(step, on=on, by=by, reference=reference, proof=proof)
    log.record("chain.finished", step.resolution or step.minutes, by=by, step=step.step,
               on=on.isoformat(), reference=reference)  # fmt: skip
    return step


@transaction.atomic
def reopen_step(step: ChainStep, *, reason: str, by: User) -> ChainStep:
    """Take back that a step was done. Raises SessionRefused `reason_missing`, `step_moves`."""
    step = _locked(step)
    if not reason.strip():
        raise SessionRefused("reason_missing")
    if step.resolution is not None and step.step in {Step.AUTHENTICATE, Step.TO_UBTVQH}:
        raise SessionRefused("step_moves")
    step.done_on = step.done_by = step.proof = None
    step.reference = ""
    step.save(update_fields=["done_on", "done_by", "reference", "proof"])
    log.record("chain.reopened", step.resolution or step.minutes, by=by, step=step.step,
               reason=reason)  # fmt: skip
    return step


def _locked(step: ChainStep) -> ChainStep:
    if step.resolution_id is not None:
        Resolution.objects.select_for_update(of=("self",)).get(pk=step.resolution_id)
    found = ChainStep.objects.select_for_update(of=("self",)).filter(pk=step.pk)
    locked = found.select_related("resolution", "minutes").first()
    if locked is None:
        raise SessionRefused("step_gone")
    return locked
