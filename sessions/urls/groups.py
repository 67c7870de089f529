"""Paths of group discussions (thảo luận tổ)."""

from django.urls import path

from sessions.views import group_reports, group_synthesis, groups

ROOT = "<int:session>/thao-luan-to/"
ONE = f"{ROOT}to/<int:group_sitting>/"
REPORT = f"{ROOT}ket-qua/<int:report>/"
GATHERED = f"{ROOT}tong-hop/<int:item>/"

paths = [
    path(ROOT, groups.Groups.as_view(), name="groups"),
    path(f"{ROOT}xep/", groups.ArrangeGroups.as_view(), name="arrange_groups"),
    path(ONE, groups.GroupPage.as_view(), name="group"),
    path(f"{ONE}sua/", groups.ChangeGroup.as_view(), name="change_group"),
    path(f"{ONE}bo/", groups.RemoveGroup.as_view(), name="remove_group"),
    path(f"{ONE}co-mat/", groups.RecordPresent.as_view(), name="group_present"),
    path(f"{ONE}bien-ban/<str:form>/", groups.PrintGroupMinutes.as_view(), name="group_minutes"),
    path(REPORT, group_reports.GroupReportPage.as_view(), name="group_report"),
    path(f"{REPORT}y-kien/", group_reports.WriteOpinion.as_view(), name="write_opinion"),
    path(
        f"{REPORT}y-kien/<int:opinion>/",
        group_reports.ChangeOpinion.as_view(),
        name="change_group_opinion",
    ),
    path(
        f"{REPORT}y-kien/<int:opinion>/bo/",
        group_reports.RemoveOpinion.as_view(),
        name="remove_group_opinion",
    ),
    path(f"{REPORT}nhan-xet/", group_reports.WriteSummary.as_view(), name="group_summary"),
    path(f"{REPORT}gui/", group_reports.SubmitReport.as_view(), name="submit_group_report"),
    path(f"{REPORT}tiep-nhan/", group_reports.ReceiveReport.as_view(), name="receive_group_report"),
    path(f"{REPORT}tra-lai/", group_reports.ReturnReport.as_view(), name="return_group_report"),
    path(GATHERED, group_synthesis.SynthesisPage.as_view(), name="group_synthesis"),
    path(f"{GATHERED}gop/", group_synthesis.GatherPoint.as_view(), name="gather_point"),
    path(f"{GATHERED}cong-bo/", group_synthesis.Release.as_view(), name="release_synthesis"),
    path(
        f"{GATHERED}thu-hoi/",
        group_synthesis.TakeBackRelease.as_view(),
        name="take_back_synthesis",
    ),
    path(
        f"{GATHERED}in/<str:form>/",
        group_synthesis.PrintSynthesis.as_view(),
        name="synthesis_paper",
    ),
    path(
        f"{ROOT}tong-hop/in/<str:form>/",
        group_synthesis.PrintSynthesis.as_view(),
        name="syntheses_paper",
    ),
]
