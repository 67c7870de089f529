"""Who may open the files of sessions: the papers of an invitation."""

from hdnd_portal.accounts.models import User
from hdnd_portal.documents import access
from hdnd_portal.documents.access import Access
from hdnd_portal.documents.models import Version
from sessions.models import Invitation


@access.register
def invitation_files(user: User, version: Version) -> Access:
    """Whoever sees the invitation may open its PDF and DOCX."""
    seen = Invitation.objects.visible_to(user)
    found = seen.filter(pdf=version).exists() or seen.filter(docx=version).exists()
    return Access.READ if found else Access.NONE
