"""Paths of commitments, below `/kien-nghi/`."""

from django.urls import path

from hdnd_portal.commitments import views

app_name = "commitments"

urlpatterns = [
    path("", views.CommitmentList.as_view(), name="list"),
    path("<int:commitment>/", views.CommitmentPage.as_view(), name="commitment"),
    path("<int:commitment>/bao-cao/", views.WriteReply.as_view(), name="reply"),
    path("<int:commitment>/bao-cao/gui/", views.SendReply.as_view(), name="send_reply"),
    path("<int:commitment>/bao-cao/tep/", views.AddFiles.as_view(), name="add_files"),
    path(
        "<int:commitment>/bao-cao/tep/<int:file>/bo/",
        views.RemoveFile.as_view(),
        name="remove_file",
    ),
    path("<int:commitment>/xac-minh/", views.Verify.as_view(), name="verify"),
    path("<int:commitment>/ket-thuc/", views.Close.as_view(), name="close"),
    path("<int:commitment>/mo-lai/", views.Reopen.as_view(), name="reopen"),
    path("<int:commitment>/doi-han/", views.MoveDue.as_view(), name="move_due"),
    path("<int:commitment>/lien-ket/", views.Link.as_view(), name="link"),
    path("<int:commitment>/lien-ket/<int:link>/bo/", views.Unlink.as_view(), name="unlink"),
]
