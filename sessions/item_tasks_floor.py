"""Agenda items as the source of commitments: which page shows them, and to whom."""

from django.db.models import QuerySet
from django.urls import reverse

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import INSIDE
from hdnd_portal.commitments import sources
from sessions.models import AgendaItem


def _page_of(item: AgendaItem) -> str:
    return reverse("sessions:item_tasks", kwargs={"session": item.session_id, "item": item.pk})


def _visible(user: User) -> QuerySet[AgendaItem]:
    """An agency has its commitments, and not the page of the session."""
    items = AgendaItem.objects.visible_to(user)
    return items.filter(session__council__in=user.councils(*INSIDE))


sources.register(AgendaItem, url=_page_of, visible=_visible)
