"""The list of what is owed."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import django_filters
from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hdnd_portal.accounts.roles import INSIDE
from hdnd_portal.accounts.views import StaffView
from hdnd_portal.commitments.codes import key_of
from hdnd_portal.commitments.labels import (
    FINDINGS,
    QUALITIES,
    claim_label,
    kind_choices,
    quality_choices,
    stage_choices,
    step_kind_choices,
)
from hdnd_portal.commitments.models import Commitment, EscalationStep, Reply, Verification
from hdnd_portal.commitments.services.reminders import awaiting_decision, escalated
from hdnd_portal.commitments.views.steps import bulk_step
from hdnd_portal.commitments.workflow import Stage
from hdnd_portal.council.models import Agency, Council, Field
from hdnd_portal.ui.choices import Choices, Label
from hdnd_portal.ui.components import MenuItem
from hdnd_portal.ui.lists import (
    BulkAct,
    Column,
    DayRangeFilter,
    Empty,
    ListPage,
    date_column,
    deadline_column,
    state_column,
    text_column,
)
from hdnd_portal.ui.lists.paging import COUNT_LIMIT

PENDING, AWAITED, SOON = "pending", "awaited", "soon"
OVERDUE, ESCALATED, TO_DECIDE = "overdue", "escalated", "to_decide"
TAKEN, NOT_TAKEN = "taken", "not_taken"
# Days in which something is due soon, today counted.
SOON_DAYS = 10


def due_choices() -> Choices:
    return [
        (PENDING, gettext_lazy("Chưa hoàn thành")),
        (AWAITED, gettext_lazy("Chờ cơ quan báo cáo")),
        (SOON, gettext_lazy("Đến hạn trong 10 ngày")),
        (OVERDUE, gettext_lazy("Quá hạn")),
        (ESCALATED, gettext_lazy("Quá hạn lâu")),
        (TO_DECIDE, gettext_lazy("Quá hạn lâu, cần bước tiếp theo")),
    ]


def step_choices() -> Choices:
    return [
        (TAKEN, gettext_lazy("Đã chuyển bước")),
        (NOT_TAKEN, gettext_lazy("Chưa chuyển bước")),
        *step_kind_choices(),
    ]


def agencies_of(request: Any) -> QuerySet[Agency]:
    """Agencies of the user's councils."""
    if request is None:
        return Agency.objects.none()
    return Agency.objects.visible_to(request.user).order_by("name")


class CommitmentFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Filters of the list."""

    text = django_filters.CharFilter(label=gettext_lazy("Nội dung, nguồn"), method="filter_text")
    mine = django_filters.BooleanFilter(
        label=gettext_lazy("Của cơ quan, Ban của tôi"), method="filter_mine"
    )
    kind = django_filters.ChoiceFilter(label=gettext_lazy("Loại"), choices=kind_choices)
    stage = django_filters.ChoiceFilter(label=gettext_lazy("Tình trạng"), choices=stage_choices)
    due = django_filters.ChoiceFilter(
        label=gettext_lazy("Thời hạn"), choices=due_choices, method="filter_due"
    )
    lead = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Cơ quan chủ trì"), queryset=agencies_of
    )
    due_on = DayRangeFilter("due_on", label=gettext_lazy("Hạn từ – đến"))
    occasion = django_filters.ChoiceFilter(label=gettext_lazy("Kỳ họp"))
    field = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Lĩnh vực"), queryset=Field.objects.all()
    )
    step = django_filters.ChoiceFilter(
        label=gettext_lazy("Bước xử lý"), choices=step_choices, method="filter_step"
    )
    quality = django_filters.ChoiceFilter(
        label=gettext_lazy("Chất lượng trả lời"), choices=quality_choices
    )

    class Meta:
        model = Commitment
        fields = (
            "text", "mine", "kind", "stage", "due", "lead", "due_on", "occasion", "field",
            "step", "quality",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.request is not None:
            self.filters["occasion"].extra["choices"] = lambda: occasions_of(self.request.user)
            if not self.request.user.has_role(*INSIDE):
                del self.filters["mine"]

    def filter_text(self, rows: QuerySet[Commitment], name: str, value: str) -> Any:
        """Words anywhere in text, source and session, without diacritics; or the code."""
        found: Any = rows
        key = key_of(value)
        return found.filter(pk=key) if key is not None else found.saying(value)

    def filter_mine(self, rows: QuerySet[Commitment], name: str, value: bool) -> Any:
        """What the user's own agency or Ban leads or contributes to."""
        found: Any = rows
        return found.owed_by(self.request.user) if value else found

    def filter_step(self, rows: QuerySet[Commitment], name: str, value: str) -> Any:
        """Those for which a step stands, or the kind of step; or none."""
        steps = EscalationStep.objects.standing().filter(commitment=OuterRef("pk"))
        if value == NOT_TAKEN:
            return rows.filter(~Exists(steps))
        return rows.filter(Exists(steps if value == TAKEN else steps.filter(kind=value)))

    def filter_due(self, rows: QuerySet[Commitment], name: str, value: str) -> Any:
        """What is not done, what is overdue, and what has been for long."""
        today = timezone.localdate()
        found: Any = rows
        if value == PENDING:
            return found.pending()
        if value == AWAITED:
            return found.awaited()
        if value == SOON:
            return found.due_within(SOON_DAYS - 1, on=today)
        if value == OVERDUE:
            return found.overdue(today)
        councils = Council.objects.filter(pk__in=self.request.user.councils())
        select = awaiting_decision if value == TO_DECIDE else escalated
        wanted = Q(pk__in=())
        for one in councils:
            wanted |= Q(pk__in=select(one, on=today).values("pk"))
        return found.filter(wanted)


def _claimed(row: Any) -> Any:
    """What is claimed, and under it how good the answer is: a column of its own is too wide."""
    label = claim_label(row.claimed, row.kind)
    worth = QUALITIES.get(row.quality, "")
    return format_html("{}<small>{}</small>", label, worth) if worth else label


def occasions_of(user: Any) -> Choices:
    """Names of the sessions to which what the user sees belongs, the latest first."""
    rows = Commitment.objects.visible_to(user).exclude(occasion="").order_by()
    latest = rows.values("occasion").annotate(last=Max("made_on")).order_by("-last", "occasion")
    return [(one["occasion"], one["occasion"]) for one in latest]


