"""Tasks a resolution gives (nhiệm vụ được giao): commitments, followed like promises."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.commitments.models import Commitment
from hdnd_portal.commitments.public import Kind, open_commitment
from hdnd_portal.council.models import Agency, Body
from hdnd_portal.ui.language import in_office_language
from sessions.models import Resolution
from sessions.services.refusals import SessionRefused
from sessions.services.resolutions import locked
from sessions.workflow.resolution import RESOLUTION_OUT, ResolutionState


@in_office_language
@transaction.atomic
def give_task(
    resolution: Resolution,
    *,
    text: str,
    by: User,
    lead: Agency | None = None,
    lead_body: Body | None = None,
    measure: str = "",
    due_on: date | None = None,
    said_at: str = "",
    contributors: Iterable[Agency] = (),
) -> Commitment:
    """Follow what the resolution orders: who, what must be reached, by when, in which clause.

    The agency is told and reports as for a promise. Raises SessionRefused `task_not_out`,
    `task_without_text`, `task_without_owner`, `task_twice`; CommitmentRefused `due_before_made`.
    """
    if not text.strip():
        raise SessionRefused("task_without_text")
    if (lead is None) == (lead_body is None):
        raise SessionRefused("task_without_owner")
    resolution = locked(resolution)
    if ResolutionState(resolution.state) not in RESOLUTION_OUT:
        raise SessionRefused("task_not_out")
    given = Commitment.objects.of(resolution).filter(
        text=text.strip(), lead=lead, lead_body=lead_body
    )
    if given.exists():
        raise SessionRefused("task_twice")
    made = open_commitment(
        resolution.council,
        kind=Kind.TASK,
        text=text,
        measure=measure,
        made_on=resolution.adopted_on,
        due_on=due_on,
        lead=lead,
        lead_body=lead_body,
        contributors=contributors,
        source=resolution,
        source_label=f"Nghị quyết số {resolution.reference} {resolution.title}",
        said_at=said_at,
        by=by,
    )
    log.record(
        "resolution.task_given",
        resolution,
        by=by,
        text=text.strip()[:200],
        owner=str(lead or lead_body),
        due_on=due_on,
    )
    return made
