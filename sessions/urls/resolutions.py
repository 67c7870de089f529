"""Paths of what comes after the vote: resolutions, opinions on drafts, minutes, the result."""

from django.urls import path

from sessions.views import (
    chain_steps,
    given_tasks,
    minutes,
    opinions,
    resolution_drafting,
    resolution_effects,
    resolution_links,
    resolution_lists,
    resolutions,
    results,
    signing,
    targets,
)

paths = [
    path("nghi-quyet/", resolution_lists.ResolutionList.as_view(), name="resolutions"),
    path("nghi-quyet/thuong-truc/", resolution_drafting.NewStanding.as_view(), name="new_standing"),
    path("nghi-quyet/<int:resolution>/", resolutions.ResolutionPage.as_view(), name="resolution"),
    path(
        "nghi-quyet/<int:resolution>/van-ban/",
        resolution_drafting.ResolutionTextPage.as_view(),
        name="resolution_text",
    ),
    path(
        "nghi-quyet/<int:resolution>/buoc/<slug:move>/",
        resolutions.MoveResolution.as_view(),
        name="move_resolution",
    ),
    path(
        "nghi-quyet/<int:resolution>/ky/",
        signing.SignResolution.as_view(),
        name="sign_resolution",
    ),
    path(
        "nghi-quyet/<int:resolution>/ban-ky/",
        signing.AttachSigned.as_view(),
        name="attach_signed",
    ),
    path(
        "nghi-quyet/<int:resolution>/kiem-tra-chu-ky/",
        signing.CheckSignature.as_view(),
        name="check_signature",
    ),
    path(
        "nghi-quyet/<int:resolution>/viec/<slug:step>/",
        chain_steps.FinishStep.as_view(),
        name="finish_step",
    ),
    path(
        "nghi-quyet/<int:resolution>/viec/<slug:step>/mo-lai/",
        chain_steps.ReopenStep.as_view(),
        name="reopen_step",
    ),
    path(
        "nghi-quyet/<int:resolution>/in/<slug:form>/",
        signing.PrintResolution.as_view(),
        name="print_resolution",
    ),
    path(
        "nghi-quyet/<int:resolution>/ap-dung/",
        resolution_effects.AppliedOn.as_view(),
        name="applied_on",
    ),
    path(
        "nghi-quyet/<int:resolution>/quan-he/",
        resolution_links.LinkResolution.as_view(),
        name="link_resolution",
    ),
    path(
        "nghi-quyet/<int:resolution>/quan-he/<int:link>/bo/",
        resolution_effects.UnlinkResolution.as_view(),
        name="unlink_resolution",
    ),
    path(
        "nghi-quyet/<int:resolution>/quan-he/<int:link>/dieu/",
        resolution_effects.AmendArticle.as_view(),
        name="amend_article",
    ),
    path("nghi-quyet/<int:resolution>/chi-tieu/", targets.Targets.as_view(), name="targets"),
    path(
        "nghi-quyet/<int:resolution>/nhiem-vu/",
        given_tasks.GivenTasks.as_view(),
        name="resolution_tasks",
    ),
    path(
        "nghi-quyet/<int:resolution>/nhiem-vu/giao/",
        given_tasks.GiveTask.as_view(),
        name="give_task",
    ),
    path(
        "<int:session>/nghi-quyet/",
        resolution_lists.SessionResolutions.as_view(),
        name="session_resolutions",
    ),
    path(
        "<int:session>/nghi-quyet/<int:item>/lap/",
        resolution_drafting.DraftResolution.as_view(),
        name="draft_resolution",
    ),
    path(
        "<int:session>/chuong-trinh/<int:item>/y-kien/",
        opinions.Opinions.as_view(),
        name="opinions",
    ),
    path(
        "<int:session>/chuong-trinh/<int:item>/y-kien/tu-thao-luan-to/",
        opinions.TakeFromGroups.as_view(),
        name="take_opinions",
    ),
    path(
        "<int:session>/chuong-trinh/<int:item>/y-kien/<int:opinion>/",
        opinions.AnswerOpinion.as_view(),
        name="answer_opinion",
    ),
    path(
        "<int:session>/chuong-trinh/<int:item>/y-kien/<int:opinion>/bo/",
        opinions.RemoveOpinion.as_view(),
        name="remove_opinion",
    ),
    path(
        "<int:session>/chuong-trinh/<int:item>/y-kien/in/<slug:form>/",
        opinions.PrintOpinions.as_view(),
        name="print_opinions",
    ),
    path("<int:session>/bien-ban/", minutes.MinutesList.as_view(), name="minutes_list"),
    path("<int:session>/bien-ban/lap/", minutes.BeginMinutes.as_view(), name="begin_minutes"),
    path("<int:session>/bien-ban/<int:minutes>/", minutes.MinutesPage.as_view(), name="minutes"),
    path(
        "<int:session>/bien-ban/<int:minutes>/phan/<slug:section>/",
        minutes.WriteRemark.as_view(),
        name="write_remark",
    ),
    path(
        "<int:session>/bien-ban/<int:minutes>/buoc/<slug:move>/",
        minutes.MoveMinutes.as_view(),
        name="move_minutes",
    ),
    path(
        "<int:session>/bien-ban/<int:minutes>/viec/<slug:step>/",
        minutes.FinishMinutesStep.as_view(),
        name="finish_minutes_step",
    ),
    path(
        "<int:session>/bien-ban/<int:minutes>/in/<slug:form>/",
        minutes.PrintMinutes.as_view(),
        name="print_minutes",
    ),
    path(
        "<int:session>/bien-ban/<int:minutes>/trich/<int:item>/<slug:form>/",
        minutes.PrintExcerpt.as_view(),
        name="print_excerpt",
    ),
    path("<int:session>/ket-qua/", results.SessionResult.as_view(), name="result"),
    path(
        "<int:session>/ket-qua/in/<slug:form>/", results.PrintResult.as_view(), name="print_result"
    ),
]
