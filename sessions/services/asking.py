"""What the author of a question does: write, send, withdraw, rate the answer, disagree."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.council.models import Body, Council, Mandate, Membership, Post
from hdnd_portal.documents.services import Readable, store_upload
from hdnd_portal.ui.language import in_office_language
from sessions.models import CouncilSession, FrozenFile, Interpellation, QuestionFile
from sessions.question_labels import Form
from sessions.questioned import may_be_questioned
from sessions.services.question_rows import carry, locked_question, needed, tell_office
from sessions.services.refusals import QuestionRefused
from sessions.workflow import SESSION_OVER, SessionState
from sessions.workflow.question import (
    QUESTION_ANSWERED,
    QUESTION_WRITABLE,
    QuestionMove,
    QuestionState,
    Rating,
    Wish,
)


@dataclass(frozen=True, slots=True)
class Wording:
    """What a delegate writes."""

    post: Post
    title: str
    text: str
    grounds: str = ""
    wanted: Form = Form.ORAL
    session: CouncilSession | None = None
    paper: FrozenFile | None = None
    page: int | None = None


def seat_of(user: User, council: Council) -> Mandate | None:
    """The seat by which the user may act in the council today; none while suspended."""
    if user.person_id is None:
        return None
    seats = Mandate.objects.able_to_act(timezone.localdate())
    return seats.filter(person=user.person_id, term__council=council).first()


@transaction.atomic
def write_question(council: Council, wording: Wording, *, by: User) -> Interpellation:
    """Begin a question; it is its author's alone until it is sent.

    Raises QuestionRefused `no_seat`, `not_questionable`, `yourself`, `other_council`.
    """
    seat = seat_of(by, council)
    if seat is None:
        raise QuestionRefused("no_seat")
    question = Interpellation(council=council, mandate=seat)
    _fill(question, wording)
    question.save()
    return question


@transaction.atomic
def rewrite_question(question: Interpellation, wording: Wording, *, by: User) -> Interpellation:
    """Change what was not sent or was returned.

    Raises QuestionRefused `not_yours`, `already_sent`, and as `write_question`.
    """
    question = _own(question, by)
    _refuse_sent(question)
    _fill(question, wording)
    question.save()
    return question


@transaction.atomic
def add_question_file(
    question: Interpellation, *, data: Readable, name: str, by: User
) -> QuestionFile:
    """Put a picture, a paper or a recording to it.

    Raises FileRefused; QuestionRefused `not_yours`, `already_sent`.
    """
    question = _own(question, by)
    _refuse_sent(question)
    version = store_upload(question.council, data=data, name=name, by=by)
    return QuestionFile.objects.create(question=question, version=version)


@transaction.atomic
def remove_question_file(place: QuestionFile, *, by: User) -> None:
    """Take a file out. Raises QuestionRefused `not_yours`, `already_sent`."""
    _refuse_sent(_own(place.question, by))
    place.delete()


@transaction.atomic
def discard_question(question: Interpellation, *, by: User) -> None:
    """Throw a draft away; nobody else has seen it. Raises as `rewrite_question`."""
    question = _own(question, by)
    if question.state != QuestionState.DRAFT:
        raise QuestionRefused("already_sent")
    question.delete()


@in_office_language
@transaction.atomic
def submit_question(question: Interpellation, *, by: User) -> Interpellation:
    """Send it to the Standing Committee, through the office (QST-3).

    Raises QuestionRefused `not_yours`, `no_seat`, `text_missing`, `grounds_missing`,
    `not_questionable`, `session_over`; MoveRefused.
    """
    question = _own(question, by)
    if seat_of(by, question.council) is None:
        raise QuestionRefused("no_seat")
    needed(question.text, "text_missing")
    needed(question.grounds, "grounds_missing")
    _refuse_unquestionable(question.post, question.council)
    session = question.session
    if session is not None and SessionState(session.state) in SESSION_OVER:
        raise QuestionRefused("session_over")
    carry(question, QuestionMove.SUBMIT)
    question.submitted_at = timezone.now()
    question.asked_on = timezone.localdate()
    question.delegate_group = _group_of(question.mandate)
    question.return_reason, question.note = "", ""
    question.save(
        update_fields=[
            "state", "submitted_at", "asked_on", "delegate_group", "return_reason", "note"
        ]
    )  # fmt: skip
    log.record("question.submitted", question, by=by, post=_post_words(question.post))
    tell_office(question, "question.submitted", _("Chất vấn mới: {what}"))
    return question


@in_office_language
@transaction.atomic
def withdraw_question(question: Interpellation, *, reason: str, by: User) -> Interpellation:
    """Take it back before it is decided upon.

    Raises QuestionRefused `not_yours`, `reason_missing`; MoveRefused.
    """
    reason = needed(reason)
    question = _own(question, by)
    carry(question, QuestionMove.WITHDRAW)
    question.note, question.group = reason, None
    question.save(update_fields=["state", "note", "group"])
    log.record("question.withdrawn", question, by=by, reason=reason)
    tell_office(question, "question.withdrawn", _("Đại biểu đã rút chất vấn: {what}"))
    return question


@in_office_language
@transaction.atomic
def rate_answer(
    question: Interpellation, *, rating: Rating, reason: str, by: User
) -> Interpellation:
    """Say how the answer is: answered, partly, evaded; what is not answered needs its reason.

    An answer found good is accepted by it. Raises QuestionRefused `not_yours`, `no_answer`,
    `reason_missing`.
    """
    reason = reason.strip() if rating is Rating.ANSWERED else needed(reason)
    question = _own(question, by)
    state = QuestionState(question.state)
    if state not in QUESTION_ANSWERED or state is QuestionState.CLOSED:
        raise QuestionRefused("no_answer")
    question.rating, question.rating_reason = rating.value, reason
    question.rated_at = timezone.now()
    if rating is Rating.ANSWERED and state in {
        QuestionState.ANSWERED_ORAL,
        QuestionState.ANSWERED_WRITTEN,
    }:
        carry(question, QuestionMove.ACCEPT)
    question.save(update_fields=["rating", "rating_reason", "rated_at", "state"])
    log.record("question.rated", question, by=by, rating=str(question.get_rating_display()))
    tell_office(question, "question.rated", _("Đại biểu đã đánh giá trả lời: {what}"))
    return question


@in_office_language
@transaction.atomic
def dispute_answer(
    question: Interpellation, *, wish: Wish, reason: str, by: User
) -> Interpellation:
    """Ask for debate, or that responsibility be considered (QST-10).

    Raises QuestionRefused `not_yours`, `reason_missing`; MoveRefused.
    """
    reason = needed(reason)
    question = _own(question, by)
    carry(question, QuestionMove.DISPUTE)
    question.wish, question.wish_reason = wish.value, reason
    question.save(update_fields=["state", "wish", "wish_reason"])
    log.record("question.disputed", question, by=by, wish=str(question.get_wish_display()))
    tell_office(question, "question.disputed", _("Đại biểu không đồng ý với trả lời: {what}"))
    return question


def questionable(council: Council) -> list[Post]:
    """Posts of the council's level whose holders may be questioned today (QST-1)."""
    posts = (
        Post.objects.in_force(timezone.localdate())
        .filter(agency__council=council)
        .select_related("person", "agency")
        .order_by("agency__kind", "agency__name", "pk")
    )
    return [one for one in posts if one.agency and may_be_questioned(one.agency.kind, one.title)]


