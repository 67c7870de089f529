"""What a group reports on an item: written by its rapporteur, received or returned by the office.

Every service holds the session shared, then locks the report: twelve groups write side by side.
"""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.council.models import Agency, Body, Mandate
from hdnd_portal.notices import send
from hdnd_portal.ui.language import in_office_language
from sessions import recipients
from sessions.models import AgendaItem, GroupOpinion, GroupRelease, GroupReport
from sessions.points import same_point
from sessions.services.groups import seats_of
from sessions.services.locks import hold_session, lock_item, lock_session
from sessions.services.refusals import SessionRefused
from sessions.workflow import (
    GROUP_WRITES,
    SESSION_SHUT,
    GroupReportMove,
    GroupReportState,
    SessionState,
    group_report_after,
)


@transaction.atomic
def write_opinion(
    report: GroupReport,
    *,
    stance: str,
    text: str,
    by: User,
    mandate: Mandate | None = None,
    point: str = "",
    agency: Agency | None = None,
    body: Body | None = None,
) -> GroupOpinion:
    """Add what a delegate said (without a delegate: the group as a whole).

    Raises SessionRefused `group_report_sent`, `group_not_member`, `group_shut`.
    """
    report = _written(report)
    _refuse_stranger(report, mandate)
    opinion = GroupOpinion.objects.create(
        report=report,
        mandate=mandate,
        stance=stance,
        point=point.strip(),
        text=text.strip(),
        agency=agency,
        body=body,
        written_by=by,
    )
    if mandate is not None:
        report.sitting.present.add(mandate)  # whoever spoke was there
    return opinion


@transaction.atomic
def change_opinion(
    opinion: GroupOpinion,
    *,
    stance: str,
    text: str,
    by: User,
    mandate: Mandate | None = None,
    point: str = "",
    agency: Agency | None = None,
    body: Body | None = None,
) -> GroupOpinion:
    """Correct an opinion while the turn is with the group; raises as `write_opinion`.

    Where the office had gathered it under another point, it stands under its own again.
    """
    report = _written(opinion.report)
    _refuse_stranger(report, mandate)
    opinion = report.opinions.select_for_update().get(pk=opinion.pk)
    if point.strip() != opinion.point:
        opinion.gathered_under = ""
    opinion.mandate, opinion.stance = mandate, stance
    opinion.point, opinion.text = point.strip(), text.strip()
    opinion.agency, opinion.body = agency, body
    opinion.written_by = by
    opinion.save()
    if mandate is not None:
        report.sitting.present.add(mandate)
    return opinion


@transaction.atomic
def remove_opinion(opinion: GroupOpinion, *, by: User) -> None:
    """Take an opinion out. Raises SessionRefused `group_report_sent`, `group_shut`."""
    report = _written(opinion.report)
    report.opinions.filter(pk=opinion.pk).delete()


@transaction.atomic
def write_summary(report: GroupReport, *, summary: str, by: User) -> GroupReport:
    """What the group says as a whole. Raises `group_report_sent`, `group_shut`."""
    report = _written(report)
    report.summary = summary.strip()
    report.save(update_fields=["summary"])
    return report


@in_office_language
@transaction.atomic
def submit_report(report: GroupReport, *, by: User) -> GroupReport:
    """Hand the report to the office.

    Raises MoveRefused; SessionRefused `group_report_empty`, `group_shut`.
    """
    report = _locked(report)
    report.state = group_report_after(GroupReportState(report.state), GroupReportMove.SUBMIT).value
    if not report.summary and not report.opinions.exists():
        raise SessionRefused("group_report_empty")
    report.submitted_at = timezone.now()
    report.first_submitted_at = report.first_submitted_at or report.submitted_at
    report.submitted_by = by
    report.save(update_fields=["state", "submitted_at", "first_submitted_at", "submitted_by"])
    session = report.sitting.session
    log.record("group_report.submitted", report, by=by, count=report.opinions.count())
    send.after_commit(
        "group_report.submitted",
        to=recipients.office(session.council, on=timezone.localdate()),
        about=report.item,
        title=_("{group} gửi kết quả thảo luận: {item}").format(
            group=report.sitting.group.name, item=told_as(report.item)
        ),
        url=_page_of(report),
        email=False,
    )
    return report


@transaction.atomic
def receive_report(report: GroupReport, *, by: User) -> GroupReport:
    """The office takes the report into the synthesis. Raises MoveRefused, `group_shut`."""
    report = _locked(report)
    _decide(report, GroupReportMove.RECEIVE, by=by)
    log.record("group_report.received", report, by=by)
    return report


@in_office_language
@transaction.atomic
def return_report(report: GroupReport, *, reason: str, by: User) -> GroupReport:
    """Send it back to the group with the reason, and tell its rapporteur and chair.

    Raises MoveRefused; SessionRefused `reason_missing`, `group_released`, `group_shut`.
    """
    if not reason.strip():
        raise SessionRefused("reason_missing")
    report = _locked(report)
    if report.state == GroupReportState.RECEIVED and is_released(report.item_id):
        raise SessionRefused("group_released")
    report.return_reason = reason.strip()
    _decide(report, GroupReportMove.RETURN, by=by)
    log.record("group_report.returned", report, by=by, reason=report.return_reason)
    sitting = report.sitting
    send.after_commit(
        "group_report.returned",
        to=User.objects.filter(
            person__in=[sitting.rapporteur_id, sitting.chair_id], is_active=True
        ),
        about=report.item,
        title=_("Kết quả thảo luận tổ được trả lại: {item}").format(item=told_as(report.item)),
        body=report.return_reason,
        url=_page_of(report),
    )
    return report


