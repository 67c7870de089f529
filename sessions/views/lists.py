"""The list of sessions."""

from collections.abc import Sequence
from typing import Any

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
    YearFilter,
    date_column,
    number_column,
    state_column,
    text_column,
)
from sessions.labels import session_kinds_choices, session_states_choices
from sessions.models import CouncilSession


class SessionFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Filters of the list of sessions."""

    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Loại kỳ họp"), choices=session_kinds_choices
    )
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("Trạng thái"), choices=session_states_choices
    )
    year = YearFilter("opening_on")

    class Meta:
        model = CouncilSession
        fields = ("kind", "state", "year")


class SessionList(ListPage, StaffView):
    """Kỳ họp: all the user may see, the latest first."""

    permission_required = "council_sessions.view_session"
    title = gettext_lazy("Kỳ họp")
    default_order = "-opening_on"
    filterset_class = SessionFilter
    columns = (
        text_column("year", gettext_lazy("Năm"), "opening_on.year", sort="opening_on"),
        text_column("name", gettext_lazy("Kỳ họp"), sort="name", is_main=True),
        text_column("kind", gettext_lazy("Loại"), "get_kind_display"),
        number_column("ordinal", gettext_lazy("Kỳ họp thứ"), sort="ordinal"),
        date_column("opening_on", gettext_lazy("Khai mạc"), sort="opening_on", weekday=True),
        date_column("closing_on", gettext_lazy("Bế mạc"), is_hidden=True),
        number_column("item_count", gettext_lazy("Số nội dung")),
        state_column("state", gettext_lazy("Trạng thái"), "sessions.session"),
        text_column("term", gettext_lazy("Nhiệm kỳ"), "term", is_hidden=True),
    )

    def get_queryset(self) -> QuerySet[CouncilSession]:
        """Sessions the user may see."""
        return CouncilSession.objects.visible_to(self.user).for_list()

    def get_columns(self) -> Sequence[Column]:
        """The columns of the list."""
        return self.columns

    def get_empty(self) -> Empty:
        """How to begin."""
        if not self.user.has_perm("council_sessions.plan_session"):
            return Empty(_("Chưa có kỳ họp nào"))
        return Empty(
            _("Chưa có kỳ họp nào"),
            _("Lập kỳ họp để có kế hoạch mốc chuẩn bị tính lùi từ ngày khai mạc."),
            reverse("sessions:create"),
            _("Lập kỳ họp"),
        )

    def get_main_act(self) -> MenuItem | None:
        """Lập kỳ họp, for those who plan."""
        if not self.user.has_perm("council_sessions.plan_session"):
            return None
        return MenuItem(_("Lập kỳ họp"), reverse("sessions:create"), icon="plus")

    def row_url(self, row: Any) -> str:
        """The session's plan."""
        return reverse("sessions:plan", kwargs={"session": row.pk})
