"""Paths of letters over many recommendations, below `/kien-nghi/cong-van/`."""

from django.urls import path

from hdnd_portal.answer_letters import views

app_name = "answer_letters"

urlpatterns = [
    path("", views.BeginLetter.as_view(), name="begin"),
    path("<int:letter>/", views.LetterPage.as_view(), name="letter"),
    path("<int:letter>/so-ngay/", views.NumberLetter.as_view(), name="number"),
    path("<int:letter>/gui/", views.SettleLetter.as_view(), name="settle"),
    path("<int:letter>/bo/", views.DropLetter.as_view(), name="drop"),
    path("<int:letter>/phan/<int:part>/", views.DecidePart.as_view(), name="part"),
]
