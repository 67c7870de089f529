"""Pages of planning: a new session, its milestones, another day, the next state."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView

from hdnd_portal.accounts.councils import current_council
from hdnd_portal.accounts.roles import INSIDE, STAFF
from hdnd_portal.accounts.views import StaffView
from hdnd_portal.audit import log, wording
from hdnd_portal.notices import followed
from hdnd_portal.ui.components import TimelineEntry
from sessions.forms.plan import (
    CarryForm,
    FinishForm,
    MoveForm,
    OwnerForm,
    PlanForm,
    ReasonForm,
    owners_of,
)
from sessions.labels import SESSION_MOVE_NAMES
from sessions.models import AgendaItem, CouncilSession, Milestone
from sessions.models.dossier import CHAIRS
from sessions.permissions import PLANNERS, holds
from sessions.quorum import quorum_of
from sessions.schedule import ScheduleRefused
from sessions.sentences import sentence
from sessions.services import milestones, planning, session_states
from sessions.services.presiding import board
from sessions.services.refusals import MoveRefused, SessionRefused
from sessions.timeline_chart import chart
from sessions.views.acts import SessionAct
from sessions.views.base import SessionView
from sessions.workflow import (
    SESSION_AHEAD,
    SESSION_BACKWARD,
    SESSION_MOVES,
    SESSION_OVER,
    SESSION_SHUT,
    SessionKind,
    SessionMove,
    SessionState,
    is_exception,
    needs_reason,
    session_objection,
)

# Lines of the timeline beside the plan.
HISTORY = 30
# At which field of the form a refusal is shown; the rest stands on top.
FIELD_OF = {
    "opening_past": "opening_on",
    "opening_far": "opening_on",
    "opening_day_off": "opening_on",
    "opening_outside_term": "opening_on",
    "days_step": "days",
    "days_range": "days",
    "sittings_in_use": "days",
    "ordinal_taken": "ordinal",
    "reason_missing": "reason",
}


class PlanSession(StaffView, FormView):  # type: ignore[type-arg]
    """Lập kỳ họp: the kind and the day; the milestones follow."""

    permission_required = "council_sessions.plan_session"
    template_name = "sessions/session_form.html"
    form_class = PlanForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form finds the term in the council at hand."""
        council = current_council(self.request)
        if council is None or not self.user.has_role(*PLANNERS, council=council.pk):
            raise PermissionDenied
        return {**super().get_form_kwargs(), "council": council}

    def form_valid(self, form: PlanForm) -> HttpResponse:
        """Create the session, or say at the field why not."""
        data = form.cleaned_data
        try:
            session = planning.plan_session(
                form.council,
                term=data["term"],
                kind=SessionKind(data["kind"]),
                name=data["name"],
                opening_on=data["opening_on"],
                days=data["days"],
                place=data["place"],
                ordinal=data["ordinal"],
                accepts_day_off=data["accepts_day_off"],
                today=timezone.localdate(),
                by=self.user,
            )
        except (ScheduleRefused, SessionRefused) as refusal:
            form.add_error(FIELD_OF.get(refusal.code), sentence(refusal))
            return self.form_invalid(form)
        messages.success(
            self.request,
            _("Đã lập {name} với {count} mốc chuẩn bị.").format(
                name=session.name, count=session.milestones.count()
            ),
        )
        return redirect("sessions:plan", session=session.pk)


def milestone_state(milestone: Milestone, today: Any) -> str:
    """The state that the milestone's badge and its mark on the chart show."""
    if milestone.done_on is not None:
        late = milestone.due_on is not None and milestone.done_on > milestone.due_on
        return "done_late" if late else "done"
    if milestone.due_on is None:
        return "waiting"
    return "missed" if milestone.due_on < today else "ahead"


