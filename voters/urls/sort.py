"""Paths of what becomes of voters' words."""

from django.urls import path

from voters.views import (
    proposals,
    recommendation_list,
    recommendations,
    referral_pages,
    referrals,
    sorting,
)
from voters.views import recommendation_acts as acts

ONE = "kien-nghi/<int:recommendation>/"

urlpatterns = [
    path("y-kien/", sorting.OpinionsToSort.as_view(), name="opinions_to_sort"),
    path("y-kien/<int:opinion>/phan-loai/", sorting.SortOpinion.as_view(), name="sort_opinion"),
    path("kien-nghi/", recommendation_list.RecommendationList.as_view(), name="recommendations"),
    path("trung-uong/", proposals.ProposalList.as_view(), name="proposals"),
    path(ONE, recommendations.RecommendationPage.as_view(), name="recommendation"),
    path(f"{ONE}phan-loai/", acts.Sort.as_view(), name="sort"),
    path(f"{ONE}tach/", acts.Split.as_view(), name="split"),
    path(f"{ONE}gop/", acts.Merge.as_view(), name="merge"),
    path(f"{ONE}kien-nghi-lai/", acts.MarkRepeated.as_view(), name="mark_repeated"),
    path(f"{ONE}kien-nghi-lai/bo/", acts.UnmarkRepeated.as_view(), name="unmark_repeated"),
    path(f"{ONE}tra-loi-tai-cho/", acts.AnswerThere.as_view(), name="answer_there"),
    path(f"{ONE}xu-ly-nhu-don/", acts.TakeOut.as_view(), name="take_out"),
    path(f"{ONE}bo/", acts.Drop.as_view(), name="drop"),
    path(f"{ONE}xu-ly-lai/", acts.Resume.as_view(), name="resume"),
    path(f"{ONE}tra-lai/", acts.Unsort.as_view(), name="unsort"),
    path(f"{ONE}chuyen/", acts.SendOn.as_view(), name="send_on"),
    path(f"{ONE}rut-lai/", acts.Misdirect.as_view(), name="misdirect"),
    path("chuyen/", referral_pages.ReferralList.as_view(), name="referrals"),
    path("chuyen/<int:referral>/", referral_pages.ReferralPage.as_view(), name="referral"),
    path(
        "chuyen/<int:referral>/nhan/<int:receipt>/",
        referral_pages.ReceiveReferral.as_view(),
        name="receive_referral",
    ),
    path(
        "chuyen/<int:referral>/in/<str:form>/",
        referrals.PrintReferral.as_view(),
        name="print_referral",
    ),
    path("chuyen/<int:referral>/cap-so/", referrals.IssueReferral.as_view(), name="issue_referral"),
    path("tong-hop/<int:session>/", referrals.Synthesis.as_view(), name="synthesis"),
    path(
        "tong-hop/<int:session>/in/<str:form>/",
        referrals.PrintSynthesis.as_view(),
        name="print_synthesis",
    ),
    path(
        "tong-hop/<int:session>/cap-so/",
        referrals.IssueSynthesis.as_view(),
        name="issue_synthesis",
    ),
]
