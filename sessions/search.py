"""Sessions in the search box."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hdnd_portal.search.registry import Source, register
from sessions.models import CouncilSession

register(
    Source(
        key="session",
        label=_("Kỳ họp"),
        model=CouncilSession,
        visible=CouncilSession.objects.visible_to,
        title=lambda session: session.name,
        url=lambda session: reverse("sessions:plan", kwargs={"session": session.pk}),
        note=lambda session: f"{session.get_state_display()}, {session.opening_on:%d/%m/%Y}",
        text=lambda session: session.place,
        day=lambda session: session.opening_on,
    )
)
