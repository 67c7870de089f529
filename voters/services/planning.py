"""Contact plans: begun, laid out, agreed with the Front, issued."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hdnd_portal.accounts import recipients
from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import Role
from hdnd_portal.audit import log
from hdnd_portal.council.models import Council, Mandate
from hdnd_portal.notices import send
from hdnd_portal.ui.language import in_office_language
from sessions.public import SessionFacts, facts_of
from voters import plan_facts, planner
from voters.models import AwayTime, ContactPlan, VoterMeeting
from voters.refusals import ContactRefused
from voters.services.rows import lock_seats, locked_plan, page_of
from voters.workflow import MeetingState, PlanMove, PlanState, plan_after

LONGEST_DAYS = 120  # a window longer than that is a slip of the hand


class NoPlan(ContactRefused):
    """No plan keeps every rule; `reasons` say which cannot be kept."""

    def __init__(self, reasons: Sequence[planner.Reason]) -> None:
        super().__init__("no_plan")
        self.reasons = tuple(reasons)


@transaction.atomic
def create_plan(
    session: SessionFacts,
    *,
    timing: str,
    starts_on: date,
    ends_on: date,
    least_there: int,
    most_there: int,
    least_each: int,
    at_once: int,
    by: User,
) -> ContactPlan:
    """Begin the plan of the contacts before or after a session.

    Both days are included. Raises ContactRefused `plan_exists`, `window_reversed`, `window_long`,
    `window_after_opening`, `window_before_closing`, `terms_reversed`.
    """
    _refuse_window(session, timing, starts_on, ends_on)
    if most_there < least_there:
        raise ContactRefused("terms_reversed")
    # One plan of a kind for each session: whoever comes second is told.
    council = Council.objects.select_for_update(of=("self",)).get(pk=session.council_id)
    if ContactPlan.objects.filter(session=session.pk, timing=timing).exists():
        raise ContactRefused("plan_exists")
    plan = ContactPlan.objects.create(
        council=council,
        session_id=session.pk,
        timing=timing,
        starts_on=starts_on,
        ends_on=ends_on,
        least_there=least_there,
        most_there=most_there,
        least_each=least_each,
        at_once=at_once,
        created_by=by,
    )
    log.record("contact_plan.created", plan, by=by)
    return plan


@transaction.atomic
def change_terms(
    plan: ContactPlan,
    session: SessionFacts,
    *,
    starts_on: date,
    ends_on: date,
    least_there: int,
    most_there: int,
    least_each: int,
    at_once: int,
    by: User,
) -> ContactPlan:
    """Change window and terms of a draft; its meetings stay and are judged anew.

    Raises as `create_plan`, and ContactRefused `plan_shut`.
    """
    plan = locked_plan(plan, PlanState.DRAFT)
    _refuse_window(session, plan.timing, starts_on, ends_on)
    if most_there < least_there:
        raise ContactRefused("terms_reversed")
    plan.starts_on, plan.ends_on = starts_on, ends_on
    plan.least_there, plan.most_there = least_there, most_there
    plan.least_each, plan.at_once = least_each, at_once
    plan.save()
    log.record("contact_plan.changed", plan, by=by)
    return plan


@transaction.atomic
def lay_out(plan: ContactPlan, *, by: User) -> int:
    """Lay the meetings out anew; those set by hand stay. Returns how many were laid out.

    Raises ContactRefused `plan_shut`, and NoPlan with the rules that cannot be kept: then
    everything stays as it was.
    """
    plan = locked_plan(plan, PlanState.DRAFT)
    ground = plan_facts.ground_of(plan)
    lock_seats(seat.mandate.pk for seat in ground.seats)
    meetings = plan.meetings.held().for_list()
    fixed = [meeting for meeting in meetings if meeting.is_fixed]
    met = plan_facts.met_units(fixed)
    found = planner.plan(
        [place for place in ground.places if place.key not in met],
        plan_facts.members_of(plan, ground),
        plan_facts.window_of(plan),
        plan_facts.terms_of(plan),
        standing=plan_facts.standing(fixed),
        earlier=_earlier(plan),
    )
    if found.reasons:
        raise NoPlan(found.reasons)
    plan.meetings.filter(is_fixed=False, state=MeetingState.PLANNED).delete()
    made = VoterMeeting.objects.bulk_create(
        _meeting(plan, one, ground.group_of[one.place]) for one in found.meetings
    )
    through = VoterMeeting.mandates.through
    through.objects.bulk_create(
        through(votermeeting_id=meeting.pk, mandate_id=key)
        for meeting, one in zip(made, found.meetings, strict=True)
        for key in one.members
    )
    log.record("contact_plan.laid_out", plan, by=by, meetings=len(made))
    return len(made)


def _meeting(plan: ContactPlan, one: planner.Meeting, group: int) -> VoterMeeting:
    starts_at, ends_at = plan_facts.hours_of(one.slots[0])
    return VoterMeeting(
        plan=plan, group_id=group, unit_id=one.place, starts_at=starts_at, ends_at=ends_at
    )


def _earlier(plan: ContactPlan) -> set[tuple[int, int]]:
    """Who met whom at the other contact of the same session."""
    through = VoterMeeting.mandates.through.objects
    other = through.filter(
        votermeeting__plan__session=plan.session_id, votermeeting__state=MeetingState.PLANNED
    ).exclude(votermeeting__plan=plan)
    return set(other.values_list("mandate", "votermeeting__unit"))


@transaction.atomic
def add_away(
    plan: ContactPlan, *, mandate: Mandate, starts_on: date, ends_on: date, note: str, by: User
) -> AwayTime:
    """Keep the days, both included, on which a delegate cannot meet voters.

    Raises ContactRefused `plan_shut`, `away_reversed`.
    """
    plan = locked_plan(plan, PlanState.DRAFT)
    if ends_on < starts_on:
        raise ContactRefused("away_reversed")
    row = AwayTime.objects.create(
        plan=plan, mandate=mandate, starts_on=starts_on, ends_on=ends_on, note=note
    )
    log.record("contact_plan.away", plan, by=by, mandate=mandate.pk)
    return row


@transaction.atomic
def remove_away(away: AwayTime, *, by: User) -> None:
    """Take such days back. Raises ContactRefused `plan_shut`."""
    plan = locked_plan(away.plan, PlanState.DRAFT)
    log.record("contact_plan.away_removed", plan, by=by, mandate=away.mandate_id)
    away.delete()


@in_office_language
@transaction.atomic
def send_plan(plan: ContactPlan, *, by: User) -> ContactPlan:
    """Ask the Front to agree. Raises ContactRefused `plan_state`, `plan_empty`."""
    plan = _moved(plan, PlanMove.SEND)
    if not plan.meetings.held().exists():
        raise ContactRefused("plan_empty")
    plan.return_reason = ""
    plan.save()
    log.record("contact_plan.sent", plan, by=by)
    _tell_roles(plan, {Role.FRONT}, _("Đề nghị thống nhất kế hoạch tiếp xúc cử tri"))
    return plan


@in_office_language
@transaction.atomic
def return_plan(plan: ContactPlan, *, reason: str, by: User) -> ContactPlan:
    """Give the plan back to the office, with what should change. Raises `plan_state`."""
    plan = _moved(plan, PlanMove.RETURN)
    plan.return_reason, plan.agreed_at, plan.agreed_by_letter = reason, None, ""
    plan.save()
    log.record("contact_plan.returned", plan, by=by, reason=reason)
    send.after_commit(
        "contact_plan.returned",
        to=recipients.office(plan.council, on=timezone.localdate()),
        about=plan,
        title=_("Kế hoạch tiếp xúc cử tri được trả lại để chỉnh"),
        body=reason,
        url=page_of(plan),
    )
    return plan


@transaction.atomic
def agree_plan(plan: ContactPlan, *, letter: str, by: User) -> ContactPlan:
    """Agree for the Front, or record under which letter it agreed.

    Law: Joint Resolution 72/2025, Arts. 16(2), 21. Raises ContactRefused `plan_state`,
    `letter_needed` where the office records it.
    """
    plan = _moved(plan, PlanMove.AGREE)
    if not letter and not by.has_role(Role.FRONT, council=plan.council_id):
        raise ContactRefused("letter_needed")
    plan.agreed_by_letter, plan.agreed_at = letter, timezone.now()
    plan.save()
    log.record("contact_plan.agreed", plan, by=by, letter=letter)
    return plan


@in_office_language
@transaction.atomic
def issue_plan(plan: ContactPlan, *, by: User) -> ContactPlan:
    """Make the plan known: delegates and the Front are told, the calendars have the meetings.

    A conference before a regular session is owed to every commune (Joint Resolution 72/2025,
    Art. 21): without one the plan is not issued; before any other session it may be (Art. 34(2)).
    Raises ContactRefused `plan_state`,
    `communes_missing`.
    """
    plan = _moved(plan, PlanMove.ISSUE)
    ground = plan_facts.ground_of(plan)
    met = plan_facts.met_units(plan.meetings.held().prefetch_related("guests"))
    missing = [unit for unit in ground.units if unit.pk not in met]
    is_owed = plan.timing == "before" and facts_of(plan.session).is_regular
    if missing and is_owed:
        raise ContactRefused("communes_missing", count=len(missing), first=missing[0].name)
    plan.issued_at = timezone.now()
    plan.save()
    log.record("contact_plan.issued", plan, by=by)
    roles = {Role.DELEGATE, Role.GROUP_HEAD, Role.FRONT}
    _tell_roles(plan, roles, _("Kế hoạch tiếp xúc cử tri đã ban hành"))
    return plan


def _moved(plan: ContactPlan, move: PlanMove) -> ContactPlan:
    plan = ContactPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    plan.state = plan_after(PlanState(plan.state), move)
    return plan


def _refuse_window(session: SessionFacts, timing: str, starts_on: date, ends_on: date) -> None:
    if ends_on < starts_on:
        raise ContactRefused("window_reversed")
    if (ends_on - starts_on).days >= LONGEST_DAYS:
        raise ContactRefused("window_long", days=LONGEST_DAYS)
    if timing == "before" and ends_on >= session.opening_on:
        raise ContactRefused("window_after_opening", day=session.opening_on)
    if timing == "after" and starts_on <= session.closing_on:
        raise ContactRefused("window_before_closing", day=session.closing_on)


def _tell_roles(plan: ContactPlan, roles: set[Role], title: str) -> None:
    send.after_commit(
        "contact_plan.told",
        to=recipients.holders(plan.council, roles, on=timezone.localdate()),
        about=plan,
        title=title,
        body=str(plan),
        url=page_of(plan),
    )
