"""The report on what became of recommendations, to be ordered."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from hdnd_portal.documents.made_files import FORMS
from voters.services.reporting import order_report
from voters.views.referrals import SynthesisView


class OrderResults(SynthesisView):
    """Báo cáo kết quả giải quyết: a job makes it, as PDF or DOCX."""

    permission_required = "voters.send_recommendations"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Ask for the report, and follow it."""
        if kwargs["form"] not in FORMS:
            raise Http404
        job = order_report(self.session, form=kwargs["form"], by=self.user)
        return redirect("reports:job", job=job.pk)
