"""Pages of the office for votes: the list, the question, the room where a vote is run."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hdnd_portal.ui.keys import is_key
from sessions.forms.voting import (
    BallotsForm,
    CarryPollForm,
    QuestionForm,
    ReasonForm,
    ResetForm,
    SheetForm,
    TotalsForm,
)
from sessions.models import HandCount, Poll
from sessions.poll_report import has_names, lines_of
from sessions.poll_state import state_of
from sessions.presence import quorum_at
from sessions.services import polls, polls_counting, polls_preparing, polls_reset
from sessions.services.polls_preparing import Question
from sessions.services.refusals import MoveRefused, SessionRefused
from sessions.views.acts import SessionFormView
from sessions.views.base import SessionView
from sessions.workflow.poll import (
    ENTERED_KINDS,
    MAY_VOTE,
    EntryState,
    PollKind,
    PollMove,
    PollState,
)


class PollView(SessionView):
    """A page or an act of one vote."""

    rehearses = True
    tab = "polls"

    @cached_property
    def poll(self) -> Poll:
        """The vote of the address, in this session."""
        visible = Poll.objects.filter(session=self.session).select_related(
            "item", "block", "parent", "about__person", "opened_by", "closed_by", "reset_asked_by"
        )
        poll = get_object_or_404(visible, pk=self.kwargs["poll"])
        poll.session = self.session
        return poll

    def back_to_run(self) -> HttpResponse:
        """Return to the room of the vote."""
        return self.back("run_poll", poll=self.poll.pk)


class PollList(SessionView):
    """Biểu quyết: every vote of the session, parts below their whole."""

    rehearses = True
    permission_required = "council_sessions.view_polls"
    template_name = "sessions/polls.html"
    tab = "polls"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Votes in the order of the session; the parts of a whole come right before it."""
        rows = list(Poll.objects.filter(session=self.session).for_list().order_by("position"))
        parts: dict[int, list[Poll]] = {}
        for row in rows:
            if row.parent_id is not None:
                parts.setdefault(row.parent_id, []).append(row)
        shown = []
        for row in rows:
            if row.parent_id is None:
                shown += [*parts.get(row.pk, []), row]
        return super().get_context_data(
            polls=shown,
            may_run=self.user.has_perm("council_sessions.run_polls", self.session),
            may_count=self.user.has_perm("council_sessions.count_votes", self.session),
            **kwargs,
        )


class QuestionView(PollView, SessionFormView):
    """A form on what is put to the vote."""

    permission_required = "council_sessions.run_polls"
    template_name = "sessions/poll_form.html"
    form_class = QuestionForm
    is_correction = False
    field_of = {
        "poll_kind_reason": "kind_reason",
        "poll_rule_reason": "rule_reason",
        "poll_about_missing": "about",
        "poll_deadline_missing": "due_at",
        "poll_deadline_past": "due_at",
        "poll_item_has_vote": "item",
        "poll_item_in_block": "item",
        "poll_item_or_block": "block",
        "poll_block_unallowed": "block",
        "poll_block_small": "block",
        "poll_block_has_vote": "block",
        "poll_block_kind": "kind",
    }

    def get_form_kwargs(self) -> dict[str, Any]:
        """What may be chosen in this session."""
        kwargs = super().get_form_kwargs()
        return {**kwargs, "session": self.session, "is_correction": self.is_correction}

    def act(self, form: QuestionForm) -> HttpResponse:
        """Keep it; back to the list where the vote was opened meanwhile."""
        try:
            poll = self.keep(form.cleaned_data)
        except MoveRefused as refusal:
            self.refuse(refusal)
            return self.back("polls")
        return self.back("run_poll", poll=poll.pk)

    def keep(self, data: dict[str, Any]) -> Poll:
        """The one service call."""
        raise TypeError(f"{type(self).__name__} keeps nothing")


