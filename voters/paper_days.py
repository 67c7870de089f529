"""By when papers of voter contact are to be out.

Law: Joint Resolution 72/2025, Arts. 6(3), 32, 33(5), 33(8); for the press of a HĐND by analogy.
"""

from datetime import date

from django.db.models import Min
from django.utils import timezone

from hdnd_portal.council.models import Council
from hdnd_portal.legal.deadlines import Deadline, DeadlineRefused
from hdnd_portal.legal.public import deadline_for
from hdnd_portal.legal.register import RuleRefused
from voters.models import VoterMeeting
from voters.services.papers import About
from voters.workflow import ContactKind, PaperKind

PLAN_RULE = "tx.notice"
NOTICE_RULES = {ContactKind.PEOPLE: "tx.ind.notice", ContactKind.OUTSIDE: "tx.out.notice"}
SUMMARY_RULES = {ContactKind.PEOPLE: "tx.ind.summary"}


def due_of(about: About) -> Deadline | None:
    """The day of the paper; None where no rule names one."""
    if about.kind is PaperKind.PLAN and about.plan is not None:
        first = about.plan.meetings.held().aggregate(first=Min("starts_at"))["first"]
        return _count(PLAN_RULE, first and timezone.localdate(first), about.council)
    if about.meeting is None:
        return None
    return meeting_due(about.meeting, about.kind, about.council)


def meeting_due(meeting: VoterMeeting, kind: PaperKind, council: Council) -> Deadline | None:
    """The day of a paper of a meeting beside the plan, by the kind of contact."""
    contact = getattr(meeting, "own_contact", None)
    if contact is None:
        return None
    rules, moment = (
        (SUMMARY_RULES, meeting.ends_at)
        if kind is PaperKind.SUMMARY
        else (NOTICE_RULES, meeting.starts_at)
    )
    if kind in {PaperKind.INVITATION, PaperKind.ANSWERS}:
        return None
    return _count(rules.get(ContactKind(contact.kind)), timezone.localdate(moment), council)


def _count(rule: str | None, start: date | None, council: Council) -> Deadline | None:
    if rule is None or start is None:
        return None
    try:
        return deadline_for(rule, start, council=council)
    except (RuleRefused, DeadlineRefused):
        return None
