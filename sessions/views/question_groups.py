"""Pages of one group of questions."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic.base import ContextMixin, TemplateResponseMixin

from hdnd_portal.accounts.views import StaffView
from hdnd_portal.commitments.public import escalated_to
from hdnd_portal.ui.components import Crumb
from sessions.forms.questioning import GroupForm, ReasonForm
from sessions.models import QuestionGroup
from sessions.question_labels import CRITERIA, GroupState
from sessions.questioning import Host
from sessions.sentences.questioning import Refusal, question_sentence
from sessions.services import question_desk
from sessions.views.questioning import HANDLE, refuse_unless


class GroupPage(TemplateResponseMixin, ContextMixin, StaffView):
    """Nhóm vấn đề: its questions with their authors, its words, its decision."""

    permission_required = "council_sessions.view_questioning"
    template_name = "sessions/question_group.html"

    @cached_property
    def group(self) -> QuestionGroup:
        """The group of the address."""
        rows = QuestionGroup.objects.visible_to(self.user).select_related(
            "council", "session", "post__person", "decided_by"
        )
        return get_object_or_404(rows, pk=self.kwargs["group"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it."""
        self.check(self.group)
        return self.show(self.form())

    def form(self, data: Any = None) -> GroupForm:
        """The words of the group."""
        group = self.group
        initial = {"title": group.title, "post": group.post, "criteria": group.criteria}
        return GroupForm(data, council=group.council, initial=initial)

    def show(self, form: GroupForm, status: int = 200) -> HttpResponse:
        """The group with its form."""
        group = self.group
        host = Host(group.council, group.session)
        questions = list(group.questions.for_list().order_by("asked_on", "pk"))
        place = (
            reverse("sessions:questioning", kwargs={"session": group.session_id})
            if group.session_id
            else reverse("sessions:standing_questioning", kwargs={"council": group.council_id})
        )
        context = self.get_context_data(
            page_title=group.title,
            crumbs=[Crumb(_("Chất vấn"), place), Crumb(group.title)],
            group=group,
            host=host,
            host_url=place,
            questions=questions,
            escalated=escalated_to(group, user=self.user),
            today=timezone.localdate(),
            criteria=[CRITERIA[one] for one in group.criteria if one in CRITERIA],
            may_edit=group.state == GroupState.PROPOSED and self.user.has_perm(HANDLE, group),
            may_take_back=group.state != GroupState.PROPOSED and self.user.has_perm(HANDLE, group),
            form=form,
            reason_form=ReasonForm(),
        )
        return self.render_to_response(context, status=status)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Change its words."""
        self.check(self.group)
        refuse_unless(self, self.group)
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            question_desk.edit_group(self.group, by=self.user, **form.cleaned_data)
        except Refusal as refusal:
            messages.error(request, question_sentence(refusal))
        else:
            messages.success(request, _("Đã sửa nhóm vấn đề."))
        return redirect("sessions:question_group", group=self.group.pk)


class TakeBackChoice(GroupPage):
    """Bỏ ghi nhận quyết định."""

    permission_required = HANDLE
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Undo it."""
        self.check(self.group)
        form = ReasonForm(request.POST)
        if not form.is_valid():
            for error in form.errors["reason"]:
                messages.error(request, str(error))
            return redirect("sessions:question_group", group=self.group.pk)
        try:
            question_desk.take_back_choice(self.group, by=self.user, **form.cleaned_data)
        except Refusal as refusal:
            messages.error(request, question_sentence(refusal))
        else:
            messages.success(request, _("Đã bỏ ghi nhận quyết định của nhóm."))
        return redirect("sessions:question_group", group=self.group.pk)
