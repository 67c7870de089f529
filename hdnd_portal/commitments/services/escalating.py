"""Steps after reminders: taken, answered by the agency, withdrawn (OVS-24, OVS-25).

Locks: the commitments in the order of their keys, then steps in that of theirs, then the record
that they created.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hdnd_portal.accounts import recipients
from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.commitments import targets
from hdnd_portal.commitments.escalation import (
    EXPLAIN,
    EXPLAIN_COMPLEX,
    StepKind,
    StepState,
    may_escalate,
)
from hdnd_portal.commitments.labels import STEPS
from hdnd_portal.commitments.models import (
    Commitment,
    EscalationStep,
    Explanation,
    ExplanationFile,
)
from hdnd_portal.commitments.permissions import DECIDERS
from hdnd_portal.commitments.services.following import page_of, tell
from hdnd_portal.commitments.workflow import CommitmentRefused, Stage
from hdnd_portal.council.models import Council
from hdnd_portal.documents.services import Readable, store_upload
from hdnd_portal.legal.public import deadline_for
from hdnd_portal.legal.register import RuleRefused
from hdnd_portal.notices import send
from hdnd_portal.ui.language import in_office_language

SUBJECT = 300


@in_office_language
@transaction.atomic
def take_step(
    commitments: Iterable[Commitment],
    *,
    kind: StepKind,
    reason: str,
    decided_on: date,
    by: User,
    reference: str = "",
    is_complex: bool = False,
    subject: str = "",
    place: str = "",
) -> list[EscalationStep]:
    """Chuyển bước: the same step for each, and one record for what each agency owes.

    A demanded explanation is due 15 calendar days after the demand, a complex one at most 30 (Law
    121/2025, Art. 40). Raises CommitmentRefused `reason_missing`, `reference_missing`,
    `decided_ahead`, `rule_missing`, `step_open`, `not_escalated`, `owed_by_body`,
    `decided_before_made`, and what the app refuses that creates the record.
    """
    today = timezone.localdate()
    reason, reference = reason.strip(), reference.strip()
    if not reason:
        raise CommitmentRefused("reason_missing")
    if decided_on > today:
        raise CommitmentRefused("decided_ahead")
    rows = _locked(commitments)
    for row in rows:
        _refuse(row, kind, decided_on=decided_on, today=today)
    made: list[EscalationStep] = []
    for some in _by_agency(rows):
        council = some[0].council
        is_recorded = not by.has_role(*DECIDERS, council=council.pk)
        if is_recorded and not reference:
            raise CommitmentRefused("reference_missing")
        step = EscalationStep(
            kind=kind.value,
            reason=reason,
            decided_on=decided_on,
            reference=reference,
            is_recorded=is_recorded,
            taken_by=by,
        )
        if kind is StepKind.EXPLANATION:
            step.rule = EXPLAIN_COMPLEX if is_complex else EXPLAIN
            _count(step, council)
        _create(step, some, subject=subject, place=place, by=by)
        made += [_written(step, row, by) for row in some]
    return made


@in_office_language
@transaction.atomic
def withdraw_step(step: EscalationStep, *, reason: str, by: User) -> EscalationStep:
    """Rút bước: what was created is withdrawn where nothing else stands on it.

    Raises CommitmentRefused `reason_missing`, `step_over`.
    """
    reason = reason.strip()
    if not reason:
        raise CommitmentRefused("reason_missing")
    step = _locked_step(step)
    targets.take_back(step, reason=reason, by=by)
    _end(step, StepState.WITHDRAWN, reason, by)
    row, what = step.commitment, str(step.get_kind_display())
    log.record("commitment.step_withdrawn", row, by=by, kind=what, reason=reason)
    tell(row, "commitment.step_withdrawn", _("Đã rút một bước xử lý: {what}"))
    return step


@in_office_language
@transaction.atomic
def explain(step: EscalationStep, *, text: str, files: Sequence[Readable], by: User) -> Explanation:
    """Gửi giải trình: for good, also after its day, which is then shown.

    Raises CommitmentRefused `text_missing`, `step_over`; FileRefused.
    """
    text = text.strip()
    if not text:
        raise CommitmentRefused("text_missing")
    step = _locked_step(step)
    if step.kind != StepKind.EXPLANATION:
        raise CommitmentRefused("step_over")
    row = step.commitment
    assert row.lead is not None  # noqa: S101 -- steps are taken against agencies alone
    given = Explanation.objects.create(step=step, agency=row.lead, text=text, sent_by=by)
    for file in files:
        version = store_upload(row.council, data=file, name=getattr(file, "name", ""), by=by)
        ExplanationFile.objects.create(explanation=given, version=version)
    _end(step, StepState.ANSWERED, "", by)
    log.record("commitment.explained", row, by=by, agency=str(row.lead))
    on = timezone.localdate()
    send.after_commit(
        "commitment.explained",
        to={
            *recipients.office(row.council, on=on),
            *recipients.holders(row.council, DECIDERS, on=on),
        },
        about=row,
        title=_("{agency} giải trình: {what}").format(agency=row.lead, what=row),
        url=page_of(row),
        email=False,
    )
    return given


def hold_steps_to(target: models.Model) -> list[EscalationStep]:
    """The open steps that created the record, locked: before the record itself is."""
    rows = EscalationStep.objects.select_for_update(of=("self",)).filter(
        target_type=ContentType.objects.get_for_model(target), target_id=target.pk
    )
    return [step for step in rows.order_by("pk") if step.state == StepState.OPEN]


@transaction.atomic
def end_steps_to(target: models.Model, *, note: str, by: User) -> int:
    """The record that steps created has come to its end; returns how many steps ended with it.

    Whoever locks the record has locked its steps before: `hold_steps_to`.
    """
    steps = hold_steps_to(target)
    for step in steps:
        _end(step, StepState.ENDED, note, by)
    return len(steps)


def recount(*, council: Council | None, by: User | None, **_signal: object) -> int:
    """Count the explanations still due again after a rule or a day changed; how many moved."""
    rows = EscalationStep.objects.explanations_due()
    if council is not None:
        rows = rows.filter(commitment__council=council)
    moved = 0
    with transaction.atomic():
        locked = rows.select_for_update(of=("self",)).select_related("commitment__council")
        for step in locked.order_by("pk"):
            before = step.due_on
            _count(step, step.commitment.council)
            if step.due_on != before:
                step.save(update_fields=["due_on", "why_due"])
                log.record(
                    "commitment.explanation_recounted", step.commitment, by=by, due_on=step.due_on
                )
                moved += 1
    return moved


def why_not(row: Commitment, *, today: date) -> str:
    """The code of why no step may be taken now; empty where one may."""
    if row.lead_id is None:
        return "owed_by_body"
    if not may_escalate(Stage(row.stage), row.due_on, on=today):
        return "not_escalated"
    return ""


def _refuse(row: Commitment, kind: StepKind, *, decided_on: date, today: date) -> None:
    code = why_not(row, today=today)
    if not code and row.steps.open().filter(kind=kind.value).exists():
        code = "step_open"
    if not code and decided_on < row.made_on:
        code = "decided_before_made"
    if code:
        raise CommitmentRefused(code, what=str(row), step=STEPS[kind])


def _locked(commitments: Iterable[Commitment]) -> list[Commitment]:
    keys = [one.pk for one in commitments]
    rows = Commitment.objects.select_for_update(of=("self",)).filter(pk__in=keys)
    return list(rows.select_related("council", "lead", "lead_body").order_by("pk"))


def _locked_step(step: EscalationStep) -> EscalationStep:
    """The open step under the lock of its commitment and of all steps to the same record.

    So that of two withdrawn at once one is the last, and takes the record along.
    """
    _locked([step.commitment])
    alike = models.Q(pk=step.pk)
    if step.target_id is not None:
        alike |= models.Q(target_type=step.target_type_id, target_id=step.target_id)
    rows = EscalationStep.objects.select_for_update(of=("self",)).filter(alike)
    rows = rows.select_related("commitment__council", "commitment__lead", "commitment__lead_body")
    step = {one.pk: one for one in rows.order_by("pk")}[step.pk]
    if step.state != StepState.OPEN:
        raise CommitmentRefused("step_over")
    return step


def _by_agency(rows: Iterable[Commitment]) -> list[list[Commitment]]:
    found: dict[tuple[int, int | None], list[Commitment]] = {}
    for row in rows:
        found.setdefault((row.council_id, row.lead_id), []).append(row)
    return list(found.values())


def _count(step: EscalationStep, council: Council) -> None:
    try:
        deadline = deadline_for(step.rule, step.decided_on, council=council)
    except RuleRefused as error:
        raise CommitmentRefused("rule_missing") from error
    step.due_on, step.why_due = deadline.due_on, deadline.as_dict()


def _create(
    step: EscalationStep, rows: Sequence[Commitment], *, subject: str, place: str, by: User
) -> None:
    """Have the app above create the record, where the kind of step has one."""
    target = targets.of(StepKind(step.kind))
    if target is None:
        return
    first = rows[0]
    assert first.lead is not None  # noqa: S101 -- refused before
    record = target.create(
        targets.Wanted(
            council=first.council,
            agency=first.lead,
            commitments=rows,
            subject=(subject.strip() or " ".join(first.text.split()))[:SUBJECT],
            reason=step.reason,
            decided_on=step.decided_on,
            reference=step.reference,
            place=place,
            by=by,
        )
    )
    step.target_type = ContentType.objects.get_for_model(record)
    step.target_id = record.pk
    step.target_label = str(record)[:SUBJECT]


def _written(step: EscalationStep, row: Commitment, by: User) -> EscalationStep:
    """The step as it stands for one of the commitments."""
    step.pk, step.commitment = None, row
    step._state.adding = True
    step.save()
    made = EscalationStep.objects.select_related("commitment").get(pk=step.pk)
    what = str(made.get_kind_display())
    log.record(
        "commitment.step_taken", row, by=by, kind=what, reason=made.reason,
        reference=made.reference or "–",
    )  # fmt: skip
    due = _("Hạn giải trình: {day}.").format(day=f"{made.due_on:%d/%m/%Y}") if made.due_on else ""
    tell(
        row,
        "commitment.step_taken",
        f"{what}: {{what}}",
        body="\n".join(filter(None, [made.reason, due])),
    )
    return made


def _end(step: EscalationStep, state: StepState, note: str, by: User) -> None:
    step.state, step.note = state.value, note
    step.ended_at, step.ended_by = timezone.now(), by
    step.save(update_fields=["state", "note", "ended_at", "ended_by"])
