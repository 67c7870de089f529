"""Promises cut out of an answer: commitments of their own, followed at every later session."""

from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.commitments.models import Commitment
from hdnd_portal.commitments.public import Kind, open_commitment
from hdnd_portal.council.models import Agency
from hdnd_portal.ui.language import in_office_language
from sessions.models import Interpellation
from sessions.services.question_rows import carry, locked_question, needed
from sessions.services.refusals import QuestionRefused
from sessions.workflow.question import (
    QUESTION_ANSWERED,
    QUESTION_MOVES,
    QuestionMove,
    QuestionState,
)


@in_office_language
@transaction.atomic
def cut_promise(
    question: Interpellation,
    *,
    text: str,
    by: User,
    made_on: date,
    due_on: date | None = None,
    measure: str = "",
    said_at: str = "",
    lead: Agency | None = None,
) -> Commitment:
    """Write down what was promised in an answer (QST-12): who, what, until when, where it was said.

    The question is followed from now on. Raises QuestionRefused `no_answer`, `text_missing`;
    CommitmentRefused `due_before_made`.
    """
    text = needed(text, "text_missing")
    question = locked_question(question)
    state = QuestionState(question.state)
    if state not in QUESTION_ANSWERED or state is QuestionState.CLOSED:
        raise QuestionRefused("no_answer")
    owner = lead or question.routed_to or question.post.agency
    if owner is None:
        raise QuestionRefused("no_agency")
    host = question.session.name if question.session else "Thường trực HĐND"
    made = open_commitment(
        question.council,
        kind=Kind.PROMISE,
        text=text,
        measure=measure,
        made_on=made_on,
        due_on=due_on,
        lead=owner,
        promised_by=question.post.person,
        source=question,
        source_label=f"Chất vấn “{question.title}” – {host}",
        said_at=said_at,
        by=by,
    )
    if state in QUESTION_MOVES[QuestionMove.FOLLOW][0]:
        carry(question, QuestionMove.FOLLOW)
        question.save(update_fields=["state"])
    log.record("question.promised", question, by=by, text=text[:200], due_on=due_on)
    return made


@transaction.atomic
def close_question(question: Interpellation, *, by: User) -> Interpellation:
    """End it once nothing promised in it is open. Raises QuestionRefused `promises_open`;
    MoveRefused.
    """
    question = locked_question(question)
    pending = promises_of(question).filter(stage__in=["open", "replied", "returned"]).count()
    if pending:
        raise QuestionRefused("promises_open", count=pending)
    carry(question, QuestionMove.CLOSE)
    question.save(update_fields=["state"])
    log.record("question.closed", question, by=by)
    return question


def promises_of(question: Interpellation) -> QuerySet[Commitment]:
    """What was promised in answer to it."""
    return Commitment.objects.of(question)
