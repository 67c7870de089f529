"""The synthesis of group discussions: on one item, printed, released."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hdnd_portal.documents.papers import Paper
from sessions.forms.groups import GatherForm, ReasonForm
from sessions.group_papers import synthesis_paper
from sessions.group_synthesis import Synthesis, may_be_read, syntheses
from sessions.models import AgendaItem
from sessions.models.groups import GATHERERS
from sessions.services import group_reports
from sessions.services.presiding import board
from sessions.views.acts import SessionAct
from sessions.views.base import SessionView
from sessions.views.papers import PrintedPaper
from sessions.workflow import SESSION_SHUT, SessionState


class SynthesisView(SessionView):
    """What the pages of the synthesis on one item share."""

    permission_required = "council_sessions.view_groups"
    tab = "groups"
    page_name = gettext_lazy("Tổng hợp thảo luận tổ")

    @cached_property
    def item(self) -> AgendaItem:
        """The item of the address."""
        items = AgendaItem.objects.visible_to(self.user).select_related("group_release")
        item = get_object_or_404(items, pk=self.kwargs["item"], session=self.session)
        item.session = self.session
        return item

    @cached_property
    def gathered(self) -> Synthesis:
        """The synthesis, where the user may read it."""
        found = syntheses(self.session, self.user, now=timezone.now(), only=self.item)
        if not found:
            raise Http404
        return found[0]


class SynthesisPage(SynthesisView):
    """Tổng hợp thảo luận tổ về một nội dung."""

    template_name = "sessions/group_synthesis.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """By point, with what is still missing."""
        user, session = self.user, self.session
        is_shut = SessionState(session.state) in SESSION_SHUT
        gathers = user.has_role(*GATHERERS, council=session.council_id)
        return super().get_context_data(
            synthesis=self.gathered,
            item=self.item,
            release=getattr(self.item, "group_release", None),
            is_released=may_be_read(self.item),
            gathers=gathers,
            may_print=gathers or not self.item.is_closed,
            may_gather=not is_shut
            and user.has_perm("council_sessions.receive_group_report", session),
            may_release=not is_shut
            and user.has_perm("council_sessions.release_synthesis", session),
            **kwargs,
        )


class SynthesisAct(SessionAct, SynthesisView):
    """An act on the synthesis, back to it."""

    def done(self) -> HttpResponse:
        """Back to the synthesis."""
        return self.back("group_synthesis", item=self.item.pk)


class GatherPoint(SynthesisAct):
    """Gộp các ý kiến về một điểm."""

    permission_required = "council_sessions.receive_group_report"

    def act(self) -> None:
        """Let them stand under another point."""
        form = GatherForm(self.request.POST)
        if not form.is_valid():
            messages.error(self.request, _("Hãy ghi điểm cần gộp vào, không quá 200 ký tự."))
            return
        moved = group_reports.gather_under(self.item, by=self.user, **form.cleaned_data)
        self.say(_("Đã gộp {n} ý kiến.").format(n=moved))


class Release(SynthesisAct):
    """Công bố tổng hợp tới đại biểu."""

    permission_required = "council_sessions.release_synthesis"

    def act(self) -> None:
        """Open it to the delegates."""
        group_reports.release(self.item, by=self.user)
        self.say(_("Đã công bố tổng hợp tới đại biểu."))


class TakeBackRelease(SynthesisAct):
    """Thu hồi công bố."""

    permission_required = "council_sessions.release_synthesis"

    def act(self) -> None:
        """Close it again, with the reason."""
        form = ReasonForm(self.request.POST)
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        group_reports.take_back_release(self.item, reason=reason, by=self.user)
        self.say(_("Đã thu hồi công bố."))


class PrintSynthesis(SynthesisView, PrintedPaper):
    """Báo cáo tổng hợp thảo luận tổ: on all items the user may read, or on one."""

    returns_to = "groups"

    def paper(self) -> Paper:
        """The paper; what a delegate prints names no closed item."""
        only = self.item if "item" in self.kwargs else None
        gathered = syntheses(self.session, self.user, now=timezone.now(), only=only)
        if not self.user.has_role(*GATHERERS, council=self.session.council_id):
            gathered = [one for one in gathered if not one.item.is_closed]
        if not gathered:
            raise Http404
        now = timezone.now()
        rows = list(self.session.presiding.select_related("person").order_by("starts_at", "pk"))
        secretaries = board(self.session, rows, now=now).secretaries
        name = secretaries[0].person.name if secretaries else ""
        return synthesis_paper(self.session, gathered, secretary=name, now=now)

    def stem(self) -> str:
        """`tong-hop-thao-luan-to-…`."""
        return "tong-hop-thao-luan-to"
