"""Versions of a frozen paper for its readers: what changed, and the link that stays (A8)."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy

from hdnd_portal.documents.access import openable, readable
from sessions.compared_texts import changed_lines
from sessions.models import FrozenFile
from sessions.views.base import SessionView
from sessions.views.reading import PaperView


class ComparePaper(PaperView):
    """Xem khác biệt: the paper beside the one it replaced."""

    template_name = "sessions/paper_compare.html"
    page_name = gettext_lazy("Xem khác biệt")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The changed lines, as far as the reader may open both files."""
        before = self.paper.replaces
        if before is None:
            raise Http404
        both = [before.version, self.paper.version]
        if len(readable(self.user, both)) < len(both):
            raise Http404
        return super().get_context_data(
            paper=self.paper,
            before=before,
            lines=changed_lines(self.user, [(before.version, self.paper.version)])[0],
            **kwargs,
        )


class LatestPaper(SessionView):
    """Bản mới nhất: leads to the newest version of a file that the reader may open."""

    permission_required = "council_sessions.read_dossiers"

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """To the paper; the address stays the same however often it is replaced."""
        self.check(self.session)
        lines = FrozenFile.objects.filter(
            freeze__session=self.session, version__file=self.kwargs["file"]
        ).select_related("version")
        newest_first = list(lines.order_by("-version__number").defer("version__text"))
        open_to_them = openable(self.user, [line.version for line in newest_first])
        for line in newest_first:
            if line.version_id in open_to_them:
                return redirect("sessions:read_paper", session=self.session.pk, paper=line.pk)
        raise Http404
