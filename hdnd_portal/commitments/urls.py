"""Paths of commitments, below `/kien-nghi/`."""

from django.urls import path

from hdnd_portal.commitments import views

app_name = "commitments"

urlpatterns = [
    path("", views.CommitmentList.as_view(), name="list"),
    path("bang-tra-loi/", views.AnswerBook.as_view(), name="answer_sheet"),
    path("bang-tra-loi/nop/", views.BeginAnswers.as_view(), name="begin_answers"),
    path("bang-tra-loi/<int:sheet>/", views.AnswersPage.as_view(), name="answers"),
    path("bang-tra-loi/<int:sheet>/gui/", views.SettleAnswers.as_view(), name="settle_answers"),
    path("bang-tra-loi/<int:sheet>/bo/", views.DropAnswers.as_view(), name="drop_answers"),
    path("kiem-tra/", views.SpotChecks.as_view(), name="spot_checks"),
    path("kiem-tra/<int:draw>/", views.SpotCheckPage.as_view(), name="spot_check"),
    path("don-doc/", views.LetterAgencies.as_view(), name="letter_agencies"),
    path("don-doc/<int:agency>/", views.LetterPage.as_view(), name="letter"),
    path(
        "don-doc/<int:agency>/van-ban.<str:form>", views.PrintLetter.as_view(), name="print_letter"
    ),
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
    path("<int:commitment>/chuyen-to/", views.HandOver.as_view(), name="hand_over"),
    path("<int:commitment>/chuyen-buoc/", views.TakeStep.as_view(), name="take_step"),
    path(
        "<int:commitment>/chuyen-buoc/<int:step>/rut/",
        views.WithdrawStep.as_view(),
        name="withdraw_step",
    ),
    path(
        "<int:commitment>/chuyen-buoc/<int:step>/giai-trinh/",
        views.Explain.as_view(),
        name="explain",
    ),
    path("<int:commitment>/lien-ket/", views.Link.as_view(), name="link"),
    path("<int:commitment>/lien-ket/<int:link>/bo/", views.Unlink.as_view(), name="unlink"),
]
