"""Pages of minutes: those of a session, their sections, remarks, approval, papers, excerpts."""

from functools import cached_property
from typing import Any

from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hdnd_portal.documents.kinds import FileRefused
from hdnd_portal.documents.labels import refusal_sentence
from hdnd_portal.documents.services import store_upload
from hdnd_portal.ui.components import Crumb
from hdnd_portal.ui.keys import is_key
from sessions.forms.resolutions import ApprovedForm, ReasonForm, RemarkForm, StepForm
from sessions.minutes.content import content, hash_of
from sessions.minutes.pieces import Grid
from sessions.minutes_papers import excerpt_paper, minutes_paper
from sessions.models import Minutes
from sessions.resolution_labels import CHAIN_STEPS
from sessions.services import chain
from sessions.services import minutes as services
from sessions.services.refusals import MoveRefused, SessionRefused
from sessions.views.base import SessionView
from sessions.views.made_files import made_paper
from sessions.workflow.resolution import MinutesMove, MinutesState


class MinutesList(SessionView):
    """Biên bản: that of the session, those of its sittings, and what has no minutes yet."""

    permission_required = "council_sessions.read_minutes"
    template_name = "sessions/minutes_list.html"
    tab = "minutes"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Rows for the session and each sitting."""
        held = {
            one.sitting_id: one
            for one in self.session.minutes.select_related("approved_by", "sitting")
        }
        sittings = list(self.session.sittings.order_by("starts_at"))
        earlier = (
            Minutes.objects.filter(
                session__council=self.session.council_id,
                session__opening_on__lt=self.session.opening_on,
                sitting=None,
            )
            .exclude(state=MinutesState.APPROVED)
            .select_related("session")
        )
        return super().get_context_data(
            whole=held.get(None),
            rows=[(sitting, held.get(sitting.pk)) for sitting in sittings],
            earlier=list(earlier),
            may_write=self.user.has_perm("council_sessions.write_minutes", self.session),
            **kwargs,
        )


class BeginMinutes(SessionView):
    """Lập biên bản of the session, or of the sitting that is named."""

    permission_required = "council_sessions.write_minutes"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Begin it and open it."""
        self.check(self.session)
        key = request.POST.get("sitting", "")
        sitting = None
        if key:
            rows = self.session.sittings.all()
            sitting = get_object_or_404(rows, pk=key) if is_key(key) else None
            if sitting is None:
                raise Http404
        try:
            made = services.begin_minutes(self.session, sitting=sitting, by=self.user)
        except SessionRefused as refusal:
            self.refuse(refusal)
            return self.back("minutes_list")
        self.say(_("Đã lập biên bản từ hồ sơ kỳ họp."))
        return self.back("minutes", minutes=made.pk)


class MinutesView(SessionView):
    """A page or an act of one set of minutes."""

    permission_required = "council_sessions.read_minutes"
    tab = "minutes"

    @cached_property
    def minutes(self) -> Minutes:
        """The minutes of the address."""
        rows = self.session.minutes.select_related(
            "session__council__unit", "session__term", "sitting", "submitted_by", "approved_by"
        )
        return get_object_or_404(rows.prefetch_related("remarks"), pk=self.kwargs["minutes"])

    def crumbs(self) -> list[Crumb]:
        """Session, minutes, these."""
        kwargs = {"session": self.session.pk}
        return [
            Crumb(_("Kỳ họp"), reverse("sessions:list")),
            Crumb(self.session.name, reverse("sessions:plan", kwargs=kwargs)),
            Crumb(_("Biên bản"), reverse("sessions:minutes_list", kwargs=kwargs)),
            Crumb(self.name()),
        ]

    def name(self) -> str:
        """What these minutes are of."""
        sitting = self.minutes.sitting
        if sitting is None:
            return _("Biên bản kỳ họp")
        return _("Biên bản phiên họp thứ {n}").format(n=sitting.ordinal)

    def here(self) -> str:
        """The address of the page."""
        return reverse(
            "sessions:minutes", kwargs={"session": self.session.pk, "minutes": self.minutes.pk}
        )


class MinutesPage(MinutesView):
    """Biên bản: every section as it will be printed, with a place for what is added by hand."""

    template_name = "sessions/minutes_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Sections, remarks, what may be done."""
        minutes, user = self.minutes, self.user
        made = content(minutes)
        items = self.session.items.order_by("position")
        if minutes.sitting is not None:
            items = items.filter(sitting=minutes.sitting)
        steps = list(minutes.steps.select_related("proof", "done_by"))
        return super().get_context_data(
            minutes=minutes,
            name=self.name(),
            parts=[
                (
                    part,
                    [(piece, isinstance(piece, Grid)) for piece in part.pieces],
                    made.remarks.get(part.key, ""),
                )
                for part in made.parts
            ],
            holds=hash_of(minutes.frozen) == minutes.sha256 if minutes.frozen else None,
            items=list(items),
            steps=[(step, CHAIN_STEPS[step.step], StepForm(prefix=step.step)) for step in steps],
            today=timezone.localdate(),
            may_write=user.has_perm("council_sessions.write_minutes", self.session),
            may_approve=user.has_perm("council_sessions.approve_minutes", self.session),
            approved_in=self.next_meeting(),
            **kwargs,
        )

    def next_meeting(self) -> str:
        """Where minutes are usually approved: the next sitting, or the session itself."""
        sitting = self.minutes.sitting
        if sitting is not None:
            after = self.session.sittings.filter(starts_at__gt=sitting.starts_at)
            following = after.order_by("starts_at").first()
            if following is not None:
                return _("Phiên họp thứ {n}").format(n=following.ordinal)
        return _("Phiên bế mạc, {session}").format(session=self.session.name)


