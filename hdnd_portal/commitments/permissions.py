"""Who may do what with commitments: one small function per permission."""

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.permissions import permission
from hdnd_portal.accounts.roles import INSIDE, STAFF, Role
from hdnd_portal.commitments.answers import ANSWERED_KINDS
from hdnd_portal.commitments.labels import Kind
from hdnd_portal.commitments.models import AnswerSheet, Commitment, EscalationStep, SpotCheck
from hdnd_portal.commitments.replying import REPLIERS, TABLE_REPLIERS, replies_for
from hdnd_portal.council.models import Council

MANAGERS = (Role.OFFICER, Role.OFFICE_HEAD)
DECIDERS = (Role.STANDING_COMMITTEE, Role.CHAIR)
CHECKERS = (*MANAGERS, *DECIDERS)


@permission("commitments.view_commitments")
def can_view_commitments(user: User, commitment: Commitment | None = None) -> bool:
    """Everybody inside the council; agencies and the Front where they owe something.

    What is promised to voters is narrower: see `visible_to`.
    """
    if commitment is None:
        return user.has_role(*INSIDE, Role.AGENCY, Role.FRONT)
    is_inner = commitment.kind == Kind.VOTER_PROMISE
    if not is_inner and user.has_role(*INSIDE, council=commitment.council_id):
        return True  # as `visible_to` has it, without asking the database
    return Commitment.objects.visible_to(user).filter(pk=commitment.pk).exists()


@permission("commitments.reply")
def can_reply(user: User, commitment: Commitment | None = None) -> bool:
    """The delegate, agency, Ban or Tổ that owes it tells what was done; so do contributors."""
    if commitment is None:
        return user.has_role(*REPLIERS)
    return replies_for(user, commitment) is not None


@permission("commitments.answer_by_table")
def can_answer_by_table(user: User, sheet: AnswerSheet | None = None) -> bool:
    """Whoever replies may bring answers in a table, and sees the own ones."""
    return user.has_role(*TABLE_REPLIERS) and (sheet is None or sheet.made_by_id == user.pk)


@permission("commitments.verify")
def can_verify(user: User, commitment: Commitment | None = None) -> bool:
    """The office and the Standing Committee say what was found; of answers to voters Bans, too,
    and of what a delegate promised to voters the head of the Tổ.

    Law 121/2025, Arts. 31, 34: a Ban examines by assignment. None judges what it owes itself.
    """
    if commitment is None:
        return user.has_role(*CHECKERS, Role.COMMITTEE_LEADER, Role.GROUP_HEAD)
    if commitment.kind == Kind.VOTER_PROMISE and user.person_id == commitment.promised_by_id:
        return False
    if user.has_role(*CHECKERS, council=commitment.council_id):
        return True
    if commitment.lead_delegate_id is not None and commitment.lead_body_id is not None:
        return user.has_role(Role.GROUP_HEAD, body=commitment.lead_body_id)
    leads = user.has_role(Role.COMMITTEE_LEADER, council=commitment.council_id)
    return leads and commitment.kind in ANSWERED_KINDS and commitment.lead_body_id is None


@permission("commitments.spot_check")
def can_spot_check(user: User, draw: SpotCheck | None = None) -> bool:
    """The office, the Standing Committee and the heads of Bans draw what is checked on the spot."""
    council = draw.council_id if draw else None
    return user.has_role(*CHECKERS, Role.COMMITTEE_LEADER, council=council)


@permission("commitments.manage")
def can_manage(user: User, commitment: Commitment | None = None) -> bool:
    """The office moves days, links, closes and reopens, each with its reason."""
    return user.has_role(*MANAGERS, council=commitment.council_id if commitment else None)


@permission("commitments.escalate")
def can_escalate(user: User, commitment: Commitment | None = None) -> bool:
    """The Standing Committee decides on further steps; the office head records its decision."""
    council = commitment.council_id if commitment else None
    return user.has_role(*DECIDERS, Role.OFFICE_HEAD, council=council)


@permission("commitments.explain")
def can_explain(user: User, step: EscalationStep | None = None) -> bool:
    """The agency of which an explanation is demanded."""
    if step is None:
        return user.has_role(Role.AGENCY, Role.FRONT)
    return step.commitment.lead_id in user.agencies()


@permission("commitments.issue_letters")
def can_issue_letters(user: User, council: Council | None = None) -> bool:
    """The office gives letters of reminder their number, once they are signed."""
    return user.has_role(*STAFF, council=council.pk if council is not None else None)
