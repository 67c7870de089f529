"""Who may open a letter: see `AnswerLetter.visible_to`; once sent, see `ReplyFile`."""

from collections.abc import Collection, Mapping

from hdnd_portal.accounts.models import User
from hdnd_portal.answer_letters.models import AnswerLetter
from hdnd_portal.documents import access
from hdnd_portal.documents.access import Access
from hdnd_portal.documents.models import Version


@access.register
def answer_letters(user: User, versions: Collection[Version]) -> Mapping[int, Access]:
    """Whoever works on the letter."""
    rows = AnswerLetter.objects.visible_to(user).filter(version__in=versions)
    return dict.fromkeys(rows.values_list("version", flat=True), Access.READ)
