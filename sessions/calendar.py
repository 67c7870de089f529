"""Sittings and group discussions in a person's calendar."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import INSIDE
from hdnd_portal.council.models import Membership
from hdnd_portal.worklist.calendar import Happening, source
from sessions.models import AgendaItem, GroupSitting, Sitting
from sessions.workflow import ITEM_GONE, SessionState

# How long what is over stays in the calendar.
KEPT = timedelta(days=60)
TENTATIVE = frozenset({SessionState.PLANNED, SessionState.AGREED})
OFF = frozenset({SessionState.CANCELLED, SessionState.POSTPONED})


@source
def sittings(user: User, on: date) -> Iterable[Happening]:
    """Sittings of the user's councils; a closed one says no more than that."""
    items = AgendaItem.objects.exclude(state__in=ITEM_GONE).order_by("position")
    found = (
        Sitting.objects.filter(
            session__council__in=user.councils(*INSIDE),
            session__closing_on__gte=on - KEPT,
            session__rehearsal_of=None,
        )
        .select_related("session")
        .prefetch_related(Prefetch("items", items))
    )
    for sitting in found:
        session = sitting.session
        placed = list(sitting.items.all())
        is_closed = bool(placed) and all(item.is_closed for item in placed)
        half = _("sáng") if timezone.localtime(sitting.starts_at).hour < 12 else _("chiều")
        title = _("{session}: phiên {half}").format(session=session.name, half=half)
        said = [
            _("Nội dung họp kín") if item.is_closed else f"{item.number} {item.title}".strip()
            for item in placed
        ]
        yield Happening(
            key=f"sitting:{sitting.pk}",
            title=_("Phiên họp kín") if is_closed else title,
            starts=sitting.starts_at,
            ends=sitting.ends_at,
            place=session.place,
            description="" if is_closed else "\n".join(said),
            url=reverse("sessions:plan", kwargs={"session": session.pk}),
            is_tentative=session.state in TENTATIVE,
            is_cancelled=session.state in OFF,
        )


@source
def group_sittings(user: User, on: date) -> Iterable[Happening]:
    """Discussions of the groups the user sits in, chairs or keeps the record of."""
    if user.person_id is None:
        return
    found = (
        GroupSitting.objects.visible_to(user)
        .filter(session__closing_on__gte=on - KEPT, session__rehearsal_of=None)
        .select_related("session", "group")
    )
    places = Membership.objects.in_force(on).filter(person=user.person_id)
    groups = set(places.values_list("body", flat=True))
    for sitting in found:
        if sitting.group_id not in groups and user.person_id not in {
            sitting.chair_id,
            sitting.rapporteur_id,
        }:
            continue
        place = {"session": sitting.session_id, "group_sitting": sitting.pk}
        yield Happening(
            key=f"group_sitting:{sitting.pk}",
            title=_("Thảo luận tổ: {group}").format(group=sitting.group.name),
            starts=sitting.starts_at,
            ends=sitting.ends_at,
            place=sitting.place,
            url=reverse("sessions:group", kwargs=place),
            is_tentative=sitting.session.state in TENTATIVE,
            is_cancelled=sitting.session.state in OFF,
        )
