"""The groups of a session at a glance: which item, which group, how far, how late."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hdnd_portal.accounts.models import User
from sessions.group_lateness import late_words, lateness
from sessions.group_synthesis import may_be_read
from sessions.models import AgendaItem, CouncilSession, GroupReport, GroupSitting
from sessions.models.groups import GATHERERS
from sessions.workflow import GroupReportState


@dataclass(frozen=True, slots=True)
class BoardReport:
    """A report as the user sees it; `is_open` says whether its page opens to them."""

    report: GroupReport
    late: timedelta | None
    is_open: bool

    @property
    def late_words(self) -> str:
        """How late it is, in words."""
        return late_words(self.late)


@dataclass(slots=True)
class BoardItem:
    """One item with the groups that discuss it."""

    item: AgendaItem
    reports: list[BoardReport] = field(default_factory=list)
    may_read: bool = False
    is_released: bool = False

    @property
    def received(self) -> int:
        """How many reports the office has received."""
        states = [one.report.state for one in self.reports]
        return states.count(GroupReportState.RECEIVED)


@dataclass(frozen=True, slots=True)
class GroupBoard:
    """All of it. `sees_states` for the office and the chairs; a group sees its own."""

    sittings: list[tuple[GroupSitting, bool]]
    items: list[BoardItem]
    sees_states: bool

    @property
    def may_print(self) -> bool:
        """Whether there is a synthesis that the user may print."""
        return any(
            one.may_read and (self.sees_states or not one.item.is_closed) for one in self.items
        )


def group_board(session: CouncilSession, user: User, *, now: datetime) -> GroupBoard:
    """What the page of group discussions shows the user."""
    sees = user.has_role(*GATHERERS, council=session.council_id)
    sittings = list(session.group_sittings.for_list())
    own = set(
        GroupSitting.objects.kept_by(user).filter(session=session).values_list("pk", flat=True)
    )
    items: dict[int, BoardItem] = {}
    reports = (
        GroupReport.objects.filter(sitting__session=session)
        .select_related("sitting__group", "item__group_release")
        .order_by("item__position", "sitting__group__position", "sitting__group__name", "pk")
    )
    for report in reports:
        entry = items.setdefault(report.item_id, BoardItem(report.item))
        entry.is_released = may_be_read(report.item)
        entry.may_read = sees or entry.is_released
        is_own = report.sitting_id in own
        if not (sees or is_own):
            continue
        late = lateness(report.sitting.report_due_at, report.first_submitted_at, now=now)
        is_open = is_own or report.state != GroupReportState.DRAFT
        entry.reports.append(BoardReport(report, late, is_open))
    return GroupBoard(
        [(sitting, sitting.pk in own) for sitting in sittings], list(items.values()), sees
    )
