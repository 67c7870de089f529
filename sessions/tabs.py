"""The parts of a session's record, in the order in which the office works on them."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hdnd_portal.accounts.models import User
from hdnd_portal.ui.choices import Label
from hdnd_portal.ui.components import Tab
from sessions.models import CouncilSession


@dataclass(frozen=True, slots=True)
class SessionTab:
    """One part: its page, and the permission without which it is not shown."""

    key: str
    label: Label
    url_name: str
    permission: str
    icon: str = ""


VIEW = "council_sessions.view_session"
TABS = [
    SessionTab("plan", _("Kế hoạch"), "sessions:plan", VIEW, "timeline"),
    SessionTab("agenda", _("Chương trình"), "sessions:agenda", VIEW, "list-numbers"),
    SessionTab(
        "invitations",
        _("Giấy mời"),
        "sessions:invitations",
        "council_sessions.view_invitations",
        "mail",
    ),
    SessionTab(
        "reading", _("Tài liệu"), "sessions:reading", "council_sessions.read_dossiers", "book"
    ),
    SessionTab(
        "absences",
        _("Vắng mặt"),
        "sessions:absences",
        "council_sessions.decide_absence",
        "user-off",
    ),
    SessionTab(
        "dossiers", _("Hồ sơ"), "sessions:dossiers", "council_sessions.view_dossiers", "files"
    ),
    SessionTab(
        "ledger", _("Tiến độ"), "sessions:ledger", "council_sessions.view_ledger", "hourglass"
    ),
]


def tabs_of(session: CouncilSession, user: User, current: str) -> list[Tab]:
    """The tabs of the session that the user may open."""
    return [
        Tab(
            label=tab.label,
            url=reverse(tab.url_name, kwargs={"session": session.pk}),
            current=tab.key == current,
            icon=tab.icon,
        )
        for tab in TABS
        if user.has_perm(tab.permission, session)
    ]
