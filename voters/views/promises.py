"""Promises to voters: written down at a meeting, listed, counted by delegate."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import django_filters
from django.contrib import messages
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hdnd_portal.accounts.views import StaffView
from hdnd_portal.commitments.labels import FINDINGS, claim_label
from hdnd_portal.commitments.models.commitment import PROMISE_READERS
from hdnd_portal.commitments.services.following import page_of
from hdnd_portal.council.models import AdministrativeUnit, Body, Mandate
from hdnd_portal.ui import formats
from hdnd_portal.ui.choices import Choices, Label
from hdnd_portal.ui.components import Crumb, MenuItem
from hdnd_portal.ui.lists import (
    Column,
    Empty,
    ListPage,
    date_column,
    deadline_column,
    state_column,
    text_column,
)
from hdnd_portal.ui.text import fold
from voters.forms.promise import PromiseForm
from voters.models import VoterPromise
from voters.promise_labels import OUTCOMES, Outcome, outcome_choices
from voters.promises import promisers
from voters.refusals import ContactRefused
from voters.sentences import contact_sentence
from voters.services import promising
from voters.units_today import todays_units, units_before
from voters.views.record_base import MeetingView

LEFT_OVER, WITHOUT_DAY = "left_over", "without_day"


class RecordPromise(MeetingView):
    """Ghi lời hứa với cử tri: at a meeting or after it."""

    permission_required = "voters.record_meeting"
    template_name = "voters/promise_form.html"

    def form(self, data: Any = None) -> PromiseForm:
        """Delegates for whom the user writes down, and the communes whose voters came."""
        return PromiseForm(
            data,
            mandates=list(promisers(self.meeting, self.user)),
            units=[self.meeting.unit, *self.meeting.guests.all()],
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, or why nothing can be written down now."""
        kwargs.setdefault("form", self.form())
        title = _("Ghi lời hứa với cử tri")
        return super().get_context_data(
            page_title=title,
            crumbs=self.crumbs(Crumb(title)),
            back=self.address("meeting"),
            refusal=self.refusal(),
            **kwargs,
        )

    def refusal(self) -> str:
        """Why nothing can be written down, in words; empty where it can."""
        try:
            promising.refuse_unheld(self.meeting)
        except ContactRefused as refused:
            return contact_sentence(refused)
        return ""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Write it down, or show the form again with what was typed."""
        self.check(self.meeting)
        form = self.form(request.POST)
        if form.is_valid():
            try:
                made = promising.record_promise(self.meeting, by=self.user, **form.cleaned_data)
            except ContactRefused as refusal:
                field = "due_on" if refusal.code == "promise_due_early" else None
                form.add_error(field, contact_sentence(refusal))
            else:
                said = _("Đã ghi lời hứa của {name} và báo cho đại biểu.")
                messages.success(request, said.format(name=made.mandate.person.name))
                return self.back()
        return self.render_to_response(self.get_context_data(form=form), status=422)


def _among(request: Any, model: Any, path: str) -> Any:
    """Rows of the model that promises name which the user sees."""
    if request is None:
        return model.objects.none()
    seen = VoterPromise.objects.visible_to(request.user)
    return model.objects.filter(pk__in=seen.values(path))


def due_choices() -> Choices:
    return [
        (LEFT_OVER, gettext_lazy("Của đại biểu đã thôi nhiệm vụ")),
        (WITHOUT_DAY, gettext_lazy("Không có hạn")),
    ]


class PromiseFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Filters of the list."""

    text = django_filters.CharFilter(label=gettext_lazy("Nội dung"), method="filter_text")
    outcome = django_filters.ChoiceFilter(label=gettext_lazy("Kết quả"), choices=outcome_choices)
    mandate = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Đại biểu"),
        queryset=lambda request: (
            _among(request, Mandate, "mandate")
            .select_related("person")
            .order_by("person__sort_key")
        ),
    )
    group = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Tổ đại biểu"),
        queryset=lambda request: _among(request, Body, "group").order_by("position", "name"),
    )
    unit = django_filters.ChoiceFilter(label=gettext_lazy("Xã, phường"), method="filter_unit")
    occasion = django_filters.ChoiceFilter(
        label=gettext_lazy("Kỳ họp"), field_name="commitment__occasion"
    )
    due = django_filters.ChoiceFilter(
        label=gettext_lazy("Cần xem"), choices=due_choices, method="filter_due"
    )

    class Meta:
        model = VoterPromise
        fields = ("text", "outcome", "mandate", "group", "unit", "occasion", "due")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.request is None:
            return
        seen = VoterPromise.objects.visible_to(self.request.user).order_by()
        self.filters["unit"].extra["choices"] = lambda: _units(seen)
        self.filters["occasion"].extra["choices"] = lambda: [
            (name, name)
            for name in seen.values_list("commitment__occasion", flat=True)
            .distinct()
            .order_by("commitment__occasion")
        ]

    def filter_text(self, rows: QuerySet[VoterPromise], name: str, value: str) -> Any:
        """Words anywhere in the promise, without diacritics."""
        for word in fold(value).split():
            rows = rows.filter(commitment__folded__contains=word)
        return rows

    def filter_unit(self, rows: QuerySet[VoterPromise], name: str, value: str) -> Any:
        """Also what was promised under the names of units that became the commune."""
        return rows.filter(unit__in=units_before([int(value)]))

    def filter_due(self, rows: QuerySet[VoterPromise], name: str, value: str) -> Any:
        """What the office has to decide on."""
        found: Any = rows
        if value == LEFT_OVER:
            return found.left_over(timezone.localdate())
        return found.filter(commitment__due_on=None)


