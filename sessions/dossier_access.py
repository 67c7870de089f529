"""Who may open the files of dossiers."""

from collections.abc import Collection

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import STAFF, Role
from hdnd_portal.documents import access
from hdnd_portal.documents.access import Access
from hdnd_portal.documents.models import Version
from sessions.models import AgendaItem, DossierFile, DossierPart, FrozenFile, PartSubmission
from sessions.models.dossier import BODY_DESK, CHAIRS

# Those who get the papers once they are sent. A closed item is for those with a seat only.
READERS = (Role.DELEGATE, Role.GROUP_HEAD, Role.COMMITTEE_LEADER, Role.COMMITTEE_MEMBER)


@access.register
def dossier_files(user: User, versions: Collection[Version]) -> dict[int, Access]:
    """What the dossiers that hold the files answer.

    Drafts are open to whoever owes the part. What was handed in is open to the office, the
    chairs and the verifying Ban; what was frozen also to the delegates. Reading of closed items
    is recorded.
    """
    places = DossierFile.objects.filter(file__in=[version.file_id for version in versions])
    parts = {
        place.file_id: place.part for place in places.select_related("part__dossier__item__session")
    }
    held = [version for version in versions if version.file_id in parts]
    if not held:
        return {}
    owed = DossierPart.objects.owned_by(user).filter(pk__in=[part.pk for part in parts.values()])
    own = set(owed.values_list("pk", flat=True))
    frozen = set(FrozenFile.objects.filter(version__in=held).values_list("version", flat=True))
    handed_in = set(
        PartSubmission.objects.filter(versions__in=held).values_list("versions", flat=True)
    )
    granted: dict[int, Access] = {}
    for version in held:
        part = parts[version.file_id]
        item = part.dossier.item
        is_sent, is_prepared = version.pk in frozen, version.pk in frozen | handed_in
        if (
            part.pk in own
            or (is_sent and user.has_role(*READERS, council=item.session.council_id))
            or (is_prepared and may_see_prepared(user, item))
        ):
            granted[version.pk] = Access.RECORDED if item.is_closed else Access.READ
    return granted


def may_see_prepared(user: User, item: AgendaItem) -> bool:
    """Whether the user sees what is handed in before it is sent to the delegates."""
    if user.has_role(*STAFF, *CHAIRS, council=item.session.council_id):
        return True
    return item.verifying_body_id is not None and user.has_role(
        *BODY_DESK, body=item.verifying_body_id
    )
