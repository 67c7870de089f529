"""Paths of what is said at a meeting.

The pages of recording lie in a folder of their own, which is the scope of the service worker.
"""

from django.urls import path

from voters.views import minutes, opinions, papers, recording

ONE = "cuoc/<int:meeting>/"
RECORD = "ghi/<int:meeting>/"
OPINION = "y-kien/<int:opinion>/"

urlpatterns = [
    path(ONE, minutes.MeetingPage.as_view(), name="meeting"),
    path(f"{ONE}bien-ban/", minutes.EditRecord.as_view(), name="edit_record"),
    path(f"{ONE}bien-ban/ky/", minutes.SignRecord.as_view(), name="sign_record"),
    path(f"{ONE}bien-ban/mo-lai/", minutes.ReopenRecord.as_view(), name="reopen_record"),
    path(f"{ONE}bien-ban/in/<str:form>/", minutes.PrintRecord.as_view(), name="print_record"),
    path(
        f"{ONE}van-ban/<str:kind>/in/<str:form>/",
        papers.PrintMeetingPaper.as_view(),
        name="print_meeting_paper",
    ),
    path(
        f"{ONE}van-ban/<str:kind>/cap-so/",
        papers.IssueMeetingPaper.as_view(),
        name="issue_meeting_paper",
    ),
    path("ghi/truc.js", recording.Worker.as_view(), name="recording_worker"),
    path(RECORD, recording.RecordOpinions.as_view(), name="record_opinions"),
    path(f"{RECORD}trang-thai/", recording.RecordingState.as_view(), name="recording_state"),
    path(f"{RECORD}gui/", recording.SyncOpinions.as_view(), name="sync_opinions"),
    path(OPINION, opinions.OpinionPage.as_view(), name="opinion"),
    path(f"{OPINION}bo/", opinions.StrikeOpinion.as_view(), name="strike_opinion"),
    path(f"{OPINION}nguoi-noi/", opinions.ReadSpeaker.as_view(), name="read_speaker"),
]
