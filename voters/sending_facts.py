"""What a referral's page shows: who has received it, who has answered, and every stage with its
days. Reading only.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Min, Q
from django.utils import timezone

from hdnd_portal.commitments.models import Commitment, Reply
from hdnd_portal.commitments.workflow import AWAITED, Stage
from hdnd_portal.council.models import Agency
from hdnd_portal.legal.calendar import WorkCalendar
from hdnd_portal.legal.public import calendar_for
from voters.models import RecommendationStage, Referral, ReferralReceipt, VoterRecommendation
from voters.models.sending import ReceiptQuerySet

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class StageLine:
    """One stage; `agency` is None at the office, `answered_on` the day of the lead's first report.

    `days` counts after the first day, working days where the rule of its limit does.
    """

    agency: Agency | None
    referral: Referral | None
    begins_on: date
    ends_on: date | None
    days: int
    in_working_days: bool
    due_on: date | None
    explanation: dict[str, Any]
    answered_on: date | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """A receipt, and how many of the recommendations the agency has answered."""

    receipt: ReferralReceipt
    asked: int
    answered: int
    is_unconfirmed_late: bool
    is_answer_late: bool
    # Of one recommendation: the page on which the agency reports, and the day it first did.
    commitment: Commitment | None = None
    answered_on: date | None = None


@dataclass(slots=True)
class _Answers:
    """The first report of each agency on each commitment."""

    first: dict[tuple[int, int | None], date] = field(default_factory=dict)

    @classmethod
    def of(cls, commitments: Collection[int]) -> "_Answers":
        rows = (
            Reply.objects.sent()
            .filter(commitment__in=commitments)
            .order_by()
            .values_list("commitment", "agency")
            .annotate(first=Min("sent_at"))
        )
        return cls({(one, who): timezone.localdate(at) for one, who, at in rows if at})


def stages_of(recommendation: VoterRecommendation, *, on: date) -> list[StageLine]:
    """Its stages in the order of time. Three queries."""
    rows = list(
        recommendation.stages.select_related("referral__agency", "commitment").order_by(
            "begins_at", "pk"
        )
    )
    answers = _Answers.of([row.commitment_id for row in rows if row.commitment_id])
    calendar = calendar_for(recommendation.council)
    return [_stage(row, answers, calendar, on) for row in rows]


def _stage(
    row: RecommendationStage, answers: _Answers, calendar: WorkCalendar, on: date
) -> StageLine:
    referral, commitment = row.referral, row.commitment
    begins_on = timezone.localdate(row.begins_at)
    ends_on = timezone.localdate(row.ends_at) if row.ends_at else None
    answered_on, due_on, explanation = None, row.due_on, row.explanation
    if referral is not None and commitment is not None:
        answered_on = answers.first.get((commitment.pk, referral.agency_id))
        # A day that was moved with its reason is the one that counts.
        due_on, explanation = commitment.due_on, commitment.explanation
    until = answered_on or ends_on or max(on, begins_on)
    in_working_days = explanation.get("unit") == "working_day"
    return StageLine(
        agency=referral.agency if referral else None,
        referral=referral,
        begins_on=begins_on,
        ends_on=ends_on,
        days=_days(begins_on, until, calendar if in_working_days else None),
        in_working_days=in_working_days,
        due_on=due_on,
        explanation=explanation,
        answered_on=answered_on,
        is_late=due_on is not None and until > due_on,
    )


def _days(begins_on: date, until: date, calendar: WorkCalendar | None) -> int:
    """Days after `begins_on` up to `until`, counted as limits are; never fewer than none."""
    whole = max(0, (until - begins_on).days)
    if calendar is None:
        return whole
    return sum(calendar.is_working(begins_on + ONE_DAY * n) for n in range(1, whole + 1))


def receipts_of(referral: Referral, *, on: date) -> list[ReceiptLine]:
    """The receipts of a referral; the same number of queries whatever its size."""
    stages = list(
        referral.stages.select_related("commitment").prefetch_related(
            "recommendation__contributors"
        )
    )
    return _lines(referral.receipts.all(), stages, on=on)


def receipts_for(recommendation: VoterRecommendation, *, on: date) -> list[ReceiptLine]:
    """The receipts of the agencies that lead and contribute to it, where it was sent last."""
    if recommendation.referral_id is None:
        return []
    stages = list(
        recommendation.stages.filter(referral=recommendation.referral_id)
        .select_related("commitment")
        .prefetch_related("recommendation__contributors")
    )
    concerned = Q(is_lead=True) | Q(agency__in=recommendation.contributors.all())
    rows = ReferralReceipt.objects.filter(concerned, referral=recommendation.referral_id)
    return _lines(rows, stages, on=on)


def _lines(rows: Any, stages: Sequence[RecommendationStage], *, on: date) -> list[ReceiptLine]:
    answers = _Answers.of([row.commitment_id for row in stages if row.commitment_id])
    return [
        _line(row, stages, answers, on)
        for row in rows.select_related("agency", "received_by", "referral").order_by(
            "-is_lead", "agency__name"
        )
    ]


def _line(
    receipt: ReferralReceipt, stages: Sequence[RecommendationStage], answers: _Answers, on: date
) -> ReceiptLine:
    key = receipt.agency_id
    own = [
        row
        for row in stages
        if receipt.is_lead or key in {one.pk for one in row.recommendation.contributors.all()}
    ]
    days = [answers.first.get((row.commitment_id or 0, key)) for row in own]
    waits = [
        row
        for row, day in zip(own, days, strict=True)
        if day is None
        and row.ends_at is None
        and row.commitment is not None
        and Stage(row.commitment.stage) in AWAITED
    ]
    late = [day for day in days if day is not None and day > receipt.due_on]
    alone = own[0] if len(own) == 1 else None
    return ReceiptLine(
        receipt=receipt,
        asked=len(own),
        answered=sum(day is not None for day in days),
        is_unconfirmed_late=receipt.received_at is None and receipt.receive_by < on,
        is_answer_late=bool(late) or (bool(waits) and receipt.due_on < on),
        commitment=alone.commitment if alone else None,
        answered_on=days[0] if alone else None,
    )


def contributions_owed(receipts: ReceiptQuerySet) -> dict[int, int]:
    """By receipt: how many recommendations wait for the word of the agency that contributes."""
    found = list(
        receipts.filter(
            is_lead=False,
            referral__stages__ends_at=None,
            referral__stages__commitment__stage__in=AWAITED,
        )
        .order_by()
        .values_list("pk", "agency", "referral__stages__commitment")
    )
    keys = [commitment for _receipt, _agency, commitment in found]
    helping = Commitment.contributors.through.objects.filter(commitment__in=keys)
    pairs = set(helping.values_list("commitment", "agency"))
    answers = _Answers.of(keys)
    counts: dict[int, int] = {}
    for key, agency, commitment in found:
        if (commitment, agency) in pairs and (commitment, agency) not in answers.first:
            counts[key] = counts.get(key, 0) + 1
    return counts
