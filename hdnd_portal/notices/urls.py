"""Paths of notices, below `/thong-bao/`."""

from django.urls import path

from hdnd_portal.notices import views

app_name = "notices"

urlpatterns = [
    path("", views.Inbox.as_view(), name="inbox"),
    path("<int:notice>/mo/", views.OpenNotice.as_view(), name="open"),
    path("da-doc/", views.MarkAllRead.as_view(), name="mark_all_read"),
]
