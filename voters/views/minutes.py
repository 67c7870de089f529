"""A meeting and its record: what was said, who came, signed, printed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from hdnd_portal.audit import log
from hdnd_portal.documents.made_files import made_paper
from hdnd_portal.ui.components import Crumb
from hdnd_portal.ui.history import history
from voters.forms.plans import ReasonForm
from voters.forms.record import RecordForm
from voters.meeting_facts import clock_words, counts_of, opinions_of
from voters.meeting_results import results_at
from voters.promises import made_at, made_before
from voters.record_paper import record_paper
from voters.refusals import ContactRefused
from voters.result_labels import RESULTS
from voters.sentences import RECORD_PARTS, contact_sentence
from voters.services import records
from voters.services.records import Presence
from voters.views.papers import meeting_cards
from voters.views.record_base import MeetingView
from voters.workflow import MeetingState, PlanState


class MeetingPage(MeetingView):
    """Một cuộc tiếp xúc: who comes, what was said, how its record stands."""

    template_name = "voters/meeting_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The opinions the user may read, the counts, and what the user may do now."""
        meeting, record, user = self.meeting, self.record, self.user
        is_on = meeting.state != MeetingState.CANCELLED and meeting.plan.state == PlanState.ISSUED
        signs = user.has_perm("voters.sign_record", meeting)
        presence = {row.mandate_id: row for row in record.presence.all()} if record.pk else {}
        today = timezone.localdate()
        subjects = [meeting, record] if record.pk else [meeting]
        kwargs.setdefault("reopen_form", ReasonForm(prefix="mo-lai"))
        return super().get_context_data(
            page_title=str(meeting.unit),
            crumbs=self.crumbs(),
            opinions=[(one, clock_words(one)) for one in opinions_of(meeting, user)],
            counts=counts_of(meeting),
            people=[(mandate, presence.get(mandate.pk)) for mandate in meeting.mandates.all()],
            missing=[RECORD_PARTS[name] for name in records.missing_of(record)],
            cards=meeting_cards(meeting, user),
            results=[(row, RESULTS[row.result]) for row in results_at(meeting, on=today)],
            promised=made_at(meeting, user, on=today),
            promised_before=made_before(meeting, user, on=today),
            may_promise=is_on
            and meeting.starts_at <= timezone.now()
            and user.has_perm("voters.record_meeting", meeting),
            may_change=user.has_perm("voters.make_plan", meeting.plan),
            may_record=is_on
            and not record.is_signed
            and user.has_perm("voters.record_meeting", meeting),
            may_sign=signs and is_on and record.pk is not None and not record.is_signed,
            may_reopen=signs and record.is_signed,
            history=history(log.entries_for(*subjects)),
            **kwargs,
        )


class EditRecord(MeetingView):
    """Ghi biên bản: hours, chair, secretary, voters, who of the delegates came."""

    permission_required = "voters.record_meeting"
    template_name = "voters/record_form.html"

    def form(self, data: Any = None) -> RecordForm:
        """What stands; a new record begins with the hours and the subjects of the plan."""
        record, meeting = self.record, self.meeting
        initial = {name: getattr(record, name) for name in RecordForm.base_fields}
        if record.pk is None:
            initial |= {"starts_at": meeting.starts_at, "ends_at": meeting.ends_at}
        rows = record.presence.select_related("mandate") if record.pk else ()
        known = {row.mandate_id: Presence(row.mandate, row.is_present, row.reason) for row in rows}
        return RecordForm(data, initial=initial, meeting=meeting, known=known)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form and the way back."""
        kwargs.setdefault("form", self.form())
        title = _("Ghi biên bản")
        return super().get_context_data(
            page_title=title,
            crumbs=self.crumbs(Crumb(title)),
            back=self.address("meeting"),
            **kwargs,
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Save, or show the form again with what was typed."""
        self.check(self.meeting)
        form = self.form(request.POST)
        if form.is_valid():
            try:
                records.save_record(self.meeting, by=self.user, **form.record())
            except ContactRefused as refusal:
                form.add_error(None, contact_sentence(refusal))
            else:
                messages.success(request, _("Đã lưu biên bản."))
                return self.back()
        return self.render_to_response(self.get_context_data(form=form))


class SignRecord(MeetingView):
    """Ký biên bản."""

    permission_required = "voters.sign_record"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Sign, or say what is missing."""
        self.check(self.meeting)
        try:
            self.act()
        except ContactRefused as refusal:
            self.refuse(refusal)
        return self.back()

    def act(self) -> None:
        """The one service call."""
        records.sign_record(self.meeting, by=self.user)
        messages.success(self.request, _("Đã ký biên bản cuộc tiếp xúc."))


class ReopenRecord(SignRecord):
    """Mở lại biên bản đã ký."""

    def act(self) -> None:
        """The one service call."""
        form = ReasonForm(self.request.POST, prefix="mo-lai")
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        records.reopen_record(self.meeting, reason=reason, by=self.user)
        messages.success(self.request, _("Đã mở lại biên bản."))


class PrintRecord(MeetingView):
    """Biên bản as PDF or DOCX."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The file."""
        self.check(self.meeting)
        return made_paper(
            request,
            lambda: record_paper(self.record),
            form=kwargs["form"],
            name=f"bien-ban-tiep-xuc-{self.meeting.pk}",
            back=self.address("meeting"),
        )
