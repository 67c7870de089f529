"""The page of one recommendation: whose words it stands for, what became of it, what it repeats."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.generic.base import ContextMixin, TemplateResponseMixin

from hdnd_portal.accounts.views import StaffView
from hdnd_portal.audit import log
from hdnd_portal.commitments.public import of_record
from hdnd_portal.council.models import Agency
from hdnd_portal.ui.components import Crumb
from hdnd_portal.ui.history import history
from voters.forms.sorting import AnswerForm, DecisionForm, OtherForm, WhyForm
from voters.models import Opinion, VoterRecommendation
from voters.refusals import ContactRefused
from voters.sending_facts import receipts_for, stages_of
from voters.sentences import contact_sentence
from voters.services.likeness import Alike, most_alike
from voters.services.referring import page_of
from voters.services.repeating import chain_of
from voters.services.reshaping import sources_by_opinion
from voters.services.sorting import spans_of
from voters.sorting import MOVES, OPEN, Move, State
from voters.sorting_permissions import approves_here
from voters.views.sorting import list_crumbs
from voters.workflow import Track

HISTORY = 50
CHOICES = 300


class RecommendationView(TemplateResponseMixin, ContextMixin, StaffView):
    """A page or an act of one recommendation: outside `visible_to` a 404."""

    permission_required = "voters.view_recommendations"

    @cached_property
    def recommendation(self) -> VoterRecommendation:
        """The recommendation of the address."""
        rows = VoterRecommendation.objects.visible_to(self.user).select_related(
            "council__unit", "session", "field", "lead", "repeats", "merged_into", "split_from",
            "referral", "created_by",
        )  # fmt: skip
        return get_object_or_404(rows, pk=self.kwargs["recommendation"])

    @cached_property
    def said(self) -> list[tuple[Opinion, list[str]]]:
        """The voters' own words, as far as the user may read the opinions."""
        sources = sources_by_opinion(self.recommendation)
        opinions = (
            Opinion.objects.visible_to(self.user)
            .filter(pk__in=sources)
            .select_related("unit", "meeting")
            .order_by("meeting__starts_at", "meeting", "number")
        )
        return [
            (one, [one.text[start:end] for start, end in spans_of(sources[one.pk])])
            for one in opinions
        ]

    def allows(self, move: Move) -> bool:
        """Whether the state allows the move."""
        return State(self.recommendation.state) in MOVES[move][0]

    def here(self) -> str:
        """The address of the page."""
        return page_of(self.recommendation)

    def crumbs(self, *more: Crumb) -> list[Crumb]:
        """The way here."""
        here = self.here() if more else ""
        return [*list_crumbs(), Crumb(self.recommendation.code, here), *more]

    def agencies(self) -> QuerySet[Agency]:
        """Agencies it may go to today; those of communes are chosen by commune."""
        rows = Agency.objects.filter(council=self.recommendation.council_id)
        rows = rows.exclude(kind=Agency.Kind.COMMUNE, unit__isnull=False)
        return rows.in_force(timezone.localdate()).order_by("name")

    def others(self) -> QuerySet[VoterRecommendation]:
        """Those of the session it may be merged into."""
        rows = VoterRecommendation.objects.visible_to(self.user).open()
        rows = rows.filter(session=self.recommendation.session_id)
        return rows.exclude(pk=self.recommendation.pk).order_by("number")


class RecommendationPage(RecommendationView):
    """Kiến nghị cử tri: the record."""

    template_name = "voters/recommendation_detail.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show it."""
        self.check(self.recommendation)
        return self.render_to_response(self.get_context_data())

    def alike(self) -> list[Alike]:
        """Others that ask for the same, as long as it may still be put beside them."""
        row = self.recommendation
        chain = [one.pk for one in self.chain]
        among = VoterRecommendation.objects.visible_to(self.user).live()
        return most_alike(row.text, among, council=row.council_id, without=[row.pk, *chain])

    @cached_property
    def chain(self) -> list[VoterRecommendation]:
        """All that asked for the same, as far as the user may see them."""
        keys = [one.pk for one in chain_of(self.recommendation)]
        rows = VoterRecommendation.objects.visible_to(self.user).filter(pk__in=keys)
        return list(rows.for_list().order_by("times", "pk"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Words, what is owed, what the user may do."""
        row, user = self.recommendation, self.user
        sorts = user.has_perm("voters.sort_opinions", row)
        sends = user.has_perm("voters.send_recommendations", row)
        is_open = State(row.state) in OPEN
        is_asking = row.track == Track.RECOMMENDATION
        forms = {
            "why_form": WhyForm(),
            "answer_form": AnswerForm(),
            "decision_form": DecisionForm(),
            "other_form": OtherForm(among=self.others()) if sorts and is_open else None,
        }
        return super().get_context_data(
            page_title=row.code,
            crumbs=self.crumbs(),
            recommendation=row,
            contributors=list(row.contributors.order_by("name")),
            said=self.said,
            owed=of_record(row),
            receipts=receipts_for(row, on=timezone.localdate()),
            stages=stages_of(row, on=timezone.localdate()),
            chain=self.chain if len(self.chain) > 1 else [],
            alike=self.alike() if sorts and is_open else [],
            parts=row.parts.visible_to(user) if sorts else [],
            merged=row.merged.visible_to(user) if sorts else [],
            history=history(log.entries_for(row)[:HISTORY]),
            today=timezone.localdate(),
            sorts=sorts,
            approves=approves_here(user, row),
            may_sort=sorts and self.allows(Move.SORT),
            may_split=sorts and is_open,
            may_answer=sorts and self.allows(Move.ANSWER_THERE),
            may_take_out=sorts and self.allows(Move.TAKE_OUT),
            may_drop=sorts and self.allows(Move.DROP),
            may_resume=sorts and self.allows(Move.RESUME),
            may_unsort=sends and self.allows(Move.UNSORT),
            may_send=sends and self.allows(Move.SEND) and is_asking and row.lead_id is not None,
            may_misdirect=sorts and self.allows(Move.MISDIRECT),
            may_mark=sorts and row.state not in {State.MERGED, State.DROPPED},
            **{**forms, **kwargs},
        )


class RecommendationAct(RecommendationPage):
    """An act with a small form: done, said, and back to the page; refused, shown as typed."""

    http_method_names = ["post"]
    form_name = ""

    def form(self) -> Any:
        """What is typed; None where nothing is asked."""
        return None

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Do it, or say why not."""
        self.check(self.recommendation)
        form = self.form()
        if form is not None and not form.is_valid():
            opened = {type(self).__name__: True}
            context = self.get_context_data(**{self.form_name: form}, opened=opened)
            return self.render_to_response(context, status=422)
        try:
            said = self.act(**(form.cleaned_data if form is not None else {}))
        except ContactRefused as refusal:
            messages.error(request, contact_sentence(refusal))
        else:
            messages.success(request, said)
        return redirect(self.here())

    def act(self, **data: Any) -> str:
        """The one service call; the sentence that says it was done."""
        raise TypeError(f"{type(self).__name__} does nothing")


class ReasonedAct(RecommendationAct):
    """An act that needs its reason."""

    permission_required = "voters.sort_opinions"
    form_name = "why_form"

    def form(self) -> WhyForm:
        """Why."""
        return WhyForm(self.request.POST)


def done(text: str, row: VoterRecommendation) -> str:
    """The sentence with the number of the recommendation."""
    return text.format(code=row.code)
