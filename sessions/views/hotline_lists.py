"""The list of calls of a session; who called is in no column and in no spreadsheet."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hdnd_portal.accounts.views import StaffView
from hdnd_portal.council.models import AdministrativeUnit
from hdnd_portal.ui.choices import Choices
from hdnd_portal.ui.components import Crumb, MenuItem
from hdnd_portal.ui.lists import Empty, ListPage, date_column, state_column, text_column
from sessions.models import AgendaItem, CouncilSession, HotlineCall
from sessions.models.hotline import STANDING, STRUCK

CALL_STATES = {STANDING: gettext_lazy("Được tính"), STRUCK: gettext_lazy("Đã bỏ")}


def call_state_choices() -> Choices:
    return list(CALL_STATES.items())


def _calls_of(request: Any) -> QuerySet[HotlineCall]:
    """The calls of the session in the address that the user may see."""
    if request is None:
        return HotlineCall.objects.none()
    key = request.resolver_match.kwargs["session"]
    return HotlineCall.objects.visible_to(request.user).filter(session=key)


def items_of(request: Any) -> QuerySet[AgendaItem]:
    """Items about which somebody called."""
    return AgendaItem.objects.filter(pk__in=_calls_of(request).values("item")).order_by("position")


def units_of(request: Any) -> QuerySet[AdministrativeUnit]:
    """Communes from which somebody called."""
    units = AdministrativeUnit.objects.filter(pk__in=_calls_of(request).values("unit"))
    return units.order_by("folded", "pk")


class CallFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Filters of the list of calls."""

    item = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Chủ đề"), queryset=items_of, null_label=gettext_lazy("Lĩnh vực khác")
    )
    unit = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Địa bàn"), queryset=units_of, null_label=gettext_lazy("Không rõ")
    )
    text = django_filters.CharFilter(
        label=gettext_lazy("Có chữ"), field_name="gist", lookup_expr="icontains"
    )
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("Tình trạng"), choices=call_state_choices, method="filter_state"
    )

    class Meta:
        model = HotlineCall
        fields = ("item", "unit", "text", "state")

    def filter_state(self, rows: Any, name: str, value: str) -> Any:
        """What counts, or what was struck out."""
        return rows.filter(is_struck=value == STRUCK)


class HotlineCalls(ListPage, StaffView):
    """Ý kiến đã nhận: all calls of the session, the latest first."""

    permission_required = "council_sessions.follow_calls"
    title = gettext_lazy("Ý kiến qua đường dây nóng")
    default_order = "-called_at"
    filterset_class = CallFilter
    columns = (
        date_column("called_at", gettext_lazy("Gọi lúc"), sort="called_at"),
        text_column("gist", gettext_lazy("Nội dung ý kiến"), is_main=True),
        text_column("topic", gettext_lazy("Chủ đề"), "topic_words"),
        text_column("unit", gettext_lazy("Địa bàn"), sort="unit__folded"),
        state_column(
            "state",
            gettext_lazy("Tình trạng"),
            "sessions.hotline",
            words=lambda call: CALL_STATES[call.state],
        ),
        text_column("taken_by", gettext_lazy("Người nghe máy"), is_hidden=True),
        text_column("reason", gettext_lazy("Lý do bỏ"), is_hidden=True),
    )

    @cached_property
    def session(self) -> CouncilSession:
        """The session of the address."""
        rows = CouncilSession.objects.visible_to(self.user)
        return get_object_or_404(rows, pk=self.kwargs["session"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse | FileResponse:
        """The list, where the user may follow this session."""
        self.check(self.session)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Saved filters and columns of the list."""
        self.check(self.session)
        return super().post(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[HotlineCall]:
        """Calls of the session."""
        return _calls_of(self.request).for_list()  # type: ignore[attr-defined, no-any-return]

    def get_crumbs(self) -> list[Crumb]:
        """Below the page of the hotline."""
        here = {"session": self.session.pk}
        return [
            Crumb(_("Kỳ họp"), reverse("sessions:list")),
            Crumb(self.session.name, reverse("sessions:plan", kwargs=here)),
            Crumb(_("Đường dây nóng"), reverse("sessions:hotline", kwargs=here)),
            Crumb(self.title),
        ]

    def get_main_act(self) -> MenuItem | None:
        """Back to the form and the topics."""
        page = reverse("sessions:hotline", kwargs={"session": self.session.pk})
        return MenuItem(_("Đường dây nóng theo chủ đề"), page, icon="phone-call")

    def get_empty(self) -> Empty:
        """What belongs here."""
        return Empty(
            _("Chưa có ý kiến nào"),
            _("Ý kiến cử tri gọi đến trong kỳ họp được ghi tại trang Đường dây nóng."),
        )

    def row_url(self, row: Any) -> str:
        """The page of the call."""
        return reverse("sessions:hotline_call", kwargs={"session": row.session_id, "call": row.pk})
