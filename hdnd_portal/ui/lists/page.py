"""`ListPage`: one list of records, declared in a few lines. `docs/ui.md` has a whole example."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured, PermissionDenied, ValidationError
from django.db.models import Model, QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_filters import FilterSet

from hdnd_portal.audit import log
from hdnd_portal.ui import formats
from hdnd_portal.ui.choices import Label
from hdnd_portal.ui.components import Crumb, MenuItem
from hdnd_portal.ui.lists.bulk import BulkAct, BulkLine
from hdnd_portal.ui.lists.columns import Column
from hdnd_portal.ui.lists.export import ROW_LIMIT, write_list
from hdnd_portal.ui.lists.filters import PLACE, Chip, chips
from hdnd_portal.ui.lists.paging import (
    COUNT_LIMIT,
    UNREADABLE,
    Order,
    Page,
    count_up_to,
    ordered,
    read_page,
    stored,
)
from hdnd_portal.ui.models import SavedFilter
from hdnd_portal.ui.services import SaveRefused, delete_filter, save_filter
from hdnd_portal.ui.text import fold

ORDER, AFTER, BEFORE, EXPORT = "sap_xep", "sau", "truoc", "xuat"
SELECTED_LIMIT = 500
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Empty:
    """What an empty list says: what belongs here and how to begin."""

    title: Label
    text: Label = ""
    action_url: str = ""
    action_label: Label = ""


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """A column as its head is shown; `order` is "ascending", "descending" or empty."""

    column: Column
    query: str
    order: str


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row as it is shown."""

    row: Any
    url: str
    name: str
    cells: list[tuple[Column, Any]]


