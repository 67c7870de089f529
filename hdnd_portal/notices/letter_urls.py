"""Paths of letters that did not arrive, below `/thu-gui-di/`."""

from django.urls import path

from hdnd_portal.notices import views

app_name = "letters"

urlpatterns = [
    path("", views.LetterList.as_view(), name="list"),
    path("<int:letter>/", views.ShowLetter.as_view(), name="detail"),
    path("<int:letter>/gui-lai/", views.SendAgain.as_view(), name="send_again"),
]
