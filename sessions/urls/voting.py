"""Paths of votes."""

from django.urls import path

from sessions.views import poll_counts, poll_papers, polls, voting

VOTE = "<int:session>/bieu-quyet/<int:poll>/"

paths = [
    path("<int:session>/bieu-quyet/", polls.PollList.as_view(), name="polls"),
    path("<int:session>/bieu-quyet/moi/", polls.PreparePoll.as_view(), name="prepare_poll"),
    path(VOTE, voting.PollPage.as_view(), name="poll"),
    path(f"{VOTE}gui/", voting.CastVote.as_view(), name="cast_vote"),
    path(f"{VOTE}trang-thai/", voting.PollStatus.as_view(), name="poll_status"),
    path(f"{VOTE}sua/", polls.CorrectPoll.as_view(), name="correct_poll"),
    path(f"{VOTE}dieu-hanh/", polls.RunPoll.as_view(), name="run_poll"),
    path(f"{VOTE}chuyen/", polls.CarryPoll.as_view(), name="carry_poll"),
    path(f"{VOTE}lam-lai/", polls.AskReset.as_view(), name="ask_reset"),
    path(f"{VOTE}lam-lai/xac-nhan/", polls.AnswerReset.as_view(), name="answer_reset"),
    path(f"{VOTE}so-dem/", poll_counts.EnterTotals.as_view(), name="poll_totals"),
    path(f"{VOTE}goi-ten/", poll_counts.EnterNames.as_view(), name="poll_names"),
    path(f"{VOTE}phieu/", poll_counts.EnterSheet.as_view(), name="poll_sheet"),
    path(f"{VOTE}kiem-phieu/", poll_counts.EnterBallots.as_view(), name="poll_ballots"),
    path(f"{VOTE}danh-sach/<int:entry>/", poll_counts.ChangeEntry.as_view(), name="change_entry"),
    path(f"{VOTE}theo-ten.<str:form>", poll_papers.ExportPoll.as_view(), name="export_poll"),
    path(f"{VOTE}in/<slug:paper>.<str:form>", poll_papers.PrintPoll.as_view(), name="print_poll"),
]
