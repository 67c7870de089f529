"""The letter of a referral, and what voters asked for before a session, put together."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic.base import ContextMixin, TemplateResponseMixin

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import INSIDE, Role
from hdnd_portal.accounts.views import StaffView
from hdnd_portal.council.models import Council
from hdnd_portal.documents.papers import Paper
from hdnd_portal.ui.components import Crumb
from sessions.public import SessionFacts, sessions_of
from voters.models import Referral, VoterRecommendation
from voters.refusals import ContactRefused
from voters.sentences import contact_sentence
from voters.services.papers import About, tell_agencies
from voters.services.referring import referral_page
from voters.sorting import PUBLISHED, State
from voters.sorting_papers import referral_letter, synthesis_report
from voters.synthesis import Synthesis as Facts
from voters.synthesis import synthesis_of
from voters.views.papers import PaperCard, card, issued, printed
from voters.views.sorting import list_crumbs
from voters.workflow import PaperKind, Track


def referral_rows(referral: Referral) -> list[VoterRecommendation]:
    """What the agency still has of it, as its letter lists it."""
    rows = referral.recommendations.filter(state=State.SENT).order_by("number")
    return list(rows.prefetch_related("sources__opinion__unit", "contributors"))


def about_referral(referral: Referral) -> About:
    """The letter of a referral."""
    return About(referral.council, referral.session_id, PaperKind.REFERRAL, referral=referral)


def about_synthesis(session: SessionFacts) -> About:
    """The report of a session."""
    council = Council.objects.select_related("unit").get(pk=session.council_id)
    return About(council, session.pk, PaperKind.SYNTHESIS)


class ReferralPaper(StaffView):
    """What the views of a referral's letter share."""

    permission_required = "voters.read_referral"

    @cached_property
    def referral(self) -> Referral:
        """The referral of the address."""
        rows = Referral.objects.visible_to(self.user).for_list()
        return get_object_or_404(rows, pk=self.kwargs["referral"])

    def describe(self) -> Paper:
        """The draft."""
        return referral_letter(self.referral, referral_rows(self.referral))


class PrintReferral(ReferralPaper):
    """Văn bản chuyển kiến nghị as PDF or DOCX."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """The file."""
        return printed(
            request,
            about_referral(self.referral),
            self.describe,
            form=kwargs["form"],
            name=f"chuyen-kien-nghi-{self.referral.pk}",
            back=referral_page(self.referral),
        )


class IssueReferral(ReferralPaper):
    """Cấp số văn bản chuyển; the agencies are told that it is out."""

    permission_required = "voters.issue_papers"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Issue it, or say why not."""
        self.check(self.referral.council)
        back = referral_page(self.referral)
        if not referral_rows(self.referral):
            messages.error(request, contact_sentence(ContactRefused("paper_empty")))
            return redirect(back)
        with transaction.atomic():
            paper = issued(request, about_referral(self.referral), self.describe, self.user)
            if paper is not None:
                tell_agencies(paper, url=back)
        return redirect(back)


class SynthesisView(ContextMixin, TemplateResponseMixin, StaffView):
    """What was asked for before one session."""

    permission_required = "voters.view_recommendations"

    @cached_property
    def session(self) -> SessionFacts:
        """The session of the address, of a council in which the user may see all that is sorted."""
        councils = self.user.councils(*INSIDE, Role.FRONT)
        found = [one for one in sessions_of(councils) if one.pk == self.kwargs["session"]]
        if not found:
            raise Http404
        return found[0]

    @cached_property
    def rows(self) -> QuerySet[VoterRecommendation]:
        """Those of the session that the user may see."""
        seen = VoterRecommendation.objects.visible_to(self.user)
        return seen.filter(session=self.session.pk)

    @cached_property
    def facts(self) -> Facts:
        """The tables."""
        return synthesis_of(self.rows)

    def here(self) -> str:
        """The address of the page."""
        return reverse("voters:synthesis", kwargs={"session": self.session.pk})


def synthesis_card(view: SynthesisView) -> PaperCard:
    """The card of the report."""
    key = view.session.pk
    return card(
        about_synthesis(view.session),
        view.user,
        issue_url=reverse("voters:issue_synthesis", kwargs={"session": key}),
        print_url=lambda form: reverse(
            "voters:print_synthesis", kwargs={"session": key, "form": form}
        ),
        is_ready=not view.facts.unsorted,
    )


def referral_card(referral: Referral, user: User) -> PaperCard:
    """The card of a referral's letter."""
    key = referral.pk
    return card(
        about_referral(referral),
        user,
        issue_url=reverse("voters:issue_referral", kwargs={"referral": key}),
        print_url=lambda form: reverse(
            "voters:print_referral", kwargs={"referral": key, "form": form}
        ),
        is_ready=True,
    )


class Synthesis(SynthesisView):
    """Tổng hợp kiến nghị cử tri: field × competence × commune."""

    template_name = "voters/synthesis.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The tables."""
        title = _("Tổng hợp kiến nghị cử tri")
        context = self.get_context_data(
            page_title=title,
            crumbs=[*list_crumbs(), Crumb(title)],
            session=self.session,
            may_order=self.user.has_perm("voters.send_recommendations"),
            facts=self.facts,
            card=synthesis_card(self),
            tables=[
                (_("Theo lĩnh vực"), _("Lĩnh vực"), self.facts.by_field),
                (_("Theo địa bàn"), _("Xã, phường"), self.facts.by_unit),
            ],
        )
        return self.render_to_response(context)


class SynthesisPaper(SynthesisView):
    """What the views of the report share."""

    def describe(self) -> Paper:
        """The draft: every recommendation that was sorted."""
        asked = (
            self.rows.filter(state__in=PUBLISHED, track=Track.RECOMMENDATION, field__isnull=False)
            .order_by("field__position", "number")
            .prefetch_related("sources__opinion__unit")
        )
        council = about_synthesis(self.session).council
        return synthesis_report(council, self.session, self.facts, list(asked))


class PrintSynthesis(SynthesisPaper):
    """Báo cáo tổng hợp as PDF or DOCX."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """The file."""
        return printed(
            request,
            about_synthesis(self.session),
            self.describe,
            form=kwargs["form"],
            name=f"tong-hop-kien-nghi-{self.session.pk}",
            back=self.here(),
        )


class IssueSynthesis(SynthesisPaper):
    """Cấp số báo cáo tổng hợp."""

    permission_required = "voters.issue_papers"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Issue it, or say why not."""
        about = about_synthesis(self.session)
        self.check(about.council)
        if self.facts.unsorted:
            messages.error(request, contact_sentence(ContactRefused("paper_early")))
        else:
            issued(request, about, self.describe, self.user)
        return redirect(self.here())
