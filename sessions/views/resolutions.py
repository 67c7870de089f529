"""The page of a resolution, the form check, and its moves."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db.models import F, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.generic.base import ContextMixin, TemplateResponseMixin

from hdnd_portal.accounts.views import StaffView
from hdnd_portal.audit.models import Entry
from hdnd_portal.commitments.models import Commitment
from hdnd_portal.documents.kinds import FileRefused
from hdnd_portal.documents.labels import refusal_sentence
from hdnd_portal.ui.components import Crumb
from hdnd_portal.ui.history import history
from sessions.forms.resolutions import ReasonForm, SignedFileForm, StepForm
from sessions.models import Resolution, ResolutionLink
from sessions.resolution_labels import CHAIN_STEPS, CHECKS, LINKED_BY, STANDINGS
from sessions.sentences import sentence
from sessions.services import effects, resolutions, signing
from sessions.services.refusals import MoveRefused, SessionRefused
from sessions.workflow.resolution import RESOLUTION_OUT, ResolutionMove, ResolutionState


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


class ResolutionAct(ResolutionView):
    """An act on a resolution that leads back to its page."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Do it, or say why not."""
        self.check(self.resolution)
        try:
            self.act()
        except FileRefused as refusal:
            messages.error(request, refusal_sentence(refusal))
        except (SessionRefused, MoveRefused) as refusal:
            self.refuse(refusal)
        return redirect(self.here())

    def act(self) -> None:
        """The one service call."""
        raise TypeError(f"{type(self).__name__} does nothing")

    def say_errors(self, form: Any) -> None:
        """What is wrong with a short form, with the name of its field."""
        for bound in form:
            for error in bound.errors:
                messages.error(self.request, f"{bound.label}: {error}")


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
