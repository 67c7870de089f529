"""Answers: in person at the sitting, or in writing by the agency; what follows from them."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from hdnd_portal.accounts import recipients
from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import Role
from hdnd_portal.audit import log
from hdnd_portal.documents.services import Readable, store_upload
from hdnd_portal.ui.language import in_office_language
from sessions.answer_signatures import holds, signature_rows
from sessions.models import AnswerFile, Interpellation, SpeechRequest, WrittenAnswer
from sessions.services.question_rows import (
    carry,
    locked_question,
    needed,
    tell_answering,
    tell_author,
    tell_office,
    tell_screens,
)
from sessions.services.refusals import QuestionRefused
from sessions.workflow.question import QUESTION_ANSWERED, QuestionMove, QuestionState


@transaction.atomic
def raise_question(
    question: Interpellation, *, by: User, speech: SpeechRequest | None = None
) -> Interpellation:
    """Mark that it was asked at the sitting. Raises QuestionRefused `not_chosen`."""
    question = locked_question(question)
    if question.state != QuestionState.GROUPED:
        raise QuestionRefused("not_chosen")
    question.raised_at = question.raised_at or timezone.now()
    question.speech = speech or question.speech
    question.save(update_fields=["raised_at", "speech"])
    log.record("question.raised", question, by=by)
    tell_screens(question)
    return question


@in_office_language
@transaction.atomic
def answer_orally(
    question: Interpellation,
    *,
    summary: str,
    by: User,
    recording_at: timedelta | None = None,
) -> Interpellation:
    """Record that it was answered in person, with what was said in short (QST-6).

    Raises MoveRefused.
    """
    question = locked_question(question)
    carry(question, QuestionMove.ANSWER_ORALLY)
    now = timezone.now()
    question.raised_at = question.raised_at or now
    question.answered_at, question.answer_summary = now, summary.strip()
    question.recording_at = recording_at
    question.save(
        update_fields=["state", "raised_at", "answered_at", "answer_summary", "recording_at"]
    )
    log.record("question.answered_orally", question, by=by)
    tell_screens(question)
    title = _("Đã trả lời, mời đánh giá: {what}")
    tell_author(question, "question.answered", title)
    return question


@transaction.atomic
def take_back_oral(question: Interpellation, *, reason: str, by: User) -> Interpellation:
    """Undo an answer recorded by mistake. Raises QuestionRefused `reason_missing`; MoveRefused."""
    reason = needed(reason)
    question = locked_question(question)
    carry(question, QuestionMove.TAKE_BACK_ORAL)
    question.answered_at = None
    question.rating, question.rating_reason, question.rated_at = "", "", None
    question.save(update_fields=["state", "answered_at", "rating", "rating_reason", "rated_at"])
    log.record("question.answer_taken_back", question, by=by, reason=reason)
    tell_screens(question)
    return question


def answer_draft(question: Interpellation) -> WrittenAnswer | None:
    """What the agency has written and not sent."""
    return question.answers.filter(sent_at=None).first()


@transaction.atomic
def save_answer(
    question: Interpellation,
    *,
    by: User,
    signer: str,
    reference: str,
    summary: str,
    dated_on: date | None,
) -> WrittenAnswer:
    """Keep the answer as far as it is written; nobody but the agency sees it.

    Raises QuestionRefused `not_awaited`, `dated_in_future`.
    """
    question = _awaited(question)
    if dated_on is not None and dated_on > timezone.localdate():
        raise QuestionRefused("dated_in_future")
    answer = _draft(question, by)
    answer.signer, answer.reference = signer.strip(), reference.strip()
    answer.summary, answer.dated_on, answer.written_by = summary.strip(), dated_on, by
    answer.save()
    return answer


@transaction.atomic
def add_answer_file(question: Interpellation, *, data: Readable, name: str, by: User) -> AnswerFile:
    """Put a file to the draft. Raises FileRefused, QuestionRefused `not_awaited`."""
    question = _awaited(question)
    version = store_upload(question.council, data=data, name=name, by=by)
    return AnswerFile.objects.create(answer=_draft(question, by), version=version)


@transaction.atomic
def remove_answer_file(place: AnswerFile, *, by: User) -> None:
    """Take a file out of the draft. Raises QuestionRefused `not_awaited` once it was sent."""
    question = _awaited(place.answer.question)
    if not question.answers.filter(sent_at=None, pk=place.answer_id).exists():
        raise QuestionRefused("not_awaited")
    place.delete()


@in_office_language
@transaction.atomic
def send_answer(question: Interpellation, *, by: User) -> WrittenAnswer:
    """Send the signed answer to the delegate and the Standing Committee; every delegate reads it.

    Raises QuestionRefused `not_awaited`, `no_answer_draft`, `signer_missing`, `file_missing`,
    `dated_missing`, `signature_broken` where a file was changed after it was signed.
    """
    question = _awaited(question)
    answer = answer_draft(question)
    if answer is None:
        raise QuestionRefused("no_answer_draft")
    needed(answer.signer, "signer_missing")
    if answer.dated_on is None:
        raise QuestionRefused("dated_missing")
    files = [place.version for place in answer.files.select_related("version").order_by("pk")]
    if not files:
        raise QuestionRefused("file_missing")
    signed = signature_rows(files, person=question.post.person.name)
    if not holds(signed):
        raise QuestionRefused("signature_broken")
    carry(question, QuestionMove.ANSWER_IN_WRITING)
    last = question.answers.aggregate(last=Max("number"))["last"] or 0
    answer.number, answer.sent_at = last + 1, timezone.now()
    answer.due_on, answer.written_by = question.written_due_on, by
    answer.signature_report = signed
    answer.save(update_fields=["number", "sent_at", "due_on", "written_by", "signature_report"])
    question.answered_at = answer.sent_at
    question.save(update_fields=["state", "answered_at"])
    log.record(
        "question.answered_in_writing", question, by=by, number=answer.number, signer=answer.signer
    )
    title = _("Đã có văn bản trả lời chất vấn: {what}")
    tell_author(question, "question.answered", title)
    above = recipients.holders(
        question.council, (Role.STANDING_COMMITTEE, Role.CHAIR), on=timezone.localdate()
    )
    tell_office(question, "question.answered", title, also=list(above))
    return answer


@in_office_language
@transaction.atomic
def return_answer(question: Interpellation, *, reason: str, by: User) -> Interpellation:
    """Send an answer back that is not signed by the person questioned, or is of another matter.

    The day stays the one it was. Raises QuestionRefused `reason_missing`; MoveRefused.
    """
    reason = needed(reason)
    question = locked_question(question)
    carry(question, QuestionMove.RETURN_ANSWER)
    question.note, question.answered_at = reason, None
    question.rating, question.rating_reason, question.rated_at = "", "", None
    question.save(
        update_fields=["state", "note", "answered_at", "rating", "rating_reason", "rated_at"]
    )
    log.record("question.answer_returned", question, by=by, reason=reason)
    title = _("Văn bản trả lời được gửi trả lại: {what}")
    tell_answering(question, "question.answer_returned", title, body=reason)
    return question


@in_office_language
@transaction.atomic
def consider_responsibility(question: Interpellation, *, outcome: str, by: User) -> Interpellation:
    """The council takes up the responsibility of the person questioned (QST-10)."""
    outcome = needed(outcome)
    question = locked_question(question)
    carry(question, QuestionMove.CONSIDER_RESPONSIBILITY)
    question.outcome = outcome
    question.save(update_fields=["state", "outcome"])
    log.record("question.responsibility", question, by=by, outcome=outcome)
    tell_author(question, "question.responsibility", _("Xem xét trách nhiệm: {what}"))
    return question


@in_office_language
@transaction.atomic
def settle_dispute(question: Interpellation, *, outcome: str, by: User) -> Interpellation:
    """Record what came of the debate. Raises QuestionRefused `reason_missing`; MoveRefused."""
    outcome = needed(outcome)
    question = locked_question(question)
    carry(question, QuestionMove.SETTLE)
    question.outcome = outcome
    question.save(update_fields=["state", "outcome"])
    log.record("question.settled", question, by=by, outcome=outcome)
    tell_author(question, "question.settled", _("Kết quả thảo luận về trả lời: {what}"))
    return question


def is_answered(question: Interpellation) -> bool:
    """Whether an answer was given."""
    return QuestionState(question.state) in QUESTION_ANSWERED


def _awaited(question: Interpellation) -> Interpellation:
    question = locked_question(question)
    if question.state != QuestionState.WRITTEN_DUE:
        raise QuestionRefused("not_awaited")
    return question


def _draft(question: Interpellation, by: User) -> WrittenAnswer:
    assert question.routed_to is not None  # noqa: S101 -- written_question_has_day_and_agency
    found = answer_draft(question)
    if found is not None:
        return found
    return WrittenAnswer.objects.create(
        question=question,
        agency=question.routed_to,
        signer=f"{question.post.person.name}, {question.post.title}",
        written_by=by,
    )
