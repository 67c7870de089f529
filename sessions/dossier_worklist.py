"""What waits for a person about dossiers."""

from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import STAFF
from hdnd_portal.worklist.registry import LEADERS, Figure, Task, figure, provider
from sessions.models import DossierPart
from sessions.models.dossier import BODY_DESK, DossierPartQuerySet
from sessions.workflow import ITEM_GONE, SESSION_AT_REST, PartState


def _settled() -> models.Q:
    """Parts of items that have left their session, and of sessions with nothing left to prepare."""
    return models.Q(dossier__item__state__in=ITEM_GONE) | models.Q(
        dossier__item__session__state__in=SESSION_AT_REST
    )


def _owed() -> DossierPartQuerySet:
    """Parts that somebody still has to hand in."""
    waiting = DossierPart.objects.filter(
        state__in=[PartState.AWAITED, PartState.RETURNED], is_required=True
    )
    return waiting.exclude(_settled())


@figure
def parts_late(user: User, on: date) -> Iterable[Figure]:
    """Parts that have not come by their day, by session."""
    late = _owed().visible_to(user).filter(due_on__lt=on)
    inside = late.filter(dossier__item__session__council__in=user.councils(*LEADERS))
    sessions = inside.values_list("dossier__item__session", "dossier__item__session__name")
    for session, name, count in sessions.annotate(Count("pk")).order_by("dossier__item__session"):
        yield Figure(
            _("Thành phần hồ sơ quá hạn, {session}").format(session=name),
            count,
            reverse("sessions:dossiers", kwargs={"session": session}),
        )


@provider
def parts_owed(user: User, on: date) -> Iterable[Task]:
    """Parts the user's agencies and Ban owe; an officer is not asked for those of a Ban."""
    owed = _owed()
    mine = owed.filter(agency__in=user.agencies()) | owed.filter(body__in=user.bodies(*BODY_DESK))
    for part in mine.for_list():
        returned = part.state == PartState.RETURNED
        what = _("Sửa và gửi lại {part}") if returned else _("Gửi {part}")
        yield Task(
            key=f"dossier_part:{part.pk}",
            what=what.format(part=part),
            record=part.dossier.item.title,
            url=reverse("sessions:dossier_part", kwargs={"part": part.pk}),
            due_on=part.due_on,
            why=part.explanation,
            is_protected=part.dossier.item.is_closed,
        )


@provider
def parts_to_receive(user: User, on: date) -> Iterable[Task]:
    """What was handed in and waits for the office."""
    councils = user.councils(*STAFF)
    waiting = DossierPart.objects.filter(
        state=PartState.SUBMITTED, dossier__item__session__council__in=councils
    ).exclude(_settled())
    for part in waiting.for_list():
        item = part.dossier.item
        place = {"session": item.session_id, "item": item.pk}
        yield Task(
            key=f"dossier_part_received:{part.pk}",
            what=_("Tiếp nhận {part} của {owner}").format(part=part, owner=part.owner),
            record=item.title,
            url=f"{reverse('sessions:dossier', kwargs=place)}#phan-{part.pk}",
            due_on=part.due_on,
            why=part.explanation,
            is_protected=part.dossier.item.is_closed,
        )
