"""Paths of contacts beside the plan."""

from django.urls import path

from voters.views import own

ONE = "ngoai-ke-hoach/<int:contact>/"

urlpatterns = [
    path("ngoai-ke-hoach/", own.ContactList.as_view(), name="contacts"),
    path("ngoai-ke-hoach/bao/", own.AnnounceContact.as_view(), name="announce_contact"),
    path(ONE, own.ContactPage.as_view(), name="contact"),
    path(f"{ONE}dong-y/", own.AgreeContact.as_view(), name="agree_contact"),
    path(f"{ONE}khong-dong-y/", own.DeclineContact.as_view(), name="decline_contact"),
    path(f"{ONE}rut/", own.WithdrawContact.as_view(), name="withdraw_contact"),
]
