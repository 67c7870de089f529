"""The list of contact plans."""

from collections.abc import Sequence

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hdnd_portal.accounts.views import StaffView
from hdnd_portal.ui.components import MenuItem
from hdnd_portal.ui.lists import (
    Column,
    Empty,
    ListPage,
    date_column,
    number_column,
    state_column,
    text_column,
)
from voters.labels import plan_state_choices, timing_choices
from voters.models import ContactPlan


class PlanFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Filters of the list of plans."""

    timing = django_filters.ChoiceFilter(label=gettext_lazy("Thời điểm"), choices=timing_choices)
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("Trạng thái"), choices=plan_state_choices
    )

    class Meta:
        model = ContactPlan
        fields = ("timing", "state")


class PlanList(ListPage, StaffView):
    """Kế hoạch tiếp xúc cử tri: all the user may see, the latest first."""

    permission_required = "voters.view_plan"
    title = gettext_lazy("Tiếp xúc cử tri")
    default_order = "-starts_on"
    filterset_class = PlanFilter
    columns = (
        text_column("session", gettext_lazy("Kỳ họp"), "session.name", is_main=True),
        text_column("timing", gettext_lazy("Thời điểm"), "get_timing_display"),
        date_column("starts_on", gettext_lazy("Từ ngày"), sort="starts_on", weekday=True),
        date_column("ends_on", gettext_lazy("Đến hết ngày"), sort="ends_on"),
        number_column("meeting_count", gettext_lazy("Số cuộc")),
        state_column("state", gettext_lazy("Trạng thái"), "voters.plan"),
    )

    def get_queryset(self) -> QuerySet[ContactPlan]:
        """Plans the user may see."""
        return ContactPlan.objects.visible_to(self.user).for_list()

    def get_columns(self) -> list[Column]:
        """The columns of the list."""
        return list(self.columns)

    def row_url(self, row: ContactPlan) -> str:
        """The plan."""
        return reverse("voters:plan", kwargs={"plan": row.pk})

    def get_main_act(self) -> MenuItem | None:
        """A new plan."""
        if not self.user.has_perm("voters.make_plan"):
            return None
        return MenuItem(_("Lập kế hoạch"), reverse("voters:create_plan"), "plus")

    def get_acts(self) -> Sequence[MenuItem]:
        """The way to what is held beside the plans, and to what was promised."""
        acts = []
        if self.user.has_perm("voters.view_contact"):
            acts.append(MenuItem(_("Ngoài kế hoạch"), reverse("voters:contacts"), "message-2"))
        if self.user.has_perm("voters.view_promises"):
            acts.append(MenuItem(_("Lời hứa với cử tri"), reverse("voters:promises"), "target"))
        return acts

    def get_empty(self) -> Empty:
        """How to begin."""
        if not self.user.has_perm("voters.make_plan"):
            return Empty(_("Chưa có kế hoạch tiếp xúc nào được ban hành"))
        return Empty(
            _("Chưa có kế hoạch tiếp xúc cử tri nào"),
            _("Chọn kỳ họp và khoảng thời gian; các cuộc tiếp xúc được xếp tự động cho mọi xã."),
            reverse("voters:create_plan"),
            _("Lập kế hoạch"),
        )
