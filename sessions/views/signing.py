"""Pages of signing a resolution, of what follows it, and of what it does to earlier ones."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters

from hdnd_portal.documents.kinds import FileRefused
from hdnd_portal.documents.labels import refusal_sentence
from hdnd_portal.documents.models import Version
from hdnd_portal.documents.services import store_upload
from hdnd_portal.ui.forms import read_day
from sessions.chain import Step
from sessions.forms.resolutions import (
    AmendForm,
    ReasonForm,
    SignedFileForm,
    SignForm,
    StepForm,
    TargetsForm,
)
from sessions.models import ChainStep, ResolutionLink
from sessions.resolution_labels import CHAIN_STEPS, STANDINGS
from sessions.resolution_papers import resolution_paper
from sessions.sentences import sentence
from sessions.services import chain, effects, signing, targets
from sessions.services.refusals import MoveRefused, SessionRefused
from sessions.services.signers import signers_of
from sessions.signing import MAX_KEY_BYTES
from sessions.views.made_files import made_paper
from sessions.views.resolutions import ResolutionView
from sessions.workflow.resolution import LinkKind

# At which field of the signing form a refusal is shown.
FIELDS = {
    "not_a_signer": "signer",
    "signed_in_future": "on",
    "day_before_adoption": "on",
    "key_unreadable": "key",
    "key_expired": "key",
    "key_not_for_signing": "key",
    "key_cannot_sign": "key",
}


@method_decorator(sensitive_post_parameters("passphrase"), name="dispatch")
class SignResolution(ResolutionView):
    """Ký và cấp số: with a key, or for a paper signed by hand. Nothing typed here is kept."""

    permission_required = "council_sessions.sign_resolution"
    template_name = "sessions/resolution_sign.html"
    page_name = gettext_lazy("Ký và cấp số")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Who signs, which day, which key."""
        self.check(self.resolution)
        return self.show(SignForm(choices=self.choices(), initial={"on": timezone.localdate()}))

    def choices(self) -> list[Any]:
        """Who may sign today."""
        return signers_of(self.resolution, on=timezone.localdate())

    def show(self, form: SignForm) -> HttpResponse:
        """The page with the form."""
        return self.render_to_response(self.get_context_data(form=form))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Number and sign, or say why not: a refusal takes no number."""
        self.check(self.resolution)
        form = SignForm(request.POST, request.FILES, choices=self.choices())
        if not form.is_valid():
            return self.show(form)
        given = form.cleaned_data
        common = {"signer": given["signer"], "on": given["on"], "by": self.user}
        try:
            if request.POST.get("how") == "paper":
                made = signing.number_for_paper(self.resolution, **common)
                self.say(
                    _("Đã cấp số {number}. Nộp bản quét của bản đã ký để phát hành.").format(
                        number=made.reference
                    )
                )
            else:
                key = given["key"].read(MAX_KEY_BYTES + 1) if given["key"] else b""
                made = signing.sign_digitally(
                    self.resolution, key=key, passphrase=given["passphrase"], **common
                )
                self.say(_("Đã ký số và cấp số {number}.").format(number=made.reference))
        except MoveRefused as refusal:
            self.refuse(refusal)
            return redirect(self.here())
        except SessionRefused as refusal:
            form.add_error(FIELDS.get(refusal.code), sentence(refusal))
            return self.show(form)
        return redirect(self.here())


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


class AttachSigned(ResolutionAct):
    """Nộp bản đã ký."""

    permission_required = "council_sessions.sign_resolution"

    def act(self) -> None:
        """Take the file and check its signatures."""
        form = SignedFileForm(self.request.POST, self.request.FILES)
        if not form.is_valid():
            self.say_errors(form)
            return
        file = form.cleaned_data["file"]
        signing.attach_signed(
            self.resolution,
            data=file,
            name=file.name or "",
            compared=form.cleaned_data["compared"],
            by=self.user,
        )
        self.say(_("Đã nhận bản đã ký; kết quả kiểm tra ở phần “Chữ ký”."))


class CheckSignature(ResolutionAct):
    """Kiểm tra lại chữ ký của tệp đang lưu."""

    permission_required = "council_sessions.follow_resolution"

    def act(self) -> None:
        """Check the stored file anew."""
        signing.check_again(self.resolution, by=self.user)
        self.say(_("Đã kiểm tra lại chữ ký."))


class StepAct(ResolutionAct):
    """An act on one step of the chain."""

    permission_required = "council_sessions.follow_resolution"

    def step(self) -> ChainStep:
        """The step of the address."""
        return get_object_or_404(self.resolution.steps, step=self.kwargs["step"])


class FinishStep(StepAct):
    """Ghi xong một việc sau khi thông qua; sending up carries the resolution and its item."""

    def act(self) -> None:
        """Enter it with what proves it."""
        step = self.step()
        form = StepForm(self.request.POST, self.request.FILES, prefix=step.step)
        if not form.is_valid():
            self.say_errors(form)
            return
        given = form.cleaned_data
        # A refused step leaves no file behind.
        with transaction.atomic():
            common: dict[str, Any] = {
                "on": given["on"],
                "today": timezone.localdate(),
                "reference": given["reference"],
                "by": self.user,
                "proof": self.proof(given["proof"]),
            }
            if step.step == Step.TO_UBTVQH:
                signing.send_up(self.resolution, **common)
            else:
                chain.finish_step(step, **common)
        self.say(_("Đã ghi xong: {step}.").format(step=CHAIN_STEPS[step.step]))

    def proof(self, file: Any) -> Version | None:
        """The file that proves it, kept."""
        if file is None:
            return None
        council = self.resolution.council
        return store_upload(council, data=file, name=file.name or "", by=self.user)


class ReopenStep(StepAct):
    """Mở lại một việc đã ghi nhầm."""

    def act(self) -> None:
        """Take it back with a reason."""
        form = ReasonForm(self.request.POST)
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        chain.reopen_step(self.step(), reason=reason, by=self.user)
        self.say(_("Đã mở lại việc này."))


class PrintResolution(ResolutionView):
    """Bản in: PDF or DOCX from the record; a draft until it has its number."""

    permission_required = "council_sessions.read_resolution"
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The file, or back with a sentence that says why not."""
        self.check(self.resolution)
        return made_paper(
            request,
            lambda: resolution_paper(self.resolution),
            form=kwargs["form"],
            name=f"nghi-quyet-{self.resolution.pk}",
            back=self.here(),
        )


