"""Paths of notices, below `/thong-bao/`."""

from django.urls import path

from hdnd_portal.notices import views

app_name = "notices"

urlpatterns = [
    path("", views.Inbox.as_view(), name="inbox"),
    path("<int:notice>/mo/", views.OpenNotice.as_view(), name="open"),
    path("theo-doi/", views.Following.as_view(), name="following"),
    path("theo-doi/<slug:kind>/<int:key>/", views.StartFollowing.as_view(), name="follow"),
    path("theo-doi/<slug:kind>/<int:key>/thoi/", views.StopFollowing.as_view(), name="unfollow"),
    path("thoi-theo-doi/<str:token>/", views.Unfollow.as_view(), name="unfollow_by_link"),
    path("da-doc/", views.MarkAllRead.as_view(), name="mark_all_read"),
]