class SessionPlan(SessionView):
    """Kế hoạch chuẩn bị: milestones back from the opening day."""

    permission_required = "council_sessions.view_session"
    template_name = "sessions/session_plan.html"
    tab = "plan"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Milestones with state, the chart, and the moves of the session."""
        today = timezone.localdate()
        rows = [
            (milestone, milestone_state(milestone, today))
            for milestone in self.session.milestones.select_related("owner_user", "done_by")
        ]
        dated = [(m.name, m.due_on, state) for m, state in rows if m.due_on is not None]
        may_plan = self.user.has_perm("council_sessions.plan_session", self.session)
        state = SessionState(self.session.state)
        shut = state in SESSION_SHUT
        return super().get_context_data(
            rows=rows,
            chart=chart(dated, opening_on=self.session.opening_on, today=today),
            missed=0 if shut else sum(1 for _milestone, of in rows if of == "missed"),
            may_tick=may_plan and not shut,
            may_move=may_plan and state in SESSION_AHEAD,
            may_correct=may_plan and state not in SESSION_OVER,
            sees_notes=holds(self.user, tuple(INSIDE), self.session),
            sittings=self.session.sittings.all(),
            board=board(
                self.session,
                list(self.session.presiding.select_related("person")),
                now=timezone.now(),
            ),
            quorum=quorum_of(self.session),
            may_preside=self.user.has_perm("council_sessions.record_presiding", self.session)
            and (state not in SESSION_OVER),
            moves=self.moves(),
            sees_history=(sees := holds(self.user, (*STAFF, *CHAIRS), self.session)),
            history=self.history([milestone for milestone, _state in rows]) if sees else [],
            today=today,
            drafts=self.drafts(),
            owners=list(owners_of(self.session)) if may_plan and not shut else [],
            **kwargs,
        )

    @cached_property
    def session(self) -> CouncilSession:
        """The session of the address, with what its moves are judged by in the same query."""
        counted = self.sessions().with_items_counted()
        found: CouncilSession = get_object_or_404(
            followed.marked(counted, self.user), pk=self.kwargs["session"]
        )
        return found

    def history(self, of_plan: list[Milestone]) -> list[TimelineEntry]:
        """What was done to the session, its milestones and its items, the latest first."""
        items = [AgendaItem(pk=key) for key in self.session.item_keys]
        entries = log.entries_for(self.session, *of_plan, *items)[:HISTORY]
        return [
            TimelineEntry(entry.at, wording.sentence(entry), by=entry.actor_name)
            for entry in entries
        ]

    def moves(self) -> list[dict[str, Any]]:
        """What may be done with the session now, or why not; some moves ask for a reason."""
        if not self.user.has_perm("council_sessions.move_session", self.session):
            return []
        state = SessionState(self.session.state)
        facts = session_states.facts_of(self.session, today=timezone.localdate())
        moves = []
        for move, (sources, _result) in SESSION_MOVES.items():
            if state not in sources:
                continue
            objection = session_objection(move, facts)
            refusal = SessionRefused(objection.code, **objection.details) if objection else None
            moves.append(
                {
                    "move": move.value,
                    "label": SESSION_MOVE_NAMES[move],
                    "back": move in SESSION_BACKWARD,
                    "wants_reason": needs_reason(state, move, facts),
                    "exception": sentence(session_states.exception_refusal(state, move, facts))
                    if is_exception(state, move, facts)
                    else "",
                    "why_not": sentence(refusal) if refusal else "",
                }
            )
        return moves


class MoveOpening(SessionView, FormView):  # type: ignore[type-arg]
    """Đổi ngày khai mạc: shows what changes, then asks to confirm."""

    permission_required = "council_sessions.plan_session"
    template_name = "sessions/session_move.html"
    form_class = MoveForm
    tab = "plan"

    def get_initial(self) -> dict[str, Any]:
        """Today's plan."""
        return {
            "opening_on": self.session.opening_on,
            "days": self.session.days,
            "expected": self.session.opening_on,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form with the session around it."""
        kwargs.setdefault("form", self.get_form())
        return super().get_context_data(**kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Preview first; the same form with `confirm` does it."""
        self.check(self.session)
        form = self.get_form()
        return self.form_valid(form) if form.is_valid() else self.form_invalid(form)

    def form_valid(self, form: MoveForm) -> HttpResponse:
        """Show the changes, or carry them out."""
        data = dict(form.cleaned_data)
        today = timezone.localdate()
        days = {name: data[name] for name in ("opening_on", "days", "accepts_day_off")}
        try:
            if "confirm" not in self.request.POST:
                sittings, changes = planning.preview_move(self.session, today=today, **days)
                return self.render_to_response(
                    self.get_context_data(form=form, changes=changes, sittings=sittings)
                )
            planning.move_opening(self.session, today=today, by=self.user, **data)
        except (ScheduleRefused, SessionRefused) as refusal:
            form.add_error(FIELD_OF.get(refusal.code), sentence(refusal))
            return self.form_invalid(form)
        self.say(_("Đã đổi ngày khai mạc và tính lại các mốc chuẩn bị."))
        self.warn_of_issued()
        return self.back("plan")


class CarrySession(SessionView):
    """Chuyển trạng thái kỳ họp."""

    permission_required = "council_sessions.move_session"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Carry the session on, or say why not."""
        self.check(self.session)
        form = CarryForm(request.POST)
        if form.is_valid():
            try:
                session = session_states.carry_session(
                    self.session,
                    SessionMove(form.cleaned_data["move"]),
                    reason=form.cleaned_data["reason"],
                    today=timezone.localdate(),
                    by=self.user,
                )
                self.say(_("Kỳ họp: {state}.").format(state=session.get_state_display()))
            except (SessionRefused, MoveRefused) as refusal:
                self.refuse(refusal)
        else:
            messages.error(request, _("Chưa chọn được việc cần ghi nhận, hoặc lý do dài quá."))
        # The console has the same buttons, and wants to stay open.
        return self.back("console" if request.POST.get("next") == "console" else "plan")


class MilestoneAct(SessionAct):
    """An act on one milestone of the session, back to the milestones."""

    permission_required = "council_sessions.plan_session"
    leads_to = "plan"

    @cached_property
    def milestone(self) -> Milestone:
        """The milestone of the address."""
        return get_object_or_404(self.session.milestones, pk=self.kwargs["milestone"])


class FinishMilestone(MilestoneAct):
    """Ghi mốc đã xong."""

    def act(self) -> None:
        """Enter the day."""
        form = FinishForm(self.request.POST)
        if not form.is_valid():
            wrong_day = "on" in form.errors
            messages.error(
                self.request,
                _("Ngày chưa đúng. Hãy ghi theo dạng 08/12/2026.")
                if wrong_day
                else _("Ghi chú dài quá 300 ký tự. Hãy rút gọn rồi lưu lại."),
            )
            return
        milestones.finish_milestone(
            self.milestone,
            on=form.cleaned_data["on"],
            note=form.cleaned_data["note"],
            today=timezone.localdate(),
            by=self.user,
        )
        self.say(_("Đã ghi xong: {name}.").format(name=self.milestone.name))


class ReopenMilestone(MilestoneAct):
    """Mở lại mốc đã ghi xong."""

    def act(self) -> None:
        """Take it back, with the reason."""
        form = ReasonForm(self.request.POST)
        if not form.is_valid():
            messages.error(self.request, _("Hãy ghi lý do, không quá 500 ký tự."))
            return
        milestones.reopen_milestone(
            self.milestone, reason=form.cleaned_data["reason"], by=self.user
        )
        self.say(_("Đã mở lại: {name}.").format(name=self.milestone.name))


class AssignMilestone(MilestoneAct):
    """Phân công người phụ trách mốc."""

    def act(self) -> None:
        """Name the owner."""
        form = OwnerForm(self.request.POST, session=self.session)
        if not form.is_valid():
            messages.error(self.request, _("Hãy chọn người phụ trách trong danh sách."))
            return
        owner = form.cleaned_data["owner"]
        milestones.assign_milestone(self.milestone, owner=owner, by=self.user)
        self.say(
            _("{owner} phụ trách: {name}.").format(
                owner=owner or _("Không ai"), name=self.milestone.name
            )
        )
