"""The rows of an import: each with what is wrong, or the opinion it became."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hdnd_portal.ui.components import Crumb
from hdnd_portal.ui.lists import Column, Empty, ListPage, state_column, text_column
from voters.import_labels import row_state_choices
from voters.import_sentences import NOTES, problem_choices, row_sentences
from voters.models import OpinionImportRow
from voters.views.imports import ImportAccess, import_crumbs


def _note_choices() -> list[tuple[str, Any]]:
    return [(str(code), text) for code, text in NOTES.items()]


class RowFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Filters of the rows."""

    state = django_filters.ChoiceFilter(label=gettext_lazy("Kết quả"), choices=row_state_choices)
    problem = django_filters.ChoiceFilter(
        label=gettext_lazy("Vấn đề"), choices=problem_choices, method="filter_code"
    )
    note = django_filters.ChoiceFilter(
        label=gettext_lazy("Lưu ý"), choices=_note_choices, method="filter_code"
    )

    class Meta:
        model = OpinionImportRow
        fields = ("state", "problem", "note")

    def filter_code(self, rows: QuerySet[OpinionImportRow], name: str, value: str) -> Any:
        """Rows of which it is said."""
        return rows.filter(**{f"{name}s__contains": [value]})


class ImportRows(ListPage, ImportAccess):
    """Các dòng của tệp, in their order."""

    default_order = "line"
    filterset_class = RowFilter
    columns = (
        text_column("line", gettext_lazy("Dòng"), lambda row: _line(row), sort="position"),
        text_column(
            "unit",
            gettext_lazy("Xã, phường"),
            lambda row: row.unit or row.cells["commune"],
            sort="unit__name",
        ),
        text_column(
            "text", gettext_lazy("Nội dung"), lambda row: row.text[:300] or "–", is_main=True
        ),
        text_column(
            "why",
            gettext_lazy("Vấn đề, lưu ý"),
            lambda row: " ".join(row_sentences(row.problems, row.notes)),
        ),
        state_column("state", gettext_lazy("Kết quả"), "voters.import_row", sort="state"),
        text_column(
            "said",
            gettext_lazy("Địa bàn như đã ghi"),
            lambda row: row.cells["commune"],
            is_hidden=True,
        ),
        text_column("track", gettext_lazy("Loại"), "get_track_display", is_hidden=True),
        text_column("field", gettext_lazy("Lĩnh vực"), "field", is_hidden=True),
        text_column(
            "opinion",
            gettext_lazy("Ý kiến số"),
            lambda row: row.opinion.number if row.opinion else "",
        ),
    )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Filters and columns, of an import that the person may see."""
        self.check(self.batch)
        return super().post(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[OpinionImportRow]:
        """The rows of the import."""
        self.check(self.batch)
        rows = OpinionImportRow.objects.visible_to(self.user).filter(batch=self.batch)
        return rows.for_list().defer("secret_speaker", "answered_there")

    @property
    def title(self) -> str:  # type: ignore[override]  # of this import
        """The name of the file."""
        return _("Các dòng của {file}").format(file=self.batch)

    def get_columns(self) -> list[Column]:
        """The columns of the list."""
        return list(self.columns)

    def get_crumbs(self) -> list[Crumb]:
        """Below the import."""
        return import_crumbs(
            self.batch.plan, Crumb(str(self.batch), self.here()), Crumb(_("Các dòng"))
        )

    def get_empty(self) -> Empty:
        """What belongs here."""
        return Empty(_("Không có dòng nào"), _("Các dòng hiện ở đây khi tệp được đọc xong."))

    def row_url(self, row: OpinionImportRow) -> str:
        """The opinion it became."""
        if row.opinion_id is None:
            return ""
        return reverse("voters:opinion", kwargs={"opinion": row.opinion_id})


def _line(row: OpinionImportRow) -> str:
    return f"{row.sheet}: {row.line}" if row.sheet else str(row.line)
