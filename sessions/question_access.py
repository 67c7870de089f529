"""Who may open the files of questions and of their written answers."""

from collections.abc import Collection, Mapping

from django.db.models import Q

from hdnd_portal.accounts.models import User
from hdnd_portal.documents import access
from hdnd_portal.documents.access import Access
from hdnd_portal.documents.models import Version
from sessions.models import AnswerFile, Interpellation, QuestionFile


@access.register
def question_files(user: User, versions: Collection[Version]) -> Mapping[int, Access]:
    """Files of a question to whoever sees it; of an answer once sent, before that to its agency."""
    seen = Interpellation.objects.visible_to(user).values("pk")
    asked = QuestionFile.objects.filter(version__in=versions, question__in=seen)
    answered = AnswerFile.objects.filter(version__in=versions, answer__question__in=seen).filter(
        Q(answer__sent_at__isnull=False) | Q(answer__agency__in=user.agencies())
    )
    keys = [*asked.values_list("version", flat=True), *answered.values_list("version", flat=True)]
    return dict.fromkeys(keys, Access.READ)
