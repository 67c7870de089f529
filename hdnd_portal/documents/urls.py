"""Paths of files and registers, below `/van-ban/`."""

from django.urls import path

from hdnd_portal.documents import views

app_name = "documents"

urlpatterns = [
    path("tep/<int:version>/", views.ReadVersion.as_view(), name="version"),
    path("tep/<int:version>/lien-ket/", views.SignVersion.as_view(), name="sign_version"),
    path("tep/ky/<str:token>/", views.SignedVersion.as_view(), name="signed_version"),
]
