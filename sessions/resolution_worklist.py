"""What resolutions and minutes ask of people: steps due, papers to sign, minutes to approve."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import STAFF, Role
from hdnd_portal.worklist.registry import Task, provider
from sessions.models import ChainStep, DraftOpinion, Minutes, Resolution
from sessions.resolution_labels import CHAIN_STEPS
from sessions.workflow.resolution import MinutesState, ResolutionState

LEADERS = (Role.CHAIR, Role.STANDING_COMMITTEE)


def _page(resolution: Resolution) -> str:
    return reverse("sessions:resolution", kwargs={"resolution": resolution.pk})


@provider
def steps(user: User, on: date) -> Iterable[Task]:
    """Steps of the chain with a day: the office's to do, the Chair's signature for the Chair."""
    office, leaders = user.councils(*STAFF), user.councils(*LEADERS)
    if not office and not leaders:
        return
    rows = ChainStep.objects.filter(
        resolution__council__in=office | leaders, done_on=None, due_on__isnull=False
    ).select_related("resolution__document", "resolution__council")
    for row in rows:
        resolution = row.resolution
        if resolution is None:
            continue
        mine = resolution.council_id in (leaders if row.owner == "chair" else office)
        if not mine and resolution.council_id not in office:
            continue
        yield Task(
            key=f"chain:{row.pk}",
            what=str(CHAIN_STEPS[row.step]),
            record=str(resolution)[:200],
            url=f"{_page(resolution)}#viec-{row.step}",
            due_on=row.due_on,
            why=row.explanation,
            waiting_for="" if mine else row.get_owner_display(),
        )


@provider
def to_sign(user: User, on: date) -> Iterable[Task]:
    """Resolutions whose form is confirmed wait for the Chair."""
    for row in Resolution.objects.filter(
        council__in=user.councils(*LEADERS), state=ResolutionState.CHECKED
    ):
        yield Task(
            key=f"sign:{row.pk}",
            what=_("Ký chứng thực nghị quyết"),
            record=row.title[:200],
            url=reverse("sessions:sign_resolution", kwargs={"resolution": row.pk}),
        )


@provider
def minutes_to_approve(user: User, on: date) -> Iterable[Task]:
    """Submitted minutes wait for the Chair."""
    rows = Minutes.objects.filter(
        session__council__in=user.councils(*LEADERS), state=MinutesState.SUBMITTED
    ).select_related("session", "sitting")
    for row in rows:
        yield Task(
            key=f"minutes:{row.pk}",
            what=_("Xem, thông qua biên bản"),
            record=str(row)[:200],
            url=reverse("sessions:minutes", kwargs={"session": row.session_id, "minutes": row.pk}),
        )


@provider
def opinions_to_answer(user: User, on: date) -> Iterable[Task]:
    """An agency answers what was said of its draft, one task for each item."""
    rows = (
        DraftOpinion.objects.filter(item__presenter__in=user.agencies(), answer="waiting")
        .order_by("item_id", "pk")
        .distinct("item_id")
        .select_related("item__session")
    )
    for row in rows:
        yield Task(
            key=f"opinions:{row.item_id}",
            what=_("Trả lời ý kiến về dự thảo"),
            record=row.item.title[:200],
            url=reverse(
                "sessions:opinions",
                kwargs={"session": row.item.session_id, "item": row.item_id},
            ),
        )
