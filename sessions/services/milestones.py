"""Milestones of a session: who sees to one, reached, taken back."""

from datetime import date

from django.db import transaction

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from sessions.models import Milestone
from sessions.services.refusals import SessionRefused
from sessions.workflow import SESSION_SHUT


def _locked(milestone: Milestone) -> Milestone:
    """The milestone under lock; refused once the record of its session is shut."""
    locked = Milestone.objects.select_for_update(of=("self",)).select_related("session")
    milestone = locked.get(pk=milestone.pk)
    if milestone.session.state in SESSION_SHUT:
        raise SessionRefused("session_shut")
    return milestone


@transaction.atomic
def assign_milestone(milestone: Milestone, *, owner: User | None, by: User) -> Milestone:
    """Name the person who sees to a milestone, or nobody in particular.

    Raises SessionRefused `session_shut`.
    """
    milestone = _locked(milestone)
    milestone.owner_user = owner
    milestone.save(update_fields=["owner_user"])
    log.record(
        "milestone.assigned",
        milestone,
        by=by,
        name=milestone.name,
        owner=owner.pk if owner else None,
    )
    return milestone


@transaction.atomic
def finish_milestone(
    milestone: Milestone, *, on: date, today: date, by: User, note: str = ""
) -> Milestone:
    """Enter that a milestone was reached on the day.

    Raises SessionRefused `done_in_future`, `milestone_done`, `session_shut`.
    """
    milestone = _locked(milestone)
    if on > today:
        raise SessionRefused("done_in_future")
    if milestone.done_on is not None:
        raise SessionRefused("milestone_done", day=milestone.done_on)
    milestone.done_on = on
    milestone.done_by = by
    milestone.note = note
    milestone.save(update_fields=["done_on", "done_by", "note"])
    log.record("milestone.finished", milestone, by=by, name=milestone.name, on=on.isoformat())
    return milestone


@transaction.atomic
def reopen_milestone(milestone: Milestone, *, reason: str, by: User) -> Milestone:
    """Take back that a milestone was reached.

    Raises SessionRefused `reason_missing`, `session_shut`.
    """
    milestone = _locked(milestone)
    if not reason.strip():
        raise SessionRefused("reason_missing")
    milestone.done_on = None
    milestone.done_by = None
    milestone.note = reason
    milestone.save(update_fields=["done_on", "done_by", "note"])
    log.record("milestone.reopened", milestone, by=by, name=milestone.name, reason=reason)
    return milestone
