"""Tasks that come of a decision (nhiệm vụ được giao): commitments, followed like promises.

A resolution gives them in its articles; an item that ends without one (a report heard, a conclusion
of the chair) is given what is needed afterwards (A20).
"""

from collections.abc import Iterable
from datetime import date

from django.db import models, transaction
from django.utils import timezone

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.commitments.models import Commitment
from hdnd_portal.commitments.public import Kind, open_commitment
from hdnd_portal.council.models import Agency, Body, Council
from hdnd_portal.ui.language import in_office_language
from sessions.models import AgendaItem, Resolution
from sessions.services.item_states import locked_item
from sessions.services.locks import lock_session
from sessions.services.refusals import SessionRefused
from sessions.services.resolutions import locked
from sessions.workflow import ITEM_HEARD, ItemState
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
    resolution = locked(resolution)
    if ResolutionState(resolution.state) not in RESOLUTION_OUT:
        raise SessionRefused("task_not_out")
    return _follow(
        resolution,
        council=resolution.council,
        kind=Kind.TASK,
        event="resolution.task_given",
        made_on=resolution.adopted_on,
        source_label=f"Nghị quyết số {resolution.reference} {resolution.title}",
        text=text,
        lead=lead,
        lead_body=lead_body,
        measure=measure,
        due_on=due_on,
        said_at=said_at,
        contributors=contributors,
        by=by,
    )


@in_office_language
@transaction.atomic
def give_item_task(
    item: AgendaItem,
    *,
    text: str,
    made_on: date,
    by: User,
    lead: Agency | None = None,
    lead_body: Body | None = None,
    measure: str = "",
    due_on: date | None = None,
    said_at: str = "",
    contributors: Iterable[Agency] = (),
) -> Commitment:
    """Follow what is needed after an item that has no resolution of its own.

    `made_on` is the day of the conclusion. Raises SessionRefused `task_not_heard`,
    `task_of_resolution` where a resolution gives its tasks, `task_made_outside`,
    `task_without_text`, `task_without_owner`, `task_twice`; CommitmentRefused `due_before_made`.
    """
    session = lock_session(item.session)
    item = locked_item(session, item)
    if session.rehearsal_of_id is not None or ItemState(item.state) not in ITEM_HEARD:
        raise SessionRefused("task_not_heard")
    if Resolution.objects.filter(item=item).exists():
        raise SessionRefused("task_of_resolution")
    if not session.opening_on <= made_on <= timezone.localdate():
        raise SessionRefused("task_made_outside", opening=session.opening_on)
    title = "Nội dung họp kín" if item.is_closed else item.title
    return _follow(
        item,
        council=session.council,
        kind=Kind.CONCLUSION,
        event="agenda_item.task_given",
        made_on=made_on,
        source_label=f"{title} – {session.name}",
        text=text,
        lead=lead,
        lead_body=lead_body,
        measure=measure,
        due_on=due_on,
        said_at=said_at,
        contributors=contributors,
        by=by,
    )


def _follow(
    source: models.Model,
    *,
    council: Council,
    kind: Kind,
    event: str,
    made_on: date,
    source_label: str,
    text: str,
    lead: Agency | None,
    lead_body: Body | None,
    measure: str,
    due_on: date | None,
    said_at: str,
    contributors: Iterable[Agency],
    by: User,
) -> Commitment:
    """Open the commitment of a record that the caller has locked; the same one never twice."""
    text = text.strip()
    if not text:
        raise SessionRefused("task_without_text")
    if (lead is None) == (lead_body is None):
        raise SessionRefused("task_without_owner")
    if Commitment.objects.of(source).filter(text=text, lead=lead, lead_body=lead_body).exists():
        raise SessionRefused("task_twice")
    made = open_commitment(
        council,
        kind=kind,
        text=text,
        measure=measure,
        made_on=made_on,
        due_on=due_on,
        lead=lead,
        lead_body=lead_body,
        contributors=contributors,
        source=source,
        source_label=source_label,
        said_at=said_at,
        by=by,
    )
    log.record(event, source, by=by, text=text[:200], owner=str(lead or lead_body), due_on=due_on)
    return made
