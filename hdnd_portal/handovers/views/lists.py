"""The list of hand-overs, and the people whose work may be handed over."""

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hdnd_portal.accounts.models import RoleAssignment, User
from hdnd_portal.accounts.roles import Role
from hdnd_portal.accounts.views import StaffView
from hdnd_portal.handovers.labels import state_choices
from hdnd_portal.handovers.models import Handover
from hdnd_portal.handovers.places import place_of, workplaces
from hdnd_portal.handovers.services import page_of
from hdnd_portal.ui.components import Crumb, MenuItem
from hdnd_portal.ui.lists import Column, Empty, ListPage, date_column, state_column, text_column

TITLE = gettext_lazy("Bàn giao công việc")


def headed_by(user: User) -> set[int]:
    """Keys of the councils whose office the user heads, in person."""
    return {a.council_id for a in user.own_assignments if a.role == Role.OFFICE_HEAD}


def crumbs(*more: Crumb) -> list[Crumb]:
    """The way to a page of hand-overs."""
    return [Crumb(TITLE, reverse("handovers:list")), *more]


class HandoverFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Filters of the list."""

    state = django_filters.ChoiceFilter(label=gettext_lazy("Trạng thái"), choices=state_choices)
    name = django_filters.CharFilter(label=gettext_lazy("Người bàn giao"), method="of_leaver")

    class Meta:
        model = Handover
        fields = ("state", "name")

    def of_leaver(self, rows: QuerySet[Handover], name: str, value: str) -> Any:
        """Whose name holds the typed words."""
        return rows.filter(leaver__name__icontains=value)


class HandoverList(ListPage, StaffView):
    """Bàn giao công việc: what waits and what was done, the latest day first."""

    permission_required = "handovers.view_handovers"
    title = TITLE
    default_order = "-last_on"
    filterset_class = HandoverFilter
    columns = (
        text_column("leaver", gettext_lazy("Người bàn giao"), "leaver.name", is_main=True),
        text_column("successor", gettext_lazy("Người nhận"), "successor.name"),
        text_column("place", gettext_lazy("Nơi làm việc"), lambda row: place_of(row).name),
        date_column("last_on", gettext_lazy("Ngày làm việc cuối"), sort="last_on"),
        state_column("state", gettext_lazy("Trạng thái"), "handovers.handover"),
    )

    def get_queryset(self) -> QuerySet[Handover]:
        """Those the user may see."""
        return Handover.objects.visible_to(self.user).for_list()

    def get_columns(self) -> Sequence[Column]:
        """The columns of the list."""
        return self.columns

    def get_main_act(self) -> MenuItem | None:
        """The head of the office begins one."""
        if not self.user.has_perm("handovers.hand_over"):
            return None
        return MenuItem(_("Lập bàn giao"), reverse("handovers:choose"), icon="plus")

    def get_empty(self) -> Empty:
        """What belongs here."""
        return Empty(
            _("Chưa có bàn giao nào"),
            _(
                "Khi một người của Văn phòng hoặc đầu mối của một cơ quan thôi việc, toàn bộ việc "
                "đang mở được chuyển một lần sang người nhận tại đây."
            ),
        )

    def row_url(self, row: Any) -> str:
        """The record."""
        return page_of(row)


class LeaverFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Filters of the list of people."""

    name = django_filters.CharFilter(label=gettext_lazy("Họ tên"), method="named")
    agency = django_filters.CharFilter(label=gettext_lazy("Cơ quan"), method="at_agency")

    class Meta:
        model = RoleAssignment
        fields = ("name", "agency")

    def named(self, rows: QuerySet[RoleAssignment], name: str, value: str) -> Any:
        """Whose name holds the typed words."""
        return rows.filter(user__name__icontains=value)

    def at_agency(self, rows: QuerySet[RoleAssignment], name: str, value: str) -> Any:
        """Whose agency is called so."""
        return rows.filter(agency__name__icontains=value)


class ChooseLeaver(ListPage, StaffView):
    """Ai bàn giao: everybody of the office and of the agencies, by name."""

    permission_required = "handovers.hand_over"
    title = gettext_lazy("Chọn người bàn giao")
    default_order = "name"
    filterset_class = LeaverFilter
    columns = (
        text_column("name", gettext_lazy("Họ tên"), "user.name", sort="name_key", is_main=True),
        text_column("place", gettext_lazy("Nơi làm việc"), lambda row: place_of(row).name),
        text_column("role", gettext_lazy("Vai trò"), "get_role_display"),
        date_column("valid_from", gettext_lazy("Giữ vai trò từ"), sort="valid_from"),
    )

    def get_queryset(self) -> QuerySet[RoleAssignment]:
        """Roles in the councils whose office the user heads, in person."""
        return workplaces(timezone.localdate()).filter(council__in=headed_by(self.user))

    def get_crumbs(self) -> list[Crumb]:
        """Below the list of hand-overs."""
        return crumbs(Crumb(self.title))

    def row_url(self, row: Any) -> str:
        """What passes from this person."""
        return reverse("handovers:plan", kwargs={"assignment": row.pk})