class CommitmentList(ListPage, StaffView):
    """Kiến nghị & cam kết: all the user may see, what is due first; to an agency, what it owes."""

    permission_required = "commitments.view_commitments"
    title = gettext_lazy("Kiến nghị & cam kết")
    default_order = "due_on"
    filterset_class = CommitmentFilter
    template_name = "commitments/commitment_list.html"
    columns = (
        text_column("code", gettext_lazy("Mã"), "code", is_hidden=True),
        text_column("text", gettext_lazy("Nội dung"), str, is_main=True),
        text_column("kind", gettext_lazy("Loại"), "get_kind_display", is_hidden=True),
        text_column("source_label", gettext_lazy("Nguồn"), is_hidden=True),
        text_column("owner", gettext_lazy("Chủ trì"), "owner", sort="lead__name", is_phrase=True),
        text_column("promised_by", gettext_lazy("Người cam kết"), is_hidden=True),
        deadline_column("due_on", gettext_lazy("Hạn"), done="met_on"),
        state_column("stage", gettext_lazy("Tình trạng"), "commitments.commitment", sort="stage"),
        replace(
            text_column(
                "claimed",
                gettext_lazy("Cơ quan báo cáo"),
                lambda row: claim_label(row.claimed, row.kind),
                is_phrase=True,
            ),
            cell=lambda row: _claimed(row),
        ),
        text_column(
            "confirmed",
            gettext_lazy("Kết quả xác minh"),
            lambda row: FINDINGS.get(row.confirmed, ""),
            is_phrase=True,
        ),
        text_column(
            "quality",
            gettext_lazy("Chất lượng trả lời"),
            lambda row: QUALITIES.get(row.quality, ""),
            is_hidden=True,
        ),
        date_column("replied_at", gettext_lazy("Báo cáo gần nhất"), is_hidden=True),
        text_column("field", gettext_lazy("Lĩnh vực"), "field", is_hidden=True),
        text_column("occasion", gettext_lazy("Kỳ họp"), sort="occasion", is_hidden=True),
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
                replied_at=Subquery(sent.values("sent_at")[:1]),
                confirmed=Subquery(found.values("confirmed")[:1]),
                met_on=Subquery(met.values("day")[:1]),
            )
        )

    @cached_property
    def is_outside(self) -> bool:
        """Whether the user owes things here and sees no others."""
        return not self.user.has_role(*INSIDE)

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        """To an agency the list is its own."""
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated and self.is_outside:
            self.title = gettext_lazy("Kiến nghị của tôi")

    def get_columns(self) -> Sequence[Column]:
        """The columns of the list; an agency needs no column that always says its name."""
        if not self.is_outside:
            return self.columns
        turned = {"code": False, "owner": True, "replied_at": False, "confirmed": True}
        return [
            replace(one, is_hidden=turned[one.name]) if one.name in turned else one
            for one in self.columns
        ]

    def get_acts(self) -> Sequence[MenuItem]:
        """The table in which many are answered, for whoever owes some."""
        acts = []
        if self.user.has_perm("commitments.answer_by_table"):
            query = self.query()
            sheet = reverse("commitments:answer_sheet")
            label = _("Tải bảng để trả lời nhiều kiến nghị")
            acts = [
                MenuItem(label, f"{sheet}?{query}" if query else sheet, "table-export"),
                MenuItem(_("Nộp bảng đã trả lời"), reverse("commitments:begin_answers"), "upload"),
            ]
        if self.user.has_perm("answer_letters.answer_by_letter"):
            letters = reverse("answer_letters:begin")
            acts.append(MenuItem(_("Trả lời bằng một công văn"), letters, "file-text"))
        if self.user.has_perm("commitments.issue_letters"):
            letters = reverse("commitments:letter_agencies")
            acts.append(MenuItem(_("Công văn đôn đốc"), letters, "mail-forward"))
        if self.user.has_perm("commitments.spot_check"):
            checks = reverse("commitments:spot_checks")
            acts.append(MenuItem(_("Kiểm tra thực tế"), checks, "map-pin"))
        return acts

    def get_bulk_acts(self) -> Sequence[BulkAct]:
        """The same step for several."""
        return [bulk_step(self.user)] if self.user.has_perm("commitments.escalate") else []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """How good the answers in the list are, as long as they can be counted at once."""
        context = super().get_context_data(**kwargs)
        if not context["is_piece"] and 0 < context["count"] <= COUNT_LIMIT:
            context["qualities"] = self.qualities()
        return context

    def qualities(self) -> list[tuple[str, Label, int, str]]:
        """Code, words, how many, and the query of the list of these alone."""
        shown = Commitment.objects.filter(pk__in=self.filtered.order_by().values("pk"))
        counts = dict(
            shown.exclude(quality="").order_by().values_list("quality").annotate(n=Count("pk"))
        )
        return [
            (code, words, counts[code], self.query(quality=code))
            for code, words in QUALITIES.items()
            if code in counts
        ]

    def get_empty(self) -> Empty:
        """What belongs here."""
        return Empty(
            _("Chưa có kiến nghị, cam kết nào"),
            _("Lời hứa, kiến nghị, yêu cầu trong kết luận được theo dõi tại đây đến khi xác minh."),
        )

    def row_url(self, row: Any) -> str:
        """The page of the commitment."""
        return reverse("commitments:commitment", kwargs={"commitment": row.pk})
