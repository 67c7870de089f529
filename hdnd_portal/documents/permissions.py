"""Who may open files and registers."""

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.permissions import permission
from hdnd_portal.accounts.roles import Role
from hdnd_portal.council.models import Council
from hdnd_portal.documents.access import DIRECT, access_to
from hdnd_portal.documents.models import Document, Version
from hdnd_portal.documents.models.registers import READERS

WORDERS = (Role.OFFICER, Role.OFFICE_HEAD)
NUMBERERS = (Role.CLERK, Role.OFFICE_HEAD)


@permission("documents.read_version")
def can_read_version(user: User, version: Version | None = None) -> bool:
    """Whoever the record that holds the file lets in; without a file, everybody who has a role."""
    if version is None:
        return bool(user.assignments)
    return access_to(user, version) in DIRECT


@permission("documents.view_registers")
def can_view_registers(user: User, document: Document | None = None) -> bool:
    """The office and the Standing Committee read the registers of their council."""
    council = None if document is None else document.council_id
    return user.has_role(*READERS, council=council)


@permission("documents.void_number")
def can_void_number(user: User, document: Document | None = None) -> bool:
    """The clerk and the heads of the office give numbers up."""
    council = None if document is None else document.council_id
    return user.has_role(*NUMBERERS, council=council)


@permission("documents.edit_wordings")
def can_edit_wordings(user: User, council: Council | None = None) -> bool:
    """Officers and heads of the office word sentences of papers and reminders, and release them."""
    return user.has_role(*WORDERS, council=None if council is None else council.pk)
