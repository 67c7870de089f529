"""Paths of questions about papers of a dossier (hỏi đáp về tài liệu)."""

from django.urls import path

from sessions.views import paper_questions

QUESTION = "hoi-dap/<int:paper_question>/"

paths = [
    path(
        "<int:session>/hoi-dap/",
        paper_questions.PaperQuestions.as_view(),
        name="paper_questions",
    ),
    path(
        "<int:session>/tai-lieu/<int:paper>/hoi/",
        paper_questions.AskAboutPaper.as_view(),
        name="ask_about_paper",
    ),
    path(QUESTION, paper_questions.PaperQuestionPage.as_view(), name="paper_question"),
    path(
        f"{QUESTION}tra-loi/",
        paper_questions.AnswerPaperQuestion.as_view(),
        name="answer_paper_question",
    ),
    path(
        f"{QUESTION}rut/",
        paper_questions.WithdrawPaperQuestion.as_view(),
        name="withdraw_paper_question",
    ),
    path(
        f"{QUESTION}gui-lai/",
        paper_questions.DeclinePaperQuestion.as_view(),
        name="decline_paper_question",
    ),
    path(
        f"{QUESTION}tra-loi-lai/",
        paper_questions.ReopenPaperQuestion.as_view(),
        name="reopen_paper_question",
    ),
]