def _fill(question: Interpellation, wording: Wording) -> None:
    session, paper = wording.session, wording.paper
    if session is not None and session.council_id != question.council_id:
        raise QuestionRefused("other_council")
    if paper is not None and paper.freeze.session.council_id != question.council_id:
        raise QuestionRefused("other_council")
    _refuse_unquestionable(wording.post, question.council)
    if wording.post.person_id == question.mandate.person_id:
        raise QuestionRefused("yourself")
    question.post = wording.post
    question.title = needed(wording.title, "title_missing")
    question.text = wording.text.strip()
    question.grounds = wording.grounds.strip()
    question.wanted = wording.wanted.value
    question.session = session
    question.paper = paper
    question.page = wording.page if paper is not None else None


def _refuse_unquestionable(post: Post, council: Council) -> None:
    agency = post.agency
    if agency is None or agency.council_id != council.pk:
        raise QuestionRefused("not_questionable")
    if not may_be_questioned(agency.kind, post.title):
        raise QuestionRefused("not_questionable")


def _own(question: Interpellation, by: User) -> Interpellation:
    question = locked_question(question)
    if not Interpellation.objects.by_author(by).filter(pk=question.pk).exists():
        raise QuestionRefused("not_yours")
    return question


def _refuse_sent(question: Interpellation) -> None:
    if QuestionState(question.state) not in QUESTION_WRITABLE:
        raise QuestionRefused("already_sent")


def _group_of(mandate: Mandate) -> Body | None:
    places = Membership.objects.in_force(timezone.localdate()).filter(
        person=mandate.person_id,
        body__kind=Body.Kind.DELEGATE_GROUP,
        body__term=mandate.term_id,
    )
    place = places.select_related("body").first()
    return place.body if place else None


def _post_words(post: Post) -> str:
    return f"{post.person.name}, {post.title}"
