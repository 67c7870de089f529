"""Who may open the files of dossiers."""

from collections.abc import Collection, Iterable

from django.urls import reverse

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import STAFF, Role
from hdnd_portal.documents import access
from hdnd_portal.documents.access import Access
from hdnd_portal.documents.kinds import PDF
from hdnd_portal.documents.models import Version
from sessions.models import (
    AgendaItem,
    DossierFile,
    DossierPart,
    FileRestriction,
    FrozenFile,
    PartSubmission,
)
from sessions.models.dossier import BODY_DESK, CHAIRS

# Those who get the papers once they are sent. A closed item is for those with a seat only.
READERS = (Role.DELEGATE, Role.GROUP_HEAD, Role.COMMITTEE_LEADER, Role.COMMITTEE_MEMBER)


@access.register
def dossier_files(user: User, versions: Collection[Version]) -> dict[int, Access]:
    """What the dossiers that hold the files answer.

    Drafts are open to whoever owes the part. What was handed in is open to the office, the
    chairs and the verifying Ban; what was frozen also to the delegates. Files of closed items and
    restricted ones open in the reading room alone (A15): whoever wrote them has them, recorded; so
    has the office those that are no PDF and cannot be marked.
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
    restricted = restricted_files(version.file_id for version in held)
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
            granted[version.pk] = Access.READ
            if item.is_closed or version.file_id in restricted:
                granted[version.pk] = _sealed(user, version, part)
    return granted


def restricted_files(files: Iterable[int]) -> set[int]:
    """Those of the files (primary keys) that are read in the reading room alone."""
    standing = FileRestriction.objects.filter(file__in=list(files), lifted_at=None)
    return set(standing.values_list("file", flat=True))


def _sealed(user: User, version: Version, part: DossierPart) -> Access:
    """What somebody who may read the file gets of it where it belongs into the reading room."""
    wrote = part.agency_id in user.agencies() or part.body_id in user.bodies(*BODY_DESK)
    if wrote:
        return Access.RECORDED
    if version.media_type == PDF.media_type:
        return Access.SEALED
    is_office = user.has_role(*STAFF, council=part.dossier.item.session.council_id)
    return Access.RECORDED if is_office else Access.NONE


@access.room
def reading_room(version: Version) -> str | None:
    """Where a file of a dossier is read, if it belongs to one."""
    place = DossierFile.objects.filter(file=version.file_id).values_list(
        "part__dossier__item__session", flat=True
    )
    session = place.first()
    if session is None:
        return None
    return reverse("sessions:room", kwargs={"session": session, "version": version.pk})


def may_see_prepared(user: User, item: AgendaItem) -> bool:
    """Whether the user sees what is handed in before it is sent to the delegates."""
    if user.has_role(*STAFF, *CHAIRS, council=item.session.council_id):
        return True
    return item.verifying_body_id is not None and user.has_role(
        *BODY_DESK, body=item.verifying_body_id
    )
