"""Paths of what stands in for the portal: papers, later entry, rehearsals."""

from django.urls import path

from sessions.views import allowances, later, paper_pack, rehearsing

paths = [
    path("<int:session>/du-phong/", paper_pack.PaperPack.as_view(), name="paper_pack"),
    path(
        "<int:session>/du-phong/in/<str:form>/",
        paper_pack.OrderPack.as_view(),
        name="order_paper_pack",
    ),
    path(
        "<int:session>/du-phong/diem-danh/<int:sitting>/",
        later.EnterAttendance.as_view(),
        name="later_attendance",
    ),
    path(
        "<int:session>/du-phong/bieu-quyet/<int:poll>/",
        later.EnterVote.as_view(),
        name="later_vote",
    ),
    path("<int:session>/dien-tap/", rehearsing.Rehearsals.as_view(), name="rehearsals"),
    path("<int:session>/dien-tap/mo/", rehearsing.StartRehearsal.as_view(), name="start_rehearsal"),
    path(
        "<int:session>/dien-tap/<int:rehearsal>/diem-danh/",
        rehearsing.FillAttendance.as_view(),
        name="fill_attendance",
    ),
    path(
        "<int:session>/dien-tap/<int:rehearsal>/bieu-quyet/",
        rehearsing.FillVotes.as_view(),
        name="fill_votes",
    ),
    path(
        "<int:session>/dien-tap/<int:rehearsal>/kiem-tra/",
        rehearsing.TickChecks.as_view(),
        name="tick_checks",
    ),
    path(
        "<int:session>/dien-tap/<int:rehearsal>/xoa/",
        rehearsing.WipeRehearsal.as_view(),
        name="wipe_rehearsal",
    ),
    path(
        "<int:session>/dien-tap/<int:rehearsal>/ky/",
        rehearsing.SignRehearsal.as_view(),
        name="sign_rehearsal",
    ),
    path(
        "<int:session>/dien-tap/<int:rehearsal>/phieu/<str:form>/",
        rehearsing.PrintChecklist.as_view(),
        name="rehearsal_paper",
    ),
    path("<int:session>/che-do/", allowances.Allowances.as_view(), name="allowances"),
    path(
        "<int:session>/che-do/<str:form>/",
        allowances.PrintAllowances.as_view(),
        name="allowance_paper",
    ),
]
