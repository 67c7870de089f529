"""Paths of the mail of a sample set-up, below `/thu-da-giu/`."""

from django.urls import path

from hdnd_portal.notices import views

app_name = "caught_mail"

urlpatterns = [
    path("", views.ListCaughtMail.as_view(), name="list"),
    path("<int:mail>/", views.ReadCaughtMail.as_view(), name="detail"),
    path("<int:mail>/tep/<int:number>/", views.SaveAttachment.as_view(), name="attachment"),
]
