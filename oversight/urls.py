"""Paths of oversight, below `/giam-sat/`."""

from django.urls import path

from oversight import views

app_name = "oversight"

PROPOSAL = "de-xuat/<int:proposal>/"
HEARING = "giai-trinh/<int:hearing>/"

urlpatterns = [
    path("", views.ProposalList.as_view(), name="proposals"),
    path("de-xuat/", views.MakeProposal.as_view(), name="make_proposal"),
    path(PROPOSAL, views.ProposalPage.as_view(), name="proposal"),
    path(f"{PROPOSAL}sua/", views.CorrectProposal.as_view(), name="correct_proposal"),
    path(f"{PROPOSAL}chon/", views.TakeUp.as_view(), name="take_up"),
    path(f"{PROPOSAL}khong-chon/", views.DeclineProposal.as_view(), name="decline_proposal"),
    path("giai-trinh/", views.HearingList.as_view(), name="hearings"),
    path("giai-trinh/de-xuat/", views.ProposeHearing.as_view(), name="propose_hearing"),
    path(HEARING, views.HearingPage.as_view(), name="hearing"),
    path(f"{HEARING}sua/", views.CorrectHearing.as_view(), name="correct_hearing"),
    path(f"{HEARING}dinh-ngay/", views.PlanHearing.as_view(), name="plan_hearing"),
    path(f"{HEARING}khong-to-chuc/", views.DeclineHearing.as_view(), name="decline_hearing"),
]
