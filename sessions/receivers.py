"""What this app does when another one tells it something."""

from typing import Any

from hdnd_portal.accounts.models import User
from hdnd_portal.council.models import Council
from sessions.services import chain, planning


def recount(sender: Any, council: Council | None, by: User | None, **kwargs: Any) -> int:
    """A rule or a day of the calendar changed: milestones and chains follow; how many moved."""
    return planning.recount_milestones(council, by=by) + chain.recount(council, by=by)
