"""The board of recommendations: every figure leads to the list of exactly its rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.base import ContextMixin, TemplateResponseMixin

from hdnd_portal.accounts.roles import INSIDE, Role
from hdnd_portal.accounts.views import StaffView
from hdnd_portal.audit import log
from hdnd_portal.ui import formats
from hdnd_portal.ui.choices import Label
from hdnd_portal.ui.components import Crumb, Tab
from hdnd_portal.ui.lists import Column, number_column, text_column
from hdnd_portal.ui.lists.export import write_list
from hdnd_portal.ui.lists.filters import Chip, chips
from hdnd_portal.ui.lists.page import XLSX
from hdnd_portal.ui.text import fold
from voters.board import Board, By, Line, board_of
from voters.models import VoterRecommendation
from voters.result_labels import RESULTS, Outcome
from voters.result_rows import counted
from voters.results import Result
from voters.sorting import Competence
from voters.sorting_labels import COMPETENCES
from voters.trend_chart import chart
from voters.views.recommendation_list import BoardFilter
from voters.views.sorting import list_crumbs

BY, EXPORT = "theo", "xuat"
PERIOD = frozenset({"session", "half_year", "term", "opened_min", "opened_max"})
# Boards that compare times; each line says how this share moved since the one before.
MOVED = {By.SESSION: "settled_share", By.HALF_YEAR: "prompt_share"}
# The filter of the list that a line of each board stands for.
LIST_FILTERS = {
    By.FIELD: "field", By.AGENCY: "lead", By.UNIT: "unit", By.SESSION: "session",
    By.HALF_YEAR: "half_year",
}  # fmt: skip
TABS: dict[By, Label] = {
    By.FIELD: gettext_lazy("Theo lĩnh vực"),
    By.AGENCY: gettext_lazy("Theo cơ quan"),
    By.UNIT: gettext_lazy("Theo địa bàn"),
    By.SESSION: gettext_lazy("Qua các kỳ họp"),
    By.HALF_YEAR: gettext_lazy("Xu hướng"),
}
HEADS: dict[By, Label] = {
    By.FIELD: gettext_lazy("Lĩnh vực"),
    By.AGENCY: gettext_lazy("Cơ quan chủ trì"),
    By.UNIT: gettext_lazy("Xã, phường"),
    By.SESSION: gettext_lazy("Kỳ họp"),
    By.HALF_YEAR: gettext_lazy("Kỳ họp thường lệ"),
}
# Figures of the table: name in the line, its head, and what the list is filtered by.
FIGURES: tuple[tuple[str, Label, dict[str, str]], ...] = (
    ("total", gettext_lazy("Tổng số"), {}),
    *((one.value, COMPETENCES[one], {"competence": one.value}) for one in Competence),
    ("repeated", gettext_lazy("Kiến nghị lại"), {"repeated": "true"}),
    *((one.value, RESULTS[one], {"outcome": one.value}) for one in Result),
    ("verified", gettext_lazy("Trong đó đã xác minh"), {"outcome": Outcome.VERIFIED.value}),
    ("overdue", gettext_lazy("Quá hạn"), {"outcome": Outcome.OVERDUE.value}),
    ("prompt", gettext_lazy("Trả lời đúng hạn"), {"outcome": Outcome.PROMPT.value}),
    ("due", gettext_lazy("Đã đến hạn trả lời"), {"outcome": Outcome.DUE.value}),
    ("answered", gettext_lazy("Đã trả lời (n)"), {"outcome": Outcome.ANSWERED.value}),
    ("sent", gettext_lazy("Đã chuyển cơ quan"), {"outcome": Outcome.SENT.value}),
    ("open", gettext_lazy("Còn theo dõi"), {"outcome": Outcome.OPEN.value}),
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure, and the address of the list of its rows; empty where there is none."""

    name: str
    label: Label
    value: int
    url: str


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line as it is shown."""

    line: Line
    figures: dict[str, Figure]
    change: str = ""  # of a share since the line before, in percentage points


class BoardPage(ContextMixin, TemplateResponseMixin, StaffView):
    """Bảng theo dõi kiến nghị cử tri, as a page and as a spreadsheet."""

    permission_required = "voters.view_recommendations"
    template_name = "voters/board.html"

    @cached_property
    def rows(self) -> QuerySet[VoterRecommendation]:
        """What the user may see of the councils in which all that is sorted may be seen."""
        councils = list(self.user.councils(*INSIDE, Role.FRONT))
        if not councils:
            raise Http404
        seen = VoterRecommendation.objects.visible_to(self.user)
        return seen.filter(council__in=councils)

    @cached_property
    def filterset(self) -> BoardFilter:
        """The filters bound to the address."""
        return BoardFilter(self.request.GET, queryset=self.rows, request=self.request)

    @cached_property
    def by(self) -> By:
        """What the lines are; a foreign word gives fields."""
        wanted = self.request.GET.get(BY, "")
        return By(wanted) if wanted in set(By) else By.FIELD

    @cached_property
    def board(self) -> Board:
        """The figures of today."""
        chosen = self.filterset.qs if self.filterset.is_valid() else self.rows.none()
        return board_of(chosen, self.by, on=timezone.localdate())

    @cached_property
    def chips(self) -> list[Chip]:
        """The filters in force."""
        return chips(self.filterset.form, self.request.GET)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse | FileResponse:
        """The table, or the spreadsheet of it."""
        if request.GET.get(EXPORT) == "xlsx":
            return self.export()
        if not set(request.GET) & PERIOD and self.by not in MOVED:
            latest = counted(self.rows).order_by("-session__opening_on").first()
            # Said in the address, so that nothing is left out unseen.
            session = str(latest.session_id) if latest is not None else ""
            return redirect(f"{request.path}?{self.query(session=session)}")
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Lines with their links."""
        board, title = self.board, _("Bảng theo dõi kiến nghị cử tri")
        return super().get_context_data(
            page_title=title,
            crumbs=[*list_crumbs(), Crumb(title)],
            filterset=self.filterset,
            chips=self.chips,
            by=self.by.value,
            head=HEADS[self.by],
            tabs=[Tab(label, f"?{self._tab(one)}", one is self.by) for one, label in TABS.items()],
            lines=self._shown(),
            chart=chart(board.lines) if self.by is By.HALF_YEAR else None,
            total=ShownLine(board.total, self._figures(None)),
            export_query=self.query(**{EXPORT: "xlsx"}),
            today=timezone.localdate(),
            **kwargs,
        )

    def query(self, **changes: str) -> str:
        """The query string of this board with changes."""
        query = self.request.GET.copy()
        query.pop(EXPORT, None)
        for name, value in changes.items():
            query[name] = value
        return query.urlencode()

    def _tab(self, by: By) -> str:
        """The query string of another board."""
        return self.query(**{BY: by.value}, **({"session": ""} if by in MOVED else {}))

    def _shown(self) -> list[ShownLine]:
        """The lines with their links; of times, each with what changed since the one before."""
        shown, before = [], None
        for line in self.board.lines:
            now, change = getattr(line, MOVED[self.by]) if self.by in MOVED else None, ""
            if before is not None and now is not None:
                moved = now - before
                sign = "+" if moved > 0 else "–" if moved < 0 else ""
                change = f"{sign}{formats.number(abs(moved)) or 0}"
            shown.append(ShownLine(line, self._figures(line), change))
            before = now if now is not None else before
        return shown

    def _figures(self, line: Line | None) -> dict[str, Figure]:
        """The figures of a line; of the last one, for all together."""
        shown = self.board.total if line is None else line
        found = {}
        for name, label, chosen in FIGURES:
            value = getattr(shown, name)
            url = self._list_url(line, chosen) if value else ""
            found[name] = Figure(name, label, value, url)
        return found

    def _list_url(self, line: Line | None, chosen: dict[str, str]) -> str:
        """The list with the filters of the board, the line and the figure."""
        query = {
            name: value
            for name, value in self.request.GET.items()
            if name not in (BY, EXPORT) and value
        }
        if line is not None:
            key = "null" if line.key is None else str(line.key)
            query[LIST_FILTERS[self.by]] = key
        query = {**query, "outcome": Outcome.COUNTED.value, **chosen}
        return f"{reverse('voters:recommendations')}?{urlencode(query)}"

    def export(self) -> FileResponse:
        """The table as a spreadsheet, with its last line, and what was chosen on a second sheet."""
        now, board = timezone.localtime(), self.board
        columns: Sequence[Column] = (
            text_column("label", HEADS[self.by], is_main=True),
            *(number_column(name, label) for name, label, _chosen in FIGURES),
            number_column("settled_share", _("Tỷ lệ giải quyết xong (%)")),
            number_column("prompt_share", _("Tỷ lệ đúng hạn (%)")),
            number_column("median", _("Trung vị số ngày trả lời")),
        )
        file = write_list(columns, self._exported(), self._definition(now))
        log.record(
            "list.exported",
            None,
            by=self.user,
            page="voters:board",
            query=self.query(),
            rows=len(board.lines),
        )
        title = _("Bảng theo dõi kiến nghị cử tri")
        name = f"{slugify(fold(title))}-{now:%Y%m%d-%H%M}.xlsx"
        return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)

    def _exported(self) -> Iterable[Any]:
        yield from self.board.lines
        yield replace(self.board.total, label=_("Tổng số"))

    def _definition(self, now: Any) -> list[tuple[str, Any]]:
        chosen: list[tuple[str, Any]] = [(chip.label, chip.value) for chip in self.chips]
        return [
            (_("Bảng"), f"{_('Bảng theo dõi kiến nghị cử tri')} – {TABS[self.by]}"),
            *(chosen or [(_("Bộ lọc"), _("không lọc"))]),
            (_("Tính đến ngày"), formats.date_text(timezone.localdate())),
            (_("Xuất lúc"), now),
            (_("Người xuất"), str(self.user)),
        ]
