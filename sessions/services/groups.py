"""Group discussion: the office says which groups meet, when, where and on what (S11)."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Case, Q, QuerySet, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.council.models import Body, Mandate, Membership, Person
from hdnd_portal.notices import send
from hdnd_portal.ui.language import in_office_language
from sessions.models import AgendaItem, CouncilSession, GroupReport, GroupSitting
from sessions.services.locks import lock_session
from sessions.services.refusals import SessionRefused
from sessions.workflow import GroupReportState


@in_office_language
@transaction.atomic
def arrange_groups(
    session: CouncilSession,
    *,
    groups: Sequence[Body],
    items: Collection[AgendaItem],
    starts_at: datetime,
    ends_at: datetime,
    place: str,
    by: User,
    report_due_at: datetime | None = None,
) -> list[GroupSitting]:
    """Let the groups meet on the items; each is chaired by its head, its deputy keeps the record.

    The report is due at the end unless another hour is given. Members with an account are told.
    Raises SessionRefused `session_ended`, `group_hours_reversed`, `group_busy`,
    `group_without_members`, `group_no_items`.
    """
    session = lock_session(session, over=SessionRefused("session_ended"))
    due = _refuse_hours(starts_at, ends_at, report_due_at)
    if not items:
        raise SessionRefused("group_no_items")
    made = []
    for group in groups:
        _refuse_busy(session, group, starts_at, ends_at)
        chair, rapporteur = _leaders(group, starts_at)
        sitting = GroupSitting.objects.create(
            session=session,
            group=group,
            starts_at=starts_at,
            ends_at=ends_at,
            place=place.strip(),
            chair=chair,
            rapporteur=rapporteur,
            report_due_at=due,
            arranged_by=by,
        )
        GroupReport.objects.bulk_create(GroupReport(sitting=sitting, item=item) for item in items)
        made.append(sitting)
        log.record("group.arranged", sitting, by=by, group=group.name, items=len(items))
        _tell(sitting, _("Thảo luận tổ: {group}"))
    return made


@in_office_language
@transaction.atomic
def change_group_sitting(
    sitting: GroupSitting,
    *,
    items: Collection[AgendaItem],
    starts_at: datetime,
    ends_at: datetime,
    place: str,
    chair: Person,
    rapporteur: Person,
    by: User,
    report_due_at: datetime | None = None,
) -> GroupSitting:
    """Change when, where, on what and by whom; members are told.

    Raises as `arrange_groups`, and `group_report_begun` for an item whose report has words in it.
    """
    session, sitting = locked_sitting(sitting)
    due = _refuse_hours(starts_at, ends_at, report_due_at)
    if not items:
        raise SessionRefused("group_no_items")
    _refuse_busy(session, sitting.group, starts_at, ends_at, but=sitting)
    wanted = {item.pk for item in items}
    standing = {report.item_id: report for report in sitting.reports.select_for_update()}
    _refuse_begun(report for key, report in standing.items() if key not in wanted)
    sitting.reports.exclude(item__in=wanted).delete()
    GroupReport.objects.bulk_create(
        GroupReport(sitting=sitting, item=item) for item in items if item.pk not in standing
    )
    sitting.starts_at, sitting.ends_at, sitting.report_due_at = starts_at, ends_at, due
    sitting.place = place.strip()
    sitting.chair, sitting.rapporteur = chair, rapporteur
    sitting.save()
    log.record("group.changed", sitting, by=by, group=sitting.group.name)
    _tell(sitting, _("Thảo luận tổ có thay đổi: {group}"))
    return sitting


@in_office_language
@transaction.atomic
def remove_group_sitting(sitting: GroupSitting, *, by: User) -> None:
    """Take a group's sitting away while its reports are empty. Raises `group_report_begun`."""
    _session, sitting = locked_sitting(sitting)
    _refuse_begun(sitting.reports.select_for_update())
    _tell(sitting, _("Thảo luận tổ đã bỏ: {group}"))
    log.record("group.removed", sitting, by=by, group=sitting.group.name)
    sitting.delete()


