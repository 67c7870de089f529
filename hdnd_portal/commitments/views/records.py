"""The page of one commitment: what is owed, what was claimed, what was found, what it leads to."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic.base import ContextMixin, TemplateResponseMixin

from hdnd_portal.accounts.views import StaffView
from hdnd_portal.audit import log
from hdnd_portal.commitments import sources
from hdnd_portal.commitments.escalation import StepKind, StepState
from hdnd_portal.commitments.forms import LinkForm, MoveDueForm, ReasonForm, VerifyForm
from hdnd_portal.commitments.labels import Kind
from hdnd_portal.commitments.ladder_facts import ladder_of
from hdnd_portal.commitments.models import (
    Commitment,
    CommitmentLink,
    EscalationStep,
    ExplanationFile,
    Reply,
    ReplyFile,
    SpotCheckRow,
    Verification,
)
from hdnd_portal.commitments.sentences import Refusal, commitment_sentence
from hdnd_portal.commitments.services import escalating, following
from hdnd_portal.commitments.workflow import MOVES, Move, Stage
from hdnd_portal.notices import followed
from hdnd_portal.ui.components import Crumb
from hdnd_portal.ui.history import history

HISTORY = 50
LINKABLE = 200


class CommitmentView(TemplateResponseMixin, ContextMixin, StaffView):
    """A page or an act of one commitment: outside `visible_to` a 404."""

    permission_required = "commitments.view_commitments"

    @cached_property
    def commitment(self) -> Commitment:
        """The commitment of the address."""
        rows = Commitment.objects.visible_to(self.user).for_list().select_related("source_type")
        found: Commitment = get_object_or_404(
            followed.marked(rows, self.user), pk=self.kwargs["commitment"]
        )
        return found

    def allows(self, move: Move) -> bool:
        """Whether the stage allows the move."""
        return Stage(self.commitment.stage) in MOVES[move][0]

    @cached_property
    def spot_check(self) -> SpotCheckRow | None:
        """The check on the spot that waits for this one; no business of the agency."""
        rows = self.commitment.spot_checks.filter(verification__isnull=True)
        return rows.select_related("draw").first()

    def may_be_verified(self) -> bool:
        """Whether something may be found of it now: also again, where it was drawn."""
        if self.allows(Move.VERIFY):
            return True
        return self.allows(Move.CONFIRM) and self.spot_check is not None

    def files(self) -> "Prefetch[Any]":
        """The files of replies that the user may open."""
        return Prefetch("files", ReplyFile.objects.visible_to(self.user).select_related("version"))

    def here(self) -> str:
        """The address of the page."""
        return reverse("commitments:commitment", kwargs={"commitment": self.commitment.pk})

    def crumbs(self, *more: Crumb) -> list[Crumb]:
        """The way here."""
        here = self.here() if more else ""
        steps = [Crumb(_("Kiến nghị & cam kết"), reverse("commitments:list"))]
        return [*steps, Crumb(str(self.commitment), here), *more]

    def links(self) -> list[CommitmentLink]:
        """Ties to commitments the user may see, in both directions."""
        seen = Commitment.objects.visible_to(self.user).values("pk")
        here = self.commitment.pk
        ties = CommitmentLink.objects.filter(
            Q(source=here, target__in=seen) | Q(target=here, source__in=seen)
        )
        return list(ties.select_related("source", "target"))

    def linkable(self) -> Any:
        """Others of the council, the newest first: those to which this one may be tied."""
        rows = Commitment.objects.visible_to(self.user).filter(council=self.commitment.council_id)
        latest = rows.exclude(pk=self.commitment.pk).order_by("-pk").values("pk")[:LINKABLE]
        return Commitment.objects.filter(pk__in=latest).order_by("-pk")


class CommitmentPage(CommitmentView):
    """Kiến nghị, cam kết: the record."""

    template_name = "commitments/commitment_detail.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it."""
        self.check(self.commitment)
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Replies, verifications, links, and what the user may do."""
        row, user = self.commitment, self.user
        manages = user.has_perm("commitments.manage", row)
        found: dict[int | None, list[Verification]] = {}
        for one in row.verifications.select_related("checked_by").order_by("-pk"):
            found.setdefault(one.reply_id, []).append(one)
        steps = list(
            row.steps.select_related("taken_by", "given__sent_by", "given__agency")
            .prefetch_related(
                Prefetch("given__files", ExplanationFile.objects.select_related("version"))
            )
            .order_by("decided_on", "pk")
        )
        decides = user.has_perm("commitments.escalate", row)
        refused = kwargs.pop("withdraw_forms", {})
        sent = row.replies.sent().select_related("agency", "body", "delegate__person", "written_by")
        replies = list(sent.prefetch_related(self.files()).order_by("-number"))
        return super().get_context_data(
            page_title=str(row),
            crumbs=self.crumbs(),
            commitment=row,
            contributors=list(row.contributors.order_by("name")),
            source_url=sources.url_of(row, user),
            replies=[(reply, found.get(reply.pk, [])) for reply in replies],
            seen_without_reply=found.get(None, []),
            links=self.links(),
            may_reply=self.allows(Move.REPLY) and user.has_perm("commitments.reply", row),
            may_verify=user.has_perm("commitments.verify", row) and self.may_be_verified(),
            may_close=manages and self.allows(Move.CLOSE),
            may_reopen=manages and self.allows(Move.REOPEN),
            may_move=manages and row.is_pending,
            may_hand_over=manages
            and row.is_pending
            and row.lead_delegate is not None
            and following.has_left(row.lead_delegate, on=timezone.localdate()),
            is_promise=row.kind == Kind.VOTER_PROMISE,
            manages=manages,
            ladder=[
                (line, refused.get(line.step.pk) or withdraw_form(line.step))
                if line.step and decides and line.step.state == StepState.OPEN
                else (line, None)
                for line in ladder_of(row, user, steps)
            ],
            may_escalate=decides and not escalating.why_not(row, today=timezone.localdate()),
            to_explain=next(
                (
                    one
                    for one in steps
                    if one.kind == StepKind.EXPLANATION
                    and one.state == StepState.OPEN
                    and row.lead_id in user.agencies()
                ),
                None,
            ),
            **{
                "reason_form": ReasonForm(),
                "move_form": self.move_form(replies),
                "hand_over_form": ReasonForm(prefix="chuyen-to"),
                "link_form": LinkForm(prefix="lien-ket", among=self.linkable())
                if manages
                else None,
                **kwargs,
            },
            history=history(log.entries_for(row)[:HISTORY]),
            today=timezone.localdate(),
        )

    def move_form(self, replies: Sequence[Reply]) -> MoveDueForm:
        """Another day; what the owner promised last is offered, and counts once somebody agrees."""
        row = self.commitment
        last = next((one for one in replies if one.writer == row.owner), None)
        promised = last.promised_on if last else None
        if promised is None or promised == row.due_on or promised < timezone.localdate():
            return MoveDueForm(prefix="han")
        form = MoveDueForm(prefix="han", initial={"due_on": promised})
        form.fields["due_on"].help_text = _("Ngày cơ quan ghi sẽ hoàn thành trong báo cáo cuối.")
        return form


def withdraw_form(step: EscalationStep, data: Any = None) -> ReasonForm:
    """Why a step is withdrawn; the page has one form for each."""
    return ReasonForm(data, prefix=f"rut-{step.pk}")


class CommitmentAct(CommitmentPage):
    """An act with a small form: done, said, and back to the page; refused, shown as typed."""

    http_method_names = ["post"]
    form_name = "reason_form"
    # Refusals that another word in a field puts right: that field, by their code.
    put_right: ClassVar[Mapping[str, str]] = {}

    def form(self) -> forms.Form:
        """What is typed."""
        return ReasonForm(self.request.POST)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, or say why not."""
        self.check(self.commitment)
        form = self.form()
        if not form.is_valid():
            return self.again(form)
        try:
            said = self.act(**form.cleaned_data)
        except Refusal as refusal:
            field = self.put_right.get(getattr(refusal, "code", ""))
            if field is not None:
                form.add_error(field, commitment_sentence(refusal))
                return self.again(form)
            messages.error(request, commitment_sentence(refusal))
        else:
            messages.success(request, said)
        return redirect(self.here())

    def again(self, form: forms.Form) -> HttpResponse:
        """The page with what was typed."""
        context = self.get_context_data(**{self.form_name: form}, failed=self.form_name)
        return self.render_to_response(context, status=422)

    def act(self, **data: Any) -> str:
        """The one service call; the sentence that says it was done."""
        raise TypeError(f"{type(self).__name__} does nothing")


