"""Who may open the files of reports: see `Reply.visible_to`."""

from collections.abc import Collection, Mapping

from hdnd_portal.accounts.models import User
from hdnd_portal.commitments.models import Reply, ReplyFile
from hdnd_portal.documents import access
from hdnd_portal.documents.access import Access
from hdnd_portal.documents.models import Version


@access.register
def reply_files(user: User, versions: Collection[Version]) -> Mapping[int, Access]:
    """A sent report to whoever sees the commitment, a draft to its agency."""
    places = ReplyFile.objects.filter(
        version__in=versions, reply__in=Reply.objects.visible_to(user)
    )
    return dict.fromkeys(places.values_list("version", flat=True), Access.READ)
