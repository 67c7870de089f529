"""The list of what is owed."""

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hdnd_portal.accounts.views import StaffView
from hdnd_portal.commitments.labels import CLAIMS, FINDINGS, kind_choices, stage_choices
from hdnd_portal.commitments.models import Commitment, Reply, Verification
from hdnd_portal.commitments.services.reminders import escalated
from hdnd_portal.commitments.workflow import Stage
from hdnd_portal.council.models import Agency, Council
from hdnd_portal.ui.choices import Choices
from hdnd_portal.ui.lists import (
    Column,
    DayRangeFilter,
    Empty,
    ListPage,
    date_column,
    deadline_column,
    state_column,
    text_column,
)

PENDING, OVERDUE, ESCALATED = "pending", "overdue", "escalated"


def due_choices() -> Choices:
    return [
        (PENDING, gettext_lazy("Chưa hoàn thành")),
        (OVERDUE, gettext_lazy("Quá hạn")),
        (ESCALATED, gettext_lazy("Quá hạn lâu, cần bước tiếp theo")),
    ]


def agencies_of(request: Any) -> QuerySet[Agency]:
    """Agencies of the user's councils."""
    if request is None:
        return Agency.objects.none()
    return Agency.objects.visible_to(request.user).order_by("name")


class CommitmentFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Filters of the list."""

    kind = django_filters.ChoiceFilter(label=gettext_lazy("Loại"), choices=kind_choices)
    stage = django_filters.ChoiceFilter(label=gettext_lazy("Tình trạng"), choices=stage_choices)
    due = django_filters.ChoiceFilter(
        label=gettext_lazy("Thời hạn"), choices=due_choices, method="filter_due"
    )
    lead = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Cơ quan chủ trì"), queryset=agencies_of
    )
    due_on = DayRangeFilter("due_on", label=gettext_lazy("Hạn từ – đến"))

    class Meta:
        model = Commitment
        fields = ("kind", "stage", "due", "lead", "due_on")

    def filter_due(self, rows: QuerySet[Commitment], name: str, value: str) -> Any:
        """What is not done, what is overdue, and what has been for long."""
        today = timezone.localdate()
        found: Any = rows
        if value == PENDING:
            return found.pending()
        if value == OVERDUE:
            return found.overdue(today)
        councils = Council.objects.filter(pk__in=self.request.user.councils())
        keys = [key for one in councils for key in escalated(one, on=today).values_list("pk")]
        return found.filter(pk__in=[key for (key,) in keys])


class CommitmentList(ListPage, StaffView):
    """Kiến nghị & cam kết: all the user may see, what is due first."""

    permission_required = "commitments.view_commitments"
    title = gettext_lazy("Kiến nghị & cam kết")
    default_order = "due_on"
    filterset_class = CommitmentFilter
    columns = (
        text_column("text", gettext_lazy("Nội dung"), str, is_main=True),
        text_column("kind", gettext_lazy("Loại"), "get_kind_display", is_hidden=True),
        text_column("source_label", gettext_lazy("Nguồn"), is_hidden=True),
        text_column("owner", gettext_lazy("Chủ trì"), "owner", sort="lead__name"),
        text_column("promised_by", gettext_lazy("Người cam kết"), is_hidden=True),
        deadline_column("due_on", gettext_lazy("Hạn"), done="met_on"),
        state_column("stage", gettext_lazy("Tình trạng"), "commitments.commitment", sort="stage"),
        text_column(
            "claimed", gettext_lazy("Cơ quan báo cáo"), lambda row: CLAIMS.get(row.claimed, "")
        ),
        text_column(
            "confirmed",
            gettext_lazy("Kết quả xác minh"),
            lambda row: FINDINGS.get(row.confirmed, ""),
        ),
        date_column("made_on", gettext_lazy("Ngày cam kết"), sort="made_on", is_hidden=True),
    )

    def get_queryset(self) -> QuerySet[Commitment]:
        """Commitments the user may see, each with the last claim and the last finding."""
        sent = Reply.objects.sent().filter(commitment=OuterRef("pk")).order_by("-number")
        found = Verification.objects.filter(commitment=OuterRef("pk")).order_by("-pk")
        # In time is what was done in time, whenever somebody came to look.
        met = found.filter(commitment__stage=Stage.VERIFIED).annotate(
            day=Coalesce("reply__done_on", TruncDate("checked_at"))
        )
        return (
            Commitment.objects.visible_to(self.user)
            .for_list()
            .annotate(
                claimed=Subquery(sent.values("claimed")[:1]),
                confirmed=Subquery(found.values("confirmed")[:1]),
                met_on=Subquery(met.values("day")[:1]),
            )
        )

    def get_columns(self) -> Sequence[Column]:
        """The columns of the list."""
        return self.columns

    def get_empty(self) -> Empty:
        """What belongs here."""
        return Empty(
            _("Chưa có kiến nghị, cam kết nào"),
            _("Lời hứa, kiến nghị, yêu cầu trong kết luận được theo dõi tại đây đến khi xác minh."),
        )

    def row_url(self, row: Any) -> str:
        """The page of the commitment."""
        return reverse("commitments:commitment", kwargs={"commitment": row.pk})
