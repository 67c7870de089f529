"""A small site with one list of agencies, for the tests of the frame and of list pages."""

from typing import Any

import django_filters
from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template import engines
from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from hdnd_portal import urls as portal_urls
from hdnd_portal.accounts.views import StaffView
from hdnd_portal.council.models import Agency
from hdnd_portal.ui.components import MenuItem
from hdnd_portal.ui.forms import VietnameseForm
from hdnd_portal.ui.lists import (
    BulkAct,
    BulkLine,
    DayRangeFilter,
    Empty,
    ListPage,
    date_column,
    deadline_column,
    text_column,
)


class AgencyFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Tên cơ quan"), method="by_name")
    kind = django_filters.ChoiceFilter(label=_("Loại"), choices=Agency.Kind.choices)
    valid_from = DayRangeFilter(label=_("Hoạt động từ"))

    class Meta:
        model = Agency
        fields = ["q", "kind", "valid_from"]

    def by_name(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(name__icontains=value)


class ReasonForm(VietnameseForm):
    reason = forms.CharField(label=_("Lý do"), max_length=20)


def preview(rows: Any, user: Any) -> list[BulkLine]:
    return [BulkLine(row, _("Cấp xã để riêng.") if row.kind == "commune" else "") for row in rows]


def run(rows: Any, user: Any, data: dict[str, Any]) -> str:
    Agency.objects.filter(pk__in=[row.pk for row in rows]).update(phone=data["reason"])
    return f"Đã ghi {len(rows)} cơ quan."


class AgencyList(ListPage, StaffView):
    permission_required = "council.view_agency"
    title = _("Cơ quan")
    default_order = "name"
    page_size = 5
    filterset_class = AgencyFilter
    columns = [
        text_column("name", _("Tên"), sort="name", is_main=True),
        text_column("code", _("Ký hiệu"), sort="code"),
        text_column("kind", _("Loại"), "get_kind_display", sort="kind"),
        text_column("parent", _("Trực thuộc"), "parent.name", sort="parent__name", is_hidden=True),
        date_column("valid_from", _("Hoạt động từ"), sort="valid_from"),
        deadline_column("valid_to", _("Hoạt động đến"), sort="valid_to"),
    ]

    def get_queryset(self) -> Any:
        return Agency.objects.select_related("parent")

    def row_url(self, row: Agency) -> str:
        return f"/co-quan/{row.pk}/"

    def get_empty(self) -> Empty:
        return Empty(
            _("Chưa có cơ quan"), _("Cơ quan được nhập ở trang quản trị."), "/moi/", _("Nhập")
        )

    def get_main_act(self) -> MenuItem:
        return MenuItem(_("Thêm cơ quan"), "/moi/", icon="plus")

    def get_bulk_acts(self) -> list[BulkAct]:
        return [
            BulkAct("note", _("Ghi chú"), run, preview, form_class=ReasonForm),
            BulkAct("hidden", _("Việc không được làm"), run, preview, permission="none.at_all"),
        ]


class SecretList(AgencyList):
    permission_required = "none.at_all"


class Draft(StaffView):
    """A form that keeps its draft."""

    permission_required = "council.view_agency"
    page = """{% extends "base.html" %}{% load ui %}{% block content %}
      <form class="form" method="post" novalidate>{% csrf_token %}
      {% draft_note "draft" %}{% form_errors form %}{% field form.reason %}
      <button class="btn">Gửi</button></form>{% endblock %}"""
    done: list[str] = []

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(ReasonForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return self.show(form)
        self.done.append(form.cleaned_data["reason"])
        return HttpResponseRedirect(f"/co-quan/?q={len(self.done)}")

    def show(self, form: ReasonForm) -> HttpResponse:
        template = engines["django"].from_string(self.page)
        return HttpResponse(template.render({"form": form}, self.request))


urlpatterns = [
    path("nhap/", Draft.as_view()),
    path("co-quan/", AgencyList.as_view(), name="agencies"),
    path("kin/", SecretList.as_view(), name="secret"),
    path("", include(portal_urls)),
]
