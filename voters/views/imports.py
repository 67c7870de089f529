"""Opinions from a file: taken in, looked at, recorded, dropped, undone."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db.models import Count, F, Func
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic.base import ContextMixin, TemplateResponseMixin

from hdnd_portal.accounts.views import StaffView
from hdnd_portal.audit import log
from hdnd_portal.council.models import AdministrativeUnit
from hdnd_portal.documents.kinds import FileRefused
from hdnd_portal.documents.labels import refusal_sentence
from hdnd_portal.ui.components import Crumb
from hdnd_portal.ui.history import history
from hdnd_portal.ui.lists.page import XLSX
from voters.forms.imports import ImportForm, PlacesForm, RecordForm
from voters.forms.plans import ReasonForm
from voters.import_places import Places
from voters.import_sentences import NOTES, PROBLEMS, failure_sentence
from voters.import_template import template_workbook
from voters.importing import ImportState, RowState
from voters.models import ContactPlan, OpinionImport
from voters.refusals import ContactRefused
from voters.sentences import contact_sentence
from voters.services import importing
from voters.views.base import PlanForms, PlanView
from voters.workflow import PlanState


class BeginImport(PlanForms):
    """Nhập ý kiến từ tệp: a file or a pasted table, and what came before."""

    permission_required = "voters.import_opinions"
    template_name = "voters/import_form.html"
    form_class = ImportForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, and the imports of the plan."""
        title = _("Nhập ý kiến từ tệp")
        rows = OpinionImport.objects.visible_to(self.user).filter(plan=self.plan)
        recorded = Count("rows__opinion")
        return super().get_context_data(
            page_title=title,
            crumbs=self.crumbs(Crumb(title)),
            back=self.here(),
            is_issued=self.plan.state == PlanState.ISSUED,
            batches=rows.select_related("created_by").annotate(recorded=recorded),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take it in and go to its page, or show the form again."""
        self.check(self.plan)
        form = self.get_form()
        if not form.is_valid():
            return self.form_invalid(form)
        file = form.cleaned_data["file"]
        try:
            made = importing.begin_import(
                self.plan,
                data=file or None,
                name=file.name if file else "",
                pasted=form.cleaned_data["pasted"],
                track_default=form.cleaned_data["track_default"],
                by=self.user,
            )
        except FileRefused as refused:
            form.add_error("file", refusal_sentence(refused))
            return self.form_invalid(form)
        except ContactRefused as refused:
            form.add_error(None, _refusal(refused))
            return self.form_invalid(form)
        return redirect(reverse("voters:opinion_import", kwargs={"batch": made.pk}))


def _refusal(refused: ContactRefused) -> str:
    """The sentence; a file that came before leads to the first time."""
    sentence = contact_sentence(refused)
    if refused.code != "import_again":
        return sentence
    url = reverse("voters:opinion_import", kwargs={"batch": refused.details["first"]})
    return format_html('{} <a href="{}">{}</a>', sentence, url, _("Mở lần nhập đó"))


class ImportTemplate(PlanView):
    """Tệp mẫu."""

    permission_required = "voters.import_opinions"
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The workbook."""
        self.check(self.plan)
        answer = HttpResponse(template_workbook(), content_type=XLSX)
        answer["Content-Disposition"] = 'attachment; filename="mau-y-kien-cu-tri.xlsx"'
        return answer


class ImportAccess(StaffView):
    """What the pages of one import share."""

    permission_required = "voters.import_opinions"

    @cached_property
    def batch(self) -> OpinionImport:
        """The import of the address."""
        rows = OpinionImport.objects.visible_to(self.user).select_related(
            "plan__session", "plan__council__unit", "created_by", "undone_by", "job"
        )
        return get_object_or_404(rows, pk=self.kwargs["batch"])

    def here(self) -> str:
        """The page of the import."""
        return reverse("voters:opinion_import", kwargs={"batch": self.batch.pk})

    def crumbs(self, *more: Crumb) -> list[Crumb]:
        """The way here."""
        return import_crumbs(self.batch.plan, Crumb(str(self.batch), self.here() if more else ""))

    def questions(self) -> list[dict[str, Any]]:
        """Names that lead to several communes, with the communes to choose from."""
        keys = [key for one in self.batch.places for key in one["units"]]
        if not keys:
            return []
        units = AdministrativeUnit.objects.in_bulk(keys)
        met = Places(self.batch.plan).meetings
        return [
            {**one, "choices": [(key, _choice(units[key], key in met)) for key in one["units"]]}
            for one in self.batch.places
        ]


def import_crumbs(plan: ContactPlan, *more: Crumb) -> list[Crumb]:
    """The way to the imports of a plan."""
    return [
        Crumb(_("Tiếp xúc cử tri"), reverse("voters:plans")),
        Crumb(str(plan), reverse("voters:plan", kwargs={"plan": plan.pk})),
        Crumb(_("Nhập ý kiến từ tệp"), reverse("voters:import_opinions", kwargs={"plan": plan.pk})),
        *more,
    ]


def _choice(unit: AdministrativeUnit, is_met: bool) -> str:
    if is_met:
        return str(unit)
    return _("{unit} (không có cuộc tiếp xúc trong kế hoạch)").format(unit=unit)


class ImportPage(TemplateResponseMixin, ContextMixin, ImportAccess):
    """Một lần nhập: what was read, what is wrong, what can be done now."""

    template_name = "voters/import_detail.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show it."""
        self.check(self.batch)
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Counts, questions, forms."""
        batch = self.batch
        state = ImportState(batch.state)
        by_state = dict(batch.rows.order_by().values_list("state").annotate(n=Count("pk")))
        questions = self.questions() if state == ImportState.READ else []
        job = batch.job if batch.job and batch.job.owner_id == self.user.pk else None
        recorded = batch.rows.filter(opinion__isnull=False).count()
        return super().get_context_data(
            batch=batch,
            page_title=str(batch),
            crumbs=self.crumbs(),
            total=sum(by_state.values()),
            ready=by_state.get(RowState.READY, 0),
            wrong=by_state.get(RowState.PROBLEM, 0),
            known=by_state.get(RowState.KNOWN, 0),
            recorded=recorded,
            problems=_counted(batch, "problems", PROBLEMS),
            notes=_counted(batch, "notes", NOTES),
            failure=failure_sentence(batch.failure) if batch.failure else "",
            job=job,
            stopped=state in {ImportState.READING, ImportState.RECORDING} and not batch.is_at_work,
            may_record=state == ImportState.READ,
            may_drop=state in {ImportState.READ, ImportState.READING},
            may_undo=state in {ImportState.RECORDED, ImportState.RECORDING},
            history=history(log.entries_for(batch)),
            **{
                "places_form": PlacesForm(questions=questions) if questions else None,
                "record_form": RecordForm(),
                "undo_form": ReasonForm(prefix="huy"),
                **kwargs,
            },
        )


def _counted(batch: OpinionImport, field: str, words: Any) -> list[tuple[str, str, int]]:
    """How many rows have each of the codes: code, sentence, count; the most frequent first."""
    code = Func(F(field), function="unnest")
    rows = batch.rows.order_by().annotate(code=code).values_list("code").annotate(n=Count("pk"))
    return sorted(((c, str(words[c]), n) for c, n in rows), key=lambda one: -one[2])


class ImportAct(ImportPage):
    """An act on an import: the service does it, the page says what came of it."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Do it and go back to the import."""
        self.check(self.batch)
        try:
            messages.success(request, self.act())
        except ContactRefused as refused:
            messages.error(request, contact_sentence(refused))
        return redirect(self.here())

    def act(self) -> str:
        """The one service call; returns what is said then."""
        raise TypeError(f"{type(self).__name__} does nothing")


class ChoosePlaces(ImportAct):
    """Chọn đơn vị cho các tên chỉ nhiều nơi."""

    def act(self) -> str:
        """Place the rows again."""
        form = PlacesForm(self.request.POST, questions=self.questions())
        chosen = form.chosen() if form.is_valid() else {}
        if not chosen:
            raise ContactRefused("no_place_chosen")
        importing.choose_places(self.batch, chosen, by=self.user)
        text = ngettext("Đã chọn đơn vị cho {n} tên.", "Đã chọn đơn vị cho {n} tên.", len(chosen))
        return text.format(n=len(chosen))


class RecordImport(ImportAct):
    """Ghi các dòng vào các cuộc tiếp xúc."""

    def act(self) -> str:
        """Have it done in the background."""
        form = RecordForm(self.request.POST)
        form.is_valid()
        importing.start_recording(self.batch, by=self.user, **form.cleaned_data)
        return _("Đang ghi. Có thể rời trang này; việc vẫn chạy.")


class DropImport(ImportAct):
    """Bỏ lần nhập chưa ghi."""

    def act(self) -> str:
        """Drop it."""
        importing.drop_import(self.batch, by=self.user)
        return _("Đã bỏ lần nhập. Chưa có ý kiến nào được ghi từ tệp này.")


class UndoImport(ImportAct):
    """Hủy toàn bộ một lần nhập đã ghi."""

    def act(self) -> str:
        """Strike out what it recorded."""
        form = ReasonForm(self.request.POST, prefix="huy")
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        importing.undo_import(self.batch, reason=reason, by=self.user)
        return _("Đã hủy toàn bộ lần nhập; các ý kiến giữ số và được ghi là đã bỏ.")
