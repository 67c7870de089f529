"""Many answers at once: a table taken away, brought back, looked at, then sent."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Max, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic.base import ContextMixin, TemplateResponseMixin

from hdnd_portal.accounts.views import StaffView
from hdnd_portal.audit import log
from hdnd_portal.commitments.forms import AnswerSheetForm, SettleForm
from hdnd_portal.commitments.labels import claim_label
from hdnd_portal.commitments.models import AnswerSheet, Commitment
from hdnd_portal.commitments.models.commitment import BODY_DESK
from hdnd_portal.commitments.sentences import FAULTS, NOTES, WRONGS, Refusal, commitment_sentence
from hdnd_portal.commitments.services import sheets
from hdnd_portal.commitments.sheet_book import answer_book
from hdnd_portal.commitments.sheet_rows import MOST_ROWS
from hdnd_portal.commitments.views.lists import CommitmentFilter
from hdnd_portal.commitments.workflow import SheetState
from hdnd_portal.ui.components import Crumb
from hdnd_portal.ui.lists.page import XLSX

PAGE = 50


class AnswerBook(StaffView):
    """Tải bảng để trả lời: what is awaited of the user's agencies, filtered as the list is."""

    permission_required = "commitments.answer_by_table"
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The workbook, or back to the list with the reason."""
        owed = Commitment.objects.by_table(self.user).awaited()
        found = CommitmentFilter(request.GET, queryset=owed, request=request)
        rows = list((found.qs if found.is_valid() else owed).for_list()[: MOST_ROWS + 1])
        if not rows or len(rows) > MOST_ROWS:
            text = (
                _("Có hơn {most} kiến nghị. Hãy lọc hẹp hơn rồi tải lại.")
                if rows
                else _("Không có kiến nghị nào đang chờ trả lời trong danh sách này.")
            )
            messages.error(request, text.format(most=MOST_ROWS))
            query = request.GET.urlencode()
            return redirect(f"{reverse('commitments:list')}{'?' if query else ''}{query}")
        answer = HttpResponse(answer_book(self._marked(rows)), content_type=XLSX)
        day = timezone.localdate()
        answer["Content-Disposition"] = (
            f'attachment; filename="tra-loi-kien-nghi-{day:%Y%m%d}.xlsx"'
        )
        log.record(
            "list.exported",
            None,
            by=self.user,
            page="commitments:answer_sheet",
            query=request.GET.urlencode(),
            rows=len(rows),
        )
        return answer

    def _marked(self, rows: list[Commitment]) -> list[tuple[Commitment, bool, int]]:
        """Each with whether the user's agency leads it, and the last reply that it has sent."""
        agencies, bodies = self.user.agencies(), self.user.bodies(*BODY_DESK)
        own = Q(replies__agency__in=agencies) | Q(replies__body__in=bodies)
        sent = Commitment.objects.filter(own, pk__in=[row.pk for row in rows])
        last = dict(sent.order_by().values_list("pk").annotate(Max("replies__number")))
        return [
            (row, row.lead_id in agencies or row.lead_body_id in bodies, last.get(row.pk) or 0)
            for row in rows
        ]


def sheet_crumbs(*more: Crumb) -> list[Crumb]:
    """The way to the tables of answers."""
    return [
        Crumb(_("Kiến nghị & cam kết"), reverse("commitments:list")),
        Crumb(_("Trả lời bằng bảng"), reverse("commitments:begin_answers") if more else ""),
        *more,
    ]


