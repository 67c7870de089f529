"""Clocks of questioning at the sitting: the time to ask and the time to answer (QST-6).

Each is a speech with the limit of the register, so that board, console and report know it. Locks:
session, then question.
"""

from django.db import transaction

from hdnd_portal.accounts.models import User
from sessions.models import CouncilSession, Interpellation, SpeechRequest
from sessions.services import answering, speeches
from sessions.services.locks import lock_session
from sessions.services.question_rows import locked_question
from sessions.services.refusals import QuestionRefused, SessionRefused
from sessions.workflow.question import QuestionState
from sessions.workflow.sitting import SPEECH_QUEUED, SpeechKind, SpeechMove, SpeechState


def _chosen(question: Interpellation) -> tuple[CouncilSession, Interpellation]:
    """Session and question under lock, as they are now. Raises QuestionRefused `not_chosen`."""
    if question.session is None:
        raise QuestionRefused("not_chosen")
    session = lock_session(question.session)
    question = locked_question(question)
    if question.state != QuestionState.GROUPED:
        raise QuestionRefused("not_chosen")
    return session, question


@transaction.atomic
def start_asking(question: Interpellation, *, by: User) -> SpeechRequest:
    """Bắt đầu hỏi: its author has the floor, and the question counts as asked.

    A request of theirs to ask that waits is taken up. Raises QuestionRefused `not_chosen`; as
    `speeches.enter_speech` and `speeches.carry_speech` do.
    """
    session, question = _chosen(question)
    waiting = session.speeches.filter(
        mandate=question.mandate_id, kind=SpeechKind.QUESTION, state__in=SPEECH_QUEUED
    )
    speech = waiting.select_related("session").first() or speeches.enter_speech(
        session, kind=SpeechKind.QUESTION, mandate=question.mandate, topic=question.title, by=by
    )
    speech = speeches.carry_speech(speech, SpeechMove.START, by=by)
    answering.raise_question(question, by=by, speech=speech)
    return speech


@transaction.atomic
def start_answering(question: Interpellation, *, by: User) -> SpeechRequest:
    """Bắt đầu trả lời: who is questioned has the floor; whoever asks has ended.

    Raises as `start_asking` does.
    """
    session, question = _chosen(question)
    asked = question.speech
    if asked is not None and asked.state == SpeechState.SPEAKING:
        speeches.carry_speech(asked, SpeechMove.STOP, by=by)
    speech = speeches.enter_speech(
        session,
        kind=SpeechKind.ANSWER,
        speaker=question.post.person.name,
        topic=question.title,
        by=by,
    )
    return speeches.carry_speech(speech, SpeechMove.START, by=by)


@transaction.atomic
def stop_speaking(session: CouncilSession, *, speech: int, by: User) -> None:
    """Kết thúc lượt: whoever speaks has ended.

    `speech` is the one the caller saw running: where a colleague has ended it meanwhile, whoever
    speaks now goes on. Raises SessionRefused `speech_over`, `not_sitting`.
    """
    session = lock_session(session)
    running = session.speeches.filter(pk=speech, state=SpeechState.SPEAKING).first()
    if running is None:
        raise SessionRefused("speech_over")
    speeches.carry_speech(running, SpeechMove.STOP, by=by)
