"""Until when the author of a question may say that the answer is none (domain rules 12.3)."""

from hdnd_portal.legal import deadline_for
from hdnd_portal.legal.deadlines import Deadline
from sessions.models import Interpellation

RULE = "question.silent"


def silent_deadline(question: Interpellation) -> Deadline:
    """The last day for a word to the answer, with its explanation; only once there is an answer."""
    assert question.answered_at is not None  # noqa: S101 -- asked of answered questions alone
    return deadline_for(RULE, question.answered_at, council=question.council)
