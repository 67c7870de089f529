"""Questioning at a session or between two: groups, sheets, the choice, promises."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic.base import ContextMixin, TemplateResponseMixin

from hdnd_portal.accounts.views import StaffView
from hdnd_portal.council.models import Council
from hdnd_portal.ui.components import Crumb
from hdnd_portal.ui.keys import is_key
from sessions.forms.questioning import ConclusionForm, DecideForm, GroupForm, SheetForm
from sessions.models import Interpellation, OpinionSheet, QuestionGroup, QuestioningConclusion
from sessions.question_labels import GroupState
from sessions.questioning import Host, by_person, open_promises, report_deadline
from sessions.sentences.questioning import Refusal, question_sentence
from sessions.services import opinion_sheets, question_desk
from sessions.similar_questions import suggested_groups
from sessions.views.base import SessionView

HANDLE = "council_sessions.handle_questions"
DECIDE = "council_sessions.decide_groups"


class HostPage(TemplateResponseMixin, ContextMixin):
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

    def shown_again(self, refused: tuple[str, forms.Form] | None) -> HttpResponse | None:
        """The page with what was typed, where a form was refused."""
        if refused is None:
            return None
        name, form = refused
        context = self.get_context_data(**{name: form}, failed=name)
        return self.render_to_response(context, status=422)

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
        made = question_desk.conclude(
            self.host.council, session=self.host.session, by=self.user, **form.cleaned_data
        )
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
        return self.shown_again(self.act()) or self.back("questioning")


class StandingQuestioning(HostPage, StaffView):
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
        back = redirect("sessions:standing_questioning", council=self.council.pk)
        return self.shown_again(self.act()) or back


def refuse_unless(view: Any, record: Any) -> None:
    """Acts of the page are those of the office; the choice also of whoever decides."""
    deciding = view.request.POST.get("do") == "decide"
    if not view.user.has_perm(DECIDE if deciding else HANDLE, record):
        raise PermissionDenied
