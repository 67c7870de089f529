"""The page of one vote for those in the hall: the question, one's own answer, the result."""

from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sessions.forms.voting import CastForm
from sessions.models import RollEntry
from sessions.poll_labels import CHOICES
from sessions.poll_report import has_names, lines_of
from sessions.poll_state import state_of
from sessions.sentences import sentence
from sessions.services import polls_casting
from sessions.services.polls_casting import BARRED, Counted, VoteRefused
from sessions.views.polls import PollView
from sessions.workflow.poll import PollKind, PollState

# Why the page offers no buttons, by how the delegate stands on the roll.
UNABLE = {state: code for state, code in BARRED.items() if code != "vote_absent"}


def counted_words(counted: Counted | None) -> dict[str, Any] | None:
    """What is counted for the delegate, for the page and for its script."""
    if counted is None:
        return None
    at = f"{timezone.localtime(counted.at):%H:%M}"
    return {
        "choice": counted.choice,
        "label": counted.label,
        "at": at,
        "revision": counted.revision,
        "text": _("Đã ghi nhận: {choice} lúc {at}").format(choice=counted.label, at=at),
    }


class PollPage(PollView):
    """Biểu quyết: the delegate's own page; everybody inside the council reads it."""

    permission_required = "council_sessions.view_polls"
    template_name = "sessions/poll.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The question; for a delegate the buttons and what is counted; the result at the end."""
        poll = self.poll
        line = self.own_line()
        vote = getattr(line, "vote", None) if line else None
        counted = polls_casting.counted_of(vote) if vote else None
        votes = poll.kind == PollKind.ELECTRONIC and poll.state == PollState.OPEN
        barred = UNABLE.get(line.state) if line else None
        chosen = self.request.GET.get("chon", "")
        return super().get_context_data(
            poll=poll,
            shown=state_of(poll),
            line=line,
            counted=counted_words(counted),
            may_vote=bool(votes and line and not barred and (counted is None or poll.may_change)),
            barred=sentence(VoteRefused(barred)) if votes and barred else "",
            choices=list(CHOICES.items()),
            chosen=chosen if chosen in CHOICES else "",
            chosen_label=CHOICES.get(chosen, ""),
            key=uuid4(),
            lines=lines_of(poll, with_answers=True) if has_names(poll) else [],
            may_count=self.user.has_perm("council_sessions.count_votes", self.session),
            may_confirm=poll.reset_asked_at is not None
            and self.user.has_perm("council_sessions.confirm_reset", self.session),
            **kwargs,
        )

    def own_line(self) -> RollEntry | None:
        """The user's line of the running round, where the user votes by own right."""
        if not self.user.has_perm("council_sessions.cast_vote", self.session):
            return None
        if self.user.person_id is None or self.poll.opened_at is None:
            return None
        lines = RollEntry.objects.filter(
            poll=self.poll, round=self.poll.round, mandate__person=self.user.person_id
        )
        return lines.select_related("vote").order_by("-mandate__valid_from").first()


class CastVote(PollView):
    """Gửi lựa chọn của đại biểu. Answers a script with JSON, a form with the page."""

    permission_required = "council_sessions.cast_vote"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Count it, or say plainly that it is not counted."""
        self.check(self.session)
        form = CastForm(request.POST)
        refused: VoteRefused | None = None
        counted: Counted | None = None
        if not form.is_valid():
            refused = VoteRefused("vote_again")
        else:
            try:
                counted = polls_casting.cast(
                    self.kwargs["poll"], session=self.session.pk, by=self.user, **form.cleaned_data
                )
            except VoteRefused as refusal:
                refused, counted = refusal, refusal.counted
        if request.accepts("text/html"):
            return self.to_page(refused, counted)
        answer = {
            "is_counted": refused is None,
            "text": sentence(refused) if refused else "",
            "code": refused.code if refused else "",
            "counted": counted_words(counted),
        }
        return JsonResponse(answer, status=200 if refused is None else 409)

    def to_page(self, refused: VoteRefused | None, counted: Counted | None) -> HttpResponse:
        """Back to the page of the vote, with what came of it."""
        if refused is not None:
            self.refuse(refused)
        elif counted is not None:
            words = counted_words(counted)
            self.say(f"{words['text']}." if words else "")
        return self.back("poll", poll=self.kwargs["poll"])


class PollStatus(PollView):
    """Trạng thái biểu quyết for screens whose live channel is lost: small, and the same for all."""

    permission_required = "council_sessions.view_polls"
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """State, round and how many have voted."""
        self.check(self.session)
        shown = state_of(self.poll)
        names = ("pk", "round", "state", "answered", "able")
        response = JsonResponse({name: shown[name] for name in names})
        response["Cache-Control"] = "no-store"
        return response
