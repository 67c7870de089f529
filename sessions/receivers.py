"""What this app does when another one tells it something."""

from typing import Any

from hdnd_portal.accounts.models import User
from hdnd_portal.council.models import Council
from sessions.services import chain, planning, question_desk


def recount(sender: Any, council: Council | None, by: User | None, **kwargs: Any) -> int:
    """A rule or a day of the calendar changed: milestones, chains and answers follow; how many."""
    moved = planning.recount_milestones(council, by=by) + chain.recount(council, by=by)
    return moved + question_desk.recount_answers(council, by=by)
