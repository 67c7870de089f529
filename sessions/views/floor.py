"""Pages that follow a sitting: board, delegate, course, report of speaking time."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.base import ContextMixin, TemplateResponseMixin

from hdnd_portal.accounts.views import PublicView
from hdnd_portal.notices import live
from sessions.forms.sitting import BudgetForm, OwnSpeechForm
from sessions.item_times import item_times
from sessions.models import CouncilSession, SpeechRequest
from sessions.observing import observed, public_programme
from sessions.sentences import sentence
from sessions.services import attendance, speeches
from sessions.services.live import topic
from sessions.services.refusals import MoveRefused, SessionRefused
from sessions.speaking_report import report
from sessions.speaking_sheet import as_xlsx
from sessions.state_cache import cached_state
from sessions.views.acts import SessionAct
from sessions.views.base import SessionView
from sessions.views.made_files import made_table
from sessions.workflow.sitting import SPEECH_QUEUED


class Board(SessionView):
    """Bảng điện tử: full screen for the wall of the hall."""

    rehearses = True
    permission_required = "council_sessions.view_floor"
    template_name = "sessions/board.html"
    tab = "floor"
    page_name = gettext_lazy("Bảng điện tử")
    inside = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The state as it is pushed, and where the next ones come from."""
        return super().get_context_data(shown=cached_state(self.session, inside=True), **kwargs)


