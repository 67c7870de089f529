"""Paths of background jobs, below `/viec-nen/`."""

from django.urls import path

from hdnd_portal.reports import views

app_name = "reports"

urlpatterns = [
    path("", views.ListJobs.as_view(), name="jobs"),
    path("<uuid:job>/", views.ShowJob.as_view(), name="job"),
    path("<uuid:job>/tien-do/", views.ShowProgress.as_view(), name="job_progress"),
    path("<uuid:job>/dung/", views.CancelJob.as_view(), name="cancel_job"),
    path("<uuid:job>/chay-lai/", views.RetryJob.as_view(), name="retry_job"),
]
