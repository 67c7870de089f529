"""Meetings of a contact plan put there, changed and cancelled by hand."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.council.models import AdministrativeUnit, Body, Mandate
from hdnd_portal.notices import send
from hdnd_portal.ui.language import in_office_language
from voters import plan_facts
from voters.labels import BESIDE
from voters.models import ContactPlan, MeetingChange, MeetingRecord, VoterMeeting, VoterPromise
from voters.refusals import ContactRefused
from voters.services.rows import lock_seats, locked_plan, page_of
from voters.workflow import CHANGED_BY_HAND, MeetingState, PlanState


@transaction.atomic
def put_meeting(
    plan: ContactPlan,
    meeting: VoterMeeting | None,
    *,
    unit: AdministrativeUnit,
    group: Body,
    starts_at: datetime,
    ends_at: datetime,
    place: str,
    mode: str,
    mandates: Collection[Mandate],
    guests: Collection[AdministrativeUnit],
    by: User,
    reason: str = "",
) -> VoterMeeting:
    """Add a meeting by hand (None), or change one; from then on it is left where it is.

    Once the plan is issued a change needs its reason, keeps what stood before, and those concerned
    are told. Raises ContactRefused `plan_shut`, `hours_reversed`, `one_day`, `reason_needed`,
    `delegate_busy`, `unit_met`, `meeting_cancelled`, `meeting_recorded`.
    """
    plan = locked_plan(plan, *CHANGED_BY_HAND)
    is_public = plan.state == PlanState.ISSUED
    if ends_at <= starts_at:
        raise ContactRefused("hours_reversed")
    if timezone.localdate(starts_at) != timezone.localdate(ends_at):
        raise ContactRefused("one_day")
    if is_public and meeting is not None and not reason:
        raise ContactRefused("reason_needed")
    if meeting is not None:
        meeting = plan.meetings.select_for_update().get(pk=meeting.pk)
        if meeting.state == MeetingState.CANCELLED:
            raise ContactRefused("meeting_cancelled")
        _refuse_recorded(meeting)
    refuse_busy(meeting, mandates, starts_at, ends_at)
    _refuse_met(plan, meeting, unit, guests)
    told = set() if meeting is None else {one.person_id for one in meeting.mandates.all()}
    if meeting is None:
        meeting = VoterMeeting(plan=plan)
    elif is_public:
        _keep_change(meeting, reason, by)
    meeting.unit, meeting.group = unit, group
    meeting.starts_at, meeting.ends_at = starts_at, ends_at
    meeting.place, meeting.mode, meeting.is_fixed = place, mode, True
    meeting.save()
    meeting.mandates.set(mandates)
    meeting.guests.set(guests)
    log.record("voter_meeting.put", meeting, by=by, unit=unit.name)
    if is_public:
        told |= {mandate.person_id for mandate in mandates}
        _tell_people(meeting, told, _("Tiếp xúc cử tri có thay đổi: {unit}"), reason)
    return meeting


@transaction.atomic
def cancel_meeting(meeting: VoterMeeting, *, reason: str, by: User) -> None:
    """Take a meeting away: from a draft for good, from an issued plan with its reason.

    Raises ContactRefused `plan_shut`, `reason_needed`, `meeting_cancelled`, `meeting_recorded`.
    """
    plan = locked_plan(meeting.plan, *CHANGED_BY_HAND)
    meeting = plan.meetings.select_for_update().get(pk=meeting.pk)
    if meeting.state == MeetingState.CANCELLED:
        raise ContactRefused("meeting_cancelled")
    _refuse_recorded(meeting)
    log.record("voter_meeting.cancelled", meeting, by=by, unit=meeting.unit.name, reason=reason)
    if plan.state == PlanState.DRAFT:
        meeting.delete()
        return
    if not reason:
        raise ContactRefused("reason_needed")
    meeting.state, meeting.cancel_reason = MeetingState.CANCELLED, reason
    meeting.save(update_fields=["state", "cancel_reason"])
    people = {mandate.person_id for mandate in meeting.mandates.all()}
    _tell_people(meeting, people, _("Hủy cuộc tiếp xúc cử tri: {unit}"), reason)


def _refuse_recorded(meeting: VoterMeeting) -> None:
    """What was held is neither cancelled nor moved."""
    promised = VoterPromise.objects.filter(meeting=meeting).exists()
    if (
        promised
        or meeting.opinions.exists()
        or MeetingRecord.objects.filter(meeting=meeting).exists()
    ):
        raise ContactRefused("meeting_recorded")


def refuse_busy(
    meeting: VoterMeeting | None,
    mandates: Collection[Mandate],
    starts_at: datetime,
    ends_at: datetime,
) -> None:
    """Nobody is at two meetings at once, whichever plan they belong to."""
    keys = [mandate.pk for mandate in mandates]
    lock_seats(keys)
    others = VoterMeeting.objects.held().filter(
        mandates__in=keys, starts_at__lt=ends_at, ends_at__gt=starts_at
    )
    if meeting is not None:
        others = others.exclude(pk=meeting.pk)
    other = others.select_related("unit").first()
    if other is not None:
        taken = other.mandates.filter(pk__in=keys).select_related("person").first()
        raise ContactRefused(
            "delegate_busy", name=taken.person.name if taken else "", unit=other.unit.name
        )


def _refuse_met(
    plan: ContactPlan,
    meeting: VoterMeeting | None,
    unit: AdministrativeUnit,
    guests: Collection[AdministrativeUnit],
) -> None:
    """A commune is met once in a plan, at its own place or at another's; beside it, as often as
    delegates come.
    """
    if plan.timing == BESIDE:
        return
    others = plan.meetings.held().prefetch_related("guests")
    if meeting is not None:
        others = others.exclude(pk=meeting.pk)
    met = plan_facts.met_units(others)
    wanted = [unit, *guests]
    if len({one.pk for one in wanted}) < len(wanted):
        raise ContactRefused("unit_met", unit=unit.name)
    for one in wanted:
        if one.pk in met:
            raise ContactRefused("unit_met", unit=one.name)


def _keep_change(meeting: VoterMeeting, reason: str, by: User) -> None:
    people = ", ".join(mandate.person.name for mandate in meeting.mandates.select_related("person"))
    MeetingChange.objects.create(
        meeting=meeting,
        starts_at=meeting.starts_at,
        place=meeting.place,
        people=people[:1000],
        reason=reason,
        changed_by=by,
    )


@in_office_language
def _tell_people(meeting: VoterMeeting, people: set[int], title: str, reason: str) -> None:
    starts = timezone.localtime(meeting.starts_at)
    send.after_commit(
        "voter_meeting.changed",
        to=User.objects.filter(person__in=people, is_active=True),
        about=meeting.plan,
        title=title.format(unit=meeting.unit.name),
        body=_("{when}. Lý do: {reason}").format(
            when=f"{starts:%H:%M} {starts:%d/%m/%Y}, {meeting.place or meeting.unit.name}",
            reason=reason,
        ),
        url=page_of(meeting.plan),
    )