class MinutesAct(MinutesView):
    """An act on minutes that leads back to their page."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Do it, or say why not."""
        self.check(self.session)
        try:
            self.act()
        except FileRefused as refusal:
            self.warn(refusal_sentence(refusal))
        except (SessionRefused, MoveRefused) as refusal:
            self.refuse(refusal)
        return redirect(self.here())

    def act(self) -> None:
        """The one service call."""
        raise TypeError(f"{type(self).__name__} does nothing")

    def typed(self, form: Form) -> dict[str, Any] | None:
        """What was typed; where it cannot be taken, the user is told and it is None."""
        if form.is_valid():
            return form.cleaned_data
        for bound in form:
            for error in bound.errors:
                self.warn(f"{bound.label}: {error}")
        return None


class WriteRemark(MinutesAct):
    """Ghi thêm vào một phần của biên bản."""

    permission_required = "council_sessions.write_minutes"

    def act(self) -> None:
        """Keep it beside the figures."""
        data = self.typed(RemarkForm(self.request.POST))
        if data is None:
            return
        section = self.kwargs["section"]
        services.write_remark(self.minutes, section=section, by=self.user, **data)
        self.say(_("Đã ghi thêm vào biên bản."))


class MoveMinutes(MinutesAct):
    """Trình, trả lại, thông qua biên bản."""

    NEEDS = {
        MinutesMove.SUBMIT: "write_minutes",
        MinutesMove.RETURN: "approve_minutes",
        MinutesMove.APPROVE: "approve_minutes",
    }

    def get_permission_required(self) -> tuple[str, ...]:
        """What the move of the address asks."""
        needs = self.NEEDS.get(self.kwargs["move"], "read_minutes")
        return (f"council_sessions.{needs}",)

    def act(self) -> None:
        """The move of the address."""
        move, minutes, by = self.kwargs["move"], self.minutes, self.user
        if move == MinutesMove.SUBMIT:
            services.submit_minutes(minutes, by=by)
            self.say(_("Đã trình biên bản để Chủ tọa xem."))
        elif move == MinutesMove.RETURN:
            data = self.typed(ReasonForm(self.request.POST))
            if data is None:
                return
            services.return_minutes(minutes, by=by, **data)
            self.say(_("Đã trả lại biên bản."))
        elif move == MinutesMove.APPROVE:
            data = self.typed(ApprovedForm(self.request.POST))
            if data is None:
                return
            services.approve_minutes(minutes, by=by, **data)
            self.say(_("Đã ghi nhận thông qua; nội dung biên bản được giữ nguyên từ đây."))
        else:
            raise Http404


class FinishMinutesStep(MinutesAct):
    """Ghi đã gửi biên bản lên cấp trên."""

    permission_required = "council_sessions.write_minutes"

    def act(self) -> None:
        """Enter it with what proves it."""
        step = get_object_or_404(self.minutes.steps, step=self.kwargs["step"])
        form = StepForm(self.request.POST, self.request.FILES, prefix=step.step)
        data = self.typed(form)
        if data is None:
            return
        file, proof = data["proof"], None
        # A refused step leaves no file behind.
        with transaction.atomic():
            if file is not None:
                council = self.session.council
                proof = store_upload(council, data=file, name=file.name or "", by=self.user)
            chain.finish_step(
                step,
                on=data["on"],
                today=timezone.localdate(),
                reference=data["reference"],
                proof=proof,
                by=self.user,
            )
        self.say(_("Đã ghi xong: {step}.").format(step=CHAIN_STEPS[step.step]))


class PrintMinutes(MinutesView):
    """Biên bản as PDF or DOCX; `?lon` for large print."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The file, or back with why not."""
        self.check(self.session)
        large = "lon" in request.GET
        return made_paper(
            request,
            lambda: minutes_paper(self.minutes, large_print=large),
            form=kwargs["form"],
            name=f"bien-ban-{self.minutes.pk}",
            back=self.here(),
        )


class PrintExcerpt(MinutesView):
    """Trích biên bản of one item."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The file, or back with why not."""
        self.check(self.session)
        item = get_object_or_404(self.session.items, pk=kwargs["item"])
        return made_paper(
            request,
            lambda: excerpt_paper(self.minutes, item),
            form=kwargs["form"],
            name=f"trich-bien-ban-{item.pk}",
            back=self.here(),
        )
