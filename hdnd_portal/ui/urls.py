"""Paths of the frame itself."""

from django.urls import path

from hdnd_portal.ui.gallery import Gallery
from hdnd_portal.ui.views import SetPreferences

app_name = "ui"
urlpatterns = [
    path("", Gallery.as_view(), name="gallery"),
    path("tuy-chon/", SetPreferences.as_view(), name="preferences"),
]
