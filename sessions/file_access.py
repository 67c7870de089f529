"""Who may open the files of sessions: the papers of an invitation."""

from collections.abc import Collection

from django.db.models import Q

from hdnd_portal.accounts.models import User
from hdnd_portal.documents import access
from hdnd_portal.documents.access import Access
from hdnd_portal.documents.models import Version
from sessions.models import Invitation


@access.register
def invitation_files(user: User, versions: Collection[Version]) -> dict[int, Access]:
    """Whoever sees the invitation may open its PDF and DOCX."""
    seen = Invitation.objects.visible_to(user).filter(Q(pdf__in=versions) | Q(docx__in=versions))
    papers = [key for pair in seen.values_list("pdf", "docx") for key in pair]
    asked = {version.pk for version in versions}
    return dict.fromkeys(asked.intersection(papers), Access.READ)
