"""Acts on what follows a resolution: done, or not done after all."""

from typing import Any

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from hdnd_portal.documents.models import Version
from hdnd_portal.documents.services import store_upload
from sessions.chain import Step
from sessions.forms.resolutions import ReasonForm, StepForm
from sessions.models import ChainStep
from sessions.resolution_labels import CHAIN_STEPS
from sessions.services import chain, signing
from sessions.views.resolutions import ResolutionAct


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
