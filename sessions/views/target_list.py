"""Targets that fell short of their plan, over all resolutions (V17)."""

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hdnd_portal.accounts.views import StaffView
from hdnd_portal.council.models import Agency
from hdnd_portal.ui import formats
from hdnd_portal.ui.components import Crumb, MenuItem
from hdnd_portal.ui.lists import Column, Empty, ListPage, number_column, text_column
from sessions.models import TargetValue


def _behind(request: Any) -> QuerySet[TargetValue]:
    return TargetValue.objects.visible_to(request.user).behind()


def agencies_of(request: Any) -> QuerySet[Agency]:
    """Agencies whose targets fell short."""
    if request is None:
        return Agency.objects.none()
    late = _behind(request)
    own = late.values("target__agency")
    presented = late.filter(target__agency=None).values("target__resolution__item__presenter")
    return Agency.objects.filter(Q(pk__in=own) | Q(pk__in=presented)).order_by("name", "pk")


class LateTargetFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Filters of the list."""

    agency = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Cơ quan"), queryset=agencies_of, method="filter_agency"
    )
    year = django_filters.NumberFilter(
        label=gettext_lazy("Năm"), min_value=1990, max_value=2100, decimal_places=0
    )

    class Meta:
        model = TargetValue
        fields = ("agency", "year")

    def filter_agency(self, rows: Any, name: str, value: Agency) -> Any:
        """Targets the agency follows, or of what it presented where nobody is named."""
        presented = Q(target__agency=None, target__resolution__item__presenter=value)
        return rows.filter(Q(target__agency=value) | presented)


def share_words(row: Any) -> str:
    """The gap as a share of the plan: `12,5 %`."""
    return f"{formats.number(row.gap / 10)} %"


class LateTargets(ListPage, StaffView):
    """Chỉ tiêu chậm so với kế hoạch: the widest gap first."""

    permission_required = "council_sessions.read_resolution"
    title = gettext_lazy("Chỉ tiêu chậm so với kế hoạch")
    default_order = "-gap"
    filterset_class = LateTargetFilter
    columns = (
        text_column("target", gettext_lazy("Chỉ tiêu"), "target.name", is_main=True),
        text_column("resolution", gettext_lazy("Nghị quyết"), "target.resolution.reference"),
        text_column("agency", gettext_lazy("Cơ quan"), is_phrase=True),
        text_column("year", gettext_lazy("Năm"), sort="year"),
        number_column("planned", gettext_lazy("Mục tiêu")),
        number_column("actual", gettext_lazy("Thực hiện")),
        text_column("unit", gettext_lazy("Đơn vị tính"), "target.unit"),
        Column(
            "gap",
            gettext_lazy("Chênh lệch so với mục tiêu"),
            share_words,
            lambda row: row.gap / 10,
            "gap",
            is_number=True,
        ),
        text_column("source", gettext_lazy("Nguồn số liệu"), is_hidden=True),
    )

    def get_queryset(self) -> QuerySet[TargetValue]:
        """Values of the resolutions the user may see."""
        return _behind(self.request).for_list()  # type: ignore[attr-defined, no-any-return]

    def get_columns(self) -> Sequence[Column]:
        """The columns of the list."""
        return self.columns

    def get_crumbs(self) -> list[Crumb]:
        """Below the register."""
        return [
            Crumb(_("Kỳ họp"), reverse("sessions:list")),
            Crumb(_("Nghị quyết"), reverse("sessions:resolutions")),
            Crumb(self.title),
        ]

    def get_main_act(self) -> MenuItem | None:
        """Back to the register."""
        return MenuItem(_("Sổ nghị quyết"), reverse("sessions:resolutions"), icon="certificate")

    def get_empty(self) -> Empty:
        """What belongs here."""
        return Empty(
            _("Không có chỉ tiêu nào chậm so với kế hoạch"),
            _("Chỉ tiêu và kết quả từng năm được nhập ở trang của nghị quyết."),
        )

    def row_url(self, row: Any) -> str:
        """The resolution that set the target."""
        return reverse("sessions:resolution", kwargs={"resolution": row.target.resolution_id})
