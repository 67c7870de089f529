"""Who is told of what happens to dossiers."""

from datetime import date

from django.db.models import QuerySet

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.recipients import agency_desk, body_desk, delegates, holders, office
from sessions.models import DossierPart

__all__ = ["agency_desk", "body_desk", "delegates", "holders", "office", "owners"]


def owners(part: DossierPart, *, on: date) -> QuerySet[User]:
    """Accounts that owe the part."""
    if part.agency is not None:
        return agency_desk(part.agency, on=on)
    assert part.body is not None  # noqa: S101 -- the check constraint part_has_one_owner
    return body_desk(part.body, on=on)
