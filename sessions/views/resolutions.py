"""Pages of resolutions: the register, the record, its text, the form check."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Any

import django_filters
from django.contrib import messages
from django.db.models import F, Max, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.base import ContextMixin, TemplateResponseMixin

from hdnd_portal.accounts.views import StaffView
from hdnd_portal.audit.models import Entry
from hdnd_portal.commitments.models import Commitment
from hdnd_portal.council.models import Council
from hdnd_portal.ui.components import Crumb, MenuItem
from hdnd_portal.ui.history import history
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
from sessions.article_text import write_articles
from sessions.forms.resolutions import (
    DraftResolutionForm,
    ReasonForm,
    SignedFileForm,
    StandingResolutionForm,
    StepForm,
    TextForm,
)
from sessions.models import AgendaItem, Resolution, ResolutionLink
from sessions.permissions.holding import PLANNERS
from sessions.resolution_labels import (
    CHAIN_STEPS,
    CHECKS,
    LINKED_BY,
    STANDINGS,
    resolution_forms_choices,
    resolution_states_choices,
)
from sessions.resolution_papers import parsed
from sessions.sentences import sentence
from sessions.services import effects, resolutions, signing
from sessions.services.refusals import MoveRefused, SessionRefused
from sessions.views.base import SessionView
from sessions.workflow import ItemState
from sessions.workflow.poll import PollState
from sessions.workflow.resolution import RESOLUTION_OUT, ResolutionMove, ResolutionState

# The published vote on the whole of an item.
ADOPTED_IT = Q(polls__parent=None, polls__state=PollState.PUBLISHED, polls__is_passed=True)


class ResolutionFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Filters of the register."""

    form = django_filters.ChoiceFilter(
        label=gettext_lazy("Hình thức"), choices=resolution_forms_choices
    )
    issuer = django_filters.ChoiceFilter(
        label=gettext_lazy("Cơ quan ban hành"), choices=lambda: Resolution.Issuer.choices
    )
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("Trạng thái"), choices=resolution_states_choices
    )
    year = YearFilter("adopted_on")

    class Meta:
        model = Resolution
        fields = ("form", "issuer", "state", "year")


class ResolutionList(ListPage, StaffView):
    """Nghị quyết: the register across sessions, the latest first."""

    permission_required = "council_sessions.read_resolution"
    title = gettext_lazy("Nghị quyết")
    default_order = "-adopted_on"
    filterset_class = ResolutionFilter
    columns = (
        text_column("reference", gettext_lazy("Số, ký hiệu"), "reference"),
        text_column("title", gettext_lazy("Trích yếu"), sort="title", is_main=True),
        text_column("form", gettext_lazy("Hình thức"), "get_form_display"),
        date_column("adopted_on", gettext_lazy("Thông qua"), sort="adopted_on"),
        date_column("effective_on", gettext_lazy("Hiệu lực"), sort="effective_on"),
        person_column("signer", gettext_lazy("Người ký"), is_hidden=True),
        text_column("session", gettext_lazy("Kỳ họp"), "session.name", is_hidden=True),
        date_column("expires_on", gettext_lazy("Hết hiệu lực"), is_hidden=True),
        state_column("state", gettext_lazy("Trạng thái"), "sessions.resolution"),
    )

    def get_queryset(self) -> QuerySet[Resolution]:
        """Resolutions the user may see."""
        return Resolution.objects.visible_to(self.user).for_list()

    def get_columns(self) -> Sequence[Column]:
        """The columns of the register."""
        return self.columns

    def get_crumbs(self) -> list[Crumb]:
        """Below the sessions."""
        return [Crumb(_("Kỳ họp"), reverse("sessions:list")), Crumb(_("Nghị quyết"))]

    def get_empty(self) -> Empty:
        """Where they come from."""
        return Empty(
            _("Chưa có nghị quyết nào"),
            _("Lập nghị quyết từ nội dung đã thông qua, ở trang “Nghị quyết” của kỳ họp."),
        )

    def get_main_act(self) -> MenuItem | None:
        """A resolution of the Standing Committee has no session to begin from."""
        if not self.user.has_perm("council_sessions.draft_resolution"):
            return None
        return MenuItem(
            _("Nghị quyết của Thường trực"), reverse("sessions:new_standing"), icon="plus"
        )

    def row_url(self, row: Any) -> str:
        """The record."""
        return reverse("sessions:resolution", kwargs={"resolution": row.pk})


