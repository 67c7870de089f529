"""The list of outgoing documents."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hdnd_portal.accounts.councils import current_council
from hdnd_portal.accounts.views import StaffView
from hdnd_portal.documents.document_kinds import KINDS
from hdnd_portal.documents.models import Document
from hdnd_portal.documents.models.registers import document_state_choices
from hdnd_portal.ui.choices import Choices
from hdnd_portal.ui.components import MenuItem
from hdnd_portal.ui.lists import (
    Column,
    Empty,
    ListPage,
    YearFilter,
    date_column,
    person_column,
    state_column,
    text_column,
)
from hdnd_portal.ui.text import fold, tidy

RECIPIENTS_SHOWN = 90  # characters; the record and the spreadsheet have all


def kind_choices() -> Choices:
    """The kinds of document by name, as the register writes them."""
    return [(kind.code, kind.name) for kind in KINDS.values()]


class DocumentFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Filters of the list of documents."""

    q = django_filters.CharFilter(label=gettext_lazy("Số, trích yếu, nơi nhận"), method="by_text")
    kind = django_filters.ChoiceFilter(label=gettext_lazy("Loại văn bản"), choices=kind_choices)
    year = YearFilter("issued_on")
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("Trạng thái"), choices=document_state_choices
    )

    class Meta:
        model = Document
        fields = ("q", "kind", "year", "state")

    def by_text(self, rows: QuerySet[Document], name: str, value: str) -> QuerySet[Document]:
        """Part of the number, the summary or the recipients, without regard to diacritics."""
        return rows.filter(folded__contains=fold(value))


def reference_words(row: Document) -> str:
    """The number and code, or that there is none yet."""
    return row.reference or _("chưa có số")


def recipients_of(row: Document) -> str:
    """The recipients in one line."""
    return tidy(row.recipients)


def recipients_shown(row: Document) -> str:
    """The first recipients, as many as a row has room for."""
    return Truncator(recipients_of(row)).chars(RECIPIENTS_SHOWN)


class DocumentList(ListPage, StaffView):
    """Văn bản đi of the council at work: by day, the latest first, drafts last."""

    permission_required = "documents.view_registers"
    title = gettext_lazy("Văn bản")
    default_order = "-issued_on"
    filterset_class = DocumentFilter
    columns = (
        text_column(
            "reference", gettext_lazy("Số, ký hiệu"), reference_words, sort="reference",
            is_main=True,
        ),
        date_column("issued_on", gettext_lazy("Ngày ban hành"), sort="issued_on"),
        text_column("kind", gettext_lazy("Loại"), "kind_name", sort="kind"),
        text_column("summary", gettext_lazy("Trích yếu")),
        person_column("signer", gettext_lazy("Người ký"), sort="signer__sort_key"),
        Column("recipients", gettext_lazy("Nơi nhận"), recipients_shown, recipients_of),
        state_column("state", gettext_lazy("Trạng thái"), "documents.document", sort="state"),
        text_column("kept_by", gettext_lazy("Bản lưu"), is_hidden=True),
        date_column("sent_on", gettext_lazy("Ngày chuyển"), is_hidden=True),
    )  # fmt: skip

    def get_queryset(self) -> QuerySet[Document]:
        """Documents of the council at work."""
        council = current_council(self.request)
        return Document.objects.visible_to(self.user).filter(council=council).for_list()

    def get_empty(self) -> Empty:
        """Where documents come from."""
        return Empty(
            _("Chưa có văn bản nào"),
            _("Văn bản được ghi vào đây khi được cấp số, chẳng hạn giấy mời họp khi phát hành."),
        )

    def get_main_act(self) -> MenuItem:
        """The register of this year."""
        year = timezone.localdate().year
        return MenuItem(
            _("Sổ văn bản đi {year}").format(year=year),
            reverse("documents:register", kwargs={"year": year}),
            icon="book-2",
        )

    def get_acts(self) -> list[MenuItem]:
        """The sentences of papers, for those who word them."""
        if not self.user.has_perm("documents.edit_wordings"):
            return []
        return [MenuItem(_("Mẫu câu"), reverse("documents:wordings"), icon="blockquote")]

    def row_url(self, row: Any) -> str:
        """The document's page."""
        return reverse("documents:document", kwargs={"document": row.pk})