class ListPage:
    """Mixin for a list page, written before the view it stands on: `(ListPage, StaffView)`.

    A subclass names `title`, `columns` and `default_order` (a column's name, with "-" for falling)
    and has `get_queryset()`, which starts at `visible_to(user)` and loads what the cells show.
    """

    request: HttpRequest
    title: Label = ""
    lead: Label = ""
    columns: Sequence[Column] = ()
    default_order: str = ""
    filterset_class: type[FilterSet] | None = None
    page_size: int = 50
    template_name: str = "ui/list.html"
    rows_template_name: str = "ui/_list_rows.html"
    bulk_template_name: str = "ui/list_bulk.html"

    # What a subclass says.

    def get_queryset(self) -> QuerySet[Any]:
        """The rows the user may see, with everything loaded that the cells read."""
        raise NotImplementedError

    def get_columns(self) -> Sequence[Column]:
        """All columns, also those hidden by default."""
        return self.columns

    def get_crumbs(self) -> list[Crumb]:
        """The breadcrumbs above the title."""
        return [Crumb(self.title)]

    def get_empty(self) -> Empty:
        """What is said when the list has no rows and no filter is set."""
        return Empty(_("Chưa có dòng nào"))

    def get_main_act(self) -> MenuItem | None:
        """The one main act of the page, such as creating a record."""
        return None

    def get_acts(self) -> Sequence[MenuItem]:
        """Further acts of the page, in a menu beside the main one."""
        return ()

    def get_bulk_acts(self) -> Sequence[BulkAct]:
        """Acts on selected rows."""
        return ()

    def row_url(self, row: Any) -> str:
        """Where a row leads; empty for nowhere."""
        return str(row.get_absolute_url()) if hasattr(row, "get_absolute_url") else ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Further context of the template."""
        return kwargs

    # What the address and the session say.

    @cached_property
    def page_key(self) -> str:
        """Name of the list under which filters and columns are kept."""
        match = self.request.resolver_match
        return match.view_name if match else type(self).__qualname__

    @cached_property
    def shown_columns(self) -> list[Column]:
        """The columns chosen by the person, or those shown by default."""
        everything = list(self.get_columns())
        chosen = self.request.session.get("columns", {}).get(self.page_key)
        if chosen is None:
            return [column for column in everything if not column.is_hidden]
        kept = [column for column in everything if column.name in chosen or column.is_main]
        return kept or everything

    @cached_property
    def order(self) -> tuple[Column, Order]:
        """The column sorted by and the order of the database; a foreign name gives the default."""
        by_name = {column.name: column for column in self.get_columns() if column.sort}
        for wanted in (self.request.GET.get(ORDER, ""), self.default_order):
            column = by_name.get(wanted.lstrip("-"))
            if column is not None:
                return column, Order(column.sort, wanted.startswith("-"))
        raise ImproperlyConfigured(f"{type(self).__name__} has no column {self.default_order!r}")

    @cached_property
    def filterset(self) -> FilterSet | None:
        """The filters bound to the address."""
        if self.filterset_class is None:
            return None
        return self.filterset_class(
            self.request.GET, queryset=self.get_queryset(), request=self.request
        )

    @cached_property
    def filtered(self) -> QuerySet[Any]:
        """The rows that pass the filters; none while a filter is mistyped."""
        if self.filterset is None:
            return self.get_queryset()
        if not self.filterset.is_valid():
            return self.get_queryset().none()
        filtered: QuerySet[Any] = self.filterset.qs
        return filtered

    @cached_property
    def chips(self) -> list[Chip]:
        """The filters in force."""
        return chips(self.filterset.form, self.request.GET) if self.filterset else []

    def query(self, **changes: str) -> str:
        """The query string of this list with changes; an empty value takes a parameter away."""
        query = self.request.GET.copy()
        for name in (*PLACE, EXPORT):
            query.pop(name, None)
        for name, value in changes.items():
            query[name] = value
            if not value:
                del query[name]
        return query.urlencode()

    # Answers.

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse | FileResponse:
        """The page, its rows alone for HTMX, or the spreadsheet."""
        if request.GET.get(EXPORT) == "xlsx":
            return self.export()
        headers = request.headers
        is_piece = "HX-Request" in headers and "HX-History-Restore-Request" not in headers
        template = self.rows_template_name if is_piece else self.template_name
        response = render(request, template, self.page_context(is_piece=is_piece))
        patch_vary_headers(response, ["HX-Request"])
        return response

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Saved filters, choice of columns, acts on selected rows."""
        do = request.POST.get("do", "")
        if do.startswith("bulk:"):
            return self.bulk(do.removeprefix("bulk:"))
        if do == "save_filter":
            self._save_filter()
        elif do == "delete_filter":
            if delete_filter(page=self.page_key, key=request.POST.get("key", ""), by=request.user):
                messages.success(request, _("Đã bỏ bộ lọc."))
        elif do == "columns":
            kept = request.session.get("columns", {})
            names = set(request.POST.getlist("column"))
            chosen = [column.name for column in self.get_columns() if column.name in names]
            request.session["columns"] = {**kept, self.page_key: chosen}
        return self._back()

    def page_context(self, *, is_piece: bool) -> dict[str, Any]:
        """The context of the page; a piece goes without what stands outside the rows."""
        page = read_page(
            self.filtered,
            self.order[1],
            self.page_size,
            after=self.request.GET.get(AFTER, ""),
            before=self.request.GET.get(BEFORE, ""),
        )
        count = self._count(page)
        user = self.request.user
        context: dict[str, Any] = {
            "page_title": self.title,
            "list": self,
            "is_piece": is_piece,
            "object_list": page.rows,
            "rows": [self._shown_row(row) for row in page.rows],
            "heads": [self._head(column) for column in self.shown_columns],
            "count": count,
            "count_text": self._count_text(count),
            "before_query": self.query(**{BEFORE: page.before}) if page.before else "",
            "after_query": self.query(**{AFTER: page.after}) if page.after else "",
            "first_query": self.query(),
            "export_query": self.query(**{EXPORT: "xlsx"}),
            "filter_query": self._filter_query(),
            "bulk_acts": [act for act in self.get_bulk_acts() if act.allowed_to(user)],
            "empty": self.get_empty(),
        }
        if not is_piece:
            context["saved_filters"] = list(
                SavedFilter.objects.filter(user=user.pk, page=self.page_key)
            )
            shown = {column.name for column in self.shown_columns}
            context["all_columns"] = [(c, c.name in shown) for c in self.get_columns()]
            context["crumbs"] = self.get_crumbs()
            context["main_act"] = self.get_main_act()
            context["acts"] = self.get_acts()
        return self.get_context_data(**context)

    def export(self) -> FileResponse | HttpResponse:
        """The spreadsheet of all rows that pass the filters, in the order shown."""
        count = count_up_to(self.filtered, ROW_LIMIT)
        if count > ROW_LIMIT:
            limit = formats.number(ROW_LIMIT)
            text = _("Danh sách có hơn {limit} dòng. Hãy lọc hẹp hơn rồi xuất lại.")
            messages.error(self.request, text.format(limit=limit))
            return self._back()
        now = timezone.localtime()
        rows = ordered(self.filtered, self.order[1]).iterator(chunk_size=1000)
        file = write_list(self.shown_columns, rows, self._definition(count, now))
        log.record(
            "list.exported", None, by=self.request.user, page=self.page_key,
            query=self._filter_query(), rows=count,
        )  # fmt: skip
        name = f"{slugify(fold(str(self.title)))}-{now:%Y%m%d-%H%M}.xlsx"
        return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)

    def bulk(self, name: str) -> HttpResponse:
        """Show what an act on the selected rows would do, or do it once that was confirmed."""
        user = self.request.user
        act = next((act for act in self.get_bulk_acts() if act.name == name), None)
        if act is None or not act.allowed_to(user):
            raise PermissionDenied
        if not (rows := self._selected()):
            messages.error(self.request, _("Chưa chọn dòng nào."))
            return self._back()
        lines = list(act.preview(rows, user))
        possible = [line.row for line in lines if not line.why_not]
        confirmed = "confirm" in self.request.POST
        form = act.form_class(self.request.POST if confirmed else None) if act.form_class else None
        ready = confirmed and possible and (form is None or form.is_valid())
        if ready and self._did(act, possible, form):
            return self._back()
        return render(self.request, self.bulk_template_name, self._bulk_context(act, form, lines))

    # Parts.

    def _did(self, act: BulkAct, rows: list[Any], form: Any) -> bool:
        """Whether the act was done; where it was refused, its form says why."""
        try:
            said = act.run(rows, self.request.user, form.cleaned_data if form else {})
        except ValidationError as error:
            form.add_error(None, error)
            return False
        messages.success(self.request, said)
        return True

    def _bulk_context(self, act: BulkAct, form: Any, lines: list[BulkLine]) -> dict[str, Any]:
        possible = sum(1 for line in lines if not line.why_not)
        words = ngettext("{act}: {count} dòng", "{act}: {count} dòng", possible)
        return {
            "page_title": words.format(act=act.label, count=formats.number(possible)),
            "crumbs": [Crumb(self.title, f"?{self.query()}"), Crumb(act.label)],
            "act": act,
            "form": form,
            "lines": lines,
            "possible": possible,
            "list": self,
        }

    def _selected(self) -> list[Any]:
        """The selected rows, as far as the user may see them."""
        queryset = self.get_queryset()
        pk = queryset.model._meta.pk
        keys = []
        for text in self.request.POST.getlist("chon")[:SELECTED_LIMIT]:
            with suppress(*UNREADABLE):
                keys.append(stored(pk, text))
        return list(ordered(queryset.filter(pk__in=keys), self.order[1]))

    def _count(self, page: Page) -> int:
        """The number of rows, without a query where the page itself tells."""
        if not page.before and not page.after:
            return len(page.rows)
        return count_up_to(self.filtered)

    def _count_text(self, count: int) -> str:
        if count > COUNT_LIMIT:
            return f"{formats.number(COUNT_LIMIT)}+"
        return formats.number(count)

    def _head(self, column: Column) -> ShownColumn:
        sorted_by, order = self.order
        if not column.sort:
            return ShownColumn(column, "", "")
        if column.name != sorted_by.name:
            return ShownColumn(column, self.query(**{ORDER: column.name}), "")
        turned = column.name if order.is_down else f"-{column.name}"
        shown = "descending" if order.is_down else "ascending"
        return ShownColumn(column, self.query(**{ORDER: turned}), shown)

    def _shown_row(self, row: Model) -> ShownRow:
        cells = [(column, column.cell(row)) for column in self.shown_columns]
        return ShownRow(row, self.row_url(row), str(row), cells)

    def _filter_query(self) -> str:
        """The filters and the order, as they are saved."""
        return self.query()

    def _definition(self, count: int, now: Any) -> list[tuple[str, Any]]:
        column, order = self.order
        direction = _("giảm dần") if order.is_down else _("tăng dần")
        lines: list[tuple[str, Any]] = [(chip.label, chip.value) for chip in self.chips]
        return [
            (_("Danh sách"), str(self.title)),
            (_("Số dòng"), count),
            *(lines or [(_("Bộ lọc"), _("không lọc"))]),
            (_("Sắp xếp"), f"{column.label}, {direction}"),
            (_("Xuất lúc"), now),
            (_("Người xuất"), str(self.request.user)),
        ]

    def _save_filter(self) -> None:
        post = self.request.POST
        refusals = {
            "no_name": _("Chưa lưu được: bộ lọc cần có tên."),
            "too_long": _("Chưa lưu được: tên bộ lọc dài quá 80 chữ hoặc điều kiện quá dài."),
            "too_many": _("Chưa lưu được: mỗi danh sách giữ nhiều nhất 30 bộ lọc, hãy bỏ bớt."),
        }
        try:
            saved = save_filter(
                page=self.page_key,
                name=post.get("name", ""),
                query=self._filter_query(),
                by=self.request.user,
            )
        except SaveRefused as refused:
            messages.error(self.request, refusals[refused.reason])
        else:
            messages.success(self.request, _("Đã lưu bộ lọc “{name}”.").format(name=saved.name))

    def _back(self) -> HttpResponseRedirect:
        """The same list with the same filters."""
        query = self.query()
        return HttpResponseRedirect(f"{self.request.path}?{query}" if query else self.request.path)
