"""Promises that delegates make to voters: commitments of theirs, followed as others are.

Locks: the meeting, so that the same promise is written down once.
"""

from datetime import date

from django.db import transaction
from django.utils import timezone

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.commitments.public import Kind, open_commitment
from hdnd_portal.council.models import AdministrativeUnit, Body, Field, Mandate, Membership
from hdnd_portal.ui.forms import clean_text
from hdnd_portal.ui.language import in_office_language
from voters.models import VoterMeeting, VoterPromise
from voters.refusals import ContactRefused
from voters.services.rows import locked_meeting
from voters.workflow import MeetingState, PlanState


@in_office_language
@transaction.atomic
def record_promise(
    meeting: VoterMeeting,
    *,
    mandate: Mandate,
    text: str,
    unit: AdministrativeUnit,
    heard_by: str,
    by: User,
    field: Field | None = None,
    due_on: date | None = None,
    no_due_reason: str = "",
) -> VoterPromise:
    """Ghi lời hứa as it was said; the delegate owes it from then on and is told.

    The record of the meeting may be signed already. Raises ContactRefused `meeting_off`,
    `plan_not_issued`, `promise_ahead`, `promise_empty`, `promise_day`, `promise_due_early`,
    `promise_twice`.
    """
    meeting = locked_meeting(meeting)
    text, made_on = clean_text(text), timezone.localdate(meeting.starts_at)
    refuse_unheld(meeting)
    if not text:
        raise ContactRefused("promise_empty")
    if due_on is None and not no_due_reason.strip():
        raise ContactRefused("promise_day")
    if due_on is not None and due_on < made_on:
        raise ContactRefused("promise_due_early", day=made_on)
    said = VoterPromise.objects.filter(meeting=meeting, mandate=mandate, unit=unit)
    if said.filter(commitment__text=text).exists():
        raise ContactRefused("promise_twice")
    group = group_of(mandate, meeting, on=made_on)
    owed = open_commitment(
        meeting.plan.council,
        kind=Kind.VOTER_PROMISE,
        text=text,
        field=field,
        made_on=made_on,
        due_on=due_on,
        no_due_reason=no_due_reason,
        lead_body=group,
        lead_delegate=mandate,
        promised_by=mandate.person,
        source=meeting,
        source_label=f"Tiếp xúc cử tri {meeting}",
        said_at=f"Cử tri {unit}; người nghe: {heard_by.strip()}",
        occasion=meeting.plan.session.name,
        by=by,
    )
    promise = VoterPromise.objects.create(
        meeting=meeting,
        mandate=mandate,
        group=group,
        unit=unit,
        heard_by=heard_by.strip(),
        commitment=owed,
    )
    log.record("voter_promise.recorded", meeting, by=by, name=mandate.person.name, unit=str(unit))
    return promise


def refuse_unheld(meeting: VoterMeeting) -> None:
    """Raises ContactRefused `meeting_off`, `plan_not_issued`, `promise_ahead`."""
    if meeting.state == MeetingState.CANCELLED:
        raise ContactRefused("meeting_off")
    if meeting.plan.state != PlanState.ISSUED:
        raise ContactRefused("plan_not_issued")
    if meeting.starts_at > timezone.now():
        raise ContactRefused("promise_ahead")


def group_of(mandate: Mandate, meeting: VoterMeeting, *, on: date) -> Body:
    """The Tổ of the delegate on the day; of one who is in none, that which held the meeting."""
    rows = Membership.objects.in_force(on).filter(
        person=mandate.person_id,
        body__kind=Body.Kind.DELEGATE_GROUP,
        body__term=mandate.term_id,
    )
    found = rows.select_related("body").first()
    return found.body if found is not None else meeting.group
