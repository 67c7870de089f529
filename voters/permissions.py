"""Who may do what in voter contact: one small function per permission."""

from django.utils import timezone

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.permissions import permission
from hdnd_portal.accounts.roles import INSIDE, STAFF, Role
from hdnd_portal.commitments.models.commitment import PROMISE_READERS
from hdnd_portal.council.models import Council, Membership
from voters.models import (
    ContactPlan,
    Opinion,
    OpinionImport,
    OwnContact,
    VoterMeeting,
    VoterPromise,
)

PLANNERS = (Role.OFFICER, Role.OFFICE_HEAD)
DELEGATES = (Role.DELEGATE, Role.GROUP_HEAD)


def _holds(user: User, roles: tuple[Role, ...], plan: ContactPlan | None) -> bool:
    if plan is None:
        return user.has_role(*roles)
    return user.has_role(*roles, council=plan.council_id)


@permission("voters.view_plan")
def can_view_plan(user: User, plan: ContactPlan | None = None) -> bool:
    """Everybody inside the council, and the Front, which plans with it."""
    return _holds(user, (*INSIDE, Role.FRONT), plan)


@permission("voters.make_plan")
def can_make_plan(user: User, plan: ContactPlan | None = None) -> bool:
    """The office makes the plan and changes it."""
    return _holds(user, PLANNERS, plan)


@permission("voters.answer_plan")
def can_answer_plan(user: User, plan: ContactPlan | None = None) -> bool:
    """The Front agrees or gives the plan back; the office records an answer given on paper."""
    return _holds(user, (*PLANNERS, Role.FRONT), plan)


@permission("voters.view_meeting")
def can_view_meeting(user: User, meeting: VoterMeeting | None = None) -> bool:
    """Whoever sees the plan sees its meetings and what was said there."""
    return _holds(user, (*INSIDE, Role.FRONT), meeting.plan if meeting else None)


@permission("voters.record_meeting")
def can_record_meeting(user: User, meeting: VoterMeeting | None = None) -> bool:
    """The office, and the delegates who go there or belong to the Tổ that holds the meeting."""
    if meeting is None:
        return user.has_role(*PLANNERS, *DELEGATES)
    if _holds(user, PLANNERS, meeting.plan):
        return True
    return _holds(user, DELEGATES, meeting.plan) and _goes_there(user, meeting)


def _goes_there(user: User, meeting: VoterMeeting) -> bool:
    if user.person_id is None:
        return False
    if user.person_id in {mandate.person_id for mandate in meeting.mandates.all()}:
        return True
    members = Membership.objects.in_force(timezone.localdate(meeting.starts_at))
    return members.filter(body=meeting.group_id, person=user.person_id).exists()


@permission("voters.view_promises")
def can_view_promises(user: User, promise: VoterPromise | None = None) -> bool:
    """The office, the Standing Committee and the chair; delegates the own, heads of Tổ theirs."""
    if promise is None:
        return user.has_role(*PROMISE_READERS, *DELEGATES)
    return VoterPromise.objects.visible_to(user).filter(pk=promise.pk).exists()


@permission("voters.compare_promises")
def can_compare_promises(user: User) -> bool:
    """Whoever sees the promises of several delegates sees them counted."""
    return user.has_role(*PROMISE_READERS, Role.GROUP_HEAD)


@permission("voters.sign_record")
def can_sign_record(user: User, meeting: VoterMeeting | None = None) -> bool:
    """The office signs, and opens again what was signed."""
    return _holds(user, PLANNERS, meeting.plan if meeting else None)


@permission("voters.read_speaker")
def can_read_speaker(user: User, opinion: Opinion | None = None) -> bool:
    """The office, to ask back; with a reason each time."""
    if opinion is None:
        return user.has_role(*PLANNERS)
    return user.has_role(*PLANNERS, council=opinion.council_id)


@permission("voters.view_contact")
def can_view_contact(user: User, contact: OwnContact | None = None) -> bool:
    """Everybody inside the council; which ones is for `visible_to`."""
    if contact is None:
        return user.has_role(*INSIDE)
    return user.has_role(*INSIDE, council=contact.council_id)


@permission("voters.announce_contact")
def can_announce_contact(user: User, contact: OwnContact | None = None) -> bool:
    """Delegates for themselves; the office for a delegate who told it."""
    if contact is None:
        return user.has_role(*PLANNERS, *DELEGATES)
    if user.has_role(*PLANNERS, council=contact.council_id):
        return True
    is_own = user.person_id is not None and user.person_id == contact.mandate.person_id
    return is_own and user.has_role(*DELEGATES, council=contact.council_id)


@permission("voters.decide_contact")
def can_decide_contact(user: User, contact: OwnContact | None = None) -> bool:
    """The Standing Committee answers (Joint Resolution 72/2025, Art. 33(4))."""
    roles = (Role.CHAIR, Role.STANDING_COMMITTEE)
    if contact is None:
        return user.has_role(*roles)
    return user.has_role(*roles, council=contact.council_id)


@permission("voters.import_opinions")
def can_import_opinions(user: User, subject: ContactPlan | OpinionImport | None = None) -> bool:
    """The office brings in opinions from files, and undoes what it brought in."""
    if subject is None:
        return user.has_role(*PLANNERS)
    return user.has_role(*PLANNERS, council=subject.council_id)


@permission("voters.issue_papers")
def can_issue_papers(user: User, council: Council | None = None) -> bool:
    """The office gives papers of voter contact their number, once they are signed."""
    return user.has_role(*STAFF, council=council.pk if council is not None else None)
