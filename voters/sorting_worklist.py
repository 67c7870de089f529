"""What voters' words ask of the office and of the Standing Committee: sort them, send them on."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, F, Max, Min
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hdnd_portal.accounts.models import User
from hdnd_portal.council.models import Council
from hdnd_portal.legal.public import deadline_for
from hdnd_portal.legal.register import RuleRefused
from hdnd_portal.worklist.registry import Task, provider
from voters.models import Opinion, VoterRecommendation
from voters.sorting import State
from voters.sorting_permissions import APPROVERS, SORTERS
from voters.sorting_rows import unsorted
from voters.workflow import Track

SUMMARY_RULE = "tx.summary"
HEADINGS = {
    State.SORTED: _("Duyệt, chuyển kiến nghị cử tri"),
    State.MISDIRECTED: _("Chuyển lại kiến nghị cử tri"),
}


@provider
def opinions_to_sort(user: User, on: date) -> Iterable[Task]:
    """Opinions nobody has sorted, by round; the days after the round's end are counted."""
    councils = user.councils(*SORTERS)
    if not councils:
        return
    waiting = (
        unsorted(Opinion.objects.filter(council__in=councils))
        .order_by()
        .values("council", "meeting__plan", name=F("meeting__plan__session__name"))
        .annotate(count=Count("pk"), ends_on=Max("meeting__plan__ends_on"))
    )
    kept = Council.objects.in_bulk(councils) if waiting else {}
    for row in waiting:
        text = ngettext("Phân loại {n} ý kiến cử tri", "Phân loại {n} ý kiến cử tri", row["count"])
        due_on, why = _summary_due(kept[row["council"]], row["ends_on"])
        yield Task(
            key=f"unsorted-opinions:{row['meeting__plan']}",
            what=text.format(n=row["count"]),
            record=row["name"],
            url=reverse("voters:opinions_to_sort"),
            due_on=due_on,
            why=why,
        )


def _summary_due(council: Council, ends_on: date) -> tuple[date | None, dict[str, object]]:
    try:
        deadline = deadline_for(SUMMARY_RULE, ends_on, council=council)
    except RuleRefused:
        return None, {}
    return deadline.due_on, deadline.as_dict()


@provider
def recommendations_to_send(user: User, on: date) -> Iterable[Task]:
    """What is sorted waits for the Standing Committee; what came back, for the office."""
    presides, sorts = user.councils(*APPROVERS), user.councils(*SORTERS)
    if not presides | sorts:
        return
    rows = (
        VoterRecommendation.objects.filter(
            council__in=presides | sorts,
            state__in=HEADINGS,
            track=Track.RECOMMENDATION,
        )
        .order_by()
        .values("council", "session", "state", name=F("session__name"))
        .annotate(count=Count("pk"), first=Min("send_by"))
    )
    for row in rows:
        state = State(row["state"])
        mine = row["council"] in (presides if state is State.SORTED else sorts)
        others = _("Thường trực HĐND") if state is State.SORTED else _("Văn phòng")
        query = f"?session={row['session']}&state={state}"
        yield Task(
            key=f"recommendations-{state}:{row['session']}",
            what=f"{HEADINGS[state]} ({row['count']})",
            record=row["name"],
            url=reverse("voters:recommendations") + query,
            due_on=row["first"],
            waiting_for="" if mine else others,
        )
