"""Pages of invitations: the guest list, issuing, delivery per person, the answer by link."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView

from hdnd_portal.accounts.views import PublicView
from hdnd_portal.notices import links
from sessions.forms.invitations import AddressForm, AnswerForm, IssueForm
from sessions.models import Invitation
from sessions.printed import outdated
from sessions.sentences import outdated_sentence, sentence
from sessions.services import invitations
from sessions.services.guests import guests_to_invite
from sessions.services.refusals import SessionRefused
from sessions.views.acts import SessionAct
from sessions.views.base import SessionView


class Invitations(SessionView, FormView):  # type: ignore[type-arg]
    """Giấy mời: who is asked, issuing the papers, and what became of each letter."""

    permission_required = "council_sessions.view_invitations"
    template_name = "sessions/invitations.html"
    form_class = IssueForm
    tab = "invitations"

    def get_form_kwargs(self) -> dict[str, Any]:
        """The signers of the day."""
        signers = invitations.signers(self.session, on=timezone.localdate())
        return {**super().get_form_kwargs(), "signers": signers}

    def get_initial(self) -> dict[str, Any]:
        """Issued today."""
        return {"issued_on": timezone.localdate()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everybody invited, everybody not invited yet, and the run under way."""
        shown = Invitation.objects.visible_to(self.user).filter(session=self.session).for_list()
        made = [invitation for invitation in shown if invitation.superseded_at is None]
        void = [invitation for invitation in shown if invitation.superseded_at is not None]
        run = self.session.invitation_runs.select_related("job").order_by("-pk").first()
        kwargs.setdefault("form", self.get_form())
        return super().get_context_data(
            invitations=made,
            void=void,
            replaces=bool(void),
            counts=invitations.summary(made),
            guests=guests_to_invite(self.session),
            delegates=invitations.delegates_to_invite(self.session),
            job=run.job if run else None,
            may_issue=self.user.has_perm("council_sessions.issue_invitations", self.session),
            outdated=[outdated_sentence(fact) for fact in outdated(self.session)],
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Phát hành giấy mời."""
        if not self.user.has_perm("council_sessions.issue_invitations", self.session):
            raise Http404
        form = self.get_form()
        return self.form_valid(form) if form.is_valid() else self.form_invalid(form)

    def form_valid(self, form: IssueForm) -> HttpResponse:
        """Hand the list to the worker, and watch it."""
        try:
            job = invitations.issue_invitations(self.session, by=self.user, **form.cleaned_data)
        except SessionRefused as refusal:
            form.add_error(None, sentence(refusal))
            return self.form_invalid(form)
        self.say(
            _("Đã giao lập {n} giấy mời. Trang này cho biết tiến độ.").format(
                n=self.session.invitations.filter(run__job=job).count()
            )
        )
        return self.back("invitations")


class InvitationAct(SessionAct):
    """An act on the guest list or one invitation, back to the list."""

    permission_required = "council_sessions.issue_invitations"
    leads_to = "invitations"


class SendAgain(InvitationAct):
    """Gửi lại thư chưa tới."""

    def act(self) -> None:
        """Send it once more, perhaps to another address."""
        invitation = get_object_or_404(self.session.invitations, pk=self.kwargs["invitation"])
        form = AddressForm(self.request.POST)
        if not form.is_valid():
            raise SessionRefused("address_wrong")
        invitations.send_again(invitation, by=self.user, email=form.cleaned_data["email"])
        self.say(_("Đang gửi lại cho {name}.").format(name=invitation.addressee))


@method_decorator(login_not_required, name="dispatch")  # our own dispatch hides that of PublicView
class AnswerInvitation(PublicView):
    """Trả lời giấy mời: by the signed link, without signing in."""

    @cached_property
    def invitation(self) -> Invitation:
        """The invitation of the link. Raises LinkInvalid."""
        key = links.read(invitations.LINK_PURPOSE, self.kwargs["token"], on=timezone.localdate())
        return get_object_or_404(
            Invitation.objects.select_related("session__council", "document"), pk=key
        )

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """A wrong or expired link is said in words."""
        try:
            self.invitation  # noqa: B018 -- read once, here
        except links.LinkInvalid as error:
            expired = isinstance(error, links.LinkExpired)
            return render(request, "sessions/answer_closed.html", {"expired": expired}, status=410)
        if self.invitation.superseded_at is not None:
            return self.superseded()
        return super().dispatch(request, *args, **kwargs)

    def superseded(self) -> HttpResponse:
        """The paper is void; whether another one is on its way is said, not whose."""
        context = {"invitation": self.invitation, "session": self.invitation.session}
        return render(self.request, "sessions/answer_superseded.html", context, status=410)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The invitation in short, and two buttons."""
        return self.page(AnswerForm(initial={"note": self.invitation.answer_note}))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Keep the answer."""
        form = AnswerForm(request.POST)
        if not form.is_valid():
            return self.page(form)
        try:
            invitations.answer_invitation(
                self.invitation,
                answer=Invitation.Answer(form.cleaned_data["answer"]),
                note=form.cleaned_data["note"],
                by=request.user if request.user.is_authenticated else None,
            )
        except SessionRefused as refusal:
            form.add_error(None, sentence(refusal))
            return self.page(form)
        return redirect(request.path)

    def page(self, form: AnswerForm) -> HttpResponse:
        """The answer page."""
        return render(
            self.request,
            "sessions/answer.html",
            {"form": form, "invitation": self.invitation, "session": self.invitation.session},
        )