@transaction.atomic
def record_present(sitting: GroupSitting, *, mandates: Iterable[Mandate], by: User) -> None:
    """Keep which members of the group were there; who is on no list is refused.

    Raises SessionRefused `session_ended`, `group_not_member`.
    """
    _session, sitting = locked_sitting(sitting)
    chosen = {mandate.pk for mandate in mandates}
    seats = set(seats_of(sitting).values_list("pk", flat=True))
    if chosen - seats:
        raise SessionRefused("group_not_member")
    sitting.present.set(chosen)
    log.record("group.present", sitting, by=by, group=sitting.group.name, count=len(chosen))


def seats_of(sitting: GroupSitting) -> QuerySet[Mandate]:
    """The seats whose holders are members of the group on the day, suspended ones left out."""
    day = timezone.localdate(sitting.starts_at)
    return (
        Mandate.objects.able_to_act(day)
        .filter(
            term=sitting.session.term_id, person__in=_members(sitting.group, day).values("person")
        )
        .select_related("person")
        .order_by("person__sort_key")
    )


def group_people(sitting: GroupSitting) -> QuerySet[Person]:
    """The members who may chair or keep the record."""
    return Person.objects.filter(pk__in=seats_of(sitting).values("person"))


def locked_sitting(sitting: GroupSitting) -> tuple[CouncilSession, GroupSitting]:
    """Session and group sitting, locked in this order. Raises SessionRefused `session_ended`."""
    session = lock_session(sitting.session, over=SessionRefused("session_ended"))
    locked = GroupSitting.objects.select_for_update(of=("self",)).select_related("group")
    sitting = locked.get(pk=sitting.pk)
    sitting.session = session
    return session, sitting


def _members(group: Body, day: object) -> QuerySet[Membership]:
    return Membership.objects.in_force(day).filter(body=group)  # type: ignore[arg-type]


def _leaders(group: Body, starts_at: datetime) -> tuple[Person, Person]:
    """Who chairs and who keeps the record: head and deputy, or the first members."""
    day = timezone.localdate(starts_at)
    able = Mandate.objects.able_to_act(day).filter(term=group.term_id).values("person")
    rank = Case(
        When(role=Membership.Role.GROUP_HEAD, then=0),
        When(role=Membership.Role.GROUP_DEPUTY, then=1),
        default=2,
    )
    found = _members(group, day).filter(person__in=able).select_related("person")
    people = [one.person for one in found.order_by(rank, "person__sort_key")[:2]]
    if not people:
        raise SessionRefused("group_without_members", group=group.name)
    return people[0], people[-1]


def _refuse_hours(starts_at: datetime, ends_at: datetime, due: datetime | None) -> datetime:
    if ends_at <= starts_at or (due is not None and due < starts_at):
        raise SessionRefused("group_hours_reversed")
    return due or ends_at


def _refuse_busy(
    session: CouncilSession,
    group: Body,
    starts_at: datetime,
    ends_at: datetime,
    *,
    but: GroupSitting | None = None,
) -> None:
    """The caller holds the session: no other sitting of the group is made meanwhile."""
    others = session.group_sittings.filter(
        Q(starts_at__lt=ends_at) & Q(ends_at__gt=starts_at), group=group
    )
    if but is not None:
        others = others.exclude(pk=but.pk)
    if others.exists():
        raise SessionRefused("group_busy", group=group.name)


def _refuse_begun(reports: Iterable[GroupReport]) -> None:
    for report in reports:
        written = report.state != GroupReportState.DRAFT or report.summary
        if written or report.opinions.exists():
            raise SessionRefused("group_report_begun", item=report.item.title)


def _tell(sitting: GroupSitting, title: str) -> None:
    """Tell the members with an account when and where."""
    people = list(group_people(sitting).values_list("pk", flat=True))
    starts = timezone.localtime(sitting.starts_at)
    send.after_commit(
        "group.arranged",
        to=User.objects.filter(person__in=people, is_active=True),
        about=sitting.session,
        title=title.format(group=sitting.group.name),
        body=_("{hour}, ngày {day}, {place}.").format(
            hour=f"{starts:%H:%M}", day=f"{starts:%d/%m/%Y}", place=sitting.place
        ),
        url=reverse("sessions:groups", kwargs={"session": sitting.session_id}),
    )
