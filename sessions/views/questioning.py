"""Questioning at a session or between two: groups, the sheet, the choice, the board, promises."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic.base import ContextMixin, TemplateResponseMixin

from hdnd_portal.accounts.views import StaffView
from hdnd_portal.audit import log
from hdnd_portal.council.models import Council
from hdnd_portal.ui.components import Crumb
from hdnd_portal.ui.keys import is_key
from sessions.forms.questioning import (
    ConclusionForm,
    DecideForm,
    GroupForm,
    ReasonForm,
    SheetForm,
)
from sessions.models import (
    Interpellation,
    OpinionSheet,
    QuestionGroup,
    QuestioningConclusion,
    SheetAnswer,
)
from sessions.question_labels import CRITERIA, GroupState
from sessions.questioning import Host, by_person, open_promises, report_deadline
from sessions.sentences.questioning import Refusal, question_sentence
from sessions.services import opinion_sheets, question_desk
from sessions.similar_questions import suggested_groups
from sessions.views.base import SessionView

HANDLE = "council_sessions.handle_questions"
DECIDE = "council_sessions.decide_groups"


class HostPage:
    """What the page of a session and that of the Standing Committee share."""

    request: HttpRequest
    user: Any
    host: Host

    def host_context(self, **kwargs: Any) -> dict[str, Any]:
        """Groups with their questions, people, sheets, promises, and the forms of the acts."""
        host, today = self.host, timezone.localdate()
        questions = list(host.questions().for_list().order_by("asked_on", "pk"))
        groups = list(host.groups().select_related("post__person"))
        in_group: dict[int | None, list[Interpellation]] = {}
        for one in questions:
            in_group.setdefault(one.group_id, []).append(one)
        record = host.session or None
        handles = self.user.has_perm(HANDLE, record) if record else self._handles_council(HANDLE)
        decides = self.user.has_perm(DECIDE, record) if record else self._handles_council(DECIDE)
        proposed = [one for one in groups if one.state == GroupState.PROPOSED]
        sheets = list(
            OpinionSheet.objects.filter(
                council=host.council, session=host.session_key
            ).prefetch_related("answers")
        )
        return {
            "host": host,
            "questions": questions,
            "groups": [(group, in_group.get(group.pk, [])) for group in groups],
            "alone": in_group.get(None, []),
            "suggested": suggested_groups(questions) if handles else [],
            "people": by_person(questions),
            "sheets": sheets,
            "open_sheet": next((one for one in sheets if one.state == "open"), None),
            "promises": open_promises(host.council),
            "report": report_deadline(host.session) if host.session else None,
            "conclusions": list(
                QuestioningConclusion.objects.filter(
                    council=host.council, session=host.session_key
                ).select_related("resolution")
            ),
            "handles": handles,
            "decides": decides,
            "proposed": proposed,
            "today": today,
            "sheet_form": SheetForm(prefix="phieu"),
            "decide_form": DecideForm(
                prefix="chon", groups=host.groups(), initial={"decided_on": today}
            ),
            "group_form": GroupForm(prefix="nhom", council=host.council) if handles else None,
            "conclusion_form": ConclusionForm(prefix="ket-luan", session=host.session),
            **kwargs,
        }

    def _handles_council(self, permission: str) -> bool:
        # Between two sessions the record is the council itself.
        probe = QuestionGroup(council=self.host.council)
        return bool(self.user.has_perm(permission, probe))

    def act(self) -> tuple[str, forms.Form] | None:
        """Do what the form of the page asks for; a refused form comes back with its name."""
        do = self.request.POST.get("do", "")
        acts = {
            "group": self._group,
            "sheet": self._sheet,
            "decide": self._decide,
            "conclude": self._conclude,
        }
        if do not in acts:
            return None
        try:
            return acts[do]()
        except Refusal as refusal:
            messages.error(self.request, question_sentence(refusal))
            return None

    def _group(self) -> tuple[str, forms.Form] | None:
        form = GroupForm(self.request.POST, prefix="nhom", council=self.host.council)
        if not form.is_valid():
            return "group_form", form
        keys = [key for key in self.request.POST.getlist("chat-van") if is_key(key)][:200]
        group = question_desk.propose_group(
            self.host.council,
            session=self.host.session,
            questions=list(self.host.questions().filter(pk__in=keys)),
            by=self.user,
            **form.cleaned_data,
        )
        said = _("Đã đề xuất nhóm “{title}”.").format(title=group.title)
        messages.success(self.request, said)
        return None

    def _sheet(self) -> tuple[str, forms.Form] | None:
        form = SheetForm(self.request.POST, prefix="phieu")
        if not form.is_valid():
            return "sheet_form", form
        opinion_sheets.open_sheet(
            self.host.council, session=self.host.session, by=self.user, **form.cleaned_data
        )
        messages.success(self.request, _("Đã gửi phiếu xin ý kiến đến các đại biểu."))
        return None

    def _decide(self) -> tuple[str, forms.Form] | None:
        form = DecideForm(self.request.POST, prefix="chon", groups=self.host.groups())
        if not form.is_valid():
            return "decide_form", form
        data = form.cleaned_data
        chosen = list(data["chosen"])
        left = self.host.groups().filter(state=GroupState.PROPOSED).exclude(pk__in=data["chosen"])
        question_desk.decide_groups(
            chosen,
            list(left),
            decided_on=data["decided_on"],
            decision=data["decision"],
            reason=data["reason"],
            by=self.user,
        )
        said = _("Đã ghi quyết định chọn {count} nhóm vấn đề.").format(count=len(chosen))
        messages.success(self.request, said)
        return None

    def _conclude(self) -> tuple[str, forms.Form] | None:
        form = ConclusionForm(self.request.POST, prefix="ket-luan", session=self.host.session)
        if not form.is_valid():
            return "conclusion_form", form
        with transaction.atomic():
            made = QuestioningConclusion.objects.create(
                council=self.host.council,
                session=self.host.session,
                recorded_by=self.user,
                **form.cleaned_data,
            )
            log.record("questioning.concluded", made, by=self.user, reference=str(made))
        messages.success(self.request, _("Đã ghi {what}.").format(what=made))
        return None


class Questioning(HostPage, SessionView):
    """Chất vấn tại kỳ họp."""

    permission_required = "council_sessions.view_questioning"
    template_name = "sessions/questioning.html"
    tab = "questioning"

    @cached_property
    def host(self) -> Host:  # type: ignore[override]  # the mixin names it
        """The session."""
        return Host(self.session.council, self.session)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The session and what is asked at it."""
        return super().get_context_data(
            base="sessions/session_base.html", **self.host_context(**kwargs)
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """One act of the page."""
        self.check(self.session)
        refuse_unless(self, self.session)
        refused = self.act()
        if refused is not None:
            name, form = refused
            context = self.get_context_data(**{name: form}, failed=name)
            return self.render_to_response(context, status=422)
        return self.back("questioning")


class StandingQuestioning(HostPage, TemplateResponseMixin, ContextMixin, StaffView):
    """Chất vấn tại phiên họp Thường trực HĐND, giữa hai kỳ họp (QST-13)."""

    permission_required = "council_sessions.view_questioning"
    template_name = "sessions/questioning.html"

    @cached_property
    def council(self) -> Council:
        """The council of the address."""
        return get_object_or_404(Council.objects.visible_to(self.user), pk=self.kwargs["council"])

    @cached_property
    def host(self) -> Host:  # type: ignore[override]  # the mixin names it
        """The Standing Committee."""
        return Host(self.council)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it."""
        self.check(QuestionGroup(council=self.council))
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is asked between two sessions."""
        title = _("Chất vấn giữa hai kỳ họp")
        return super().get_context_data(
            base="base.html",
            page_title=title,
            crumbs=[Crumb(_("Chất vấn"), reverse("sessions:questions")), Crumb(title)],
            **self.host_context(**kwargs),
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """One act of the page."""
        probe = QuestionGroup(council=self.council)
        self.check(probe)
        refuse_unless(self, probe)
        refused = self.act()
        if refused is not None:
            name, form = refused
            context = self.get_context_data(**{name: form}, failed=name)
            return self.render_to_response(context, status=422)
        return redirect("sessions:standing_questioning", council=self.council.pk)


def refuse_unless(view: Any, record: Any) -> None:
    """Acts of the page are those of the office; the choice also of whoever decides."""
    deciding = view.request.POST.get("do") == "decide"
    if not view.user.has_perm(DECIDE if deciding else HANDLE, record):
        raise PermissionDenied


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


class SheetPage(TemplateResponseMixin, ContextMixin, StaffView):
    """Phiếu lựa chọn nhóm vấn đề: a delegate ranks; once closed, the result."""

    permission_required = "council_sessions.view_sheet"
    template_name = "sessions/opinion_sheet.html"

    @cached_property
    def sheet(self) -> OpinionSheet:
        """The sheet of the address."""
        rows = OpinionSheet.objects.visible_to(self.user).select_related("council", "session")
        return get_object_or_404(rows, pk=self.kwargs["sheet"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The sheet with one's own order, or the result."""
        self.check(self.sheet)
        sheet, user = self.sheet, self.user
        own = SheetAnswer.objects.filter(sheet=sheet, mandate__person=user.person_id).first()
        ranking = own.ranking if own and user.person_id else []
        places = list(sheet.places.select_related("group__post__person"))
        order = {key: number for number, key in enumerate(ranking, start=1)}
        title = _("Lựa chọn nhóm vấn đề chất vấn")
        context = self.get_context_data(
            page_title=title,
            crumbs=[Crumb(_("Chất vấn"), reverse("sessions:questions")), Crumb(title)],
            sheet=sheet,
            places=[(place, order.get(place.group_id)) for place in places],
            numbers=range(1, len(places) + 1),
            own=own,
            given=sheet.answers.count(),
            may_rank=sheet.state == "open" and user.has_perm("council_sessions.rank_groups", sheet),
            may_close=sheet.state == "open" and user.has_perm(HANDLE, sheet),
            today=timezone.localdate(),
        )
        return self.render_to_response(context)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep one's order: `thu-tu-<group>` holds its number, empty for one left out."""
        self.check(self.sheet)
        if not self.user.has_perm("council_sessions.rank_groups", self.sheet):
            raise PermissionDenied
        numbered = []
        for place in self.sheet.places.all():
            number = request.POST.get(f"thu-tu-{place.group_id}", "")
            if number.isdecimal() and len(number) < 4:
                numbered.append((int(number), place.group_id))
        ranking = [group for _number, group in sorted(numbered)]
        try:
            if len({number for number, _group in numbered}) != len(numbered):
                ranking = []  # two groups with one number are refused as no ranking at all
            opinion_sheets.answer_sheet(self.sheet, ranking, by=self.user)
        except Refusal as refusal:
            messages.error(request, question_sentence(refusal))
        else:
            messages.success(request, _("Đã ghi nhận ý kiến. Có thể sửa đến khi phiếu được chốt."))
        return redirect("sessions:opinion_sheet", sheet=self.sheet.pk)


class CloseSheet(SheetPage):
    """Chốt kết quả phiếu."""

    permission_required = HANDLE
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Count it."""
        self.check(self.sheet)
        try:
            opinion_sheets.close_sheet(self.sheet, by=self.user)
        except Refusal as refusal:
            messages.error(request, question_sentence(refusal))
        else:
            messages.success(request, _("Đã chốt kết quả phiếu xin ý kiến."))
        return redirect("sessions:opinion_sheet", sheet=self.sheet.pk)
