"""Who may prepare a session: plan, agenda, dossiers, freeze, invitations, reading."""

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.permissions import permission
from hdnd_portal.accounts.roles import INSIDE, STAFF, Role
from sessions.models import AgendaItem, CouncilSession, DossierPart, PartSubmission
from sessions.models.dossier import BODY_DESK, CHAIRS
from sessions.permissions.holding import DECIDERS, PLANNERS, holds


@permission("council_sessions.view_session")
def can_view_session(user: User, session: CouncilSession | None = None) -> bool:
    """Everybody who works for the council; agencies and the Front where they owe papers."""
    if session is None:
        return user.has_role(*INSIDE, Role.AGENCY, Role.FRONT)
    if user.has_role(*INSIDE, council=session.council_id):
        return True  # as `visible_to` has it, without asking the database for each tab
    return CouncilSession.objects.visible_to(user).filter(pk=session.pk).exists()


@permission("council_sessions.plan_session")
def can_plan_session(user: User, session: CouncilSession | None = None) -> bool:
    """Officers and heads of the office plan: create, move the day, set owners, tick milestones."""
    return holds(user, PLANNERS, session)


@permission("council_sessions.edit_agenda")
def can_edit_agenda(user: User, session: CouncilSession | None = None) -> bool:
    """Officers and heads of the office build the agenda and record the chair's decisions."""
    return holds(user, PLANNERS, session)


@permission("council_sessions.move_session")
def can_move_session(user: User, session: CouncilSession | None = None) -> bool:
    """The office, the chair and the Standing Committee carry a session from state to state."""
    return holds(user, DECIDERS, session)


@permission("council_sessions.record_presiding")
def can_record_presiding(user: User, session: CouncilSession | None = None) -> bool:
    """The office, the chair and the Standing Committee enter who presides and who takes over."""
    return holds(user, DECIDERS, session)


@permission("council_sessions.view_invitations")
def can_view_invitations(user: User, session: CouncilSession | None = None) -> bool:
    """The office, the chair and the Standing Committee see who is invited and who comes."""
    return holds(user, (*STAFF, Role.CHAIR, Role.STANDING_COMMITTEE), session)


@permission("council_sessions.print_drafts")
def can_print_drafts(user: User, session: CouncilSession | None = None) -> bool:
    """The office, the chair and the Standing Committee print drafts of what convenes a session."""
    return holds(user, (*STAFF, Role.CHAIR, Role.STANDING_COMMITTEE), session)


@permission("council_sessions.issue_invitations")
def can_issue_invitations(user: User, session: CouncilSession | None = None) -> bool:
    """The office issues invitations: officers, the clerk, the heads."""
    return holds(user, tuple(STAFF), session)


@permission("council_sessions.read_dossiers")
def can_read_dossiers(user: User, session: CouncilSession | None = None) -> bool:
    """Everybody inside the council reads the frozen dossiers."""
    return holds(user, tuple(INSIDE), session)


@permission("council_sessions.ask_absence")
def can_ask_absence(user: User, session: CouncilSession | None = None) -> bool:
    """A delegate asks to be absent."""
    return holds(user, (Role.DELEGATE,), session)


@permission("council_sessions.decide_absence")
def can_decide_absence(user: User, session: CouncilSession | None = None) -> bool:
    """The chair decides on absence; the Standing Committee and the office enter the decision."""
    return holds(user, (Role.CHAIR, Role.STANDING_COMMITTEE, Role.OFFICE_HEAD), session)


# Dossiers. Chairs see them while they are prepared; the verifying Ban sees those it verifies.


@permission("council_sessions.view_owed")
def can_view_owed(user: User, part: DossierPart | None = None) -> bool:
    """Agencies, the Front, and Ban see what they owe; an officer helps the Ban."""
    if part is None:
        return user.has_role(Role.AGENCY, Role.FRONT, *BODY_DESK, Role.OFFICER)
    return DossierPart.objects.owned_by(user).filter(pk=part.pk).exists()


@permission("council_sessions.submit_part")
def can_submit_part(user: User, part: DossierPart | None = None) -> bool:
    """Whoever owes a part hands it in."""
    return can_view_owed(user, part)


@permission("council_sessions.view_submission")
def can_view_submission(user: User, submission: PartSubmission | None = None) -> bool:
    """Whoever handed it in, the office, the chairs and the verifying Ban."""
    if submission is None:
        return user.has_role(*INSIDE, Role.AGENCY, Role.FRONT)
    return DossierPart.objects.visible_to(user).filter(pk=submission.part_id).exists()


@permission("council_sessions.request_dossier")
def can_request_dossier(user: User, session: CouncilSession | None = None) -> bool:
    """The office asks for dossiers."""
    return holds(user, PLANNERS, session)


@permission("council_sessions.view_dossiers")
def can_view_dossiers(user: User, session: CouncilSession | None = None) -> bool:
    """The office, the chairs and the Ban see who owes what."""
    return holds(user, (*STAFF, *CHAIRS, *BODY_DESK), session)


@permission("council_sessions.open_dossier")
def can_open_dossier(user: User, item: AgendaItem | None = None) -> bool:
    """The office, the chairs, and the Ban that verifies the item or presents it."""
    if item is None:
        return user.has_role(*STAFF, *CHAIRS, *BODY_DESK)
    if user.has_role(*STAFF, *CHAIRS, council=item.session.council_id):
        return True
    bodies = {item.verifying_body_id, item.presenting_body_id} - {None}
    return bool(bodies & user.bodies(*BODY_DESK))


@permission("council_sessions.receive_part")
def can_receive_part(user: User, part: DossierPart | None = None) -> bool:
    """The office receives what was handed in."""
    return holds(user, tuple(STAFF), part.dossier.item.session if part else None)


@permission("council_sessions.review_part")
def can_review_part(user: User, part: DossierPart | None = None) -> bool:
    """A level of review agrees to what was handed in; which one, the service asks."""
    return holds(user, tuple(STAFF), part.dossier.item.session if part else None)


@permission("council_sessions.return_part")
def can_return_part(user: User, part: DossierPart | None = None) -> bool:
    """The office returns it; so does the leader of the Ban that verifies it."""
    if part is None:
        return user.has_role(*STAFF, Role.COMMITTEE_LEADER)
    item = part.dossier.item
    if user.has_role(*STAFF, council=item.session.council_id):
        return True
    verifies = item.verifying_body_id is not None and part.agency_id is not None
    return verifies and user.has_role(Role.COMMITTEE_LEADER, body=item.verifying_body_id)


@permission("council_sessions.view_ledger")
def can_view_ledger(user: User, session: CouncilSession | None = None) -> bool:
    """Everybody inside the council reads who was late."""
    return holds(user, tuple(INSIDE), session)


@permission("council_sessions.freeze_dossiers")
def can_freeze_dossiers(user: User, session: CouncilSession | None = None) -> bool:
    """The office freezes and supplements."""
    return holds(user, PLANNERS, session)


@permission("council_sessions.view_manifest")
def can_view_manifest(user: User, session: CouncilSession | None = None) -> bool:
    """Everybody inside the council sees the frozen list."""
    return holds(user, tuple(INSIDE), session)
