"""Who may open the files of issued papers: whoever sees what they are about."""

from collections.abc import Collection

from django.db.models import Q

from hdnd_portal.accounts.models import User
from hdnd_portal.documents import access
from hdnd_portal.documents.access import Access
from hdnd_portal.documents.models import Version
from voters.models import ContactPaper


@access.register
def paper_files(user: User, versions: Collection[Version]) -> dict[int, Access]:
    """The PDF and the DOCX of papers the user may see."""
    held = Q(document__pdf__in=versions) | Q(document__docx__in=versions)
    pairs = ContactPaper.objects.visible_to(user).filter(held)
    files = {key for pair in pairs.values_list("document__pdf", "document__docx") for key in pair}
    return dict.fromkeys({one.pk for one in versions} & files, Access.READ)
