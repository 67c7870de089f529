"""Lists of resolutions: the register, and those of a session."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import django_filters
from django.db.models import Max, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hdnd_portal.accounts.views import StaffView
from hdnd_portal.ui.components import Crumb, MenuItem
from hdnd_portal.ui.lists import (
    Column,
    Empty,
    ListPage,
    YearFilter,
    date_column,
    person_column,
    state_column,
    text_column,
)
from sessions.models import Resolution
from sessions.resolution_labels import (
    CHAIN_STEPS,
    resolution_forms_choices,
    resolution_states_choices,
)
from sessions.views.base import SessionView
from sessions.workflow import ItemState
from sessions.workflow.poll import PollState

# The published vote on the whole of an item, and on the block it stands in.
ADOPTED_IT = Q(polls__parent=None, polls__state=PollState.PUBLISHED, polls__is_passed=True)
ADOPTED_ITS_BLOCK = Q(block__polls__state=PollState.PUBLISHED, block__polls__is_passed=True)


class ResolutionFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Filters of the register."""

    form = django_filters.ChoiceFilter(
        label=gettext_lazy("Hình thức"), choices=resolution_forms_choices
    )
    issuer = django_filters.ChoiceFilter(
        label=gettext_lazy("Cơ quan ban hành"), choices=lambda: Resolution.Issuer.choices
    )
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("Trạng thái"), choices=resolution_states_choices
    )
    year = YearFilter("adopted_on")

    class Meta:
        model = Resolution
        fields = ("form", "issuer", "state", "year")


class ResolutionList(ListPage, StaffView):
    """Nghị quyết: the register across sessions, the latest first."""

    permission_required = "council_sessions.read_resolution"
    title = gettext_lazy("Nghị quyết")
    default_order = "-adopted_on"
    filterset_class = ResolutionFilter
    columns = (
        text_column("reference", gettext_lazy("Số, ký hiệu"), "reference"),
        text_column("title", gettext_lazy("Trích yếu"), sort="title", is_main=True),
        text_column("form", gettext_lazy("Hình thức"), "get_form_display"),
        date_column("adopted_on", gettext_lazy("Thông qua"), sort="adopted_on"),
        date_column("effective_on", gettext_lazy("Hiệu lực"), sort="effective_on"),
        person_column("signer", gettext_lazy("Người ký"), is_hidden=True),
        text_column("session", gettext_lazy("Kỳ họp"), "session.name", is_hidden=True),
        date_column("expires_on", gettext_lazy("Hết hiệu lực"), is_hidden=True),
        state_column("state", gettext_lazy("Trạng thái"), "sessions.resolution"),
    )

    def get_queryset(self) -> QuerySet[Resolution]:
        """Resolutions the user may see."""
        return Resolution.objects.visible_to(self.user).for_list()

    def get_columns(self) -> Sequence[Column]:
        """The columns of the register."""
        return self.columns

    def get_crumbs(self) -> list[Crumb]:
        """Below the sessions."""
        return [Crumb(_("Kỳ họp"), reverse("sessions:list")), Crumb(_("Nghị quyết"))]

    def get_empty(self) -> Empty:
        """Where they come from."""
        return Empty(
            _("Chưa có nghị quyết nào"),
            _("Lập nghị quyết từ nội dung đã thông qua, ở trang “Nghị quyết” của kỳ họp."),
        )

    def get_main_act(self) -> MenuItem | None:
        """A resolution of the Standing Committee has no session to begin from."""
        if not self.user.has_perm("council_sessions.draft_resolution"):
            return None
        return MenuItem(
            _("Nghị quyết của Thường trực"), reverse("sessions:new_standing"), icon="plus"
        )

    def get_acts(self) -> Sequence[MenuItem]:
        """What resolutions set out to reach, and did not."""
        return [MenuItem(_("Chỉ tiêu chậm so với kế hoạch"), reverse("sessions:late_targets"))]

    def row_url(self, row: Any) -> str:
        """The record."""
        return reverse("sessions:resolution", kwargs={"resolution": row.pk})


class SessionResolutions(SessionView):
    """Nghị quyết của kỳ họp: what was passed, and what has become of it."""

    permission_required = "council_sessions.view_session_resolutions"
    template_name = "sessions/session_resolutions.html"
    tab = "resolutions"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Resolutions of the session, and passed items without one."""
        found = list(
            Resolution.objects.filter(session=self.session)
            .for_list()
            .prefetch_related("steps")
            .order_by("item__position", "pk")
        )
        passed = (
            self.session.items.filter(state=ItemState.PASSED, resolution__isnull=True)
            .annotate(
                voted_at=Coalesce(
                    Max("polls__closed_at", filter=ADOPTED_IT),
                    Max("block__polls__closed_at", filter=ADOPTED_ITS_BLOCK),
                )
            )
            .order_by("position")
        )
        return super().get_context_data(
            resolutions=[
                (one, next((s for s in one.steps.all() if not s.done_on and s.due_on), None))
                for one in found
            ],
            passed=[(item, self.day_of(item)) for item in passed if item.has_draft],
            other_passed=[(item, self.day_of(item)) for item in passed if not item.has_draft],
            may_draft=self.user.has_perm("council_sessions.draft_resolution", self.session),
            form_choices=resolution_forms_choices(),
            step_names=CHAIN_STEPS,
            today=timezone.localdate(),
            **kwargs,
        )

    def day_of(self, item: Any) -> date:
        """The day of the vote that passed it; else the last day of the session so far."""
        if item.voted_at is not None:
            return timezone.localdate(item.voted_at)
        return min(timezone.localdate(), self.session.closing_on)