class SessionResolutions(SessionView):
    """Nghị quyết của kỳ họp: what was passed, and what has become of it."""

    permission_required = "council_sessions.view_session_resolutions"
    template_name = "sessions/session_resolutions.html"
    tab = "resolutions"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Resolutions of the session, and passed items without one."""
        found = list(
            Resolution.objects.filter(session=self.session)
            .for_list()
            .prefetch_related("steps")
            .order_by("item__position", "pk")
        )
        passed = (
            self.session.items.filter(state=ItemState.PASSED, resolution__isnull=True)
            .annotate(voted_at=Max("polls__closed_at", filter=ADOPTED_IT))
            .order_by("position")
        )
        return super().get_context_data(
            resolutions=[
                (one, next((s for s in one.steps.all() if not s.done_on and s.due_on), None))
                for one in found
            ],
            passed=[(item, self.day_of(item)) for item in passed if item.has_draft],
            other_passed=[(item, self.day_of(item)) for item in passed if not item.has_draft],
            may_draft=self.user.has_perm("council_sessions.draft_resolution", self.session),
            form_choices=resolution_forms_choices(),
            step_names=CHAIN_STEPS,
            today=timezone.localdate(),
            **kwargs,
        )

    def day_of(self, item: Any) -> date:
        """The day of the vote that passed it; else the last day of the session so far."""
        if item.voted_at is not None:
            return timezone.localdate(item.voted_at)
        return min(timezone.localdate(), self.session.closing_on)


class ResolutionView(TemplateResponseMixin, ContextMixin, StaffView):
    """A page or an act of one resolution: outside `visible_to` a 404."""

    page_name: Any = ""

    @cached_property
    def resolution(self) -> Resolution:
        """The resolution of the address."""
        visible = Resolution.objects.visible_to(self.user).for_page()
        return get_object_or_404(visible, pk=self.kwargs["resolution"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the page."""
        self.check(self.resolution)
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The resolution and the way to it."""
        return {
            "resolution": self.resolution,
            "page_title": str(self.resolution),
            "crumbs": self.crumbs(),
            "today": timezone.localdate(),
            **super().get_context_data(**kwargs),
        }

    def crumbs(self) -> list[Crumb]:
        """Sessions, register, this one."""
        name = self.resolution.reference or _("Nghị quyết")
        here = self.here() if self.page_name else ""
        return [
            Crumb(_("Kỳ họp"), reverse("sessions:list")),
            Crumb(_("Nghị quyết"), reverse("sessions:resolutions")),
            Crumb(name, here),
            *([Crumb(self.page_name)] if self.page_name else []),
        ]

    def here(self) -> str:
        """The address of the record."""
        return reverse("sessions:resolution", kwargs={"resolution": self.resolution.pk})

    def say(self, text: str) -> None:
        """Tell the user what was done."""
        messages.success(self.request, text)

    def refuse(self, refusal: SessionRefused | MoveRefused) -> None:
        """Tell the user why it was not done."""
        if isinstance(refusal, MoveRefused):
            text = _("Nghị quyết không còn ở trạng thái cho phép việc này. Trang đã tải lại.")
        else:
            text = sentence(refusal)
        messages.error(self.request, text)

    def may(self, name: str) -> bool:
        """Whether the user has the permission for this resolution."""
        return self.user.has_perm(f"council_sessions.{name}", self.resolution)


class ResolutionPage(ResolutionView):
    """Nghị quyết: text, form check, signature, what follows, effect, targets."""

    permission_required = "council_sessions.read_resolution"
    template_name = "sessions/resolution_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything on the record, with what may be done now."""
        resolution = self.resolution
        state = ResolutionState(resolution.state)
        links = ResolutionLink.objects.select_related("source__document", "target__document")
        both = list(links.filter(Q(target=resolution) | Q(source=resolution)).order_by("pk"))
        linked_by = [link for link in both if link.target_id == resolution.pk]
        resolution._prefetched_objects_cache = {"links_from": linked_by}  # type: ignore[attr-defined]
        today = timezone.localdate()
        standing = effects.standing(resolution, on=today)
        steps = list(resolution.steps.select_related("proof", "done_by"))
        targets = resolution.targets.prefetch_related("values").select_related("agency")
        return super().get_context_data(
            articles=list(resolution.articles.filter(amended_by=None)),
            findings=self.findings(),
            standing=standing,
            standing_label=STANDINGS[standing],
            steps=[(step, CHAIN_STEPS[step.step], StepForm(prefix=step.step)) for step in steps],
            open_steps=sum(1 for step in steps if step.done_on is None),
            links_to=[link for link in both if link.source_id == resolution.pk],
            links_from=[(link, LINKED_BY[link.kind]) for link in linked_by],
            signed_form=SignedFileForm(),
            reason_form=ReasonForm(),
            targets=list(targets),
            given=list(
                Commitment.objects.of(resolution)
                .visible_to(self.user)
                .for_list()
                .order_by(F("due_on").asc(nulls_last=True), "pk")
            ),
            may_give=self.may("give_task"),
            history=history(Entry.objects.about(resolution)[:30]),
            is_out=state in RESOLUTION_OUT,
            # As it was counted when the text was last kept.
            earliest_on=parse_date(str(resolution.effect_explanation.get("due", ""))[:10]),
            may_see_votes=self.may_see_votes(),
            may_edit=self.may("edit_resolution"),
            may_sign=self.may("sign_resolution"),
            may_follow=self.may("follow_resolution"),
            **kwargs,
        )

    def may_see_votes(self) -> bool:
        """Whether the page of the vote opens for the user."""
        session = self.resolution.session
        return session is not None and self.user.has_perm("council_sessions.view_polls", session)

    def findings(self) -> list[dict[str, Any]]:
        """The form check as it is now, or as it was when the form was confirmed."""
        if self.resolution.check_report:
            rows = [{**row, "is_binding": True} for row in self.resolution.check_report]
        else:
            rows = [
                {
                    "code": one.code,
                    "passed": one.passed,
                    "source": one.source,
                    "details": one.details,
                    "is_binding": one.is_binding,
                }
                for one in resolutions.findings_of(self.resolution)
            ]
        return [{**row, "label": CHECKS[row["code"]]} for row in rows]


