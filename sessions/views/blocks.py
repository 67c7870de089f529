"""Pages of blocks of items: what is considered together, and what is taken out of it (A16)."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hdnd_portal.council.models import Mandate
from sessions.forms.agenda import DecisionForm
from sessions.forms.blocks import MakeBlockForm, TakeOutForm
from sessions.models import AgendaBlock, Poll
from sessions.services import attendance, blocks
from sessions.services.refusals import SessionRefused
from sessions.views.acts import SessionAct, SessionFormView
from sessions.views.base import SessionView
from sessions.workflow import SESSION_OVER, SessionState
from sessions.workflow.poll import PollState


class BlockView(SessionView):
    """A page or an act of one block."""

    tab = "agenda"

    @cached_property
    def block(self) -> AgendaBlock:
        """The block of the address."""
        rows = self.session.blocks.select_related("chair_decision__decided_by")
        block = get_object_or_404(rows, pk=self.kwargs["block"])
        block.session = self.session
        return block

    def back_to_block(self) -> HttpResponse:
        """Return to the page of the block."""
        return self.back("block", block=self.block.pk)


class BlockPage(BlockView):
    """Nhóm nội dung: its items, what the chair decided, its vote, and what was taken out."""

    rehearses = True
    permission_required = "council_sessions.view_floor"
    template_name = "sessions/block.html"
    page_name = gettext_lazy("Nhóm nội dung")

    @cached_property
    def seat(self) -> Mandate | None:
        """The user's own seat."""
        return attendance.own_seat(self.session, self.user, timezone.now())

    @cached_property
    def poll(self) -> Poll | None:
        """The vote on the block that stands."""
        return self.block.polls.exclude(state=PollState.ABANDONED).first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What may be done depends on whether the vote has begun."""
        is_over = SessionState(self.session.state) in SESSION_OVER
        may_run = self.user.has_perm("council_sessions.run_polls", self.session)
        may_take_out = (
            not is_over
            and (self.poll is None or self.poll.state == PollState.PREPARED)
            and (self.seat is not None or may_run)
            and self.user.has_perm("council_sessions.take_out_of_block", self.session)
        )
        return super().get_context_data(
            grouped=self.block,
            items=list(self.block.items.order_by("position")),
            removals=list(
                self.block.removals.select_related("item", "mandate__person", "recorded_by")
            ),
            poll=self.poll,
            seat=self.seat,
            may_take_out=may_take_out,
            mandates=self.mandates() if may_take_out and self.seat is None else [],
            is_over=is_over,
            may_run=may_run,
            **kwargs,
        )

    def mandates(self) -> list[tuple[int, str]]:
        """The delegates of whom the office may say that one asked. One query."""
        rows = attendance.seats(self.session, timezone.now()).select_related("person")
        return [(row.pk, row.person.name) for row in rows]


class MakeBlock(SessionFormView):
    """Lập nhóm nội dung."""

    permission_required = "council_sessions.edit_agenda"
    template_name = "sessions/block_form.html"
    form_class = MakeBlockForm
    tab = "agenda"
    page_name = gettext_lazy("Lập nhóm nội dung")
    initial = {"form": "joint"}

    def get_form_kwargs(self) -> dict[str, Any]:
        """The items of this session."""
        return {**super().get_form_kwargs(), "session": self.session}

    def act(self, form: MakeBlockForm) -> HttpResponse:
        """Make it."""
        block = blocks.make_block(self.session, by=self.user, **form.cleaned_data)
        self.say(_("Đã lập nhóm “{title}”.").format(title=block.title))
        return self.back("block", block=block.pk)


class AllowOneVote(BlockView, SessionFormView):
    """Ghi Chủ tọa quyết định biểu quyết chung."""

    permission_required = "council_sessions.edit_agenda"
    template_name = "sessions/block_decision_form.html"
    form_class = DecisionForm
    page_name = gettext_lazy("Biểu quyết chung")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Who may have decided."""
        return {**super().get_form_kwargs(), "session": self.session}

    def get_initial(self) -> dict[str, Any]:
        """Decided today, most of the time."""
        return {
            "decided_on": timezone.localdate(),
            "text": _("Biểu quyết một lần đối với các nội dung của nhóm."),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The block for the heading."""
        return super().get_context_data(grouped=self.block, **kwargs)

    def act(self, form: DecisionForm) -> HttpResponse:
        """Record it."""
        blocks.allow_one_vote(self.block, by=self.user, **form.cleaned_data)
        self.say(_("Đã ghi ý kiến của Chủ tọa. Có thể chuẩn bị biểu quyết chung."))
        return self.back_to_block()


class DissolveBlock(SessionAct, BlockView):
    """Giải nhóm."""

    permission_required = "council_sessions.edit_agenda"
    leads_to = "agenda"

    def act(self) -> None:
        """Dissolve it."""
        blocks.dissolve_block(self.block, by=self.user)
        self.say(_("Đã giải nhóm “{title}”.").format(title=self.block.title))


class TakeOut(SessionAct, BlockPage):
    """Đề nghị tách một nội dung khỏi nhóm để quyết định riêng."""

    permission_required = "council_sessions.take_out_of_block"

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Do it, or say why not."""
        self.block  # noqa: B018 -- of another session it is a 404, before anything is done
        return super().post(request, **kwargs)

    def act(self) -> None:
        """In the name of the delegate who is signed in, or of the one the office names."""
        form = TakeOutForm(self.request.POST, session=self.session, is_own=self.seat is not None)
        if not form.is_valid():
            messages.error(self.request, _("Hãy chọn đại biểu đề nghị."))
            return
        if self.seat is None and not self.user.has_perm("council_sessions.run_polls", self.session):
            raise SessionRefused("attendance_own_seat")
        item = self.block.items.filter(pk=form.cleaned_data["item"]).first()
        if item is None:
            raise SessionRefused("block_gone")
        blocks.take_out(
            item,
            mandate=self.seat or form.cleaned_data["mandate"],
            reason=form.cleaned_data["reason"],
            by=self.user,
        )
        self.say(_("Đã tách “{title}” khỏi nhóm.").format(title=item.title))

    def done(self) -> HttpResponse:
        """The block again."""
        return self.back_to_block()
