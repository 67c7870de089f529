"""Who brings letters that answer many recommendations: one small function per permission."""

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.permissions import permission
from hdnd_portal.accounts.roles import Role
from hdnd_portal.answer_letters.models import OFFICE, AnswerLetter


@permission("answer_letters.answer_by_letter")
def can_answer_by_letter(user: User, letter: AnswerLetter | None = None) -> bool:
    """An agency brings its own letters; the office those that it received on paper."""
    if letter is None:
        return user.has_role(Role.AGENCY, Role.FRONT, *OFFICE)
    if letter.on_behalf:
        return user.has_role(*OFFICE, council=letter.council_id)
    return letter.agency_id in user.agencies()
