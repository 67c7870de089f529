"""Questions about papers: asked by a delegate, answered by those who drafted the paper (A12)."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.documents.access import Access, access_to
from hdnd_portal.notices import send
from hdnd_portal.ui.language import in_office_language
from sessions import recipients
from sessions.dossier_access import restricted_files
from sessions.models import AgendaItem, DossierPart, FrozenFile, PaperAnswer, PaperQuestion
from sessions.paper_question_days import answer_day
from sessions.services.asking import seat_of
from sessions.services.locks import hold_session, lock_item
from sessions.services.refusals import SessionRefused
from sessions.workflow import ITEM_DECIDED, ITEM_GONE, SESSION_OVER, ItemState, SessionState
from sessions.workflow.paper_question import (
    PaperQuestionMove,
    PaperQuestionState,
    paper_question_after,
)


@in_office_language
@transaction.atomic
def ask_about_paper(
    paper: FrozenFile, *, text: str, by: User, page: int | None = None, quote: str = ""
) -> PaperQuestion:
    """Ask those who drafted the paper; every reader of it sees the question from now on.

    Raises SessionRefused `asked_empty`, `asked_nobody`, `asked_too_late`, `asked_no_seat`,
    `asked_unreadable`, `asked_page`, `asked_quote_sealed`, `asked_twice`.
    """
    text, quote = _needed(text, "asked_empty"), quote.strip()
    parts = DossierPart.objects.select_related("agency", "body")
    part = parts.filter(files__file=paper.version.file_id, dossier__item=paper.item_id).first()
    if part is None:
        raise SessionRefused("asked_nobody")
    hold_session(paper.item.session_id)
    lock_item(paper.item_id)
    item = AgendaItem.objects.select_related("session__council", "sitting").get(pk=paper.item_id)
    if not takes_questions(item):
        raise SessionRefused("asked_too_late")
    seat = seat_of(by, item.session.council)
    if seat is None:
        raise SessionRefused("asked_no_seat")
    access = access_to(by, paper.version)
    if access is Access.NONE:
        raise SessionRefused("asked_unreadable")
    if access is Access.SEALED and quote:
        raise SessionRefused("asked_quote_sealed")
    _refuse_no_page(paper, page, "asked_page")
    same = PaperQuestion.objects.waiting().filter(paper=paper, mandate=seat, page=page, text=text)
    if same.exists():
        raise SessionRefused("asked_twice")
    question = PaperQuestion.objects.create(
        session=item.session,
        part=part,
        paper=paper,
        page=page,
        quote=quote,
        text=text,
        mandate=seat,
        asked_at=timezone.now(),
    )
    log.record("paper_question.asked", question, by=by, place=place_of(paper, page))
    due = _("Hạn trả lời: {day}.").format(day=f"{answer_day(question).due_on:%d/%m/%Y}")
    title = _("Đại biểu hỏi về tài liệu: {what}")
    drafters = recipients.owners(part, on=timezone.localdate())
    _tell(question, "paper_question.asked", title, to=drafters, body=due)
    desk = recipients.office(item.session.council, on=timezone.localdate())
    _tell(question, "paper_question.asked", title, to=desk, body=due, email=False)
    return question


def takes_questions(item: AgendaItem) -> bool:
    """Whether the papers of the item may be asked about: it is neither decided nor gone."""
    state = ItemState(item.state)
    over = SessionState(item.session.state) in SESSION_OVER
    return not over and state not in ITEM_DECIDED | ITEM_GONE


@in_office_language
@transaction.atomic
def answer_about_paper(
    question: PaperQuestion,
    *,
    text: str,
    by: User,
    paper: FrozenFile | None = None,
    page: int | None = None,
) -> PaperAnswer:
    """Answer it, perhaps with a page of a paper of the same dossier; all its readers see it.

    Raises SessionRefused `paper_answer_empty`, `paper_answer_elsewhere`, `paper_answer_paper`,
    `paper_answer_page`; MoveRefused once somebody else has answered or it was withdrawn.
    """
    text = _needed(text, "paper_answer_empty")
    question = _locked(question)
    if paper is None and page is not None:
        raise SessionRefused("paper_answer_paper")
    if paper is not None:
        if paper.item_id != question.paper.item_id:
            raise SessionRefused("paper_answer_elsewhere")
        _refuse_no_page(paper, page, "paper_answer_page")
    _carry(question, PaperQuestionMove.ANSWER)
    last = question.answers.aggregate(last=Max("number"))["last"] or 0
    answer = PaperAnswer.objects.create(
        question=question,
        number=last + 1,
        text=text,
        paper=paper,
        page=page,
        answered_by=by,
        answered_at=timezone.now(),
        due_on=answer_day(question).due_on,
    )
    log.record("paper_question.answered", question, by=by, number=answer.number)
    title = _("Đã trả lời câu hỏi về tài liệu: {what}")
    _tell(question, "paper_question.answered", title, to=_author(question))
    return answer


@in_office_language
@transaction.atomic
def withdraw_paper_question(question: PaperQuestion, *, reason: str, by: User) -> PaperQuestion:
    """Take it back before it is answered. Raises SessionRefused `reason_missing`; MoveRefused."""
    question = _ended(question, PaperQuestionMove.WITHDRAW, reason)
    log.record("paper_question.withdrawn", question, by=by, reason=question.note)
    title = _("Đại biểu đã rút câu hỏi về tài liệu: {what}")
    drafters = recipients.owners(question.part, on=timezone.localdate())
    _tell(question, "paper_question.withdrawn", title, to=drafters, email=False)
    return question


@in_office_language
@transaction.atomic
def decline_paper_question(question: PaperQuestion, *, reason: str, by: User) -> PaperQuestion:
    """Give it back to its author: it does not ask about the paper.

    Raises SessionRefused `reason_missing`; MoveRefused.
    """
    question = _ended(question, PaperQuestionMove.DECLINE, reason)
    log.record("paper_question.declined", question, by=by, reason=question.note)
    title = _("Văn phòng gửi lại câu hỏi về tài liệu: {what}")
    _tell(question, "paper_question.declined", title, to=_author(question), body=question.note)
    drafters = recipients.owners(question.part, on=timezone.localdate())
    _tell(question, "paper_question.declined", title, to=drafters, email=False)
    return question


@in_office_language
@transaction.atomic
def reopen_paper_question(question: PaperQuestion, *, reason: str, by: User) -> PaperQuestion:
    """Another answer is owed; the one that was given stays to be read, said to be replaced.

    Raises SessionRefused `reason_missing`; MoveRefused.
    """
    question = _ended(question, PaperQuestionMove.REOPEN, reason)
    log.record("paper_question.reopened", question, by=by, reason=question.note)
    title = _("Cần trả lời lại câu hỏi về tài liệu: {what}")
    drafters = recipients.owners(question.part, on=timezone.localdate())
    _tell(question, "paper_question.reopened", title, to=drafters, body=question.note)
    _tell(question, "paper_question.reopened", title, to=_author(question), email=False)
    return question


def place_of(paper: FrozenFile, page: int | None) -> str:
    """`Tờ trình, trang 3`: which paper and page, without a word of it."""
    if not page:
        return paper.part_title
    return _("{paper}, trang {page}").format(paper=paper.part_title, page=page)


def is_protected(question: PaperQuestion) -> bool:
    """Whether its paper is read in the reading room: of a closed item, or restricted."""
    item, file = question.part.dossier.item, question.paper.version.file_id
    return item.is_closed or bool(restricted_files([file]))


def page_of(question: PaperQuestion) -> str:
    """The page of the question."""
    return reverse("sessions:paper_question", kwargs={"paper_question": question.pk})


def _locked(question: PaperQuestion) -> PaperQuestion:
    rows = PaperQuestion.objects.select_for_update(of=("self",)).for_list()
    return rows.get(pk=question.pk)


def _carry(question: PaperQuestion, move: PaperQuestionMove, note: str = "") -> None:
    question.state = paper_question_after(PaperQuestionState(question.state), move).value
    question.note = note
    question.save(update_fields=["state", "note"])


def _ended(question: PaperQuestion, move: PaperQuestionMove, reason: str) -> PaperQuestion:
    reason = _needed(reason, "reason_missing")
    question = _locked(question)
    _carry(question, move, reason)
    return question


def _needed(text: str, code: str) -> str:
    text = text.strip()
    if not text:
        raise SessionRefused(code)
    return text


def _refuse_no_page(paper: FrozenFile, page: int | None, code: str) -> None:
    """Pages of a paper are counted where the file says how many it has."""
    if page is not None and paper.pages is not None and not 1 <= page <= paper.pages:
        raise SessionRefused(code, pages=paper.pages)


def _author(question: PaperQuestion) -> list[User]:
    return list(User.objects.filter(person=question.mandate.person_id, is_active=True))


def _what(question: PaperQuestion) -> str:
    """What a notice may say of it: nothing of a closed item or of a restricted paper."""
    paper = question.paper
    if is_protected(question):
        return _("tài liệu đọc tại phòng đọc")
    return f"{place_of(paper, question.page)} – {paper.item_title}"


def _tell(
    question: PaperQuestion,
    event: str,
    title: str,
    *,
    to: Iterable[User],
    body: str = "",
    email: bool = True,
) -> None:
    send.after_commit(
        event,
        to=to,
        about=question,
        title=title.format(what=_what(question)),
        body="\n".join(filter(None, [question.session.name, body])),
        url=page_of(question),
        email=email,
    )
