"""Who may open the files of reports and explanations: see their `visible_to`."""

from collections.abc import Collection, Mapping

from hdnd_portal.accounts.models import User
from hdnd_portal.commitments.models import Explanation, ExplanationFile, ReplyFile
from hdnd_portal.documents import access
from hdnd_portal.documents.access import Access
from hdnd_portal.documents.models import Version


@access.register
def reply_files(user: User, versions: Collection[Version]) -> Mapping[int, Access]:
    """A sent report to whoever sees the commitment, a draft to its agency."""
    places = ReplyFile.objects.visible_to(user).filter(version__in=versions)
    return dict.fromkeys(places.values_list("version", flat=True), Access.READ)


@access.register
def explanation_files(user: User, versions: Collection[Version]) -> Mapping[int, Access]:
    """To whoever sees the commitment."""
    places = ExplanationFile.objects.filter(
        version__in=versions, explanation__in=Explanation.objects.visible_to(user)
    )
    return dict.fromkeys(places.values_list("version", flat=True), Access.READ)
