"""The door of commitments for the apps: open one, read what became of those of a record."""

from dataclasses import dataclass
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db import models

from hdnd_portal.accounts.models import User
from hdnd_portal.commitments.labels import FINDINGS, IMPRESSIONS, QUALITIES, Kind, claim_label
from hdnd_portal.commitments.models import Commitment, EscalationStep
from hdnd_portal.commitments.models.commitment import CommitmentQuerySet
from hdnd_portal.commitments.services.escalating import end_steps_to, hold_steps_to
from hdnd_portal.commitments.services.following import close, open_commitment, page_of
from hdnd_portal.commitments.targets import Target, Wanted
from hdnd_portal.commitments.targets import register as register_target
from hdnd_portal.commitments.workflow import CommitmentRefused, Stage
from hdnd_portal.council.models import Council
from hdnd_portal.ui.choices import Label

__all__ = [
    "CommitmentFacts",
    "CommitmentRefused",
    "Kind",
    "Target",
    "Wanted",
    "close_of",
    "end_steps_to",
    "escalated_to",
    "facts_of",
    "hold_steps_to",
    "last_of_each",
    "of_record",
    "open_commitment",
    "pending_of",
    "register_target",
]


@dataclass(frozen=True, slots=True)
class CommitmentFacts:
    """What became of a commitment; what is claimed and what was found stand side by side."""

    pk: int
    text: str
    measure: str
    owner: str
    promised_by: str
    source: str
    said_at: str
    source_id: int | None
    made_on: date
    due_on: date | None
    stage: Stage
    stage_label: Label
    is_pending: bool
    claimed: str
    claimed_label: Label
    claimed_text: str
    claimed_measure: str
    promised_on: date | None
    quality: str
    quality_label: Label
    confirmed: str
    confirmed_label: Label
    impression: str
    impression_label: Label
    url: str

    def is_overdue(self, on: date) -> bool:
        """Whether its day has passed and nobody has found it done."""
        return self.is_pending and self.due_on is not None and self.due_on < on


def of_record(source: models.Model) -> list[CommitmentFacts]:
    """The commitments that came from the record, the earliest due first."""
    return facts_of(Commitment.objects.of(source))


def close_of(source: models.Model, *, reason: str, by: User) -> int:
    """Follow what came from the record no longer; returns how many were still followed.

    Raises CommitmentRefused `reason_missing`.
    """
    rows = list(Commitment.objects.pending().of(source).order_by("pk"))
    for row in rows:
        close(row, reason=reason, by=by)
    return len(rows)


def last_of_each(kind: type[models.Model]) -> models.QuerySet[Commitment]:
    """The commitments of a row of that model, the latest first: for a subquery of a list of it."""
    source_type = ContentType.objects.get_for_model(kind)
    rows = Commitment.objects.filter(source_type=source_type, source_id=models.OuterRef("pk"))
    return rows.order_by("-pk")


def pending_of(council: Council, *, kind: Kind, up_to: date | None = None) -> list[CommitmentFacts]:
    """What is neither verified nor closed, made on `up_to` at the latest."""
    rows = Commitment.objects.pending().filter(council=council, kind=kind.value)
    if up_to is not None:
        rows = rows.filter(made_on__lte=up_to)
    return facts_of(rows)


def escalated_to(target: models.Model, *, user: User) -> list[CommitmentFacts]:
    """The commitments because of which the record was created, as far as the user sees them."""
    steps = EscalationStep.objects.standing().filter(
        target_type=ContentType.objects.get_for_model(target), target_id=target.pk
    )
    return facts_of(Commitment.objects.visible_to(user).filter(pk__in=steps.values("commitment")))


def facts_of(rows: CommitmentQuerySet) -> list[CommitmentFacts]:
    """Facts of the rows in as many queries for many as for one."""
    found = rows.for_list().prefetch_related("replies", "verifications")
    return [_facts(row) for row in found.order_by(models.F("due_on").asc(nulls_last=True), "pk")]


def _facts(row: Commitment) -> CommitmentFacts:
    # Only what the lead says counts as the claim.
    lead = (row.lead_id, row.lead_body_id)
    sent = [
        one for one in row.replies.all() if one.sent_at and (one.agency_id, one.body_id) == lead
    ]
    reply = max(sent, key=lambda one: one.number or 0, default=None)
    found = max(row.verifications.all(), key=lambda one: one.pk, default=None)
    claimed = reply.claimed if reply else ""
    confirmed = found.confirmed if found else ""
    return CommitmentFacts(
        pk=row.pk,
        text=row.text,
        measure=row.measure,
        owner=str(row.owner),
        promised_by=str(row.promised_by or ""),
        source=row.source_label,
        said_at=row.said_at,
        source_id=row.source_id,
        made_on=row.made_on,
        due_on=row.due_on,
        stage=Stage(row.stage),
        stage_label=row.get_stage_display(),
        is_pending=row.is_pending,
        claimed=claimed,
        claimed_label=claim_label(claimed, row.kind),
        claimed_text=reply.text if reply else "",
        claimed_measure=reply.measure if reply else "",
        promised_on=reply.promised_on if reply else None,
        quality=row.quality,
        quality_label=QUALITIES.get(row.quality, ""),
        confirmed=confirmed,
        confirmed_label=FINDINGS.get(confirmed, ""),
        impression=found.impression if found else "",
        impression_label=IMPRESSIONS.get(found.impression, "") if found else "",
        url=page_of(row),
    )
