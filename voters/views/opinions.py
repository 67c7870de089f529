"""One opinion: its words, who may know who spoke, struck out with a reason."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from hdnd_portal.audit import log
from hdnd_portal.ui.components import Crumb
from hdnd_portal.ui.history import history
from voters.forms.plans import ReasonForm
from voters.meeting_facts import clock_words
from voters.models import Opinion, VoterMeeting
from voters.refusals import ContactRefused
from voters.services import recording
from voters.views.record_base import MeetingView


class OpinionPage(MeetingView):
    """Một ý kiến: the words as they were written down, never changed."""

    template_name = "voters/opinion_detail.html"

    @cached_property
    def opinion(self) -> Opinion:
        """The opinion of the address."""
        rows = Opinion.objects.visible_to(self.user).for_list().select_related("speaker")
        return get_object_or_404(rows, pk=self.kwargs["opinion"])

    @cached_property
    def meeting(self) -> VoterMeeting:
        """Its meeting."""
        meeting = self.found(self.opinion.meeting_id)
        self.opinion.meeting = meeting  # the clock is judged by it
        return meeting

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The opinion, its forms, its history."""
        meeting, opinion = self.meeting, self.opinion
        may_strike = (
            not opinion.is_struck
            and not self.record.is_signed
            and self.user.has_perm("voters.record_meeting", meeting)
        )
        title = _("Ý kiến số {number}").format(number=opinion.number)
        return super().get_context_data(
            page_title=title,
            crumbs=self.crumbs(Crumb(title)),
            opinion=opinion,
            clock=clock_words(opinion),
            has_speaker=hasattr(opinion, "speaker"),
            may_strike=may_strike,
            may_read=self.user.has_perm("voters.read_speaker", opinion),
            history=history(log.entries_for(opinion)),
            **{
                "strike_form": ReasonForm(prefix="bo"),
                "read_form": ReasonForm(prefix="xem"),
                **kwargs,
            },
        )


class StrikeOpinion(OpinionPage):
    """Bỏ ý kiến ghi nhầm."""

    permission_required = "voters.record_meeting"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Strike it out, or show the form again."""
        self.check(self.meeting)
        form = ReasonForm(request.POST, prefix="bo")
        if form.is_valid():
            try:
                recording.strike_opinion(self.opinion, by=self.user, **form.cleaned_data)
            except ContactRefused as refusal:
                self.refuse(refusal)
            else:
                messages.success(request, _("Đã bỏ ý kiến; dòng ghi và lý do vẫn được giữ."))
                return self.back()
        return self.render_to_response(self.get_context_data(strike_form=form), status=422)


class ReadSpeaker(OpinionPage):
    """Xem người phát biểu: on the answer alone, never in an address."""

    permission_required = "voters.read_speaker"
    http_method_names = ["post"]

    def check(self, record: Any) -> None:
        """Asked of the opinion."""
        super().check(self.opinion)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show who spoke, or the form again."""
        self.check(self.opinion)
        form = ReasonForm(request.POST, prefix="xem")
        shown: dict[str, Any] = {"read_form": form}
        if form.is_valid():
            try:
                shown["speaker"] = recording.read_speaker(
                    self.opinion, by=self.user, **form.cleaned_data
                )
            except ContactRefused as refusal:
                self.refuse(refusal)
        answer = self.render_to_response(
            self.get_context_data(**shown), status=200 if "speaker" in shown else 422
        )
        answer["Cache-Control"] = "private, no-store"
        return answer
