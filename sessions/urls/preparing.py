"""Paths of planning, agenda, dossiers, freeze, invitations and reading."""

from django.urls import path

from sessions.views import (
    absences,
    agenda,
    correcting,
    dossiers,
    freezing,
    guests,
    invitations,
    lists,
    papers,
    parts,
    placing,
    plan,
    presiding,
    reading,
    submissions,
    versions,
)

paths = [
    path("", lists.SessionList.as_view(), name="list"),
    path("moi/", plan.PlanSession.as_view(), name="create"),
    path("<int:session>/", plan.SessionPlan.as_view(), name="plan"),
    path("<int:session>/sua/", correcting.CorrectSession.as_view(), name="correct"),
    path(
        "<int:session>/phien/<int:sitting>/",
        correcting.CorrectSitting.as_view(),
        name="correct_sitting",
    ),
    path("<int:session>/doi-ngay/", plan.MoveOpening.as_view(), name="move"),
    path("<int:session>/trang-thai/", plan.CarrySession.as_view(), name="carry"),
    path(
        "<int:session>/moc/<int:milestone>/xong/",
        plan.FinishMilestone.as_view(),
        name="finish_milestone",
    ),
    path(
        "<int:session>/moc/<int:milestone>/mo-lai/",
        plan.ReopenMilestone.as_view(),
        name="reopen_milestone",
    ),
    path(
        "<int:session>/moc/<int:milestone>/phan-cong/",
        plan.AssignMilestone.as_view(),
        name="assign_milestone",
    ),
    path("<int:session>/dieu-hanh/", presiding.PresidingPage.as_view(), name="presiding"),
    path(
        "<int:session>/dieu-hanh/thay-chu-toa/",
        presiding.ReplaceChair.as_view(),
        name="replace_chair",
    ),
    path(
        "<int:session>/dieu-hanh/<int:presiding>/thoi/",
        presiding.EndPresiding.as_view(),
        name="end_presiding",
    ),
    path("<int:session>/chuong-trinh/", agenda.Agenda.as_view(), name="agenda"),
    path("<int:session>/chuong-trinh/them/", agenda.AddItem.as_view(), name="add_item"),
    path("<int:session>/chuong-trinh/bao-cao/", agenda.AddReports.as_view(), name="add_reports"),
    path("<int:session>/chuong-trinh/chep/", agenda.CopyAgenda.as_view(), name="copy_agenda"),
    path(
        "<int:session>/chuong-trinh/y-kien-chu-toa/",
        agenda.RecordDecision.as_view(),
        name="record_decision",
    ),
    path("<int:session>/chuong-trinh/sap-xep/", agenda.OrderAgenda.as_view(), name="order_agenda"),
    path(
        "<int:session>/chuong-trinh/xep-phien/",
        placing.PlaceItems.as_view(),
        name="place_in_sittings",
    ),
    path("<int:session>/chuong-trinh/danh-so/", agenda.NumberAgenda.as_view(), name="number"),
    path("<int:session>/chuong-trinh/<int:item>/", agenda.EditItem.as_view(), name="edit_item"),
    path(
        "<int:session>/chuong-trinh/<int:item>/vi-tri/",
        agenda.PlaceItem.as_view(),
        name="place_item",
    ),
    path(
        "<int:session>/chuong-trinh/<int:item>/rut/",
        agenda.WithdrawItem.as_view(),
        name="withdraw_item",
    ),
    path(
        "<int:session>/chuong-trinh/<int:item>/xoa/",
        agenda.RemoveItem.as_view(),
        name="remove_item",
    ),
    path(
        "<int:session>/du-thao/<str:draft>/<str:form>/", papers.PrintDraft.as_view(), name="draft"
    ),
    path("<int:session>/giay-moi/", invitations.Invitations.as_view(), name="invitations"),
    path("<int:session>/giay-moi/khach/", guests.AddGuest.as_view(), name="add_guest"),
    path("<int:session>/giay-moi/chep-khach/", guests.CopyGuests.as_view(), name="copy_guests"),
    path(
        "<int:session>/giay-moi/khach/<int:guest>/",
        guests.EditGuest.as_view(),
        name="edit_guest",
    ),
    path(
        "<int:session>/giay-moi/khach/<int:guest>/bo/",
        guests.RemoveGuest.as_view(),
        name="remove_guest",
    ),
    path(
        "<int:session>/giay-moi/<int:invitation>/gui-lai/",
        invitations.SendAgain.as_view(),
        name="send_again",
    ),
    path("tra-loi/<str:token>/", invitations.AnswerInvitation.as_view(), name="answer"),
    path("<int:session>/tai-lieu/", reading.ReadingList.as_view(), name="reading"),
    path("<int:session>/tai-lieu/<int:paper>/", reading.ReadPaper.as_view(), name="read_paper"),
    path(
        "<int:session>/tai-lieu/<int:paper>/khac-biet/",
        versions.ComparePaper.as_view(),
        name="compare_paper",
    ),
    path(
        "<int:session>/tai-lieu/tep/<int:file>/",
        versions.LatestPaper.as_view(),
        name="latest_paper",
    ),
    path("<int:session>/tai-lieu/<int:paper>/mo/", reading.OpenPaper.as_view(), name="open_paper"),
    path(
        "<int:session>/tai-lieu/<int:paper>/da-doc/", reading.MarkRead.as_view(), name="mark_read"
    ),
    path(
        "<int:session>/tai-lieu/<int:paper>/ghi-chu/",
        reading.WriteNote.as_view(),
        name="write_note",
    ),
    path(
        "<int:session>/tai-lieu/<int:paper>/ghi-chu/<int:note>/xoa/",
        reading.DeleteNote.as_view(),
        name="delete_note",
    ),
    path("<int:session>/xin-vang/", absences.AskAbsence.as_view(), name="ask_absence"),
    path(
        "<int:session>/xin-vang/<int:absence>/rut/",
        absences.WithdrawAbsence.as_view(),
        name="withdraw_absence",
    ),
    path("<int:session>/vang-mat/", absences.Absences.as_view(), name="absences"),
    path(
        "<int:session>/vang-mat/<int:absence>/",
        absences.DecideAbsence.as_view(),
        name="decide_absence",
    ),
    path("ho-so/", parts.OwedParts.as_view(), name="owed"),
    path("ho-so/<int:part>/", parts.PartPage.as_view(), name="dossier_part"),
    path("ho-so/<int:part>/tep/", parts.AddFiles.as_view(), name="add_files"),
    path("ho-so/<int:part>/tep/<int:file>/thay/", parts.ReplaceFile.as_view(), name="replace_file"),
    path("ho-so/<int:part>/tep/<int:file>/bo/", parts.RemoveFile.as_view(), name="remove_file"),
    path("ho-so/<int:part>/gui/", parts.SubmitPart.as_view(), name="submit_part"),
    path(
        "ho-so/<int:part>/bien-nhan/<int:number>/",
        parts.SubmissionReceipt.as_view(),
        name="submission_receipt",
    ),
    path(
        "ho-so/noi-dung/<int:item>/trich-bien-ban/<slug:form>/",
        parts.DossierExcerpt.as_view(),
        name="dossier_excerpt",
    ),
    path("<int:session>/ho-so/", dossiers.Dossiers.as_view(), name="dossiers"),
    path("<int:session>/ho-so/<int:item>/", dossiers.DossierPage.as_view(), name="dossier"),
    path(
        "<int:session>/ho-so/<int:item>/yeu-cau/",
        dossiers.RequestDossier.as_view(),
        name="request_dossier",
    ),
    path(
        "<int:session>/ho-so/<int:item>/<int:part>/thoi-yeu-cau/",
        dossiers.CancelPart.as_view(),
        name="cancel_part",
    ),
    path(
        "<int:session>/ho-so/<int:item>/<int:part>/<int:number>/tiep-nhan/",
        submissions.ReceiveSubmission.as_view(),
        name="receive_part",
    ),
    path(
        "<int:session>/ho-so/<int:item>/<int:part>/<int:number>/duyet/",
        submissions.ReviewSubmission.as_view(),
        name="review_part",
    ),
    path(
        "<int:session>/ho-so/<int:item>/<int:part>/<int:number>/tra-lai/",
        submissions.ReturnSubmission.as_view(),
        name="return_part",
    ),
    path(
        "<int:session>/ho-so/<int:item>/<int:part>/<int:number>/so-sanh/",
        submissions.CompareSubmissions.as_view(),
        name="compare_submissions",
    ),
    path("<int:session>/tien-do/", dossiers.Ledger.as_view(), name="ledger"),
    path("<int:session>/chot-ho-so/", freezing.FreezeDossiers.as_view(), name="freeze"),
    path("<int:session>/danh-muc/", freezing.Manifest.as_view(), name="manifest"),
    path(
        "<int:session>/danh-muc/<str:form>/",
        freezing.PrintManifest.as_view(),
        name="manifest_paper",
    ),
    path("<int:session>/goi/<str:kind>/", freezing.BundlePapers.as_view(), name="bundle"),
    path("<int:session>/bo-sung/", freezing.SupplementDossiers.as_view(), name="supplement"),
]
