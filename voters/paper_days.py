"""By when papers of voter contact are to be out.

Law: Joint Resolution 72/2025, Arts. 6(3), 32, 33(5), 33(8); for the press of a HĐND by analogy.
"""

from datetime import date, datetime

from django.db.models import Min
from django.utils import timezone

from hdnd_portal.council.models import Council
from hdnd_portal.legal.calendar import WorkCalendar
from hdnd_portal.legal.deadlines import Deadline, DeadlineRefused
from hdnd_portal.legal.public import calendar_for, deadline_under, register_for
from hdnd_portal.legal.register import Register, RuleRefused
from voters.models import VoterMeeting
from voters.services.papers import About
from voters.workflow import ContactKind, PaperKind

PLAN_RULE = "tx.notice"
NOTICE_RULES = {ContactKind.PEOPLE: "tx.ind.notice", ContactKind.OUTSIDE: "tx.out.notice"}
SUMMARY_RULES = {ContactKind.PEOPLE: "tx.ind.summary"}


class Counting:
    """Counts the days of many papers: rules and calendar of a council are read once."""

    def __init__(self) -> None:
        self._floors: dict[int, tuple[Register, WorkCalendar]] = {}

    def due(self, rule: str | None, start: date | None, council: Council) -> Deadline | None:
        """The last day; None without rule or start, or where the rule cannot be counted."""
        if rule is None or start is None:
            return None
        if council.pk not in self._floors:
            self._floors[council.pk] = register_for(council), calendar_for(council)
        try:
            return deadline_under(*self._floors[council.pk], rule, start)
        except (RuleRefused, DeadlineRefused):
            return None


def due_of(about: About) -> Deadline | None:
    """The day of the paper; None where no rule names one."""
    if about.kind is PaperKind.PLAN and about.plan is not None:
        first = about.plan.meetings.held().aggregate(first=Min("starts_at"))["first"]
        return plan_due(first, about.council, Counting())
    if about.meeting is None:
        return None
    return meeting_due(about.meeting, about.kind, about.council, Counting())


def plan_due(first: datetime | None, council: Council, counting: Counting) -> Deadline | None:
    """By when the press has the plan whose first meeting begins then."""
    return counting.due(PLAN_RULE, timezone.localdate(first) if first else None, council)


def meeting_due(
    meeting: VoterMeeting, kind: PaperKind, council: Council, counting: Counting
) -> Deadline | None:
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
    rule = rules.get(ContactKind(contact.kind))
    return counting.due(rule, timezone.localdate(moment), council)