class BeginAnswers(TemplateResponseMixin, ContextMixin, StaffView):
    """Nộp bảng đã trả lời, and the tables brought before."""

    permission_required = "commitments.answer_by_table"
    template_name = "commitments/answer_sheet_form.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The form."""
        return self.show(AnswerSheetForm())

    def show(self, form: AnswerSheetForm, status: int = 200) -> HttpResponse:
        """The form and what came before."""
        context = self.get_context_data(
            page_title=_("Trả lời nhiều kiến nghị bằng bảng"),
            crumbs=sheet_crumbs(),
            form=form,
            sheets=list(AnswerSheet.objects.visible_to(self.user).defer("rows")[:20]),
        )
        return self.render_to_response(context, status=status)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Read the file and go to its page, or say why not."""
        form = AnswerSheetForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.show(form, status=422)
        file = form.cleaned_data["file"]
        try:
            made = sheets.begin_sheet(data=file, name=file.name, by=self.user)
        except Refusal as refusal:
            form.add_error("file", commitment_sentence(refusal))
            return self.show(form, status=422)
        return redirect(reverse("commitments:answers", kwargs={"sheet": made.pk}))


class AnswersPage(TemplateResponseMixin, ContextMixin, StaffView):
    """Một bảng trả lời: each row with its sentence, what is sent and what is not."""

    permission_required = "commitments.answer_by_table"
    template_name = "commitments/answer_sheet_detail.html"

    @cached_property
    def sheet(self) -> AnswerSheet:
        """The table of the address."""
        return get_object_or_404(AnswerSheet.objects.visible_to(self.user), pk=self.kwargs["sheet"])

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show it."""
        self.check(self.sheet)
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Rows with problems first, then the others."""
        judged = sheets.judge(self.sheet.read_rows(), user=self.user, on=timezone.localdate())
        is_read = self.sheet.state == SheetState.READ
        taken = self.sheet.taken
        lines = [_line(one, at, taken=taken, is_read=is_read) for at, one in enumerate(judged)]
        wrong = sum(bool(line["sentences"]) for line in lines)
        lines.sort(key=lambda line: not line["sentences"])
        page = Paginator(lines, PAGE).get_page(self.request.GET.get("trang"))
        return super().get_context_data(
            page_title=str(self.sheet),
            crumbs=sheet_crumbs(Crumb(str(self.sheet))),
            sheet=self.sheet,
            page=page,
            total=len(lines),
            wrong=wrong,
            ready=len(lines) - wrong,
            drafted=sum(one.is_ready(as_drafts=True) for one in judged) if is_read else 0,
            is_read=is_read,
            taken=len(taken),
            settle_form=SettleForm(),
            **kwargs,
        )


def _line(one: sheets.Judged, at: int, *, taken: dict[int, Any], is_read: bool) -> dict[str, Any]:
    """A row as it is shown: once the table is settled, what was taken has nothing wrong with it."""
    row, about = one.row, one.commitment
    is_judged = is_read or at not in taken
    sentences = [str(WRONGS[code]) for code in one.wrong] if is_judged else []
    if is_judged:
        sentences += [str(FAULTS[fault]) for fault in one.faults]
    return {
        "row": row,
        "about": about,
        "claimed": claim_label(row.claimed, about.kind) if about else "",
        "said": row.said() if row.claimed else {},
        "sentences": list(dict.fromkeys(sentences)),
        "notes": [str(NOTES[note]) for note in one.notes] if is_read else [],
        "is_taken": at in taken,
    }


class SettleAnswers(AnswersPage):
    """Gửi trả lời, or keep them as drafts."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Take all rows at once, or say why none was taken."""
        self.check(self.sheet)
        form = SettleForm(request.POST)
        as_drafts = "drafts" in request.POST
        try:
            leave_out = form.is_valid() and form.cleaned_data["leave_out"]
            _sheet, count = sheets.settle_sheet(
                self.sheet, as_drafts=as_drafts, leave_out=leave_out, by=self.user
            )
        except Refusal as refusal:
            messages.error(request, commitment_sentence(refusal))
        else:
            text = (
                ngettext("Đã lưu {n} bản nháp.", "Đã lưu {n} bản nháp.", count)
                if as_drafts
                else ngettext("Đã gửi {n} trả lời.", "Đã gửi {n} trả lời.", count)
            )
            messages.success(request, text.format(n=count))
        return redirect(reverse("commitments:answers", kwargs={"sheet": self.sheet.pk}))


class DropAnswers(AnswersPage):
    """Bỏ bảng chưa gửi."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Drop it."""
        self.check(self.sheet)
        try:
            sheets.drop_sheet(self.sheet, by=self.user)
        except Refusal as refusal:
            messages.error(request, commitment_sentence(refusal))
            return redirect(reverse("commitments:answers", kwargs={"sheet": self.sheet.pk}))
        messages.success(request, _("Đã bỏ bảng. Chưa có trả lời nào được gửi từ bảng này."))
        return redirect(reverse("commitments:begin_answers"))
