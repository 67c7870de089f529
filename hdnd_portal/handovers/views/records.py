"""What passes from one person, the record of a hand-over, and its paper."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView
from django.views.generic.edit import FormView

from hdnd_portal.accounts.views import StaffView
from hdnd_portal.audit import log
from hdnd_portal.documents.made_files import made_paper
from hdnd_portal.handovers import services
from hdnd_portal.handovers.forms import CancelForm, HandoverForm
from hdnd_portal.handovers.labels import SENTENCES
from hdnd_portal.handovers.models import Handover
from hdnd_portal.handovers.papers import handover_paper
from hdnd_portal.handovers.passing import passing, shown, staying
from hdnd_portal.handovers.places import (
    Place,
    place_of,
    possible_successors,
    without_account,
    workplaces,
)
from hdnd_portal.handovers.rules import HandoverRefused
from hdnd_portal.handovers.views.lists import crumbs, headed_by
from hdnd_portal.ui.components import Crumb
from hdnd_portal.ui.formats import date_text
from hdnd_portal.ui.history import history


class PlanHandover(StaffView, FormView[HandoverForm]):
    """Lập bàn giao: everything that will pass, then the form that passes it."""

    permission_required = "handovers.hand_over"
    template_name = "handovers/handover_form.html"
    form_class = HandoverForm

    @cached_property
    def place(self) -> Place:
        """Whose work, and where; a role of another council is not there."""
        roles = workplaces(timezone.localdate()).filter(council__in=headed_by(self.user))
        return place_of(get_object_or_404(roles, pk=self.kwargs["assignment"]))

    @cached_property
    def binding(self) -> Handover | None:
        """The hand-over that stands in the way of another."""
        rows = Handover.objects.binding(timezone.localdate()).filter(
            leaver=self.place.user, council=self.place.council, agency=self.place.agency
        )
        return rows.for_list().first()

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form offers only who may take over."""
        today = timezone.localdate()
        return {
            **super().get_form_kwargs(),
            "accounts": possible_successors(self.place, on=today),
            "people": without_account(self.place, on=today),
        }

    def form_valid(self, form: HandoverForm) -> HttpResponse:
        """Pass the work, or plan it; a refused form keeps what was typed."""
        try:
            made = services.hand_over(
                self.place, today=timezone.localdate(), by=self.user, **form.cleaned_data
            )
        except HandoverRefused as refused:
            if refused.code in {"planned", "done"} and self.binding is not None:
                messages.error(self.request, str(SENTENCES[refused.code]))
                return redirect(services.page_of(self.binding))
            form.add_error(None, str(SENTENCES[refused.code]))
            return self.form_invalid(form)
        messages.success(self.request, _done_sentence(made))
        return redirect(services.page_of(made))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What would pass today."""
        today = timezone.localdate()
        found = passing(self.place, on=today)
        return super().get_context_data(
            **kwargs,
            place=self.place,
            found=found,
            staying=staying(self.place, found),
            binding=self.binding,
            today=today,
            page_title=_("Bàn giao công việc của {name}").format(name=self.place.user),
            crumbs=crumbs(
                Crumb(_("Chọn người bàn giao"), reverse("handovers:choose")),
                Crumb(str(self.place.user)),
            ),
        )


class HandoverView(StaffView):
    """What the pages of one hand-over share: outside `visible_to` a 404."""

    permission_required = "handovers.read_handover"

    @cached_property
    def handover(self) -> Handover:
        """The hand-over of the address."""
        rows = Handover.objects.visible_to(self.user).for_list()
        return get_object_or_404(rows, pk=self.kwargs["handover"])


class ShowHandover(HandoverView, TemplateView):
    """The record: who, when, what passed, what stayed."""

    template_name = "handovers/handover_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The list of the day it was done, or of today while it waits."""
        handover, today = self.handover, timezone.localdate()
        place, found = place_of(handover), shown(handover, on=today)
        may_cancel = self.user.has_perm("handovers.hand_over", handover.council_id)
        return {
            **super().get_context_data(**kwargs),
            "handover": handover,
            "place": place,
            "found": found,
            "staying": staying(place, found),
            "cancel_form": CancelForm(prefix="huy"),
            "may_cancel": may_cancel and handover.is_planned,
            "history": history(log.entries_for(handover)[:20]),
            "today": today,
            "page_title": str(handover),
            "crumbs": crumbs(Crumb(str(handover))),
        }


class CancelHandover(HandoverView):
    """Hủy bàn giao chưa đến ngày."""

    permission_required = "handovers.hand_over"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Give it up, with the reason."""
        self.check(self.handover.council_id)
        form = CancelForm(request.POST, prefix="huy")
        if not form.is_valid():
            messages.error(request, _("Chưa hủy: hãy ghi lý do, không quá 200 ký tự."))
            return redirect(services.page_of(self.handover))
        try:
            services.cancel(self.handover, by=self.user, **form.cleaned_data)
            messages.success(request, _("Đã hủy bàn giao. Vai trò và công việc giữ nguyên."))
        except HandoverRefused as refused:
            messages.error(request, str(SENTENCES[refused.code]))
        return redirect(services.page_of(self.handover))


class PrintHandover(HandoverView):
    """Biên bản bàn giao, as PDF or DOCX."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The file; of one that was cancelled there is none."""
        if self.handover.cancelled_at is not None:
            raise Http404
        found = shown(self.handover, on=timezone.localdate())
        return made_paper(
            request,
            lambda: handover_paper(self.handover, found),
            form=kwargs["form"],
            name=f"ban-giao-{self.handover.pk}",
            back=services.page_of(self.handover),
        )


def _done_sentence(made: Handover) -> str:
    if made.is_planned:
        return _("Đã lập bàn giao; đến ngày {day} công việc mới chuyển.").format(
            day=date_text(made.last_on)
        )
    named = sum(len(group["tasks"]) for group in made.passed["named"])
    words = ngettext(
        "Đã bàn giao cho {name}: {n} việc đứng tên đã chuyển.",
        "Đã bàn giao cho {name}: {n} việc đứng tên đã chuyển.",
        named,
    )
    return words.format(name=made.successor, n=named)