class PreparePoll(QuestionView):
    """Chuẩn bị biểu quyết."""

    page_name = gettext_lazy("Chuẩn bị biểu quyết")

    def get_initial(self) -> dict[str, Any]:
        """For the item or the whole that the address names, with the usual words."""
        initial: dict[str, Any] = {"kind": PollKind.ELECTRONIC.value, "subject": "resolution"}
        asked = {name: self.request.GET.get(name, "") for name in ("item", "block", "parent")}
        if is_key(asked["parent"]):
            initial["parent"] = asked["parent"]
        elif is_key(asked["block"]):
            block = self.session.blocks.filter(pk=asked["block"]).first()
            if block is not None:
                initial["block"] = block.pk
                initial["title"] = block.title
                initial["question"] = _("Thông qua các nội dung của nhóm “{title}”").format(
                    title=block.title
                )
        elif is_key(asked["item"]):
            item = self.session.items.filter(pk=asked["item"]).first()
            if item is not None:
                initial["item"] = item.pk
                initial["title"] = item.title[:300]
                initial["question"] = _("Thông qua toàn văn: {title}").format(title=item.title)
                if item.kind == "personnel":
                    initial["kind"], initial["subject"] = "secret_paper", "personnel"
        return initial

    def keep(self, data: dict[str, Any]) -> Poll:
        """Prepare it."""
        poll = polls_preparing.prepare(self.session, Question(**data), by=self.user)
        self.say(_("Đã chuẩn bị biểu quyết “{title}”.").format(title=poll.title))
        return poll


class CorrectPoll(QuestionView):
    """Sửa câu hỏi biểu quyết before it opens."""

    page_name = gettext_lazy("Sửa biểu quyết")

    is_correction = True

    def get_initial(self) -> dict[str, Any]:
        """As it stands."""
        names = ("title", "question", "subject", "kind", "kind_reason", "due_at", "tellers")
        fields = {name: getattr(self.poll, name) for name in (*names, "rule_reason")}
        chosen = self.poll.rule_key if self.poll.rule_reason else ""
        return {**fields, "about": self.poll.about_id, "rule_key": chosen}

    def keep(self, data: dict[str, Any]) -> Poll:
        """Correct it; item and whole stay."""
        asked = Question(
            **data, item=self.poll.item, block=self.poll.block, parent=self.poll.parent
        )
        poll = polls_preparing.correct(self.poll, asked, by=self.user)
        self.say(_("Đã sửa biểu quyết “{title}”.").format(title=poll.title))
        return poll


class RunPoll(PollView):
    """Điều hành biểu quyết: the room of the operator, one thing at a time."""

    permission_required = "council_sessions.count_votes"
    template_name = "sessions/poll_run.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The vote, its roll, and what may be done now. A bound form comes in by name."""
        poll = self.poll
        is_open = poll.state == PollState.OPEN
        # What the office itself enters it sees; what delegates send stays unseen until the end.
        entered = is_open and poll.kind in ENTERED_KINDS
        lines = lines_of(poll, with_answers=has_names(poll) or entered) if poll.opened_at else []
        typed: dict[int, str] = kwargs.pop("typed", {})
        presence = quorum_at(self.session, timezone.now()) if not poll.opened_at else None
        return super().get_context_data(
            poll=poll,
            shown=state_of(poll),
            lines=lines,
            called=[(line, typed.get(line.pk) or line.choice) for line in lines],
            has_names=has_names(poll),
            presence=presence,
            absent=[line for line in lines if line.state == EntryState.ABSENT],
            quorum_lost=poll.state == PollState.CLOSED and polls.quorum_was_lost(poll),
            rounds=list(poll.rounds.select_related("asked_by", "confirmed_by"))
            if poll.round > 1
            else [],
            may_run=self.user.has_perm("council_sessions.run_polls", self.session),
            may_confirm=self.user.has_perm("council_sessions.confirm_reset", self.session),
            **{**self.entry_forms(lines), **kwargs},
        )

    def entry_forms(self, lines: list[Any]) -> dict[str, Any]:
        """The form by which the figures of this kind come in."""
        poll = self.poll
        if poll.state != PollState.OPEN:
            return {}
        if poll.kind == PollKind.SHOW_OF_HANDS:
            hands = HandCount.objects.filter(poll=poll, round=poll.round).first()
            names = ("in_favour", "against", "abstained")
            initial = {name: getattr(hands, name) for name in names} if hands else {}
            total = sum(initial.values())
            rest = self.able(lines) - total
            return {"totals_form": TotalsForm(initial=initial), "hands": hands, "rest": rest}
        if poll.kind == PollKind.SECRET_PAPER:
            counting = polls_counting.counting_of(poll)
            form = None if counting.is_agreed else BallotsForm()
            if counting.entered_by(self.user):
                form = None
            return {"counting": counting, "ballots_form": form, "able": self.able(lines)}
        if poll.kind == PollKind.OPINION_SHEET:
            waiting = [(x.pk, x.name) for x in lines if x.may_vote and not x.choice]
            now = timezone.now()
            return {"sheet_form": SheetForm(waiting=waiting, initial={"received_at": now})}
        return {}

    def able(self, lines: list[Any]) -> int:
        """How many on the roll may vote."""
        return sum(line.state in MAY_VOTE for line in lines)


