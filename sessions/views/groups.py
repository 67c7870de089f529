"""Group discussions: the schedule of the groups, one group, and how the office arranges them."""

from datetime import datetime, time
from functools import cached_property
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hdnd_portal.documents.papers import Paper
from sessions.forms.groups import ArrangeForm, ChangeGroupForm, PresentForm
from sessions.group_board import group_board
from sessions.group_papers import minutes_paper
from sessions.group_synthesis import opinions_with_people
from sessions.models import GroupReport, GroupSitting
from sessions.services import groups
from sessions.services.refusals import SessionRefused
from sessions.views.acts import SessionFormView
from sessions.views.base import SessionView
from sessions.views.papers import PrintedPaper
from sessions.workflow import SESSION_OVER, SessionState


class Groups(SessionView):
    """Thảo luận tổ: who meets when and where, how far each report is, what is released."""

    permission_required = "council_sessions.view_groups"
    template_name = "sessions/groups.html"
    tab = "groups"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The groups by item, as far as the user may see their reports."""
        is_over = SessionState(self.session.state) in SESSION_OVER
        may_arrange = self.user.has_perm("council_sessions.arrange_groups", self.session)
        return super().get_context_data(
            board=group_board(self.session, self.user, now=timezone.now()),
            may_arrange=may_arrange and not is_over,
            **kwargs,
        )


class ArrangeGroups(SessionFormView):
    """Xếp thảo luận tổ: groups, items, hours, place."""

    tab = "groups"
    permission_required = "council_sessions.arrange_groups"
    template_name = "sessions/group_arrange_form.html"
    form_class = ArrangeForm
    page_name = gettext_lazy("Xếp thảo luận tổ")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The groups of the term, the items of the session."""
        return {**super().get_form_kwargs(), "session": self.session}

    def get_initial(self) -> dict[str, Any]:
        """The afternoon of the opening day, where the session is held; every group."""
        day = self.session.opening_on
        zone = timezone.get_current_timezone()
        return {
            "groups": self.session.term.bodies.filter(kind="delegate_group"),
            "starts_at": datetime.combine(day, time(13, 30), zone),
            "ends_at": datetime.combine(day, time(16, 30), zone),
            "place": self.session.place,
        }

    def act(self, form: ArrangeForm) -> HttpResponse:
        """Arrange them."""
        made = groups.arrange_groups(self.session, by=self.user, **form.cleaned_data)
        count = len(made)
        self.say(
            ngettext(
                "Đã xếp {n} phiên thảo luận tổ.", "Đã xếp {n} phiên thảo luận tổ.", count
            ).format(n=count)
        )
        return self.back("groups")


class GroupSittingView(SessionView):
    """What the pages of one group's sitting share."""

    tab = "groups"

    @cached_property
    def sitting(self) -> GroupSitting:
        """The group's sitting of the address."""
        visible = GroupSitting.objects.visible_to(self.user).for_list()
        sitting = get_object_or_404(visible, pk=self.kwargs["group_sitting"], session=self.session)
        sitting.session = self.session
        return sitting

    @property
    def page_name(self) -> str:  # type: ignore[override]
        """The group."""
        return self.sitting.group.name

    @cached_property
    def reports(self) -> list[GroupReport]:
        """Its reports that the user may see, in agenda order."""
        visible = GroupReport.objects.visible_to(self.user).filter(sitting=self.sitting)
        return list(
            visible.for_list()
            .prefetch_related(Prefetch("opinions", opinions_with_people()))
            .order_by("item__position")
        )


class GroupPage(GroupSittingView):
    """Một Tổ: when, where, its reports, who was there."""

    permission_required = "council_sessions.view_groups"
    template_name = "sessions/group_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The sitting with what the user may do on it."""
        is_over = SessionState(self.session.state) in SESSION_OVER
        keeps = self.user.has_perm("council_sessions.keep_group", self.sitting)
        there = list(self.sitting.present.select_related("person").order_by("person__sort_key"))
        form = kwargs.pop("form", None)
        if keeps and not is_over and form is None:
            form = PresentForm(sitting=self.sitting, initial={"mandates": there})
        return super().get_context_data(
            sitting=self.sitting,
            reports=self.reports,
            present=there,
            items=[report.item for report in self.sitting.reports.select_related("item")],
            form=form,
            keeps=keeps,
            may_arrange=self.user.has_perm("council_sessions.arrange_groups", self.session)
            and not is_over,
            may_print=self.user.has_perm("council_sessions.print_group_minutes", self.sitting),
            **kwargs,
        )


class RecordPresent(GroupPage):
    """Ghi đại biểu có mặt tại Tổ."""

    permission_required = "council_sessions.keep_group"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Keep the list, or show it again."""
        self.check(self.sitting)
        form = PresentForm(request.POST, sitting=self.sitting)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        try:
            groups.record_present(self.sitting, by=self.user, **form.cleaned_data)
            self.say(_("Đã ghi {n} đại biểu có mặt.").format(n=len(form.cleaned_data["mandates"])))
        except SessionRefused as refusal:
            self.refuse(refusal)
        return self.back("group", group_sitting=self.sitting.pk)


class ChangeGroup(GroupSittingView, SessionFormView):
    """Sửa phiên thảo luận tổ."""

    permission_required = "council_sessions.arrange_groups"
    template_name = "sessions/group_change_form.html"
    form_class = ChangeGroupForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """The members of the group, the items of the session."""
        return {**super().get_form_kwargs(), "sitting": self.sitting}

    def get_initial(self) -> dict[str, Any]:
        """What stands."""
        names = ("starts_at", "ends_at", "place", "report_due_at", "chair", "rapporteur")
        items = [report.item_id for report in self.sitting.reports.all()]
        return {"items": items, **{name: getattr(self.sitting, name) for name in names}}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form with the sitting."""
        return super().get_context_data(sitting=self.sitting, **kwargs)

    def act(self, form: ChangeGroupForm) -> HttpResponse:
        """Change it."""
        groups.change_group_sitting(self.sitting, by=self.user, **form.cleaned_data)
        self.say(_("Đã sửa phiên thảo luận của {group}.").format(group=self.sitting.group))
        return self.back("group", group_sitting=self.sitting.pk)


class RemoveGroup(GroupSittingView):
    """Bỏ phiên thảo luận tổ."""

    permission_required = "council_sessions.arrange_groups"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Take it away while nothing is written."""
        self.check(self.session)
        sitting = self.sitting
        try:
            groups.remove_group_sitting(sitting, by=self.user)
            self.say(_("Đã bỏ phiên thảo luận của {group}.").format(group=sitting.group))
        except SessionRefused as refusal:
            self.refuse(refusal)
            return self.back("group", group_sitting=sitting.pk)
        return self.back("groups")


class PrintGroupMinutes(GroupSittingView, PrintedPaper):
    """Biên bản thảo luận tổ, as PDF or DOCX."""

    permission_required = "council_sessions.print_group_minutes"
    returns_to = "groups"

    def check(self, record: object) -> None:
        """Asked of the sitting, not of the session alone."""
        super().check(self.sitting)

    def paper(self) -> Paper:
        """The minutes, with the reports the user may see."""
        return minutes_paper(self.sitting, self.reports)

    def stem(self) -> str:
        """`bien-ban-thao-luan-to-…`."""
        return f"bien-ban-thao-luan-to-{self.sitting.pk}"
