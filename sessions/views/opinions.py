"""Pages of the "bảng tiếp thu, giải trình": opinions on a draft, answers, the paper (A17)."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sessions.article_text import wording_of
from sessions.forms.resolutions import AnswerForm, OpinionForm
from sessions.models import AgendaItem, DraftOpinion, ResolutionArticle
from sessions.resolution_papers import opinions_paper, parsed
from sessions.sentences import sentence
from sessions.services import opinions
from sessions.services.refusals import SessionRefused
from sessions.views.base import SessionView
from sessions.views.made_files import made_paper


class OpinionView(SessionView):
    """A page about the opinions on one item."""

    tab = "agenda"
    page_name = gettext_lazy("Tiếp thu, giải trình")
    permission_required = "council_sessions.view_opinions"

    @cached_property
    def item(self) -> AgendaItem:
        """The item of the address, among those the user sees."""
        items = AgendaItem.objects.visible_to(self.user).select_related(
            "session__council__unit", "session__term", "presenter"
        )
        return get_object_or_404(items, session=self.session, pk=self.kwargs["item"])

    def check(self, record: Any) -> None:
        """Ask of the item, where the permission is one of items."""
        of_item = self.permission_required in {
            "council_sessions.view_opinions",
            "council_sessions.answer_opinions",
        }
        super().check(self.item if of_item else record)

    def rows(self) -> list[DraftOpinion]:
        """The rows in the order of the draft."""
        return list(self.item.opinions.select_related("replied_by"))

    def here(self) -> HttpResponse:
        """Back to the table."""
        return self.back("opinions", item=self.item.pk)


class Opinions(OpinionView):
    """Bảng tiếp thu, giải trình: draft, opinion, reply and final text side by side."""

    template_name = "sessions/opinions.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The table; the form to enter an opinion for those who may."""
        rows = self.rows()
        may_record = self.user.has_perm("council_sessions.record_opinions", self.session)
        kwargs.setdefault("form", OpinionForm() if may_record else None)
        return super().get_context_data(
            item=self.item,
            rows=rows,
            waiting=sum(1 for row in rows if row.answer == DraftOpinion.Answer.WAITING),
            may_record=may_record,
            to_take=self.new_in_groups(rows) if may_record else 0,
            may_answer=self.user.has_perm("council_sessions.answer_opinions", self.item),
            **kwargs,
        )

    def new_in_groups(self, rows: list[DraftOpinion]) -> int:
        """How many opinions of the groups do not stand in the table yet."""
        standing = {(row.provision, row.author, row.opinion) for row in rows}
        return sum(row not in standing for row in opinions.said_in_groups(self.item))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Enter an opinion."""
        self.permission_required = "council_sessions.record_opinions"
        self.check(self.session)
        form = OpinionForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        opinions.record_opinion(self.item, by=self.user, **form.cleaned_data)
        self.say(_("Đã ghi ý kiến."))
        return self.here()


class TakeFromGroups(OpinionView):
    """Lấy ý kiến từ thảo luận tổ: nothing that the groups wrote is typed again."""

    permission_required = "council_sessions.record_opinions"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Take what is new, or say that nothing is."""
        self.check(self.session)
        try:
            count = opinions.take_from_groups(self.item, by=self.user)
        except SessionRefused as refusal:
            self.refuse(refusal)
        else:
            text = ngettext("Đã lấy {n} ý kiến.", "Đã lấy {n} ý kiến.", count)
            self.say(text.format(n=count))
        return self.here()


class AnswerOpinion(OpinionView):
    """Trả lời một ý kiến."""

    permission_required = "council_sessions.answer_opinions"
    template_name = "sessions/opinion_answer.html"

    @cached_property
    def row(self) -> DraftOpinion:
        """The opinion of the address."""
        return get_object_or_404(self.item.opinions, pk=self.kwargs["opinion"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The opinion and the form."""
        row = self.row
        initial = {
            "answer": row.answer,
            "reply": row.reply,
            "final_text": row.final_text or self.adopted_wording(),
        }
        kwargs.setdefault("form", AnswerForm(initial=initial))
        return super().get_context_data(item=self.item, row=row, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Keep the answer, or show the form again."""
        self.check(self.session)
        row, form = self.row, AnswerForm(request.POST)
        if form.is_valid():
            try:
                opinions.answer_opinion(row, by=self.user, **form.cleaned_data)
            except SessionRefused as refusal:
                form.add_error("reply", sentence(refusal))
            else:
                self.say(_("Đã ghi trả lời."))
                return self.here()
        return self.render_to_response(self.get_context_data(form=form))

    def adopted_wording(self) -> str:
        """What the resolution says at the provision, where its text is there already."""
        articles = ResolutionArticle.objects.filter(resolution__item=self.item, amended_by=None)
        return wording_of(parsed(articles), self.row.provision)


class RemoveOpinion(OpinionView):
    """Bỏ một ý kiến ghi nhầm."""

    permission_required = "council_sessions.record_opinions"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Take it out while nobody has answered."""
        self.check(self.session)
        row = get_object_or_404(self.item.opinions, pk=self.kwargs["opinion"])
        try:
            opinions.remove_opinion(row, by=self.user)
            self.say(_("Đã bỏ ý kiến."))
        except SessionRefused as refusal:
            self.refuse(refusal)
        return self.here()


class PrintOpinions(OpinionView):
    """Báo cáo tiếp thu, giải trình as a paper with a landscape annex."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """PDF or DOCX."""
        self.check(self.session)
        rows = self.rows()
        back = reverse(
            "sessions:opinions", kwargs={"session": self.session.pk, "item": self.item.pk}
        )
        return made_paper(
            request,
            lambda: opinions_paper(self.item, rows, on=timezone.localdate()),
            form=kwargs["form"],
            name=f"tiep-thu-giai-trinh-{self.item.pk}",
            back=back,
        )