class CarryPoll(PollView):
    """Mở, kết thúc, công bố, bỏ biểu quyết."""

    permission_required = "council_sessions.run_polls"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Carry the vote on, or say why not; a page of an older round changes nothing."""
        self.check(self.session)
        form = CarryPollForm(request.POST)
        try:
            if not form.is_valid() or form.cleaned_data["round"] != self.poll.round:
                raise SessionRefused("poll_changed")
            poll = self.act(PollMove(form.cleaned_data["move"]), form.cleaned_data["reason"])
            self.say(f"{poll.title}: {poll.get_state_display()}.")
        except (SessionRefused, MoveRefused) as refusal:
            self.refuse(refusal)
        return self.back_to_run()

    def act(self, move: PollMove, reason: str) -> Poll:
        """The service of the move."""
        if move is PollMove.OPEN:
            return polls.open_poll(self.poll, by=self.user, quorum_reason=reason)
        if move is PollMove.CLOSE:
            return polls.close_poll(self.poll, by=self.user)
        if move is PollMove.PUBLISH:
            return polls.publish(self.poll, by=self.user, reason=reason)
        return polls.abandon(self.poll, reason=reason, by=self.user)


class AskReset(PollView):
    """Đề nghị làm lại biểu quyết."""

    permission_required = "council_sessions.run_polls"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Ask, with the reason."""
        self.check(self.session)
        form = ReasonForm(request.POST)
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        try:
            polls_reset.ask_reset(self.poll, reason=reason, by=self.user)
            self.say(_("Đã đề nghị làm lại. Cần một người khác xác nhận."))
        except (SessionRefused, MoveRefused) as refusal:
            self.refuse(refusal)
        return self.back_to_run()


class AnswerReset(PollView):
    """Xác nhận hoặc bỏ đề nghị làm lại, by a second person."""

    permission_required = "council_sessions.confirm_reset"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Confirm or drop."""
        self.check(self.session)
        form = ResetForm(request.POST)
        try:
            if not form.is_valid():
                raise SessionRefused("poll_changed")
            if form.cleaned_data["act"] == "drop":
                polls_reset.drop_reset(self.poll, by=self.user)
                self.say(_("Đã bỏ đề nghị làm lại. Kết quả giữ nguyên."))
            else:
                poll = polls_reset.confirm_reset(self.poll, by=self.user)
                self.say(_("Biểu quyết làm lại, lần {round}.").format(round=poll.round))
        except (SessionRefused, MoveRefused) as refusal:
            self.refuse(refusal)
        # Those who preside confirm as well, and have no place in the operator's room.
        if self.user.has_perm("council_sessions.count_votes", self.session):
            return self.back_to_run()
        return self.back("poll", poll=self.poll.pk)
