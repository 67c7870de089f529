"""What waits for a person about group discussions."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import STAFF, Role
from hdnd_portal.worklist.registry import Task, provider
from sessions.models import GroupReport
from sessions.workflow import GROUP_WRITES, ITEM_GONE, SESSION_OVER, GroupReportState


@provider
def reports_to_write(user: User, on: date) -> Iterable[Task]:
    """Reports of the groups whose record the user keeps."""
    if not user.has_role(Role.DELEGATE, Role.GROUP_HEAD):
        return
    owed = GroupReport.objects.kept_by(user).filter(state__in=GROUP_WRITES)
    for report in _at_work(owed):
        returned = report.state == GroupReportState.RETURNED
        what = (
            _("Sửa và gửi lại kết quả thảo luận của {group}")
            if returned
            else _("Gửi kết quả thảo luận của {group}")
        )
        yield _task("group_report", what, report)


@provider
def reports_to_receive(user: User, on: date) -> Iterable[Task]:
    """Reports that groups sent and the office has not looked at."""
    councils = user.councils(*STAFF)
    if not councils:
        return
    waiting = GroupReport.objects.filter(
        state=GroupReportState.SUBMITTED, sitting__session__council__in=councils
    )
    for report in _at_work(waiting):
        yield _task("group_report_received", _("Tiếp nhận kết quả thảo luận của {group}"), report)


def _at_work(reports: object) -> Iterable[GroupReport]:
    return (  # type: ignore[no-any-return]
        reports.exclude(sitting__session__state__in=SESSION_OVER)  # type: ignore[attr-defined]
        .exclude(item__state__in=ITEM_GONE)
        .for_list()
    )


def _task(key: str, what: str, report: GroupReport) -> Task:
    place = {"session": report.sitting.session_id, "report": report.pk}
    return Task(
        key=f"{key}:{report.pk}",
        what=what.format(group=report.sitting.group.name),
        record=report.item.title,
        url=reverse("sessions:group_report", kwargs=place),
        due_on=timezone.localdate(report.sitting.report_due_at),
    )
