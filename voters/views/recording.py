"""The page on which opinions are written down, also without network: form, state, sending."""

from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from hdnd_portal.accounts.views import StaffView
from hdnd_portal.ui.keys import is_key
from voters.forms.record import OpinionForm
from voters.meeting_facts import choices_of, clock_words, opinions_of
from voters.models import Opinion
from voters.refusals import ContactRefused
from voters.sentences import contact_sentence
from voters.services import recording
from voters.sync import read_batch, take
from voters.views.record_base import MeetingView

WORKER = Path("static", "js", "recording_worker.js")
# So many of the newest are shown below the form.
NEWEST = 30


class RecordingView(MeetingView):
    """What belongs to the page of recording."""

    permission_required = "voters.record_meeting"

    @cached_property
    def choices(self) -> dict[str, Any]:
        """Communes and fields of the form."""
        return choices_of(self.meeting)

    def refusal(self) -> str:
        """Why nothing can be recorded now, in words; empty where it can."""
        try:
            recording.refuse_closed(self.meeting)
        except ContactRefused as refused:
            return contact_sentence(refused)
        return ""


class RecordOpinions(RecordingView):
    """Ghi ý kiến: one form, twenty seconds; works without scripts, and with them without network.

    The page itself holds no opinion: a browser keeps it for the time without network.
    """

    template_name = "voters/record_opinions.html"

    def form(self) -> OpinionForm:
        """An empty form; the commune is the one met, or the one of the opinion before."""
        here = self.request.GET.get("xa", "")
        unit = int(here) if is_key(here) else self.meeting.unit_id
        return OpinionForm(initial={"key": uuid4(), "unit": unit}, **self.choices)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, and where the opinions stand."""
        kwargs.setdefault("form", self.form())
        return super().get_context_data(
            page_title=_("Ghi ý kiến: {unit}").format(unit=self.meeting.unit),
            refusal=self.refusal(),
            opened_by=self.user,
            **kwargs,
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Write it down, then the empty form for the next one; or show again what was typed."""
        self.check(self.meeting)
        form = OpinionForm(request.POST, **self.choices)
        if form.is_valid():
            try:
                opinion = recording.record_opinion(self.meeting, by=self.user, **form.opinion())
            except ContactRefused as refused:
                form.add_error(None, contact_sentence(refused))
            else:
                done = _("Đã ghi ý kiến số {number}.").format(number=opinion.number)
                messages.success(request, done)
                return redirect(f"{self.address('record_opinions')}?xa={opinion.unit_id}")
        return self.render_to_response(self.get_context_data(form=form))


class RecordingState(RecordingView):
    """Where the recording stands, for the page: whether it may send, and as whom."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Never kept by a browser."""
        self.check(self.meeting)
        rows = opinions_of(self.meeting, self.user)
        answer = JsonResponse(
            {
                "person": self.user.pk,
                "token": get_token(request),
                "now": timezone.now().isoformat(),
                "refusal": self.refusal(),
                "count": sum(not one.is_struck for one in rows),
                "newest": [_line(one) for one in reversed(rows[-NEWEST:])],
            }
        )
        answer["Cache-Control"] = "private, no-store"
        return answer


class SyncOpinions(RecordingView):
    """Nhận ý kiến ghi trên thiết bị: a batch in, what became of each out."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Each by itself, in the order of the batch."""
        self.check(self.meeting)
        rows = read_batch(request.POST.get("batch", ""))
        if rows is None:
            return JsonResponse({"outcomes": []}, status=400)
        outcomes = take(
            self.meeting,
            rows,
            choices=self.choices,
            sent_at=request.POST.get("sent_at", ""),
            by=self.user,
        )
        return JsonResponse({"outcomes": [one.as_json() for one in outcomes]})


class Worker(StaffView):
    """The service worker; its folder is its scope, so it serves the pages of recording alone."""

    permission_required = "voters.record_meeting"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Asked for anew each time, so that a newer one is found."""
        source = (Path(settings.BASE_DIR) / WORKER).read_bytes()
        answer = HttpResponse(source, content_type="text/javascript; charset=utf-8")
        answer["Cache-Control"] = "no-cache"
        return answer


def _line(opinion: Opinion) -> dict[str, Any]:
    """One opinion as the page lists it."""
    return {
        "key": str(opinion.client_key),
        "number": opinion.number,
        "text": opinion.text[:200],
        "track": opinion.get_track_heard_display(),
        "unit": str(opinion.unit),
        "by": str(opinion.recorded_by),
        "struck": opinion.is_struck,
        "clock": clock_words(opinion),
    }
