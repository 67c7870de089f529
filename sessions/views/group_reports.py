"""What a group reports on one item: the rapporteur's form, the office's answer."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from sessions.forms.groups import OpinionForm, ReasonForm, SummaryForm
from sessions.group_lateness import late_words, lateness
from sessions.models import GroupOpinion, GroupReport
from sessions.sentences import sentence
from sessions.services import group_reports
from sessions.services.refusals import MoveRefused, SessionRefused
from sessions.views.acts import SessionAct
from sessions.views.base import SessionView
from sessions.workflow import SESSION_SHUT, SessionState

# The form is not shown again: what was typed stays as a draft in the browser.
OUT_OF_HANDS = frozenset({"group_report_sent", "group_shut"})


class GroupReportPage(SessionView):
    """Kết quả thảo luận của một Tổ về một nội dung."""

    permission_required = "council_sessions.view_group_report"
    template_name = "sessions/group_report.html"
    tab = "groups"

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the page, the permission asked of the report."""
        self.check(self.report)
        return self.render_to_response(self.get_context_data())

    @cached_property
    def report(self) -> GroupReport:
        """The report of the address, if the user may see it."""
        visible = GroupReport.objects.visible_to(self.user).select_related(
            "sitting__group", "sitting__chair", "sitting__rapporteur", "item", "decided_by"
        )
        report = get_object_or_404(visible, pk=self.kwargs["report"], sitting__session=self.session)
        report.sitting.session = self.session
        return report

    @property
    def page_name(self) -> str:  # type: ignore[override]
        """The group whose report it is."""
        return self.report.sitting.group.name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The opinions, and the form for another while the group writes."""
        report = self.report
        is_shut = SessionState(self.session.state) in SESSION_SHUT
        keeps = self.user.has_perm("council_sessions.keep_group", report.sitting)
        writes = keeps and report.is_written and not is_shut
        if writes:
            kwargs.setdefault("form", OpinionForm(sitting=report.sitting))
            kwargs.setdefault("summary_form", SummaryForm(initial={"summary": report.summary}))
        return super().get_context_data(
            report=report,
            sitting=report.sitting,
            late=late_words(
                lateness(
                    report.sitting.report_due_at, report.first_submitted_at, now=timezone.now()
                )
            ),
            opinions=report.opinions.select_related("mandate__person", "agency", "body"),
            writes=writes,
            may_receive=not is_shut
            and self.user.has_perm("council_sessions.receive_group_report", self.session),
            **kwargs,
        )


class KeptReport(GroupReportPage):
    """What the rapporteur, the chair and the head of the group do with their report."""

    permission_required = "council_sessions.keep_group"
    http_method_names = ["post"]

    @cached_property
    def report(self) -> GroupReport:
        """The report, if it is the user's to write."""
        kept = GroupReport.objects.kept_by(self.user).select_related("sitting__group", "item")
        report = get_object_or_404(kept, pk=self.kwargs["report"], sitting__session=self.session)
        report.sitting.session = self.session
        return report

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Do it, or show the page again with what was typed and why not."""
        self.check(self.report.sitting)
        form = self.bound_form()
        if form is not None and not form.is_valid():
            return self.render_to_response(self.get_context_data(**self.shown(form)))
        try:
            self.act(form.cleaned_data if form is not None else {})
        except SessionRefused as refusal:
            if form is None or refusal.code in OUT_OF_HANDS:
                self.refuse(refusal)
            else:
                form.add_error(None, sentence(refusal))
                return self.render_to_response(self.get_context_data(**self.shown(form)))
        except MoveRefused:
            self.refuse_move()
        return self.back("group_report", report=self.report.pk)

    def bound_form(self) -> Any:
        """The form that was sent, where the act has one."""
        return None

    def shown(self, form: Any) -> dict[str, Any]:
        """Under which name the page shows the form."""
        return {"form": form}

    def act(self, cleaned: dict[str, Any]) -> None:
        """The one service call."""
        raise TypeError(f"{type(self).__name__} does nothing")

    def refuse_move(self) -> None:
        """Somebody was faster."""
        messages.error(self.request, _("Kết quả này vừa được xử lý. Trang đã tải lại."))


class WriteOpinion(KeptReport):
    """Thêm ý kiến."""

    def bound_form(self) -> OpinionForm:
        """What one delegate said."""
        return OpinionForm(self.request.POST, sitting=self.report.sitting)

    def act(self, cleaned: dict[str, Any]) -> None:
        """Add it."""
        group_reports.write_opinion(self.report, by=self.user, **cleaned)
        self.say(_("Đã ghi ý kiến."))


class ChangeOpinion(KeptReport):
    """Sửa ý kiến: the same form, filled."""

    template_name = "sessions/group_opinion_form.html"
    http_method_names = ["get", "post"]

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form, while the report is the group's to write."""
        self.check(self.report.sitting)
        return self.render_to_response(self.get_context_data())

    @cached_property
    def opinion(self) -> GroupOpinion:
        """The opinion of the address."""
        return get_object_or_404(self.report.opinions, pk=self.kwargs["opinion"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form with what stands."""
        opinion = self.opinion
        addressee = f"agency:{opinion.agency_id}" if opinion.agency_id else ""
        if opinion.body_id:
            addressee = f"body:{opinion.body_id}"
        names = ("mandate", "stance", "point", "text")
        initial = {name: getattr(opinion, name) for name in names}
        if "form" not in kwargs:
            kwargs["form"] = OpinionForm(
                sitting=self.report.sitting, initial={**initial, "addressee": addressee}
            )
        return super().get_context_data(opinion=opinion, **kwargs)

    def bound_form(self) -> OpinionForm:
        """What one delegate said, corrected."""
        assert self.opinion  # noqa: S101 -- a 404 before the form is read
        return OpinionForm(self.request.POST, sitting=self.report.sitting)

    def act(self, cleaned: dict[str, Any]) -> None:
        """Correct it."""
        group_reports.change_opinion(self.opinion, by=self.user, **cleaned)
        self.say(_("Đã sửa ý kiến."))


class RemoveOpinion(KeptReport):
    """Bỏ ý kiến."""

    def act(self, cleaned: dict[str, Any]) -> None:
        """Take it out."""
        opinion = get_object_or_404(self.report.opinions, pk=self.kwargs["opinion"])
        group_reports.remove_opinion(opinion, by=self.user)
        self.say(_("Đã bỏ ý kiến."))


class WriteSummary(KeptReport):
    """Ghi nhận xét chung của Tổ."""

    def bound_form(self) -> SummaryForm:
        """What the group says as a whole."""
        return SummaryForm(self.request.POST)

    def shown(self, form: Any) -> dict[str, Any]:
        """Beside the form of an opinion."""
        return {"summary_form": form}

    def act(self, cleaned: dict[str, Any]) -> None:
        """Keep it."""
        group_reports.write_summary(self.report, by=self.user, **cleaned)
        self.say(_("Đã lưu nhận xét chung."))


class SubmitReport(KeptReport):
    """Gửi kết quả thảo luận tới Văn phòng."""

    def act(self, cleaned: dict[str, Any]) -> None:
        """Hand it in."""
        report = group_reports.submit_report(self.report, by=self.user)
        at = timezone.localtime(report.submitted_at)
        self.say(
            _("Đã gửi lúc {at}: {n} ý kiến.").format(
                at=f"{at:%H:%M %d/%m/%Y}", n=report.opinions.count()
            )
        )


class DecideReport(SessionAct, GroupReportPage):
    """What the office does with a submitted report, back to it."""

    permission_required = "council_sessions.receive_group_report"

    def overtaken(self, refusal: MoveRefused) -> None:
        """It is about the report, not the session."""
        messages.error(self.request, _("Kết quả này vừa được xử lý. Trang đã tải lại."))

    def done(self) -> HttpResponse:
        """Back to the report."""
        return self.back("group_report", report=self.report.pk)


class ReceiveReport(DecideReport):
    """Tiếp nhận kết quả."""

    def act(self) -> None:
        """Take it into the synthesis."""
        group_reports.receive_report(self.report, by=self.user)
        self.say(_("Đã tiếp nhận kết quả của {group}.").format(group=self.report.sitting.group))


class ReturnReport(DecideReport):
    """Trả lại kết quả."""

    def act(self) -> None:
        """Send it back with the reason."""
        form = ReasonForm(self.request.POST)
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        group_reports.return_report(self.report, reason=reason, by=self.user)
        self.say(_("Đã trả lại kết quả cho {group}.").format(group=self.report.sitting.group))
