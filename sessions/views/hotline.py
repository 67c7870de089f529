"""The hotline of a session: taking calls, following them by topic, each call (S17)."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hdnd_portal.audit import log
from hdnd_portal.notices import live
from hdnd_portal.ui.components import Crumb
from hdnd_portal.ui.history import history
from sessions.forms.hotline import CallForm, CorrectCallForm
from sessions.forms.resolutions import ReasonForm
from sessions.hotline import hotline_state, live_topic
from sessions.models import HotlineCall
from sessions.sentences import sentence
from sessions.services import hotline
from sessions.services.refusals import SessionRefused
from sessions.views.base import SessionView
from sessions.views.floor import as_json

TAKE, FOLLOW = "council_sessions.take_calls", "council_sessions.follow_calls"
TOPICS_OFFERED = 50


class Hotline(SessionView):
    """Đường dây nóng: the form for whoever takes calls, and what comes in, by topic."""

    permission_required = FOLLOW
    template_name = "sessions/hotline.html"
    tab = "hotline"
    page_name = gettext_lazy("Đường dây nóng")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The state that screens begin with; the form while the session is held."""
        takes = self.user.has_perm(TAKE, self.session)
        is_open = takes and self.session.state in hotline.TAKES_CALLS
        if is_open and "form" not in kwargs:
            kwargs["form"] = CallForm(session=self.session)
        return super().get_context_data(
            shown=hotline_state(self.session),
            takes=takes,
            is_open=is_open,
            topics=self.topics() if is_open else [],
            **kwargs,
        )

    def topics(self) -> list[str]:
        """Other topics of this session, to be chosen again instead of being spelt anew."""
        rows = self.session.hotline_calls.standing().exclude(topic="")
        return list(rows.values_list("topic", flat=True).distinct().order_by()[:TOPICS_OFFERED])


class TakeCall(Hotline):
    """Ghi ý kiến; a refused form is shown again as it was typed."""

    permission_required = TAKE
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Write it down, then the empty form for the next call."""
        self.check(self.session)
        form = CallForm(request.POST, session=self.session)
        if form.is_valid():
            try:
                call = hotline.take_call(self.session, by=self.user, **form.call())
            except SessionRefused as refusal:
                form.add_error("at" if refusal.code == "call_ahead" else None, sentence(refusal))
            else:
                self.say(_("Đã ghi ý kiến về “{topic}”.").format(topic=call.topic_words))
                return self.back("hotline")
        return self.render_to_response(self.get_context_data(form=form), status=422)


class HotlineLive(SessionView):
    """Kênh trực tiếp của đường dây nóng, for those who may follow it alone."""

    permission_required = FOLLOW

    def get(self, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        """Stay open."""
        self.check(self.session)
        return live.stream(live_topic(self.session.pk))


class HotlineState(SessionView):
    """Số liệu hiện tại, for screens whose channel is lost."""

    permission_required = FOLLOW

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """The state, or that nothing has changed."""
        self.check(self.session)
        return as_json(self.request, hotline_state(self.session))


class CallPage(SessionView):
    """Một ý kiến: what was said, and for those who take calls its correction and its caller."""

    permission_required = FOLLOW
    template_name = "sessions/hotline_call.html"
    tab = "hotline"
    page_name = gettext_lazy("Ý kiến qua đường dây nóng")

    @cached_property
    def call(self) -> HotlineCall:
        """The call of the address."""
        rows = HotlineCall.objects.visible_to(self.user).filter(session=self.session).for_list()
        rows = rows.select_related("session__council", "corrects", "corrected_by")
        return get_object_or_404(rows, pk=self.kwargs["call"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The call, its history, and the forms of those who may correct it."""
        call = self.call
        takes = self.user.has_perm(TAKE, self.session)
        may_correct = takes and not call.is_struck and self.session.state in hotline.CORRECTS_CALLS
        if may_correct and "form" not in kwargs:
            initial = {
                "item": call.item_id,
                "topic": call.topic,
                "unit": call.unit_id,
                "gist": call.gist,
            }
            kwargs["form"] = CorrectCallForm(session=self.session, initial=initial)
        subjects = [call, call.corrects] if call.corrects else [call]
        return super().get_context_data(
            call=call,
            # The next in the chain, where this row was corrected.
            newer=getattr(call, "corrected_by", None),
            may_correct=may_correct,
            takes=takes,
            history=history(log.entries_for(*subjects)),
            **{
                "read_form": ReasonForm(prefix="xem"),
                "strike_form": ReasonForm(prefix="bo"),
                **kwargs,
            },
        )

    def crumbs(self) -> list[Crumb]:
        """Below the page of the hotline."""
        *steps, here = super().crumbs()
        page = reverse("sessions:hotline", kwargs={"session": self.session.pk})
        return [*steps, Crumb(_("Đường dây nóng"), page), here]


class CallAct(CallPage):
    """An act on a call: done, or the page again with why not."""

    permission_required = TAKE
    http_method_names = ["post"]
    form_name = ""

    def form(self) -> Any:
        """What was typed."""
        raise TypeError(f"{type(self).__name__} has no form")

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Do it, or say why not."""
        self.check(self.session)
        form = self.form()
        if form.is_valid():
            try:
                return self.act(form)
            except SessionRefused as refusal:
                self.refuse(refusal)
        context = self.get_context_data(**{self.form_name: form})
        return self.render_to_response(context, status=422)

    def act(self, form: Any) -> HttpResponse:
        """The one service call, and where it leads."""
        raise TypeError(f"{type(self).__name__} does nothing")


class CorrectCall(CallAct):
    """Sửa ý kiến."""

    form_name = "form"

    def form(self) -> CorrectCallForm:
        """The words as they should read."""
        return CorrectCallForm(self.request.POST, session=self.session)

    def act(self, form: CorrectCallForm) -> HttpResponse:
        """Put a new row in its place."""
        call = hotline.correct_call(self.call, by=self.user, **form.cleaned_data)
        self.say(_("Đã sửa ý kiến."))
        return self.back("hotline_call", call=call.pk)


class StrikeCall(CallAct):
    """Bỏ ý kiến ghi nhầm."""

    form_name = "strike_form"

    def form(self) -> ReasonForm:
        """Why."""
        return ReasonForm(self.request.POST, prefix="bo")

    def act(self, form: ReasonForm) -> HttpResponse:
        """Strike it out."""
        hotline.strike_call(self.call, by=self.user, **form.cleaned_data)
        self.say(_("Đã bỏ ý kiến; dòng ghi vẫn được giữ."))
        return self.back("hotline_calls")


class ReadCaller(CallAct):
    """Xem người gọi: shown once, after the reason was given; the reading is recorded."""

    form_name = "read_form"

    def form(self) -> ReasonForm:
        """Why."""
        return ReasonForm(self.request.POST, prefix="xem")

    def act(self, form: ReasonForm) -> HttpResponse:
        """Show who called on this answer alone."""
        caller = hotline.read_caller(self.call, by=self.user, **form.cleaned_data)
        self.say(_("Lần xem này đã được ghi lại."))
        answer = self.render_to_response(self.get_context_data(caller=caller))
        answer["Cache-Control"] = "private, no-store"
        return answer
