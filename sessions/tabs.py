"""The parts of a session's record, in the order in which the office works on them.

There are more parts than one row holds: they stand in three phases, and the row shows those of one.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hdnd_portal.accounts.models import User
from hdnd_portal.ui.choices import Label
from hdnd_portal.ui.components import Tab
from sessions.models import CouncilSession


class Phase(StrEnum):
    """What the office is at: before, at and after the session."""

    PREPARE = "prepare"
    HOLD = "hold"
    AFTER = "after"


PHASES: dict[Phase, Label] = {
    Phase.PREPARE: _("Chuẩn bị"),
    Phase.HOLD: _("Tại kỳ họp"),
    Phase.AFTER: _("Sau kỳ họp"),
}


@dataclass(frozen=True, slots=True)
class SessionTab:
    """One part: its page, and the permission without which it is not shown."""

    key: str
    label: Label
    url_name: str
    permission: str
    icon: str = ""
    phase: Phase = Phase.PREPARE
    # Whether the part is there in a rehearsal, too.
    rehearses: bool = False


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
    SessionTab(
        "paper",
        _("Dự phòng giấy"),
        "sessions:paper_pack",
        "council_sessions.use_paper",
        "printer",
    ),
    SessionTab(
        "rehearsals",
        _("Diễn tập"),
        "sessions:rehearsals",
        "council_sessions.view_rehearsals",
        "theater",
    ),
    SessionTab(
        "floor",
        _("Phiên họp"),
        "sessions:floor",
        "council_sessions.view_floor",
        "broadcast",
        Phase.HOLD,
        rehearses=True,
    ),
    SessionTab(
        "reading",
        _("Tài liệu"),
        "sessions:reading",
        "council_sessions.read_dossiers",
        "book",
        Phase.HOLD,
    ),
    SessionTab(
        "polls",
        _("Biểu quyết"),
        "sessions:polls",
        "council_sessions.view_polls",
        "checkbox",
        Phase.HOLD,
        rehearses=True,
    ),
    SessionTab(
        "questioning",
        _("Chất vấn"),
        "sessions:questioning",
        "council_sessions.view_questioning",
        "help",
        Phase.HOLD,
    ),
    SessionTab(
        "hotline",
        _("Đường dây nóng"),
        "sessions:hotline",
        "council_sessions.follow_calls",
        "phone-call",
        Phase.HOLD,
    ),
    SessionTab(
        "groups",
        _("Thảo luận tổ"),
        "sessions:groups",
        "council_sessions.view_groups",
        "users-group",
        Phase.HOLD,
    ),
    SessionTab(
        "attendance",
        _("Điểm danh"),
        "sessions:attendance",
        "council_sessions.record_attendance",
        "user-check",
        Phase.HOLD,
        rehearses=True,
    ),
    SessionTab(
        "room_log",
        _("Phòng đọc"),
        "sessions:room_log",
        "council_sessions.view_room_log",
        "lock",
        Phase.HOLD,
    ),
    SessionTab(
        "resolutions",
        _("Nghị quyết"),
        "sessions:session_resolutions",
        "council_sessions.view_session_resolutions",
        "certificate",
        Phase.AFTER,
    ),
    SessionTab(
        "minutes",
        _("Biên bản"),
        "sessions:minutes_list",
        "council_sessions.read_minutes",
        "file-text",
        Phase.AFTER,
    ),
    SessionTab(
        "result",
        _("Kết quả"),
        "sessions:result",
        "council_sessions.view_session_resolutions",
        "report",
        Phase.AFTER,
    ),
    SessionTab(
        "allowances",
        _("Chế độ dự họp"),
        "sessions:allowances",
        "council_sessions.view_allowances",
        "cash",
        Phase.AFTER,
    ),
]


@dataclass(frozen=True, slots=True)
class Tabs:
    """The two rows above a page of a session; one phase alone needs no row of phases."""

    phases: list[Tab]
    parts: list[Tab]


def tabs_of(session: CouncilSession, user: User, current: str) -> Tabs:
    """The phases of the session and the parts of the one at hand, as far as the user may open."""
    is_rehearsal = session.rehearsal_of_id is not None
    there = [tab for tab in TABS if tab.rehearses or not is_rehearsal]
    allowed = [tab for tab in there if user.has_perm(tab.permission, session)]
    otherwise = Phase.HOLD if is_rehearsal else Phase.PREPARE
    here = next((tab.phase for tab in allowed if tab.key == current), otherwise)

    def address(tab: SessionTab) -> str:
        return reverse(tab.url_name, kwargs={"session": session.pk})

    first: dict[Phase, SessionTab] = {}
    for tab in allowed:
        first.setdefault(tab.phase, tab)
    phases = [
        Tab(label=label, url=address(first[phase]), current=phase is here)
        for phase, label in PHASES.items()
        if phase in first
    ]
    parts = [
        Tab(label=tab.label, url=address(tab), current=tab.key == current, icon=tab.icon)
        for tab in allowed
        if tab.phase is here
    ]
    return Tabs(phases if len(phases) > 1 else [], parts)