class AppliedOn(ResolutionView):
    """Áp dụng ngày nào: the articles in the wording of a day (V13)."""

    permission_required = "council_sessions.read_resolution"
    template_name = "sessions/resolution_applied.html"
    page_name = gettext_lazy("Văn bản áp dụng")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The wording of the day asked for; of today where the day cannot be read."""
        day, problem = self.day()
        standing = effects.standing(self.resolution, on=day)
        articles = effects.applied_on(self.resolution, on=day)
        return super().get_context_data(
            day=day,
            problem=problem,
            standing=standing,
            standing_label=STANDINGS[standing],
            applied=articles,
            changes=self.changes(),
            **kwargs,
        )

    def day(self) -> tuple[date, str]:
        """The day of the address, and what is wrong with it."""
        typed = self.request.GET.get("ngay", "").strip()
        if not typed:
            return timezone.localdate(), ""
        try:
            return read_day(typed), ""
        except ValidationError as error:
            return timezone.localdate(), "; ".join(error.messages)

    def changes(self) -> list[date]:
        """The days on which the text becomes another, to be chosen."""
        days = {
            day
            for pair in self.resolution.articles.values_list("valid_from")
            for day in pair
            if day is not None
        }
        if self.resolution.effective_on:
            days.add(self.resolution.effective_on)
        return sorted(days)


class UnlinkResolution(ResolutionAct):
    """Bỏ quan hệ đã ghi nhầm."""

    permission_required = "council_sessions.edit_resolution"

    def act(self) -> None:
        """Take it back."""
        found = get_object_or_404(
            ResolutionLink.objects.select_related("source", "target"),
            source=self.resolution,
            pk=self.kwargs["link"],
        )
        effects.unlink(found, by=self.user)
        self.say(_("Đã bỏ quan hệ."))


class AmendArticle(ResolutionView):
    """Ghi điều được sửa đổi: the new wording of an article of the earlier resolution."""

    permission_required = "council_sessions.edit_resolution"
    template_name = "sessions/resolution_amend.html"
    page_name = gettext_lazy("Điều được sửa đổi")

    @property
    def target(self) -> ResolutionLink:
        """The link to the resolution that is amended."""
        rows = ResolutionLink.objects.select_related("target__document")
        return get_object_or_404(
            rows, source=self.resolution, pk=self.kwargs["link"], kind=LinkKind.AMENDS
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The articles of the earlier one as they stand before, and the form."""
        target = self.target.target
        kwargs.setdefault("form", AmendForm())
        day = self.resolution.effective_on or timezone.localdate()
        return super().get_context_data(
            target=target, applied=effects.applied_on(target, on=day), **kwargs
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Write the wording, or show the form again."""
        self.check(self.resolution)
        link, form = self.target, AmendForm(request.POST)
        if form.is_valid():
            try:
                effects.amend_article(
                    self.resolution, target=link.target, by=self.user, **form.cleaned_data
                )
            except SessionRefused as refusal:
                form.add_error("number", sentence(refusal))
            else:
                self.say(_("Đã ghi Điều {n}.").format(n=form.cleaned_data["number"]))
                return redirect(
                    reverse(
                        "sessions:amend_article",
                        kwargs={"resolution": self.resolution.pk, "link": link.pk},
                    )
                )
        return self.render_to_response(self.get_context_data(form=form))


class Targets(ResolutionView):
    """Chỉ tiêu của nghị quyết and their yearly values (V17)."""

    permission_required = "council_sessions.follow_resolution"
    template_name = "sessions/resolution_targets.html"
    page_name = gettext_lazy("Chỉ tiêu")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The table as text, to be changed or pasted over."""
        self.check(self.resolution)
        return self.show(TargetsForm(initial={"table": targets.as_text(self.resolution)}))

    def show(self, form: TargetsForm) -> HttpResponse:
        """The page with the form."""
        return self.render_to_response(self.get_context_data(form=form))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep it, or say which line cannot be read."""
        self.check(self.resolution)
        form = TargetsForm(request.POST)
        if form.is_valid():
            try:
                count = targets.write(
                    self.resolution, text=form.cleaned_data["table"], by=self.user
                )
            except targets.LineRefused as refusal:
                form.add_error("table", targets.sentence_of(refusal))
            else:
                self.say(_("Đã lưu {n} chỉ tiêu.").format(n=count))
                return redirect(self.here())
        return self.show(form)
