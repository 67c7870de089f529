"""Paths of what stands in for the portal: papers, later entry, rehearsals."""

from django.urls import path

from sessions.views import later, paper_pack

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
]
