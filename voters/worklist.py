"""What waits for a person about voter contact."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hdnd_portal.accounts.models import User
from hdnd_portal.worklist.registry import Bucket, Task, provider
from voters.models import OwnContact, VoterMeeting, VoterPromise
from voters.permissions import DELEGATES, PLANNERS
from voters.services.own import DECIDERS
from voters.services.rows import contact_page
from voters.workflow import ContactState, PlanState, RecordState

# The page is opened beforehand where there is network, to be there where there is none.
AHEAD = timedelta(days=2)
# What nobody has signed by then is no longer chased.
CHASED = timedelta(days=60)


@provider
def meetings_to_go_to(user: User, on: date) -> Iterable[Task]:
    """Meetings of these days to which the user goes, to write down what voters say."""
    if user.person_id is None or not user.has_role(*DELEGATES):
        return
    rows = (
        VoterMeeting.objects.held()
        .filter(
            plan__council__in=user.councils(*DELEGATES),
            plan__state=PlanState.ISSUED,
            mandates__person=user.person_id,
            starts_at__date__range=(on, on + AHEAD),
        )
        .exclude(record__state=RecordState.SIGNED)
        .select_related("unit", "plan__session")
    )
    for meeting in rows:
        is_today = timezone.localdate(meeting.starts_at) == on
        yield Task(
            key=f"voter_meeting:{meeting.pk}",
            what=_("Tiếp xúc cử tri và ghi ý kiến: {unit}").format(unit=meeting.unit),
            record=str(meeting.plan),
            url=reverse("voters:record_opinions", kwargs={"meeting": meeting.pk}),
            # Without a day of its own: the calendar has the meeting already.
            bucket=Bucket.TODAY if is_today else Bucket.SOON,
        )


@provider
def records_to_sign(user: User, on: date) -> Iterable[Task]:
    """Plans with meetings that are over and have no signed record; one line each."""
    councils = user.councils(*PLANNERS)
    if not councils:
        return
    rows = (
        VoterMeeting.objects.held()
        .filter(
            plan__council__in=councils,
            plan__state=PlanState.ISSUED,
            ends_at__date__gte=on - CHASED,
            ends_at__date__lt=on,
        )
        .exclude(record__state=RecordState.SIGNED)
        .values("plan", "plan__session__name")
        .annotate(count=Count("pk"))
        .order_by("plan")
    )
    for row in rows:
        text = ngettext(
            "Hoàn thành biên bản của {n} cuộc tiếp xúc cử tri",
            "Hoàn thành biên bản của {n} cuộc tiếp xúc cử tri",
            row["count"],
        )
        yield Task(
            key=f"voter_records:{row['plan']}",
            what=text.format(n=row["count"]),
            record=row["plan__session__name"],
            url=reverse("voters:plan", kwargs={"plan": row["plan"]}),
        )


@provider
def contacts_to_decide(user: User, on: date) -> Iterable[Task]:
    """What delegates ask the Standing Committee for, with the day by which it answers."""
    councils = user.councils(*DECIDERS)
    if not councils:
        return
    rows = OwnContact.objects.filter(council__in=councils, state=ContactState.ASKED).for_list()
    for contact in rows:
        yield Task(
            key=f"own_contact:{contact.pk}",
            what=_("Trả lời đề nghị tiếp xúc cử tri của {name}").format(
                name=contact.mandate.person.name
            ),
            record=str(contact),
            url=contact_page(contact),
            due_on=contact.due_on,
            why=contact.explanation,
        )


@provider
def promises_left_over(user: User, on: date) -> Iterable[Task]:
    """Promises to voters of delegates whose seat has ended: the Tổ takes them over, or they end."""
    councils = user.councils(*PLANNERS)
    if not councils:
        return
    count = VoterPromise.objects.left_over(on).filter(commitment__council__in=councils).count()
    if count:
        text = ngettext(
            "Chuyển Tổ hoặc kết thúc {n} lời hứa của đại biểu đã thôi nhiệm vụ",
            "Chuyển Tổ hoặc kết thúc {n} lời hứa của đại biểu đã thôi nhiệm vụ",
            count,
        )
        yield Task(
            key="promises_left_over",
            what=text.format(n=count),
            record=_("Lời hứa với cử tri"),
            url=f"{reverse('voters:promises')}?due=left_over",
            bucket=Bucket.TODAY,
        )
