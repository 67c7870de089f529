"""The synthesis of group discussions: per item over all groups, by point, authors kept (S11)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Prefetch, QuerySet

from hdnd_portal.accounts.models import User
from sessions.group_lateness import late_words, lateness
from sessions.models import AgendaItem, CouncilSession, GroupOpinion, GroupReport
from sessions.models.groups import GATHERERS
from sessions.points import first_spellings, point_order, same_point
from sessions.workflow import GroupReportState

Stance = GroupOpinion.Stance


@dataclass(frozen=True, slots=True)
class Said:
    """One opinion with its group."""

    opinion: GroupOpinion
    group: str

    @property
    def author(self) -> str:
        """Who said it; empty for the group as a whole."""
        return self.opinion.mandate.person.name if self.opinion.mandate else ""


@dataclass(slots=True)
class AtPoint:
    """All opinions on one point."""

    heading: str
    said: list[Said] = field(default_factory=list)


@dataclass(slots=True)
class Synthesis:
    """What the groups said on one item, as far as the reader may see it."""

    item: AgendaItem
    reports: list[GroupReport]
    # Groups whose report has not been received, with how late it is.
    missing: list[tuple[GroupReport, str]]
    points: list[AtPoint]
    stances: dict[str, int]

    @property
    def opinion_count(self) -> int:
        """How many opinions."""
        return sum(len(point.said) for point in self.points)

    @property
    def remarks(self) -> list[tuple[str, str]]:
        """What groups said as a whole: group, words."""
        return [(one.sitting.group.name, one.summary) for one in self.reports if one.summary]

    @property
    def counted(self) -> list[tuple[str, int]]:
        """How many opinions of each stance that occurs, with its words."""
        return [
            (str(stance.label), self.stances[stance.value])
            for stance in Stance
            if self.stances.get(stance.value)
        ]

    @property
    def group_count(self) -> int:
        """How many groups were to discuss the item."""
        return len(self.reports) + len(self.missing)


def syntheses(
    session: CouncilSession, user: User, *, now: datetime, only: AgendaItem | None = None
) -> list[Synthesis]:
    """The synthesis of each item that groups were to discuss, in agenda order.

    Only received reports are gathered. Delegates see what was released; the office and the chairs
    see all.
    """
    gathers = user.has_role(*GATHERERS, council=session.council_id)
    asked = (
        GroupReport.objects.filter(sitting__session=session)
        .select_related("sitting__group", "item__group_release")
        .prefetch_related(Prefetch("opinions", opinions_with_people()))
        .order_by("item__position", "sitting__group__position", "sitting__group__name", "pk")
    )
    if only is not None:
        asked = asked.filter(item=only)
    by_item: dict[int, list[GroupReport]] = {}
    for report in asked:
        by_item.setdefault(report.item_id, []).append(report)
    return [
        gathered(reports, now=now)
        for reports in by_item.values()
        if gathers or may_be_read(reports[0].item)
    ]


def may_be_read(item: AgendaItem) -> bool:
    """Whether the synthesis on the item stands released; the release is loaded with the item."""
    release = getattr(item, "group_release", None)
    return release is not None and release.is_open


def opinions_with_people() -> QuerySet[GroupOpinion]:
    """Opinions with who said them and to whom, in the order in which they were written."""
    return GroupOpinion.objects.select_related("mandate__person", "agency", "body").order_by("pk")


def gathered(reports: Iterable[GroupReport], *, now: datetime) -> Synthesis:
    """The reports on one item (at least one) put together."""
    reports = list(reports)
    received = [one for one in reports if one.state == GroupReportState.RECEIVED]
    said = [
        Said(opinion, report.sitting.group.name)
        for report in received
        for opinion in report.opinions.all()
    ]
    return Synthesis(
        item=reports[0].item,
        reports=received,
        missing=[
            (
                one,
                late_words(lateness(one.sitting.report_due_at, one.first_submitted_at, now=now)),
            )
            for one in reports
            if one.state != GroupReportState.RECEIVED
        ],
        points=by_point(said),
        stances=dict(Counter(one.opinion.stance for one in said)),
    )


def by_point(said: Iterable[Said]) -> list[AtPoint]:
    """The opinions by point: the whole first, then in the order of the draft; none left out."""
    said = list(said)
    shown = first_spellings(one.opinion.heading for one in said)
    points: dict[str, AtPoint] = {}
    for one in said:
        key = same_point(one.opinion.heading)
        points.setdefault(key, AtPoint(shown[key])).said.append(one)
    return sorted(points.values(), key=lambda point: point_order(point.heading))
