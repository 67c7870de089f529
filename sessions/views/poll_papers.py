"""Reports and papers of a vote."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from hdnd_portal.documents.papers import Paper
from sessions.poll_papers import DESCRIBE, papers_of
from sessions.poll_report import REPORTS, has_names
from sessions.views.made_files import made_file
from sessions.views.papers import PrintedPaper
from sessions.views.polls import PollView


class ExportPoll(PollView):
    """Kết quả theo tên: the roll-call report as CSV, XLSX or JSON."""

    rehearses = False
    permission_required = "council_sessions.view_polls"
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The file; there is none before the end, and never of a secret ballot."""
        self.check(self.session)
        if kwargs["form"] not in REPORTS or not has_names(self.poll):
            raise Http404
        media_type, report = REPORTS[kwargs["form"]]
        name = f"bieu-quyet-{self.poll.pk}.{kwargs['form']}"
        return made_file(report(self.poll), media_type=media_type, name=name)


class PrintPoll(PrintedPaper, PollView):
    """Biên bản kết quả, biên bản kiểm phiếu, phiếu lấy ý kiến."""

    rehearses = False
    permission_required = "council_sessions.view_polls"
    returns_to = "polls"

    def paper(self) -> Paper:
        """The paper of the address; 404 where the vote has none such now."""
        if self.kwargs["paper"] not in papers_of(self.poll):
            raise Http404
        return DESCRIBE[self.kwargs["paper"]](self.poll)

    def stem(self) -> str:
        """`bieu-quyet-ket-qua`."""
        return f"bieu-quyet-{self.kwargs['paper']}-{self.poll.pk}"
