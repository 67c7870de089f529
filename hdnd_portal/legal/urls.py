"""Paths of the register."""

from django.urls import path

from hdnd_portal.legal.views import RuleDetail, RuleList, TryDeadline

app_name = "legal"
urlpatterns = [
    path("", RuleList.as_view(), name="rules"),
    path("tinh-thu/", TryDeadline.as_view(), name="try"),
    path("<str:key>/", RuleDetail.as_view(), name="rule"),
]
