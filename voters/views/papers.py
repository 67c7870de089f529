"""Papers of voter contact on the pages of what they are about: the number, the file as issued."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hdnd_portal.accounts.models import User
from hdnd_portal.documents.made_files import FORMS, made_paper
from hdnd_portal.documents.papers import Paper
from hdnd_portal.documents.serving import serve
from hdnd_portal.ui.choices import Label
from voters.forms.papers import SignerForm
from voters.labels import BESIDE, PAPERS
from voters.meeting_papers import meeting_paper
from voters.meeting_results import asked_at
from voters.models import ContactPaper, VoterMeeting
from voters.paper_days import due_of
from voters.plan_paper import plan_paper
from voters.refusals import ContactRefused
from voters.sentences import contact_sentence
from voters.services.papers import About, issue_paper, signers_of
from voters.views.base import PlanView
from voters.views.record_base import MeetingView
from voters.workflow import AFTERWARDS, OF_MEETINGS, MeetingState, PaperKind, PlanState


@dataclass(frozen=True, slots=True)
class PaperCard:
    """A paper as its page shows it: issued or not, who may sign, where it is printed and issued."""

    label: Label
    paper: ContactPaper | None
    form: SignerForm | None
    issue_url: str
    pdf_url: str
    docx_url: str
    # By when it is to be out, where a rule says so and it is not.
    due_on: date | None = None
    explanation: dict[str, Any] = field(default_factory=dict)


def card(
    about: About, user: User, *, issue_url: str, print_url: Callable[[str], str], is_ready: bool
) -> PaperCard:
    """The card of a paper; the form only for whoever may issue it now."""
    paper = about.standing()
    may_issue = paper is None and is_ready and user.has_perm("voters.issue_papers", about.council)
    signers = signers_of(about, on=timezone.localdate()) if may_issue else []
    due = due_of(about) if paper is None and is_ready else None
    return PaperCard(
        label=PAPERS[about.kind],
        paper=paper,
        form=SignerForm(signers=signers, prefix=about.kind) if may_issue else None,
        issue_url=issue_url,
        pdf_url=print_url("pdf"),
        docx_url=print_url("docx"),
        due_on=due.due_on if due else None,
        explanation=due.as_dict() if due else {},
    )


def printed(
    request: HttpRequest,
    about: About,
    describe: Callable[[], Paper],
    *,
    form: str,
    name: str,
    back: str,
) -> HttpResponseBase:
    """The paper as it was issued; before that, and with `?du-thao`, the draft as it stands now."""
    if form not in FORMS:
        raise Http404
    paper = None if "du-thao" in request.GET else about.standing()
    if paper is not None:
        version = paper.document.pdf if form == "pdf" else paper.document.docx
        if version is not None:
            return serve(request, version, inline=form == "pdf")
    return made_paper(request, describe, form=form, name=name, back=back)


def issued(
    request: HttpRequest, about: About, describe: Callable[[], Paper], user: User
) -> ContactPaper | None:
    """Issue it with what was chosen, and say so; None where it was refused, which is said, too."""
    signers = signers_of(about, on=timezone.localdate())
    form = SignerForm(request.POST, signers=signers, prefix=about.kind)
    signer = form.cleaned_data["signer"] if form.is_valid() else 0
    try:
        paper = issue_paper(about, describe, signer=signer, by=user)
    except ContactRefused as refusal:
        messages.error(request, contact_sentence(refusal))
        return None
    said = _("Đã ban hành {reference}; bản PDF và DOCX được giữ như đã in.")
    messages.success(request, said.format(reference=paper.document.reference))
    return paper


def about_plan(view: PlanView) -> About:
    """The paper of the plan."""
    plan = view.plan
    return About(plan.council, plan.session_id, PaperKind.PLAN, plan=plan)


def plan_card(view: PlanView, user: User) -> PaperCard:
    """The card of the plan's paper."""
    key = view.plan.pk
    return card(
        about_plan(view),
        user,
        issue_url=reverse("voters:issue_plan_paper", kwargs={"plan": key}),
        print_url=lambda form: reverse("voters:print_plan", kwargs={"plan": key, "form": form}),
        is_ready=view.plan.state == PlanState.ISSUED,
    )


class IssuePlanPaper(PlanView):
    """Cấp số kế hoạch."""

    permission_required = "voters.issue_papers"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Issue it, or say why not."""
        self.check(self.plan.council)
        if self.plan.timing == BESIDE:
            raise Http404
        if self.plan.state != PlanState.ISSUED:
            self.refuse(ContactRefused("paper_early"))
            return self.back()
        issued(request, about_plan(self), lambda: plan_paper(self.plan), self.user)
        return self.back()


def about_meeting(meeting: VoterMeeting, kind: PaperKind) -> About:
    """A paper of the meeting."""
    plan = meeting.plan
    return About(plan.council, plan.session_id, kind, meeting=meeting)


def is_ready(meeting: VoterMeeting, kind: PaperKind) -> bool:
    """Whether the paper may go out: the meeting stands; what tells of it, only when it is over,
    and of answers, only where something was sorted.
    """
    stands = meeting.state != MeetingState.CANCELLED and meeting.plan.state == PlanState.ISSUED
    is_over = meeting.ends_at <= timezone.now()
    if not stands or is_over != (kind in AFTERWARDS):
        return False
    return kind is not PaperKind.ANSWERS or asked_at(meeting).exists()


def meeting_cards(meeting: VoterMeeting, user: User) -> list[PaperCard]:
    """Cards of the papers that may be issued now, and of those that are out."""
    cards = []
    for kind in OF_MEETINGS:
        may_go_out = is_ready(meeting, kind)
        where = {"meeting": meeting.pk, "kind": kind.value}
        made = card(
            about_meeting(meeting, kind),
            user,
            issue_url=reverse("voters:issue_meeting_paper", kwargs=where),
            print_url=lambda form, where=where: reverse(  # type: ignore[misc]
                "voters:print_meeting_paper", kwargs={**where, "form": form}
            ),
            is_ready=may_go_out,
        )
        if made.paper is not None or may_go_out:
            cards.append(made)
    return cards


class MeetingPaper(MeetingView):
    """What the views of a meeting's papers share."""

    @property
    def kind(self) -> PaperKind:
        """The kind of the address. Raises Http404 for one that meetings have not."""
        try:
            kind = PaperKind(self.kwargs["kind"])
        except ValueError as error:
            raise Http404 from error
        if kind not in OF_MEETINGS:
            raise Http404
        return kind

    def describe(self) -> Paper:
        """The draft."""
        return meeting_paper(self.kind, self.meeting)


class PrintMeetingPaper(MeetingPaper):
    """Thông báo, giấy mời, báo cáo của một cuộc as PDF or DOCX."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]  # a file
        """The file."""
        self.check(self.meeting)
        return printed(
            request,
            about_meeting(self.meeting, self.kind),
            self.describe,
            form=kwargs["form"],
            name=f"tiep-xuc-{self.kind}-{self.meeting.pk}",
            back=self.address("meeting"),
        )


class IssueMeetingPaper(MeetingPaper):
    """Cấp số văn bản của một cuộc."""

    permission_required = "voters.issue_papers"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Issue it, or say why not."""
        self.check(self.meeting.plan.council)
        if not is_ready(self.meeting, self.kind):
            self.refuse(ContactRefused("paper_early"))
            return self.back()
        issued(request, about_meeting(self.meeting, self.kind), self.describe, self.user)
        return self.back()
