"""A delegate's words to the own record."""

from django.db import transaction

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.council.models import Mandate
from sessions.models import DelegateComment


@transaction.atomic
def comment(mandate: Mandate, *, text: str, by: User) -> DelegateComment:
    """Keep what the delegate says; an earlier comment stays."""
    made = DelegateComment.objects.create(mandate=mandate, text=text.strip(), written_by=by)
    log.record("delegate.commented", mandate, by=by)
    return made
