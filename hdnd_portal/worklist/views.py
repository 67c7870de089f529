"""Everybody's first page."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from hdnd_portal.accounts.views import StaffView
from hdnd_portal.ui.choices import Label
from hdnd_portal.worklist import registry
from hdnd_portal.worklist.registry import Bucket, Task

SHOWN = 100


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the page; `hidden` tells how many tasks did not fit."""

    name: str
    title: Label
    icon: str
    tasks: list[Task]
    count: int

    @property
    def hidden(self) -> int:
        return self.count - len(self.tasks)


class Home(StaffView, TemplateView):
    """Việc của tôi: Quá hạn · Hôm nay · Sắp đến hạn · Chờ người khác, then what has time."""

    permission_required = "accounts.open_portal"
    template_name = "worklist/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The user's tasks of today, and what the user's first page leads with."""
        today = timezone.localdate()
        groups = registry.grouped(registry.tasks_for(self.user, today), today)
        titles: list[tuple[Bucket, str, str]] = [
            (Bucket.OVERDUE, _("Quá hạn"), "alert-triangle"),
            (Bucket.TODAY, _("Hôm nay"), "calendar-due"),
            (Bucket.SOON, _("Sắp đến hạn"), "clock"),
            (Bucket.WAITING, _("Chờ người khác"), "hourglass"),
            (Bucket.LATER, _("Còn thời gian"), "circle-dashed"),
        ]
        parts = [
            Part(bucket.value, title, icon, groups[bucket][:SHOWN], len(groups[bucket]))
            for bucket, title, icon in titles
            if groups[bucket]
        ]
        return super().get_context_data(
            **kwargs,
            page_title=_("Việc của tôi"),
            today=today,
            parts=parts,
            has_role=bool(self.user.assignments),
            lead=registry.lead_for(self.user, today),
        )