class Close(CommitmentAct):
    """Kết thúc theo dõi."""

    permission_required = "commitments.manage"

    def act(self, **data: Any) -> str:
        """Close it."""
        following.close(self.commitment, reason=data["reason"], by=self.user)
        return _("Đã kết thúc theo dõi.")


class Reopen(CommitmentAct):
    """Mở lại theo dõi."""

    permission_required = "commitments.manage"

    def act(self, **data: Any) -> str:
        """Reopen it."""
        following.reopen(self.commitment, reason=data["reason"], by=self.user)
        return _("Đã mở lại theo dõi.")


class MoveDue(CommitmentAct):
    """Đổi hạn."""

    permission_required = "commitments.manage"
    form_name = "move_form"
    put_right: ClassVar[Mapping[str, str]] = {"due_before_made": "due_on", "same_due": "due_on"}

    def form(self) -> forms.Form:
        """The new day and why."""
        return MoveDueForm(self.request.POST, prefix="han")

    def act(self, **data: Any) -> str:
        """Move the day."""
        following.move_due(self.commitment, by=self.user, **data)
        return _("Đã đổi hạn thành {day} và báo cho cơ quan thực hiện.").format(
            day=f"{data['due_on']:%d/%m/%Y}"
        )


class HandOver(CommitmentAct):
    """Chuyển Tổ thực hiện: what a delegate promised whose seat has ended."""

    permission_required = "commitments.manage"
    form_name = "hand_over_form"

    def form(self) -> forms.Form:
        """Why."""
        return ReasonForm(self.request.POST, prefix="chuyen-to")

    def act(self, **data: Any) -> str:
        """Hand it over."""
        row = following.hand_over(self.commitment, reason=data["reason"], by=self.user)
        return _("Đã chuyển {to} thực hiện và báo cho Tổ.").format(to=row.owner)