@transaction.atomic
def gather_under(item: AgendaItem, *, point: str, into: str, by: User) -> int:
    """Let all received opinions on one point stand under another; returns how many.

    What the rapporteurs wrote is kept. Raises SessionRefused `group_shut`.
    """
    _refuse_shut(SessionState(lock_session(item.session).state))
    sought = same_point(point)
    opinions = GroupOpinion.objects.filter(
        report__item=item, report__state=GroupReportState.RECEIVED
    )
    moved = [one for one in opinions.select_for_update() if same_point(one.heading) == sought]
    for opinion in moved:
        opinion.gathered_under = (
            "" if same_point(into) == same_point(opinion.point) else into.strip()
        )
    GroupOpinion.objects.bulk_update(moved, ["gathered_under"])
    log.record("group.gathered", item, by=by, count=len(moved), point=point, into=into.strip())
    return len(moved)


@in_office_language
@transaction.atomic
def release(item: AgendaItem, *, by: User) -> GroupRelease:
    """Let every delegate read the synthesis on the item, and tell them.

    Raises SessionRefused `group_released`, `group_nothing_received`, `group_shut`.
    """
    session = lock_session(item.session)
    _refuse_shut(SessionState(session.state))
    lock_item(item.pk)
    if is_released(item.pk):
        raise SessionRefused("group_released")
    if not item.group_reports.filter(state=GroupReportState.RECEIVED).exists():
        raise SessionRefused("group_nothing_received")
    made, _new = GroupRelease.objects.update_or_create(
        item=item,
        defaults={
            "released_by": by,
            "released_at": timezone.now(),
            "taken_back_at": None,
            "taken_back_by": None,
            "take_back_reason": "",
        },
    )
    log.record("group.released", item, by=by, title=item.title)
    send.after_commit(
        "group.released",
        to=recipients.delegates(session.council, on=timezone.localdate()),
        about=item,
        title=_("Tổng hợp thảo luận tổ: {item}").format(item=told_as(item)),
        url=reverse(
            "sessions:group_synthesis", kwargs={"session": item.session_id, "item": item.pk}
        ),
    )
    return made


@transaction.atomic
def take_back_release(item: AgendaItem, *, reason: str, by: User) -> GroupRelease:
    """Close the synthesis to the delegates again, with the reason.

    Raises SessionRefused `reason_missing`, `group_not_released`, `group_shut`.
    """
    if not reason.strip():
        raise SessionRefused("reason_missing")
    _refuse_shut(SessionState(lock_session(item.session).state))
    lock_item(item.pk)
    made = GroupRelease.objects.filter(item=item, taken_back_at=None).first()
    if made is None:
        raise SessionRefused("group_not_released")
    made.taken_back_at, made.taken_back_by = timezone.now(), by
    made.take_back_reason = reason.strip()
    made.save(update_fields=["taken_back_at", "taken_back_by", "take_back_reason"])
    log.record("group.release_taken_back", item, by=by, reason=made.take_back_reason)
    return made


def told_as(item: AgendaItem) -> str:
    """The item in a notice, which goes by mail, too: a closed one is not named."""
    return _("nội dung họp kín") if item.is_closed else item.title


def is_released(item: int) -> bool:
    """Whether the synthesis on the item (primary key) stands released."""
    return GroupRelease.objects.filter(item=item, taken_back_at=None).exists()


def _locked(report: GroupReport) -> GroupReport:
    hold_session(report.sitting.session_id)
    locked = GroupReport.objects.select_for_update(of=("self",))
    report = locked.select_related("sitting__session__council", "sitting__group", "item").get(
        pk=report.pk
    )
    _refuse_shut(SessionState(report.sitting.session.state))
    return report


def _written(report: GroupReport) -> GroupReport:
    report = _locked(report)
    if report.state not in GROUP_WRITES:
        raise SessionRefused("group_report_sent")
    return report


def _refuse_shut(state: SessionState) -> None:
    if state in SESSION_SHUT:
        raise SessionRefused("group_shut")


def _refuse_stranger(report: GroupReport, mandate: Mandate | None) -> None:
    if mandate is not None and not seats_of(report.sitting).filter(pk=mandate.pk).exists():
        raise SessionRefused("group_not_member")


def _decide(report: GroupReport, move: GroupReportMove, *, by: User) -> None:
    report.state = group_report_after(GroupReportState(report.state), move).value
    report.decided_by, report.decided_at = by, timezone.now()
    report.save(update_fields=["state", "decided_by", "decided_at", "return_reason"])


def _page_of(report: GroupReport) -> str:
    return reverse(
        "sessions:group_report",
        kwargs={"session": report.sitting.session_id, "report": report.pk},
    )
