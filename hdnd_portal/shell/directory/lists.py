"""Lists of delegates and of agencies."""

from typing import Any

import django_filters
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hdnd_portal.accounts.councils import current_council
from hdnd_portal.accounts.views import StaffView
from hdnd_portal.council.labels import MANDATE_STATUSES, mandate_status_choices
from hdnd_portal.council.models import Agency, Body, Mandate, Membership
from hdnd_portal.council.models.bodies import agency_kind_choices
from hdnd_portal.council.terms import term_of
from hdnd_portal.ui.components import MenuItem
from hdnd_portal.ui.lists import Empty, ListPage, date_column, state_column, text_column
from hdnd_portal.ui.text import fold


def bodies_of(request: HttpRequest | None) -> QuerySet[Body]:
    """Bodies of the council at work, for the filter."""
    council = current_council(request) if request else None
    return Body.objects.filter(term__council=council).order_by("position")


class MandateFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Filters of the list of delegates."""

    ten = django_filters.CharFilter(label=gettext_lazy("Họ tên"), method="by_name")
    status = django_filters.ChoiceFilter(
        label=gettext_lazy("Tình trạng"), choices=mandate_status_choices
    )
    body = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Cơ quan, Tổ"), queryset=bodies_of, method="by_body"
    )
    is_full_time = django_filters.BooleanFilter(label=gettext_lazy("Chuyên trách"))

    class Meta:
        model = Mandate
        fields = ("ten", "status", "body", "is_full_time")

    def by_name(self, rows: QuerySet[Mandate], name: str, value: str) -> QuerySet[Mandate]:
        """Part of a name, without regard to diacritics."""
        return rows.filter(person__folded__contains=fold(value))

    def by_body(self, rows: QuerySet[Mandate], name: str, value: Body) -> QuerySet[Mandate]:
        """Delegates who sit in the body today."""
        members = Membership.objects.in_force(timezone.localdate()).filter(body=value)
        return rows.filter(person__in=members.values("person"))


def places(row: Mandate) -> list[Membership]:
    """The delegate's places of today in bodies other than the Tổ, as they were loaded."""
    return [m for m in row.person.places if m.body.kind != "delegate_group"]  # type: ignore[attr-defined]


def place_words(row: Mandate) -> str:
    """Role and body of each place, one after another."""
    return "; ".join(_place(m) for m in places(row))


def _place(membership: Membership) -> str:
    """ "Trưởng Ban Pháp chế", not "Trưởng ban Ban Pháp chế"."""
    role, body = membership.get_role_display(), str(membership.body)
    return f"{role.removesuffix(' ban')} {body}" if body.startswith("Ban ") else f"{role} {body}"


def group_words(row: Mandate) -> str:
    """The delegate's Tổ of today."""
    groups = [m for m in row.person.places if m.body.kind == "delegate_group"]  # type: ignore[attr-defined]
    return "; ".join(str(m.body) for m in groups)


class DelegateList(ListPage, StaffView):
    """Đại biểu của HĐND đang làm việc: given name first, as Vietnamese lists are."""

    permission_required = "council.view_directory"
    title = gettext_lazy("Đại biểu & tổ chức")
    default_order = "person"
    filterset_class = MandateFilter
    columns = (
        text_column(
            "person", gettext_lazy("Đại biểu"), "person", sort="person__sort_key", is_main=True
        ),
        text_column("places", gettext_lazy("Chức vụ trong HĐND"), place_words),
        text_column("group", gettext_lazy("Tổ đại biểu"), group_words),
        text_column("constituency", gettext_lazy("Đơn vị bầu cử"), sort="constituency"),
        state_column(
            "status",
            gettext_lazy("Tình trạng"),
            "council.mandate",
            words=lambda row: MANDATE_STATUSES[row.status],
        ),
        date_column("valid_from", gettext_lazy("Từ ngày"), is_hidden=True),
        date_column("valid_to", gettext_lazy("Đến hết ngày"), is_hidden=True),
    )

    def get_queryset(self) -> QuerySet[Mandate]:
        """Seats of today's term of the council at work."""
        today = timezone.localdate()
        term = term_of(current_council(self.request), today)
        here = Membership.objects.in_force(today).filter(body__term=term)
        return (
            Mandate.objects.visible_to(self.user)
            .filter(term=term)
            .with_status(today)
            .select_related("person")
            .prefetch_related(
                Prefetch(
                    "person__memberships",
                    here.select_related("body").order_by("body__position"),
                    to_attr="places",
                )
            )
        )

    def get_empty(self) -> Empty:
        """Where delegates come from."""
        return Empty(
            _("Chưa có đại biểu nào"),
            _("Quản trị hệ thống nhập người và tư cách đại biểu trong trang quản trị."),
        )

    def get_acts(self) -> list[MenuItem]:
        """The other pages of the directory."""
        return [
            MenuItem(_("Cơ quan của HĐND"), reverse("council:bodies"), icon="sitemap"),
            MenuItem(_("Cơ quan, tổ chức"), reverse("council:agencies"), icon="building"),
        ]

    def row_url(self, row: Any) -> str:
        """The person's page."""
        return reverse("council:person", kwargs={"pk": row.person_id})


class AgencyFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Filters of the list of agencies."""

    kind = django_filters.ChoiceFilter(label=gettext_lazy("Loại"), choices=agency_kind_choices)

    class Meta:
        model = Agency
        fields = ("kind",)


class AgencyList(ListPage, StaffView):
    """Cơ quan, tổ chức bên cạnh HĐND."""

    permission_required = "council.view_directory"
    title = gettext_lazy("Cơ quan, tổ chức")
    default_order = "name"
    filterset_class = AgencyFilter
    columns = (
        text_column("name", gettext_lazy("Tên"), sort="name", is_main=True),
        text_column("kind", gettext_lazy("Loại"), "get_kind_display"),
        text_column("code", gettext_lazy("Ký hiệu"), sort="code"),
        text_column("parent", gettext_lazy("Trực thuộc"), "parent"),
        text_column("email", gettext_lazy("Thư điện tử")),
        text_column("phone", gettext_lazy("Điện thoại")),
    )

    def get_queryset(self) -> QuerySet[Agency]:
        """Agencies of the council at work."""
        return (
            Agency.objects.visible_to(self.user)
            .filter(council=current_council(self.request))
            .select_related("parent")
        )

    def get_empty(self) -> Empty:
        """Where agencies come from."""
        return Empty(
            _("Chưa có cơ quan nào"), _("Quản trị hệ thống nhập cơ quan trong trang quản trị.")
        )
