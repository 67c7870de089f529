"""Papers of voter contact that are not out yet: letters, plans, notices, summaries."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import STAFF
from hdnd_portal.worklist.registry import Bucket, Task, provider
from voters.labels import BESIDE
from voters.models import ContactPaper, ContactPlan, Referral, VoterMeeting
from voters.paper_days import NOTICE_RULES, SUMMARY_RULES, Counting, meeting_due, plan_due
from voters.services.rows import page_of
from voters.sorting import State
from voters.workflow import PaperKind, PlanState

# What nobody has written by then is no longer chased.
CHASED = timedelta(days=60)


def _out(**about: object) -> Exists:
    return Exists(ContactPaper.objects.standing().filter(**about))


@provider
def letters_to_issue(user: User, on: date) -> Iterable[Task]:
    """Referrals whose letter has no number: one line a session."""
    councils = user.councils(*STAFF)
    if not councils:
        return
    rows = (
        Referral.objects.filter(council__in=councils, recommendations__state=State.SENT)
        .filter(~_out(referral=OuterRef("pk")))
        .order_by()
        .values(key=F("session"), name=F("session__name"))
        .annotate(count=Count("pk", distinct=True))
    )
    for row in rows:
        text = ngettext(
            "Cấp số {n} văn bản chuyển kiến nghị cử tri",
            "Cấp số {n} văn bản chuyển kiến nghị cử tri",
            row["count"],
        )
        yield Task(
            key=f"referral_letters:{row['key']}",
            what=text.format(n=row["count"]),
            record=row["name"],
            url=f"{reverse('voters:referrals')}?session={row['key']}",
            bucket=Bucket.TODAY,
        )


@provider
def plans_to_number(user: User, on: date) -> Iterable[Task]:
    """Issued plans that have no number, until the last meeting; the press gets them by its day."""
    councils = user.councils(*STAFF)
    if not councils:
        return
    rows = (
        ContactPlan.objects.filter(council__in=councils, state=PlanState.ISSUED, ends_on__gte=on)
        .exclude(timing=BESIDE)
        .filter(~_out(plan=OuterRef("pk")))
        .annotate(first=Min("meetings__starts_at", filter=~Q(meetings__state="cancelled")))
        .select_related("session", "council")
    )
    counting = Counting()
    for plan in rows:
        first: Any = plan.first  # type: ignore[attr-defined]  # annotated
        due = plan_due(first, plan.council, counting)
        yield Task(
            key=f"contact_plan_number:{plan.pk}",
            what=_("Cấp số kế hoạch tiếp xúc cử tri, gửi địa phương và báo chí"),
            record=str(plan),
            url=page_of(plan),
            due_on=due.due_on if due else None,
            why=due.as_dict() if due else {},
        )


@provider
def meeting_papers_to_issue(user: User, on: date) -> Iterable[Task]:
    """Contacts beside the plan: the notice to the place beforehand, the summary afterwards."""
    councils = user.councils(*STAFF)
    if not councils:
        return
    now = timezone.now()
    ahead = Q(own_contact__kind__in=NOTICE_RULES, starts_at__gt=now) & ~_out(
        meeting=OuterRef("pk"), kind=PaperKind.NOTICE
    )
    over = Q(
        own_contact__kind__in=SUMMARY_RULES, ends_at__lte=now, ends_at__date__gte=on - CHASED
    ) & ~_out(meeting=OuterRef("pk"), kind=PaperKind.SUMMARY)
    rows = VoterMeeting.objects.held().filter(ahead | over, plan__council__in=councils)
    counting = Counting()
    for meeting in rows.select_related("unit", "own_contact__mandate__person", "plan__council"):
        is_over = meeting.ends_at <= now
        kind = PaperKind.SUMMARY if is_over else PaperKind.NOTICE
        due = meeting_due(meeting, kind, meeting.plan.council, counting)
        what = (
            _("Gửi báo cáo tổng hợp sau cuộc tiếp xúc: {unit}")
            if is_over
            else _("Gửi thông báo cuộc tiếp xúc: {unit}")
        )
        yield Task(
            key=f"meeting_{kind}:{meeting.pk}",
            what=what.format(unit=meeting.unit),
            record=meeting.own_contact.mandate.person.name,
            url=reverse("voters:meeting", kwargs={"meeting": meeting.pk}),
            due_on=due.due_on if due else None,
            why=due.as_dict() if due else {},
        )
