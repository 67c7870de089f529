"""Paths of questioning (chất vấn)."""

from django.urls import path

from sessions.views import (
    opinion_sheets,
    question_answers,
    question_asking,
    question_board,
    question_desk,
    question_groups,
    question_lists,
    question_papers,
    question_records,
    questioning,
    questioning_drafts,
)

QUESTION = "chat-van/<int:question>/"

paths = [
    path("chat-van/", question_lists.QuestionList.as_view(), name="questions"),
    path("chat-van/moi/", question_asking.AskQuestion.as_view(), name="ask_question"),
    path(QUESTION, question_records.QuestionPage.as_view(), name="question"),
    path(f"{QUESTION}sua/", question_asking.EditQuestion.as_view(), name="edit_question"),
    path(f"{QUESTION}tep/", question_asking.AddQuestionFiles.as_view(), name="question_files"),
    path(
        f"{QUESTION}tep/<int:file>/bo/",
        question_asking.RemoveQuestionFile.as_view(),
        name="remove_question_file",
    ),
    path(f"{QUESTION}gui/", question_asking.SubmitQuestion.as_view(), name="submit_question"),
    path(f"{QUESTION}bo/", question_asking.DiscardQuestion.as_view(), name="discard_question"),
    path(f"{QUESTION}rut/", question_asking.WithdrawQuestion.as_view(), name="withdraw_question"),
    path(f"{QUESTION}danh-gia/", question_asking.RateAnswer.as_view(), name="rate_answer"),
    path(
        f"{QUESTION}khong-dong-y/", question_asking.DisputeAnswer.as_view(), name="dispute_answer"
    ),
    path(f"{QUESTION}tra-lai/", question_desk.ReturnQuestion.as_view(), name="return_question"),
    path(f"{QUESTION}ra-nhom/", question_desk.UngroupQuestion.as_view(), name="ungroup_question"),
    path(f"{QUESTION}chuyen/", question_desk.RouteQuestion.as_view(), name="route_question"),
    path(f"{QUESTION}bang-van-ban/", question_desk.OrderWriting.as_view(), name="order_writing"),
    path(f"{QUESTION}da-hoi/", question_desk.RaiseQuestion.as_view(), name="raise_question"),
    path(f"{QUESTION}da-tra-loi/", question_desk.AnswerOrally.as_view(), name="answer_orally"),
    path(f"{QUESTION}bo-da-tra-loi/", question_desk.TakeBackOral.as_view(), name="take_back_oral"),
    path(f"{QUESTION}tra-lai-van-ban/", question_desk.ReturnAnswer.as_view(), name="return_answer"),
    path(f"{QUESTION}ket-qua/", question_desk.SettleDispute.as_view(), name="settle_dispute"),
    path(f"{QUESTION}loi-hua/", question_desk.CutPromise.as_view(), name="cut_promise"),
    path(f"{QUESTION}ket-thuc/", question_desk.CloseQuestion.as_view(), name="close_question"),
    path(f"{QUESTION}tra-loi/", question_answers.WriteAnswer.as_view(), name="answer_question"),
    path(f"{QUESTION}tra-loi/tep/", question_answers.AddAnswerFiles.as_view(), name="answer_files"),
    path(
        f"{QUESTION}tra-loi/tep/<int:file>/bo/",
        question_answers.RemoveAnswerFile.as_view(),
        name="remove_answer_file",
    ),
    path(
        f"{QUESTION}in/<str:paper>/<str:form>/",
        question_papers.PrintQuestion.as_view(),
        name="question_paper",
    ),
    path("chat-van/nhom/<int:group>/", question_groups.GroupPage.as_view(), name="question_group"),
    path(
        "chat-van/nhom/<int:group>/bo-quyet-dinh/",
        question_groups.TakeBackChoice.as_view(),
        name="take_back_choice",
    ),
    path("chat-van/phieu/<int:sheet>/", opinion_sheets.SheetPage.as_view(), name="opinion_sheet"),
    path(
        "chat-van/phieu/<int:sheet>/chot/", opinion_sheets.CloseSheet.as_view(), name="close_sheet"
    ),
    path(
        "chat-van/hdnd/<int:council>/",
        questioning.StandingQuestioning.as_view(),
        name="standing_questioning",
    ),
    path(
        "chat-van/hdnd/<int:council>/in/<str:paper>/<str:form>/",
        question_papers.PrintStanding.as_view(),
        name="standing_paper",
    ),
    path("<int:session>/chat-van/", questioning.Questioning.as_view(), name="questioning"),
    path(
        "<int:session>/chat-van/bang/",
        question_board.QuestionBoard.as_view(),
        name="question_board",
    ),
    path(
        "<int:session>/chat-van/dong-ho/",
        question_board.QuestionClock.as_view(),
        name="question_clock",
    ),
    path(
        "<int:session>/chat-van/du-thao/",
        questioning_drafts.QuestioningDraft.as_view(),
        name="questioning_draft",
    ),
    path(
        "<int:session>/chat-van/in/<str:paper>/<str:form>/",
        question_papers.PrintQuestioning.as_view(),
        name="questioning_paper",
    ),
]