class DraftResolution(SessionView):
    """Lập nghị quyết từ nội dung đã thông qua."""

    permission_required = "council_sessions.draft_resolution"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Form it and open it."""
        self.check(self.session)
        item = get_object_or_404(
            AgendaItem.objects.select_related(
                "session", "presenter", "presenting_body", "verifying_body"
            ),
            session=self.session,
            pk=kwargs["item"],
        )
        form = DraftResolutionForm(request.POST)
        if not form.is_valid():
            for errors in form.errors.values():
                messages.error(request, "; ".join(str(error) for error in errors))
            return self.back("session_resolutions")
        try:
            made = resolutions.draft_from_item(item, by=self.user, **form.cleaned_data)
        except SessionRefused as refusal:
            self.refuse(refusal)
            return self.back("session_resolutions")
        self.say(_("Đã lập nghị quyết từ hồ sơ; hoàn thiện các điều rồi xác nhận thể thức."))
        return redirect(reverse("sessions:resolution_text", kwargs={"resolution": made.pk}))


class NewStanding(TemplateResponseMixin, ContextMixin, StaffView):
    """Nghị quyết của Thường trực HĐND giữa hai kỳ họp."""

    permission_required = "council_sessions.draft_resolution"
    template_name = "sessions/resolution_standing.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form."""
        return self.show(StandingResolutionForm(initial={"adopted_on": timezone.localdate()}))

    def show(self, form: StandingResolutionForm) -> HttpResponse:
        """The page with the form."""
        name = _("Nghị quyết của Thường trực")
        return self.render_to_response(
            self.get_context_data(
                form=form,
                page_title=name,
                crumbs=[
                    Crumb(_("Nghị quyết"), reverse("sessions:resolutions")),
                    Crumb(name),
                ],
            )
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Form it for the council the user works for."""
        form = StandingResolutionForm(request.POST)
        councils = Council.objects.filter(pk__in=self.user.councils(*PLANNERS))
        council = councils.order_by("code").first()
        if council is None:
            raise Http404
        if not form.is_valid():
            return self.show(form)
        try:
            made = resolutions.draft_of_standing_committee(
                council, by=self.user, **form.cleaned_data
            )
        except SessionRefused as refusal:
            form.add_error("adopted_on", sentence(refusal))
            return self.show(form)
        return redirect(reverse("sessions:resolution_text", kwargs={"resolution": made.pk}))


class ResolutionTextPage(ResolutionView):
    """Văn bản nghị quyết: the whole text on one form."""

    permission_required = "council_sessions.edit_resolution"
    template_name = "sessions/resolution_text.html"
    page_name = gettext_lazy("Văn bản")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The text as it stands; a settled one is shown, and says so."""
        self.check(self.resolution)
        found = self.resolution
        initial = {
            name: getattr(found, name) for name in TextForm.base_fields if name != "articles"
        }
        articles = write_articles(parsed(found.articles.all())) or self.first_articles()
        return self.show(TextForm(initial={**initial, "articles": articles}, legal=found.is_legal))

    def first_articles(self) -> str:
        """What every resolution ends with, to go on from."""
        unit = self.resolution.council.unit
        level = str(unit).split(" ")[0]
        if not self.resolution.is_legal:
            return (
                "Điều 1. \n\nĐiều 2. Giao Thường trực Hội đồng nhân dân, Ủy ban nhân dân "
                f"{level} tổ chức thực hiện Nghị quyết này.\n\n"
                f"Điều 3. Nghị quyết này đã được Hội đồng nhân dân {unit} thông qua và có hiệu lực "
                "từ ngày thông qua."
            )
        return (
            "Điều 1. Phạm vi điều chỉnh và đối tượng áp dụng\n\n\n"
            "Điều 2. Tổ chức thực hiện\n"
            f"1. Giao Ủy ban nhân dân {level} tổ chức thực hiện Nghị quyết này.\n"
            "2. Giao Thường trực Hội đồng nhân dân, các Ban, các Tổ đại biểu và đại biểu Hội đồng "
            f"nhân dân {level} giám sát việc thực hiện Nghị quyết này.\n\n"
            "Điều 3. Hiệu lực thi hành\nNghị quyết này có hiệu lực thi hành từ ngày "
        )

    def show(self, form: TextForm) -> HttpResponse:
        """The page with the form."""
        earliest, explanation = resolutions.earliest_effect(self.resolution)
        return self.render_to_response(
            self.get_context_data(form=form, earliest_on=earliest, explanation=explanation)
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep it, or show what was typed with what is wrong."""
        self.check(self.resolution)
        form = TextForm(request.POST, legal=self.resolution.is_legal)
        if not form.is_valid():
            return self.show(form)
        given = {"enacting": "", "closing": "", **form.cleaned_data}
        try:
            resolutions.change_text(self.resolution, by=self.user, **given)
        except SessionRefused as refusal:
            form.add_error(_FIELDS.get(refusal.code), sentence(refusal))
            return self.show(form)
        self.say(_("Đã lưu văn bản nghị quyết."))
        return redirect(self.here())


_FIELDS = {
    "no_articles": "articles",
    "article_twice": "articles",
    "expires_early": "expires_on",
    "shortened_without_reason": "shortened_reason",
}


class MoveResolution(ResolutionView):
    """Một bước của nghị quyết: confirm the form, return it, void the number, issue, publish."""

    permission_required = "council_sessions.read_resolution"
    http_method_names = ["post"]
    DISCARD = "discard"
    NEEDS = {
        ResolutionMove.CHECK: "edit_resolution",
        ResolutionMove.REWORK: "edit_resolution",
        DISCARD: "edit_resolution",
        ResolutionMove.WITHDRAW_NUMBER: "sign_resolution",
        ResolutionMove.ISSUE: "follow_resolution",
        ResolutionMove.PUBLISH: "follow_resolution",
    }

    def get_permission_required(self) -> tuple[str, ...]:
        """What the move of the address asks."""
        needs = self.NEEDS.get(self.kwargs["move"], "read_resolution")
        return (f"council_sessions.{needs}",)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Do it, or say why not."""
        move = kwargs["move"]
        if move not in self.NEEDS:
            raise Http404
        self.check(self.resolution)
        session = self.resolution.session
        try:
            self.act(move, request.POST.get("reason", "").strip())
        except (SessionRefused, MoveRefused) as refusal:
            self.refuse(refusal)
            return redirect(self.here())
        if move == self.DISCARD:
            if session is None:
                return redirect(reverse("sessions:resolutions"))
            return redirect(reverse("sessions:session_resolutions", kwargs={"session": session.pk}))
        return redirect(self.here())

    def act(self, move: str, reason: str) -> None:
        """The one service call, and what is said of it."""
        found, by = self.resolution, self.user
        if move == ResolutionMove.CHECK:
            resolutions.confirm_form(found, by=by)
            self.say(_("Đã xác nhận đúng thể thức; nghị quyết chờ ký chứng thực."))
        elif move == ResolutionMove.REWORK:
            resolutions.rework(found, reason=reason, by=by)
            self.say(_("Đã trả về hoàn thiện; văn bản sửa được."))
        elif move == ResolutionMove.WITHDRAW_NUMBER:
            reference = found.reference
            signing.withdraw_number(found, reason=reason, by=by)
            self.say(_("Đã bỏ số {number}; số này giữ trong sổ.").format(number=reference))
        elif move == ResolutionMove.ISSUE:
            signing.issue(found, by=by)
            self.say(_("Đã phát hành nghị quyết số {number}.").format(number=found.reference))
        elif move == ResolutionMove.PUBLISH:
            signing.publish(found, by=by)
            self.say(_("Đã ghi nhận công bố."))
        else:
            resolutions.discard(found, by=by)
            self.say(_("Đã bỏ bản đang hoàn thiện."))
