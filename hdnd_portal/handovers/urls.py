"""Paths of hand-overs, below `/ban-giao/`."""

from django.urls import path

from hdnd_portal.handovers import views

app_name = "handovers"

urlpatterns = [
    path("", views.HandoverList.as_view(), name="list"),
    path("chon/", views.ChooseLeaver.as_view(), name="choose"),
    path("lap/<int:assignment>/", views.PlanHandover.as_view(), name="plan"),
    path("<int:handover>/", views.ShowHandover.as_view(), name="handover"),
    path("<int:handover>/huy/", views.CancelHandover.as_view(), name="cancel"),
    path("<int:handover>/bien-ban.<str:form>", views.PrintHandover.as_view(), name="paper"),
]