def _units(seen: QuerySet[VoterPromise]) -> Choices:
    """Communes of today to whose voters something was promised."""
    today = todays_units()
    keys = {today.get(key, key) for key in seen.values_list("unit", flat=True).distinct()}
    rows = AdministrativeUnit.objects.filter(pk__in=keys).order_by("folded", "pk")
    return [(str(one.pk), str(one)) for one in rows]


CLAIMED = gettext_lazy("Đại biểu báo cáo")
OUTCOME = state_column(
    "outcome",
    gettext_lazy("Kết quả"),
    "voters.promise",
    words=lambda row: OUTCOMES[row.outcome],
)


def _claimed(row: VoterPromise) -> Label:
    return claim_label(row.commitment.lead_claimed, row.commitment.kind)


def _outcome(row: VoterPromise) -> Any:
    """The outcome, and under it what the delegate claims: a column of its own is too wide."""
    badge, said = OUTCOME.cell(row), _claimed(row)
    return format_html("{}<small>{}: {}</small>", badge, CLAIMED, said) if said else badge


class PromiseList(ListPage, StaffView):
    """Lời hứa với cử tri: to a delegate the own ones."""

    permission_required = "voters.view_promises"
    title = gettext_lazy("Lời hứa với cử tri")
    default_order = "-made_on"
    filterset_class = PromiseFilter
    columns = (
        text_column("text", gettext_lazy("Lời hứa"), lambda row: row.commitment.text, is_main=True),
        text_column(
            "mandate",
            gettext_lazy("Đại biểu"),
            "mandate.person.name",
            sort="mandate__person__sort_key",
            is_phrase=True,
        ),
        text_column("group", gettext_lazy("Tổ"), "group.name", is_hidden=True),
        text_column(
            "unit", gettext_lazy("Xã, phường"), "unit", sort="unit__folded", is_phrase=True
        ),
        date_column(
            "made_on", gettext_lazy("Hứa ngày"), "commitment.made_on", sort="commitment__made_on"
        ),
        deadline_column(
            "commitment.due_on", gettext_lazy("Hạn"), sort="commitment__due_on", done="met_on"
        ),
        replace(OUTCOME, cell=lambda row: _outcome(row)),
        text_column("claimed", CLAIMED, lambda row: _claimed(row), is_hidden=True),
        text_column(
            "confirmed",
            gettext_lazy("Kết quả xác minh"),
            lambda row: FINDINGS.get(row.commitment.lead_found, ""),
            is_hidden=True,
        ),
        text_column("heard_by", gettext_lazy("Người nghe"), is_hidden=True),
        text_column("field", gettext_lazy("Lĩnh vực"), "commitment.field", is_hidden=True),
        text_column("occasion", gettext_lazy("Kỳ họp"), "commitment.occasion", is_hidden=True),
        text_column(
            "no_due_reason",
            gettext_lazy("Vì sao không có hạn"),
            "commitment.no_due_reason",
            is_hidden=True,
        ),
    )

    def get_queryset(self) -> QuerySet[VoterPromise]:
        """Promises the user may see, each with what became of it."""
        rows = VoterPromise.objects.visible_to(self.user)
        return rows.with_outcome(timezone.localdate()).for_list()

    @cached_property
    def is_own(self) -> bool:
        """Whether the user sees no promises but the own ones."""
        return not self.user.has_role(*PROMISE_READERS) and not self.user.has_perm(
            "voters.compare_promises"
        )

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        """To a delegate the list is the own."""
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated and self.is_own:
            self.title = gettext_lazy("Lời hứa của tôi với cử tri")

    def get_columns(self) -> Sequence[Column]:
        """The columns of the list; a delegate needs none that always says the own name."""
        return [one for one in self.columns if not (self.is_own and one.name == "mandate")]

    def get_crumbs(self) -> list[Crumb]:
        """Below the plans."""
        return [Crumb(_("Tiếp xúc cử tri"), reverse("voters:plans")), Crumb(str(self.title))]

    def get_acts(self) -> Sequence[MenuItem]:
        """The same by delegate."""
        if not self.user.has_perm("voters.compare_promises"):
            return []
        by_delegate = reverse("voters:promises_by_delegate")
        return [MenuItem(_("Theo đại biểu"), by_delegate, "users")]

    def row_url(self, row: Any) -> str:
        """Where it is reported on and confirmed."""
        return page_of(row.commitment)

    def get_empty(self) -> Empty:
        """How to begin."""
        return Empty(
            _("Chưa ghi lời hứa nào với cử tri"),
            _("Mở trang của cuộc tiếp xúc đã diễn ra, chọn “Ghi lời hứa”."),
        )


class DelegateFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Filters of the figures by delegate."""

    group = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Tổ đại biểu"),
        queryset=lambda request: _among(request, Body, "group").order_by("position", "name"),
        method="filter_group",
    )

    class Meta:
        model = Mandate
        fields = ("group",)

    def filter_group(self, rows: QuerySet[Mandate], name: str, value: Body) -> Any:
        """Delegates who promised something as members of the Tổ."""
        return rows.filter(pk__in=VoterPromise.objects.filter(group=value).values("mandate"))


def _figure(outcome: Outcome | None) -> Column:
    """How many promises have the outcome; the figure opens the list of exactly these."""
    name = outcome.value if outcome else "total"

    def cell(row: Any) -> str:
        query = f"?mandate={row.pk}" + (f"&outcome={outcome}" if outcome else "")
        href = reverse("voters:promises") + query
        return format_html('<a href="{}">{}</a>', href, formats.number(getattr(row, name)))

    return Column(
        name,
        OUTCOMES[outcome] if outcome else gettext_lazy("Tổng số (n)"),
        cell,
        lambda row: getattr(row, name),
        sort=name,
        is_number=True,
    )


class PromisesByDelegate(ListPage, StaffView):
    """Lời hứa theo đại biểu: kept, late, open, overdue, and of how many."""

    permission_required = "voters.compare_promises"
    title = gettext_lazy("Lời hứa với cử tri theo đại biểu")
    default_order = "name"
    filterset_class = DelegateFilter
    columns = (
        text_column(
            "name", gettext_lazy("Đại biểu"), "person.name", sort="person__sort_key", is_main=True
        ),
        text_column("constituency", gettext_lazy("Đơn vị bầu cử"), is_hidden=True),
        _figure(None),
        *(_figure(outcome) for outcome in Outcome),
    )

    def get_queryset(self) -> QuerySet[Mandate]:
        """Delegates with promises, counted in the database."""
        seen: Any = VoterPromise.objects.visible_to(self.user).with_outcome(timezone.localdate())
        own = seen.filter(mandate=OuterRef("pk")).order_by()

        def count(rows: QuerySet[VoterPromise]) -> Coalesce:
            n = rows.values("mandate").annotate(n=Count("pk")).values("n")
            return Coalesce(Subquery(n, output_field=IntegerField()), 0)

        return (
            Mandate.objects.filter(pk__in=seen.values("mandate"))
            .select_related("person")
            .annotate(
                total=count(own),
                **{one.value: count(own.filter(outcome=one.value)) for one in Outcome},
            )
        )

    def get_columns(self) -> Sequence[Column]:
        """The columns of the list."""
        return self.columns

    def get_crumbs(self) -> list[Crumb]:
        """Below the promises."""
        return [
            Crumb(_("Lời hứa với cử tri"), reverse("voters:promises")),
            Crumb(_("Theo đại biểu")),
        ]

    def row_url(self, row: Any) -> str:
        """The promises of the delegate."""
        return f"{reverse('voters:promises')}?mandate={row.pk}"

    def get_empty(self) -> Empty:
        """What belongs here."""
        return Empty(_("Chưa ghi lời hứa nào với cử tri"))
