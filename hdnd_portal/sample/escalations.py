"""What the sample's Standing Committee decided on promises and tasks that were not carried out.

Nobody is told: what the sample says happened before it was loaded.
"""

from datetime import date

from django.contrib.contenttypes.models import ContentType

from hdnd_portal.accounts.models import User
from hdnd_portal.commitments import targets
from hdnd_portal.commitments.escalation import EXPLAIN, StepKind
from hdnd_portal.commitments.models import Commitment, EscalationStep, Explanation
from hdnd_portal.commitments.workflow import CommitmentRefused
from hdnd_portal.legal.public import deadline_for
from sessions.models import CouncilSession

# Kind, day, number of the document, reason.
PROMISE = (
    (
        StepKind.EXPLANATION,
        date(2026, 11, 3),
        "45/TB-HĐND",
        "Quá hạn từ 31/10/2026 nhưng chưa báo cáo kết quả (dữ liệu mẫu).",
    ),
    (
        StepKind.HEARING,
        date(2026, 11, 20),
        "52/TB-HĐND",
        "Văn bản giải trình chưa nêu thời hạn hoàn thành (dữ liệu mẫu).",
    ),
)
TASK = (
    (
        StepKind.EXPLANATION,
        date(2026, 10, 20),
        "38/TB-HĐND",
        "Đã qua hạn 15/10/2026, hai lần đôn đốc không trả lời (dữ liệu mẫu).",
    ),
    (
        StepKind.QUESTIONING,
        date(2026, 11, 10),
        "47/TB-HĐND",
        "Không giải trình trong thời hạn được yêu cầu (dữ liệu mẫu).",
    ),
    (
        StepKind.OVERSIGHT,
        date(2026, 11, 12),
        "48/TB-HĐND",
        "Việc chậm lặp lại nhiều năm, cần giám sát lại (dữ liệu mẫu).",
    ),
    (
        StepKind.REPORT,
        date(2026, 11, 16),
        "50/TB-HĐND",
        "Thường trực HĐND báo cáo HĐND về trách nhiệm thực hiện (dữ liệu mẫu).",
    ),
)


def make_escalations(current: CouncilSession, *, by: User) -> None:
    """Steps of each kind; one explanation was given, one did not come."""
    rows = Commitment.objects.filter(council=current.council, stage="open", lead__isnull=False)
    promise = rows.filter(kind="promise", due_on=date(2026, 10, 31)).first()
    task = rows.filter(kind="task", due_on=date(2026, 10, 15)).first()
    if promise is not None:
        demand, _hearing = [_step(promise, one, current, by) for one in PROMISE]
        assert promise.lead is not None  # noqa: S101 -- filtered above
        Explanation.objects.create(
            step=demand,
            agency=promise.lead,
            text="Gói thầu phải đấu thầu lại do chỉ có một nhà thầu tham dự (dữ liệu mẫu).",
            sent_by=User.objects.filter(role_assignments__agency=promise.lead).first() or by,
        )
        demand.state = "answered"
        demand.save(update_fields=["state"])
    if task is not None:
        for one in TASK:
            _step(task, one, current, by)


def _step(
    row: Commitment,
    said: tuple[StepKind, date, str, str],
    session: CouncilSession,
    by: User,
) -> EscalationStep:
    kind, day, reference, reason = said
    step = EscalationStep(
        commitment=row,
        kind=kind.value,
        decided_on=day,
        reference=reference,
        reason=reason,
        taken_by=by,
    )
    if kind is StepKind.EXPLANATION:
        deadline = deadline_for(EXPLAIN, day, council=row.council)
        step.rule, step.due_on, step.why_due = EXPLAIN, deadline.due_on, deadline.as_dict()
    target = targets.of(kind)
    assert row.lead is not None  # noqa: S101 -- the caller's rows are owed by agencies
    wanted = targets.Wanted(
        council=row.council,
        agency=row.lead,
        commitments=[row],
        subject=row.text[:300],
        reason=reason,
        decided_on=day,
        reference=reference,
        place=str(session.pk),
        by=by,
    )
    try:
        record = target.create(wanted) if target is not None else None
    except CommitmentRefused:
        record = None  # loaded after the session: it takes no report any more
    if record is not None:
        step.target_type = ContentType.objects.get_for_model(record)
        step.target_id, step.target_label = record.pk, str(record)[:300]
    step.save()
    return step
