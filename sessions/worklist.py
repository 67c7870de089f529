"""What sessions ask of each person: milestones, absences, a delegate's next session."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import STAFF, Role
from hdnd_portal.worklist.registry import Lead, Task, lead, provider
from sessions.labels import MILESTONE_OWNERS
from sessions.models import AbsenceRequest, CouncilSession, Milestone
from sessions.reading_list import reading_list
from sessions.workflow import SESSION_AT_REST

# Which milestones a role sees to itself; those of others it watches.
OWNED_BY = {
    Role.OFFICER: {"office"},
    Role.CLERK: {"office"},
    Role.OFFICE_HEAD: {"office"},
    Role.STANDING_COMMITTEE: {"standing_committee"},
    Role.CHAIR: {"standing_committee", "chair", "council"},
    Role.COMMITTEE_LEADER: {"committee"},
    Role.GROUP_HEAD: {"delegate_group"},
}


@provider
def milestones(user: User, on: date) -> Iterable[Task]:
    """Milestones not reached: those of the user's office to do, those of others to be watched.

    A milestone given to a colleague by name is that colleague's alone.
    """
    owned = {
        (assignment.council_id, owner)
        for assignment in user.assignments
        for owner in OWNED_BY.get(Role(assignment.role), ())
    }
    if not owned:
        return
    watches = user.councils(*STAFF)
    rows = (
        Milestone.objects.filter(
            session__council__in={council for council, _owner in owned},
            done_on__isnull=True,
            due_on__isnull=False,
        )
        .exclude(session__state__in=SESSION_AT_REST)
        .select_related("session", "owner_user")
    )
    for row in rows:
        mine = (row.session.council_id, row.owner) in owned
        if row.owner_user_id is not None:
            mine = row.owner_user_id == user.pk
        if not mine and row.session.council_id not in watches:
            continue
        waiting_for = "" if mine else str(row.owner_user or MILESTONE_OWNERS[row.owner])
        yield milestone_task(row, waiting_for=waiting_for)


def milestone_task(row: Milestone, *, waiting_for: str = "") -> Task:
    """A milestone as a task; reads its session."""
    return Task(
        key=f"milestone:{row.pk}",
        what=row.name,
        record=row.session.name,
        url=f"{reverse('sessions:plan', kwargs={'session': row.session_id})}#moc-{row.pk}",
        due_on=row.due_on,
        why=row.explanation,
        waiting_for=waiting_for,
    )


@provider
def absences(user: User, on: date) -> Iterable[Task]:
    """Requests to be absent that wait for the chair."""
    councils = user.councils(Role.CHAIR, Role.STANDING_COMMITTEE)
    if not councils:
        return
    waiting = (
        AbsenceRequest.objects.filter(
            state=AbsenceRequest.State.WAITING, session__council__in=councils
        )
        .exclude(session__state__in=SESSION_AT_REST)
        .select_related("session", "mandate__person")
    )
    for request in waiting:
        yield Task(
            key=f"absence:{request.pk}",
            what=_("Cho ý kiến về đề nghị vắng mặt: {name}").format(
                name=request.mandate.person.name
            ),
            record=request.session.name,
            url=reverse("sessions:absences", kwargs={"session": request.session_id}),
            due_on=request.session.opening_on,
        )


@lead(order=10)
def next_session(user: User, on: date) -> Lead | None:
    """A delegate opens with the next session: its day, and how much is read."""
    councils = user.councils(Role.DELEGATE)
    if not councils:
        return None
    session = (
        CouncilSession.objects.filter(council__in=councils, closing_on__gte=on)
        .exclude(state__in=SESSION_AT_REST)
        .select_related("freeze")
        .order_by("opening_on")
        .first()
    )
    if session is None:
        return None
    papers = [paper for item in reading_list(session, user) for paper in item.papers]
    return Lead(
        "sessions/_next_session.html",
        {
            "session": session,
            "paper_count": len(papers),
            "read_count": sum(1 for paper in papers if paper.is_read),
            "changed_count": sum(1 for paper in papers if paper.is_changed),
            "days_left": (session.opening_on - on).days,
        },
    )