class LiveStream(SessionView):
    """Kênh trực tiếp: the state of the session, pushed."""

    rehearses = True
    permission_required = "council_sessions.view_floor"

    def get(self, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        """Stay open."""
        self.check(self.session)
        return live.stream(topic(self.session.pk, inside=True))


class LiveState(SessionView):
    """Số liệu hiện tại, for screens whose channel is lost."""

    rehearses = True
    permission_required = "council_sessions.view_floor"

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """The state, or that nothing has changed."""
        self.check(self.session)
        return state_answer(self.request, self.session, inside=True)


def state_answer(request: HttpRequest, session: CouncilSession, *, inside: bool) -> HttpResponse:
    """The state of the sitting as JSON."""
    return as_json(request, cached_state(session, inside=inside))


def as_json(request: HttpRequest, state: Mapping[str, Any]) -> HttpResponse:
    """A state with its digest as JSON; 304 where the caller has this one."""
    tag = f'"{state["digest"]}"'
    if request.headers.get("If-None-Match") == tag:
        answer = HttpResponse(status=304)
    else:
        answer = JsonResponse(dict(state), json_dumps_params={"ensure_ascii": False})
    answer["ETag"] = tag
    answer["Cache-Control"] = "no-store"
    return answer


class ObserverView(TemplateResponseMixin, ContextMixin, PublicView):
    """A page opened by the signed link of a session."""

    @cached_property
    def session(self) -> CouncilSession:
        """The session of the link."""
        found = observed(self.kwargs["token"])
        if found is None:
            raise Http404
        return found


class Observe(ObserverView):
    """Bảng điện tử cho người dự thính: public data only, without an account."""

    template_name = "sessions/board.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The board."""
        return self.render_to_response(
            self.get_context_data(
                session=self.session,
                page_title=self.session.name,
                shown=cached_state(self.session, inside=False),
                token=self.kwargs["token"],
            )
        )


class ObserveProgramme(ObserverView):
    """Chương trình công khai: what is treated when, and where to watch it."""

    template_name = "sessions/observe_programme.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The programme."""
        return self.render_to_response(
            self.get_context_data(
                session=self.session,
                page_title=self.session.name,
                halves=public_programme(self.session),
                token=self.kwargs["token"],
            )
        )


class ObserveLive(ObserverView):
    """Kênh trực tiếp cho người dự thính."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Stay open."""
        return live.stream(topic(self.session.pk, inside=False))


class ObserveState(ObserverView):
    """Số liệu hiện tại cho người dự thính."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The state, or that nothing has changed."""
        return state_answer(request, self.session, inside=False)


class Floor(SessionView):
    """Phiên họp: a delegate's page; the others inside the council follow on it, too."""

    rehearses = True
    permission_required = "council_sessions.view_floor"
    template_name = "sessions/floor.html"
    tab = "floor"
    page_name = gettext_lazy("Phiên họp")

    @cached_property
    def now(self) -> datetime:
        """One moment for the whole page."""
        return timezone.now()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is on with its papers, whether I am in, my requests to speak."""
        shown = cached_state(self.session, inside=True)
        seat = attendance.own_seat(self.session, self.user, self.now)
        is_here = seat is not None and seat.is_here  # type: ignore[attr-defined]  # by own_seat
        return super().get_context_data(
            shown=shown,
            seat=seat,
            is_here=is_here,
            is_open=seat is not None and not is_here and self.is_open(),
            mine=self.mine(seat),
            runs=self.user.has_perm("council_sessions.run_sitting", self.session),
            enters=self.user.has_perm("council_sessions.record_attendance", self.session),
            **{"speech_form": OwnSpeechForm(), **kwargs},
        )

    def is_open(self) -> bool:
        """Whether delegates may enter themselves now."""
        if self.session.state not in attendance.TAKES_ATTENDANCE:
            return False
        return attendance.sitting_at(self.session, self.now) is not None

    def mine(self, seat: Any) -> list[SpeechRequest]:
        """The user's own requests that wait."""
        if seat is None:
            return []
        rows = self.session.speeches.filter(mandate=seat, state__in=SPEECH_QUEUED)
        return list(rows.select_related("item", "block").order_by("position"))


class FloorAct(SessionAct, Floor):
    """An act of a delegate on the page of the sitting."""

    leads_to = "floor"

    def overtaken(self, refusal: MoveRefused) -> None:
        """It was the office that was faster."""
        self.warn(_("Văn phòng vừa xử lý đăng ký này. Trang đã tải lại."))


class CheckIn(FloorAct):
    """Đại biểu tự điểm danh."""

    permission_required = "council_sessions.check_in"

    def act(self) -> None:
        """Enter that I am here."""
        attendance.check_in(self.session, at=self.now, by=self.user)
        self.say(
            _("Đã ghi nhận có mặt lúc {time}.").format(time=f"{timezone.localtime(self.now):%H:%M}")
        )


class CheckOut(FloorAct):
    """Đại biểu rời phòng họp."""

    permission_required = "council_sessions.check_in"

    def act(self) -> None:
        """Enter that I leave."""
        attendance.check_out(self.session, at=self.now, by=self.user)
        self.say(_("Đã ghi nhận rời phòng họp."))


class AskToSpeak(FloorAct):
    """Đăng ký phát biểu; a refused request is shown again as it was typed."""

    permission_required = "council_sessions.ask_to_speak"

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Put me on the list."""
        self.check(self.session)
        form = OwnSpeechForm(request.POST)
        if form.is_valid():
            try:
                speeches.ask_to_speak(self.session, by=self.user, **form.cleaned_data)
            except SessionRefused as refusal:
                form.add_error(None, sentence(refusal))
            else:
                self.say(_("Đã đăng ký. Thứ tự của ông/bà hiện trên trang này."))
                return self.back("floor")
        return self.render_to_response(self.get_context_data(speech_form=form, form=form))


class WithdrawSpeech(FloorAct):
    """Rút đăng ký phát biểu."""

    permission_required = "council_sessions.ask_to_speak"

    def act(self) -> None:
        """Take me off the list."""
        rows = self.session.speeches.select_related("session", "mandate__person")
        row = get_object_or_404(
            rows, pk=self.kwargs["speech"], mandate__person=self.user.person_id or 0
        )
        speeches.withdraw_own(row, by=self.user)
        self.say(_("Đã rút đăng ký phát biểu."))


class Course(SessionView):
    """Diễn biến: what was on from when to when, and what else happened."""

    rehearses = True
    permission_required = "council_sessions.view_floor"
    template_name = "sessions/course.html"
    tab = "floor"
    page_name = gettext_lazy("Diễn biến")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """All entries in their order."""
        rows = list(
            self.session.proceedings.select_related("item", "block", "sitting", "recorded_by")
        )
        return super().get_context_data(
            rows=rows,
            times=item_times(rows, timezone.now()),
            runs=self.user.has_perm("council_sessions.run_sitting", self.session),
            **kwargs,
        )


class Speaking(SessionView):
    """Thời gian phát biểu: by Tổ, by item, and every speech; beside what was set."""

    rehearses = True
    permission_required = "council_sessions.view_floor"
    template_name = "sessions/speaking.html"
    tab = "floor"
    page_name = gettext_lazy("Thời gian phát biểu")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The report, and the form of budgets for those who run the sitting."""
        runs = self.user.has_perm("council_sessions.run_sitting", self.session)
        return super().get_context_data(
            report=report(self.session),
            runs=runs,
            form=BudgetForm(session=self.session) if runs else None,
            **kwargs,
        )


class SpeakingSheet(SessionView):
    """Thời gian phát biểu as XLSX."""

    rehearses = True
    permission_required = "council_sessions.view_floor"

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """The file."""
        self.check(self.session)
        content = as_xlsx(self.session, report(self.session))
        return made_table(content, name="thoi-gian-phat-bieu")
