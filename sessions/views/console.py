"""The console of a sitting: what is on, what else happens."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sessions import state_cache
from sessions.course import BEFORE_RESULT
from sessions.forms.sitting import (
    CarryOverForm,
    CorrectNoteForm,
    ExpectedForm,
    NoteForm,
    SpeechForm,
    StartForm,
)
from sessions.item_times import sitting_forecast
from sessions.labels import SESSION_MOVE_NAMES
from sessions.models import AgendaItem, Proceeding
from sessions.models.session import SessionQuerySet
from sessions.observing import observer_path
from sessions.schedule import ScheduleRefused
from sessions.sentences import sentence
from sessions.services import carrying_over, proceedings, session_states
from sessions.services.refusals import MoveRefused, SessionRefused
from sessions.sitting_labels import PHASES, SPEECH_MOVE_NAMES
from sessions.speaking_report import behind
from sessions.views.base import SessionView
from sessions.workflow import (
    SessionFacts,
    SessionMove,
    SessionState,
    is_exception,
    session_may,
    session_objection,
)
from sessions.workflow.sitting import (
    SPEECH_MOVES,
    SPEECH_ON,
    SPEECH_WITH_REASON,
    SpeechMove,
    SpeechState,
)

# The moves of the session that belong to a sitting day.
SITTING_MOVES = (SessionMove.OPEN, SessionMove.ADJOURN, SessionMove.RESUME, SessionMove.CLOSE)


class Console(SessionView):
    """Điều hành phiên họp: full screen, everything an operator does while the hall looks on."""

    rehearses = True
    permission_required = "council_sessions.run_sitting"
    template_name = "sessions/console.html"
    tab = "floor"
    page_name = gettext_lazy("Điều hành phiên họp")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is on, the list of speakers with what may be done, the items, the forms."""
        reading = state_cache.reading(self.session)
        state = reading.state
        items = self.items()
        running = state["running"] or {}
        return super().get_context_data(
            state=state,
            seq=reading.seq,
            parts=reading.shown(inside=True)["parts"],
            forecast=sitting_forecast(
                self.session, items, (running.get("item"), running.get("block")), timezone.now()
            ),
            running=state["running"],
            items=items,
            blocks=list({item.block_id: item.block for item in items if item.block}.values()),
            phases=list(PHASES.items()),
            rows=self.speech_rows(state),
            first=state["queue"][0]["pk"] if state["queue"] else None,
            moves=self.session_moves(),
            observer_url=self.request.build_absolute_uri(observer_path(self.session)),
            programme_url=self.request.build_absolute_uri(
                observer_path(self.session, "observe_programme")
            ),
            shown=state["announcements"],
            **{
                "note_form": NoteForm(auto_id="note_%s"),
                "speech_form": SpeechForm(session=self.session, auto_id="speech_%s"),
                **kwargs,
            },
        )

    def sessions(self) -> SessionQuerySet:
        """With what its moves are judged by."""
        return super().sessions().with_items_counted()

    def items(self) -> list[AgendaItem]:
        """What may still be taken up, in the order of the programme."""
        rows = self.session.items.filter(state__in=BEFORE_RESULT).select_related("block")
        return list(rows.order_by("position"))

    def speech_rows(self, state: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Those who speak or wait, in the order of the list, each with the moves of its state."""
        speaking = [state["speaker"]] if state["speaker"] else []
        late = behind(self.session)
        return [
            {
                **one,
                "is_behind": one["group_pk"] in late,
                "on": SpeechState(one["state"]) in SPEECH_ON,
                "moves": [
                    (move.value, SPEECH_MOVE_NAMES[move], move in SPEECH_WITH_REASON)
                    for move, (sources, _result) in SPEECH_MOVES.items()
                    if one["state"] in sources and move is not SpeechMove.WITHDRAW
                ],
            }
            for one in [*speaking, *state["interrupted"], *state["queue"]]
        ]

    def session_moves(self) -> list[dict[str, Any]]:
        """Khai mạc, tạm nghỉ, họp tiếp, bế mạc: those the state allows, or why not now."""
        if not self.user.has_perm("council_sessions.move_session", self.session):
            return []
        state = SessionState(self.session.state)
        possible = [move for move in SITTING_MOVES if session_may(state, move)]
        if not possible:
            return []
        facts = session_states.facts_of(self.session, today=timezone.localdate())
        return [self.session_move(move, state, facts) for move in possible]

    def session_move(
        self, move: SessionMove, state: SessionState, facts: SessionFacts
    ) -> dict[str, Any]:
        """One of them; an exception says what it leaves out."""
        objection = session_objection(move, facts)
        refusal = SessionRefused(objection.code, **objection.details) if objection else None
        why = session_states.exception_refusal(state, move, facts)
        return {
            "move": move.value,
            "label": SESSION_MOVE_NAMES[move],
            "why_not": sentence(refusal) if refusal else "",
            "exception": sentence(why) if is_exception(state, move, facts) else "",
        }


class ConsoleAct(Console):
    """An act at the console: one POST, then the console again; what is refused is kept."""

    http_method_names = ["post"]
    form_class: Any = ExpectedForm
    # Under which name the console shows the form again, with what was typed.
    form_name = ""

    def form(self) -> Any:
        """What was sent."""
        return self.form_class(self.request.POST)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Do it, or say why not."""
        self.check(self.session)
        form = self.form()
        if not form.is_valid():
            return self.refused(form, next(iter(next(iter(form.errors.values())))))
        try:
            self.act(form)
        except (SessionRefused, MoveRefused) as refusal:
            return self.refused(form, self.words(refusal))
        return self.back("console")

    def words(self, refusal: SessionRefused | MoveRefused) -> str:
        """Why not; a request to speak that moved on meanwhile is not the session."""
        if isinstance(refusal, MoveRefused):
            return _("Người khác vừa xử lý việc này. Trang đã tải lại, hãy xem và thực hiện lại.")
        return sentence(refusal)

    def refused(self, form: Any, words: str) -> HttpResponse:
        """The console again: a form with words in it as it was typed, another act as a sentence."""
        if self.form_name:
            if not form.errors:
                form.add_error(None, words)
            again = {self.form_name: form, "form": form}
            return self.render_to_response(self.get_context_data(**again))
        messages.error(self.request, words)
        return self.back("console")

    def act(self, form: Any) -> None:
        """The one service call."""
        raise TypeError(f"{type(self).__name__} does nothing")


class StartItem(ConsoleAct):
    """Bắt đầu nội dung, hoặc chuyển bước."""

    form_class = StartForm

    def act(self, form: StartForm) -> None:
        """Take the item up."""
        item = get_object_or_404(self.session.items, pk=self.kwargs["item"])
        row = proceedings.start_item(self.session, item, by=self.user, **form.cleaned_data)
        self.say(_("{step}: {title}.").format(step=row.get_phase_display(), title=item.title))


class StartBlock(ConsoleAct):
    """Bắt đầu nhóm nội dung, hoặc chuyển bước của cả nhóm."""

    form_class = StartForm

    def act(self, form: StartForm) -> None:
        """Take the block up."""
        block = get_object_or_404(self.session.blocks, pk=self.kwargs["block"])
        row = proceedings.start_block(self.session, block, by=self.user, **form.cleaned_data)
        self.say(_("{step}: {title}.").format(step=row.get_phase_display(), title=block.title))


class TakeBreak(ConsoleAct):
    """Giải lao."""

    def act(self, form: ExpectedForm) -> None:
        """Begin the break."""
        proceedings.take_break(self.session, by=self.user, **form.cleaned_data)
        self.say(_("Đã ghi giải lao."))


class EndRunning(ConsoleAct):
    """Kết thúc nội dung đang diễn ra hoặc giờ giải lao."""

    def act(self, form: ExpectedForm) -> None:
        """End it."""
        proceedings.end_running(self.session, by=self.user, **form.cleaned_data)
        self.say(_("Đã ghi kết thúc."))


class WriteNote(ConsoleAct):
    """Thông báo, diễn biến khác, văn bản đọc tại kỳ họp."""

    form_class = NoteForm
    form_name = "note_form"

    def form(self) -> NoteForm:
        """With the names of the fields as the console gives them."""
        return NoteForm(self.request.POST, auto_id="note_%s")

    def act(self, form: NoteForm) -> None:
        """Write it down."""
        row = proceedings.write_note(self.session, by=self.user, **form.cleaned_data)
        self.say(_("Đã ghi: {kind}.").format(kind=row.get_kind_display()))


class TakeDown(ConsoleAct):
    """Gỡ thông báo khỏi bảng."""

    def act(self, form: ExpectedForm) -> None:
        """Take it down."""
        rows = self.session.proceedings.select_related("session")
        proceedings.take_down(get_object_or_404(rows, pk=self.kwargs["proceeding"]), by=self.user)
        self.say(_("Đã gỡ thông báo."))


class CarryOver(SessionView):
    """Chuyển chương trình sang ngày mới, where the sitting cannot be held."""

    permission_required = "council_sessions.run_sitting"
    template_name = "sessions/carry_over.html"
    tab = "floor"
    page_name = gettext_lazy("Chuyển chương trình sang ngày mới")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, and what would be carried over."""
        return super().get_context_data(
            **{
                "form": CarryOverForm(),
                "items": self.session.items.filter(state__in=BEFORE_RESULT).order_by("position"),
                "is_ahead": self.session.state in {SessionState.CONVENED, SessionState.READY},
                **kwargs,
            }
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Carry them over, or show the form again with what was typed."""
        self.check(self.session)
        form = CarryOverForm(request.POST)
        if form.is_valid():
            try:
                sitting = carrying_over.carry_over(self.session, by=self.user, **form.cleaned_data)
            except (SessionRefused, ScheduleRefused) as refusal:
                form.add_error(None, sentence(refusal))
            else:
                self.say(_("Đã chuyển chương trình sang {sitting}.").format(sitting=sitting))
                return self.back("console")
        return self.render_to_response(self.get_context_data(form=form))


class CorrectNote(SessionView):
    """Sửa lời ghi của một diễn biến, with the reason."""

    rehearses = True
    permission_required = "council_sessions.run_sitting"
    template_name = "sessions/note_correct.html"
    tab = "floor"
    page_name = gettext_lazy("Sửa diễn biến")

    @cached_property
    def row(self) -> Proceeding:
        """The entry of the address."""
        rows = self.session.proceedings.select_related("session", "item")
        found: Proceeding = get_object_or_404(rows, pk=self.kwargs["proceeding"])
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form with what stands."""
        kwargs.setdefault("form", CorrectNoteForm(initial={"text": self.row.text}))
        return super().get_context_data(row=self.row, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Correct it, or show the form again with what was typed."""
        self.check(self.session)
        form = CorrectNoteForm(request.POST)
        if form.is_valid():
            try:
                proceedings.correct_note(self.row, by=self.user, **form.cleaned_data)
            except SessionRefused as refusal:
                form.add_error(None, sentence(refusal))
            else:
                self.say(_("Đã sửa lời ghi."))
                return self.back("course")
        return self.render_to_response(self.get_context_data(form=form))
