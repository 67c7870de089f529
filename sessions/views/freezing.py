"""Pages of the freeze: what is missing, the manifest, the numbered supplements."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hdnd_portal.reports.jobs import enqueue
from sessions import manifest_sheet
from sessions.dossier_sentences import Refusal, dossier_sentence
from sessions.forms.dossiers import FreezeForm, SupplementForm
from sessions.models import DossierFreeze
from sessions.room_marks import in_room
from sessions.services import bundling, freezing, printing
from sessions.views.base import SessionView
from sessions.views.made_files import made_table


class FreezeDossiers(SessionView):
    """Chốt hồ sơ: a second look at what is there and what is missing."""

    permission_required = "council_sessions.freeze_dossiers"
    template_name = "sessions/dossier_freeze_form.html"
    tab = "dossiers"
    page_name = gettext_lazy("Chốt hồ sơ")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the manifest would hold, and what it would lack."""
        kwargs.setdefault("form", FreezeForm())
        return super().get_context_data(
            outlook=freezing.outlook(self.session),
            freeze=DossierFreeze.objects.filter(session=self.session).first(),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Freeze, or say what is missing."""
        self.check(self.session)
        form = FreezeForm(request.POST)
        form.full_clean()
        try:
            freeze = freezing.freeze_dossiers(
                self.session, by=self.user, accepts_missing=form.cleaned_data["accepts_missing"]
            )
        except Refusal as refusal:
            form.add_error(None, dossier_sentence(refusal))
            return self.render_to_response(self.get_context_data(form=form))
        count = freeze.files.count()
        self.say(
            ngettext(
                "Đã chốt hồ sơ kỳ họp với {count} tài liệu và báo cho đại biểu.",
                "Đã chốt hồ sơ kỳ họp với {count} tài liệu và báo cho đại biểu.",
                count,
            ).format(count=count)
        )
        return redirect(reverse("sessions:manifest", kwargs={"session": self.session.pk}))


class FrozenView(SessionView):
    """A page of frozen dossiers: 404 before the freeze."""

    tab = "dossiers"

    @cached_property
    def freeze(self) -> DossierFreeze:
        """The freeze of the session."""
        freeze = (
            DossierFreeze.objects.filter(session=self.session).select_related("frozen_by").first()
        )
        if freeze is None:
            raise Http404
        return freeze


class Manifest(FrozenView):
    """Danh mục tài liệu: every file with SHA-256, version and pages, and the supplements (A7)."""

    permission_required = "council_sessions.view_manifest"
    template_name = "sessions/dossier_manifest.html"
    page_name = gettext_lazy("Danh mục tài liệu")

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, or the same rows as XLSX with `?dang=xlsx`."""
        self.check(self.session)
        if self.request.GET.get("dang") != "xlsx":
            return super().get(*args, **kwargs)
        content = manifest_sheet.as_xlsx(self.freeze)
        return made_table(content, name=f"danh-muc-tai-lieu-{self.session.pk}")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Lines of the freeze and of each supplement, and whether the hash still holds."""
        lines = list(
            self.freeze.files.select_related(
                "version", "supplement", "replaces", "item"
            ).prefetch_related("replaced_by")
        )
        supplements = list(self.freeze.supplements.select_related("made_by"))
        return super().get_context_data(
            freeze=self.freeze,
            lines=[line for line in lines if line.supplement_id is None],
            supplements=[
                (made, [line for line in lines if line.supplement_id == made.pk])
                for made in supplements
            ],
            room=in_room(lines),
            pages=sum(line.pages or 0 for line in lines),
            holds=freezing.manifest_hash(self.freeze) == self.freeze.manifest_sha256,
            may_supplement=self.user.has_perm("council_sessions.freeze_dossiers", self.session),
            late_parts=freezing.parts_to_add(self.session),
            **kwargs,
        )


class SupplementDossiers(FrozenView):
    """Bổ sung sau chốt."""

    permission_required = "council_sessions.freeze_dossiers"
    template_name = "sessions/dossier_supplement_form.html"
    page_name = gettext_lazy("Bổ sung tài liệu")

    def form(self, *data: Any) -> SupplementForm:
        """The form, with the parts received since the freeze."""
        late = [part.pk for part in freezing.parts_to_add(self.session)]
        return SupplementForm(*data, session=self.session, late=late)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form with the next number."""
        kwargs.setdefault("form", self.form())
        return super().get_context_data(
            freeze=self.freeze, number=self.freeze.supplements.count() + 1, **kwargs
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Make the supplement, or show the form again."""
        self.check(self.session)
        form = self.form(request.POST, request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        data = form.cleaned_data
        try:
            made = freezing.supplement(
                self.session,
                [
                    freezing.Addition(
                        part=freezing.part_of(data["replaces"])
                        if data["replaces"]
                        else data["part"],
                        data=upload,
                        name=upload.name,
                        replaces=data["replaces"],
                    )
                    for upload in data["files"]
                ],
                parts=list(data["parts"]),
                reason=data["reason"],
                by=self.user,
            )
        except Refusal as refusal:
            form.add_error(None, dossier_sentence(refusal))
            return self.render_to_response(self.get_context_data(form=form))
        messages.success(
            request,
            _("Đã bổ sung tài liệu số {number} và báo cho đại biểu.").format(
                number=f"{made.number:02d}"
            ),
        )
        return redirect(reverse("sessions:manifest", kwargs={"session": self.session.pk}))


class BundlePapers(FrozenView):
    """Tải tất cả: the papers as one ZIP or one PDF, made by a job whose page shows the result."""

    permission_required = "council_sessions.view_manifest"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Ask for the bundle."""
        self.check(self.session)
        if kwargs["kind"] not in bundling.KINDS or self.freeze is None:
            raise Http404
        job = enqueue(
            bundling.JOB_KIND,
            by=self.user,
            council=self.session.council,
            session=self.session.pk,
            form=kwargs["kind"],
        )
        return redirect(reverse("reports:job", kwargs={"job": job.pk}))


class PrintManifest(FrozenView):
    """In danh mục: the frozen list as a paper, made by a job whose page shows the result."""

    permission_required = "council_sessions.view_manifest"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Ask for the paper."""
        self.check(self.session)
        if kwargs["form"] not in printing.FORMS or self.freeze is None:
            raise Http404
        job = enqueue(
            printing.JOB_KIND,
            by=self.user,
            council=self.session.council,
            session=self.session.pk,
            form=kwargs["form"],
        )
        return redirect(reverse("reports:job", kwargs={"job": job.pk}))
