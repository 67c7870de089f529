"""Who may open the files of dossiers."""

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import STAFF, Role
from hdnd_portal.documents import access
from hdnd_portal.documents.access import Access
from hdnd_portal.documents.models import Version
from sessions.models import DossierFile, DossierPart, FrozenFile, PartSubmission
from sessions.models.dossier import BODY_DESK, CHAIRS

# Those who get the papers once they are sent. A closed item is for those with a seat only.
READERS = (Role.DELEGATE, Role.GROUP_HEAD, Role.COMMITTEE_LEADER, Role.COMMITTEE_MEMBER)


@access.register
def dossier_files(user: User, version: Version) -> Access:
    """What the dossier that holds the file answers.

    Drafts are open to whoever owes the part. What was handed in is open to the office, the
    chairs and the verifying Ban; what was frozen also to the delegates. Reading of closed items
    is recorded.
    """
    place = (
        DossierFile.objects.filter(file=version.file_id)
        .select_related("part__dossier__item__session")
        .first()
    )
    if place is None:
        return Access.NONE
    part = place.part
    item = part.dossier.item
    council = item.session.council_id
    granted = Access.RECORDED if item.is_closed else Access.READ
    if acts_for(user, part):
        return granted
    frozen = FrozenFile.objects.filter(version=version).exists()
    if frozen and user.has_role(*READERS, council=council):
        return granted
    if not may_see_prepared(user, part):
        return Access.NONE
    handed_in = PartSubmission.objects.filter(versions=version).exists()
    return granted if frozen or handed_in else Access.NONE


def acts_for(user: User, part: DossierPart) -> bool:
    """Whether the user may hand the part in: for the agency or body that owes it."""
    return DossierPart.objects.owned_by(user).filter(pk=part.pk).exists()


def may_see_prepared(user: User, part: DossierPart) -> bool:
    """Whether the user sees what is handed in before it is sent to the delegates."""
    item = part.dossier.item
    council = item.session.council_id
    if user.has_role(*STAFF, *CHAIRS, council=council):
        return True
    return item.verifying_body_id is not None and user.has_role(
        *BODY_DESK, body=item.verifying_body_id
    )
