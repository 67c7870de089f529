"""The page of a background job."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import ListView, TemplateView

from hdnd_portal.accounts.views import StaffView
from hdnd_portal.reports import jobs
from hdnd_portal.reports.models import Job
from hdnd_portal.ui.components import Crumb


class JobView(StaffView):
    """What every page of a job shares: somebody else's job is not there."""

    permission_required = "reports.follow_job"

    def find(self, key: UUID) -> Job:
        """The job, if it is the user's."""
        return get_object_or_404(Job.objects.visible_to(self.user).select_related("result"), pk=key)

    def shown(self, found: Job) -> dict[str, Any]:
        """What the progress box and the acts beside it need."""
        arguments = {"job": found.pk}
        result = (
            reverse("documents:version", kwargs={"version": found.result_id})
            if (found.result_id)
            else ""
        )
        return {
            "job": found,
            "title": jobs.title_of(found.kind),
            "poll_url": reverse("reports:job_progress", kwargs=arguments),
            "cancel_url": reverse("reports:cancel_job", kwargs=arguments),
            "result_url": f"{result}?tai" if result else "",
        }


class ListJobs(JobView, ListView[Job]):
    """Việc nền của tôi: the newest first."""

    template_name = "reports/job_list.html"
    paginate_by = 50

    def get_queryset(self) -> Any:
        """Own jobs with what the list calls them."""
        return Job.objects.visible_to(self.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Jobs with their titles."""
        context = super().get_context_data(**kwargs)
        rows = [{"job": found, "title": jobs.title_of(found.kind)} for found in context["page_obj"]]
        return {**context, "rows": rows, "page_title": _("Việc chạy nền của tôi")}


class ShowJob(JobView, TemplateView):
    """Một việc chạy nền: progress, result, and what can be done with it."""

    template_name = "reports/job_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The job with its progress."""
        found = self.find(kwargs.pop("job"))
        return super().get_context_data(
            **kwargs,
            **self.shown(found),
            page_title=jobs.title_of(found.kind),
            crumbs=[
                Crumb(_("Việc chạy nền của tôi"), reverse("reports:jobs")),
                Crumb(jobs.title_of(found.kind)),
            ],
            can_retry=found.state in {Job.State.FAILED, Job.State.CANCELLED},
        )


class ShowProgress(JobView):
    """The progress box alone, for the page that asks every two seconds."""

    def get(self, request: HttpRequest, job: UUID) -> HttpResponse:
        """The box; once the job has ended, the page is fetched whole to show what may be done."""
        found = self.find(job)
        response = render(request, "reports/_job_progress.html", self.shown(found))
        if not found.is_open:
            response["HX-Refresh"] = "true"
        return response


class CancelJob(JobView):
    """Dừng việc."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, job: UUID) -> HttpResponse:
        """Ask to stop and go back to the job."""
        stopped = jobs.cancel(self.find(job), by=self.user)
        if stopped.state == Job.State.CANCELLED:
            messages.success(request, _("Đã dừng. Phần đã làm được giữ lại."))
        elif stopped.is_open:
            messages.info(request, _("Đã yêu cầu dừng; việc dừng ở bước tiếp theo."))
        else:
            messages.info(request, _("Việc đã kết thúc trước khi dừng."))
        return redirect("reports:job", job=job)


class RetryJob(JobView):
    """Chạy lại việc không hoàn thành."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, job: UUID) -> HttpResponse:
        """Put the job into the queue again."""
        try:
            jobs.retry(self.find(job), by=self.user)
        except jobs.RetryRefused:
            messages.info(request, _("Việc này đang chạy hoặc đã xong, không cần chạy lại."))
        else:
            messages.success(request, _("Đã xếp việc vào hàng chờ để chạy lại."))
        return redirect("reports:job", job=job)
