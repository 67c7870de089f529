"""The register of outgoing documents of one year, to be printed and bound, and as a spreadsheet."""

from itertools import groupby

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hdnd_portal.accounts.councils import current_council
from hdnd_portal.accounts.views import StaffView
from hdnd_portal.audit import log
from hdnd_portal.council.models import Council
from hdnd_portal.documents.models import Document
from hdnd_portal.ui.components import Crumb
from hdnd_portal.ui.lists import Column, date_column, number_column, person_column, text_column
from hdnd_portal.ui.lists.export import write_list
from hdnd_portal.ui.lists.page import XLSX


def sequence_words(row: Document) -> str:
    """The sequence that counts the document's number: kind and issuer."""
    return f"{row.register.kind}-{row.register.symbol}" if row.register else ""


def kind_and_summary(row: Document) -> str:
    """The name of the kind and the summary, as one entry of the register."""
    return f"{row.kind_name}: {row.summary}"


def note_words(row: Document) -> str:
    """The note; of a number given up, first that it is void and why."""
    void = _("Số bỏ: {reason}").format(reason=row.void_reason) if row.void_reason else ""
    return ". ".join(filter(None, [void, row.note]))


# Decree 30/2020, Annex IV: at least these ten, in this order.
COLUMNS = (
    text_column("reference", gettext_lazy("Số, ký hiệu")),
    date_column("issued_on", gettext_lazy("Ngày tháng")),
    text_column(
        "summary", gettext_lazy("Tên loại và trích yếu"), kind_and_summary, is_main=True
    ),
    person_column("signer", gettext_lazy("Người ký")),
    text_column("recipients", gettext_lazy("Nơi nhận"), is_phrase=True),
    text_column("kept_by", gettext_lazy("Đơn vị, người nhận bản lưu")),
    number_column("copies", gettext_lazy("Số lượng bản")),
    date_column("sent_on", gettext_lazy("Ngày chuyển")),
    # Signed by hand in the bound book.
    text_column("signed_for", gettext_lazy("Ký nhận"), lambda _row: ""),
    text_column("note", gettext_lazy("Ghi chú"), note_words),
)  # fmt: skip
SEQUENCE = text_column("sequence", gettext_lazy("Sổ"), sequence_words)


class RegisterPage(StaffView):
    """Sổ đăng ký văn bản đi of the council at work, every number of the year, void ones too."""

    permission_required = "documents.view_registers"

    def get(self, request: HttpRequest, year: int) -> HttpResponse | FileResponse:
        """The page, or with `?xuat=xlsx` the spreadsheet."""
        council = current_council(request)
        if council is None:
            raise Http404
        documents = (
            Document.objects.visible_to(self.user)
            .filter(council=council, register__year=year)
            .for_list()
            .in_register_order()
        )
        if request.GET.get("xuat") == "xlsx":
            return self.spreadsheet(council, year, documents)
        rows = list(documents)
        title = _("Sổ đăng ký văn bản đi năm {year}").format(year=year)
        context = {
            "page_title": title,
            "crumbs": [
                Crumb(_("Văn bản"), reverse("documents:list")),
                Crumb(_("Sổ văn bản đi {year}").format(year=year)),
            ],
            "council": council,
            "year": year,
            "other_years": self.other_years(council, year),
            "columns": COLUMNS,
            "sequences": [
                (name, [(row, cells(row)) for row in group])
                for name, group in groupby(rows, key=sequence_words)
            ],
            "count": len(rows),
            "void_count": sum(1 for row in rows if row.state == Document.State.VOID),
            "printed_on": timezone.localdate(),
        }
        return render(request, "documents/register.html", context)

    def other_years(self, council: Council, year: int) -> list[int]:
        """Years that have numbers, the latest first, without the one shown."""
        years = council.register_set.order_by("-year").values_list("year", flat=True).distinct()
        return [one for one in years if one != year]

    def spreadsheet(
        self, council: Council, year: int, documents: QuerySet[Document]
    ) -> FileResponse:
        """The register as a spreadsheet, its sequence before each number."""
        rows = list(documents)
        definition = [
            (_("Sổ"), _("Sổ đăng ký văn bản đi")),
            (_("Cơ quan"), council.name),
            (_("Năm"), year),
            (_("Số dòng"), len(rows)),
            (_("Xuất lúc"), timezone.localtime()),
        ]
        file = write_list((SEQUENCE, *COLUMNS), rows, definition)
        log.record(
            "list.exported",
            None,
            by=self.user,
            page="documents:register",
            query=f"year={year}",
            rows=len(rows),
        )
        name = f"so-van-ban-di-{year}.xlsx"
        return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)


def cells(row: Document) -> list[tuple[Column, object]]:
    """The cells of a row of the register, each with its column."""
    return [(column, column.cell(row)) for column in COLUMNS]
