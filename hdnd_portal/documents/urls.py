"""Paths of documents, registers and files, below `/van-ban/`."""

from django.urls import path

from hdnd_portal.documents import views

app_name = "documents"

urlpatterns = [
    path("", views.DocumentList.as_view(), name="list"),
    path("<int:document>/", views.DocumentPage.as_view(), name="document"),
    path("<int:document>/bo-so/", views.VoidNumber.as_view(), name="void_number"),
    path("so/<int:year>/", views.RegisterPage.as_view(), name="register"),
    path("mau-cau/", views.Wordings.as_view(), name="wordings"),
    path("mau-cau/<str:key>/", views.WordingPage.as_view(), name="wording"),
    path("tep/<int:version>/", views.ReadVersion.as_view(), name="version"),
]
