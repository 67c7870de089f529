"""Paths of the directory; the namespace is `council`, whose records it shows."""

from django.urls import path

from hdnd_portal.shell.directory.lists import AgencyList, DelegateList
from hdnd_portal.shell.directory.pages import BodiesPage, PersonPage

app_name = "council"
urlpatterns = [
    path("", DelegateList.as_view(), name="delegates"),
    path("nguoi/<int:pk>/", PersonPage.as_view(), name="person"),
    path("co-quan-hdnd/", BodiesPage.as_view(), name="bodies"),
    path("co-quan/", AgencyList.as_view(), name="agencies"),
]