class Link(CommitmentAct):
    """Liên kết với một kiến nghị, cam kết khác."""

    permission_required = "commitments.manage"
    form_name = "link_form"

    def form(self) -> forms.Form:
        """With which, and how."""
        return LinkForm(self.request.POST, prefix="lien-ket", among=self.linkable())

    def act(self, **data: Any) -> str:
        """Link them."""
        following.link(self.commitment, data["target"], kind=data["kind"], by=self.user)
        return _("Đã liên kết.")


class Unlink(CommitmentView):
    """Bỏ liên kết."""

    permission_required = "commitments.manage"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the link away."""
        self.check(self.commitment)
        made = get_object_or_404(self.commitment.links_from, pk=kwargs["link"])
        following.unlink(made, by=self.user)
        messages.success(request, _("Đã bỏ liên kết."))
        return redirect(self.here())


class Verify(CommitmentView):
    """Xác minh kết quả: what was found, beside what was claimed."""

    permission_required = "commitments.verify"
    template_name = "commitments/verify_form.html"

    @cached_property
    def last(self) -> Reply | None:
        """The report that is looked at."""
        rows = self.commitment.replies.sent().select_related("agency", "body", "delegate__person")
        return rows.prefetch_related(self.files()).order_by("-number").first()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form beside the last report."""
        self.check(self.commitment)
        seen = self.last.pk if self.last else None
        return self.show(VerifyForm(kind=self.commitment.kind, initial={"reply": seen}))

    def show(self, form: VerifyForm, status: int = 200) -> HttpResponse:
        """The page with the form."""
        context = self.get_context_data(
            page_title=_("Xác minh kết quả"),
            crumbs=self.crumbs(Crumb(_("Xác minh kết quả"))),
            commitment=self.commitment,
            reply=self.last,
            is_open=self.may_be_verified(),
            spot_check=self.spot_check,
            form=form,
            today=timezone.localdate(),
        )
        return self.render_to_response(context, status=status)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Write the finding down, or show the form again."""
        self.check(self.commitment)
        form = VerifyForm(request.POST, kind=self.commitment.kind)
        if not form.is_valid():
            return self.show(form, status=422)
        seen = form.cleaned_data["reply"]
        reply = self.commitment.replies.sent().filter(pk=seen).first() if seen else None
        try:
            found = following.verify(
                self.commitment,
                finding=form.cleaned_data["finding"],
                impression=form.cleaned_data.get("impression"),
                reason=form.cleaned_data["reason"],
                reply=reply,
                by=self.user,
            )
        except Refusal as refusal:
            if getattr(refusal, "code", "") == "later_reply":
                return self.beside_the_later(commitment_sentence(refusal))
            messages.error(request, commitment_sentence(refusal))
        else:
            text = _("Đã ghi kết quả xác minh: {finding}.")
            messages.success(request, text.format(finding=found.get_confirmed_display()))
        return redirect(self.here())

    def beside_the_later(self, sentence: str) -> HttpResponse:
        """What was typed, beside the report that came meanwhile."""
        data = self.request.POST.copy()
        data["reply"] = str(self.last.pk) if self.last else ""
        form = VerifyForm(data, kind=self.commitment.kind)
        form.add_error(None, sentence)
        return self.show(form, status=422)
