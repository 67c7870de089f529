"""What must be reported to the next session, found in the records of the gap between two (SES-26).

Law 72/2025/QH15, Arts. 31(5) and (14), 33(2), 37(2) and (6), 38(4). Each row names its record, so
that whoever writes the report of the Standing Committee can open it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hdnd_portal.commitments.public import Kind, pending_of
from hdnd_portal.council.models import Mandate, Membership, Suspension
from hdnd_portal.ui.choices import Label
from sessions.models import (
    Attendance,
    ChainStep,
    CouncilSession,
    Interpellation,
    Minutes,
    QuestioningConclusion,
    Resolution,
)
from sessions.resolution_labels import CHAIN_STEPS
from sessions.workflow import SessionState
from sessions.workflow.question import QuestionState
from sessions.workflow.resolution import RESOLUTION_OUT, MinutesState

DAY = timedelta(days=1)
ABSENT_DAYS = 365


@dataclass(frozen=True, slots=True)
class Gap:
    """The time between the closing of a session and the opening of the next."""

    session: CouncilSession
    following: CouncilSession | None
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One thing to report: in which group, what, on which day, and where its record is."""

    group: str
    text: str
    on: date | None = None
    url: str = ""


GROUPS: dict[str, tuple[Label, str]] = {
    "decisions": (
        _("Quyết định của Thường trực HĐND giữa hai kỳ họp"),
        "Luật 72/2025/QH15, Điều 31 khoản 13, 14",
    ),
    "offices": (
        _("Người giữ chức vụ thôi nhiệm vụ"),
        "Luật 72/2025/QH15, Điều 37 khoản 2, 6",
    ),
    "delegates": (
        _("Đại biểu thôi làm nhiệm vụ, mất quyền, qua đời"),
        "Luật 72/2025/QH15, Điều 37, Điều 38",
    ),
    "suspensions": (_("Đại biểu bị tạm đình chỉ"), "Luật 72/2025/QH15, Điều 38 khoản 4"),
    "oversight": (
        _("Chất vấn, kết luận của Thường trực HĐND giữa hai kỳ họp"),
        "Luật 87/2015/QH13, Điều 70 khoản 3 (chưa đối chiếu Luật 121/2025/QH15)",
    ),
    "absentees": (
        _("Đại biểu không dự kỳ họp nào trong một năm"),
        "Luật 72/2025/QH15, Điều 33 khoản 2",
    ),
    "carried": (_("Nội dung chuyển từ kỳ họp trước"), "Chương trình kỳ họp trước"),
    "questions": (
        _("Chất vấn chưa trả lời xong"),
        "Luật 72/2025/QH15, Điều 31 khoản 5",
    ),
    "tasks": (
        _("Nhiệm vụ giao trong nghị quyết chưa hoàn thành"),
        "Luật 87/2015/QH13, Điều 13 khoản 5 (chưa đối chiếu Luật 121/2025/QH15)",
    ),
    "conclusions": (
        _("Việc cần làm sau khi xem xét chưa hoàn thành"),
        "Kết luận tại kỳ họp, biên bản kỳ họp",
    ),
    "overdue": (
        _("Việc sau khi thông qua chưa xong"),
        "Chuỗi việc sau khi thông qua nghị quyết",
    ),
    "minutes": (_("Biên bản chưa thông qua"), "Quy chế làm việc, nội quy kỳ họp"),
}


def gap_after(session: CouncilSession, *, today: date) -> Gap:
    """From the day after the session to the opening of the next one; to today where none is set."""
    later = (
        CouncilSession.objects.filter(council=session.council_id, opening_on__gt=session.closing_on)
        .exclude(state=SessionState.CANCELLED)
        .exclude(rehearsal_of__isnull=False)
        .order_by("opening_on")
        .first()
    )
    start = session.closing_on + DAY
    end = later.opening_on if later else max(today, start)
    return Gap(session, later, start, end)


def must_report(gap: Gap) -> list[tuple[Label, str, list[ReportRow]]]:
    """The list, group by group: its name, its source in law, its rows."""
    rows = [row for find in FINDERS for row in find(gap)]
    return [
        (label, source, [row for row in rows if row.group == key])
        for key, (label, source) in GROUPS.items()
    ]


def _decisions(gap: Gap) -> Iterator[ReportRow]:
    found = Resolution.objects.filter(
        council=gap.session.council_id,
        issuer=Resolution.Issuer.STANDING_COMMITTEE,
        adopted_on__range=(gap.starts_on, gap.ends_on),
    ).select_related("document")
    for row in found.order_by("adopted_on"):
        url = reverse("sessions:resolution", kwargs={"resolution": row.pk})
        yield ReportRow("decisions", str(row), row.adopted_on, url)


def _offices(gap: Gap) -> Iterator[ReportRow]:
    found = Membership.objects.filter(
        body__term__council=gap.session.council_id,
        valid_to__range=(gap.starts_on, gap.ends_on),
        role__in=[
            Membership.Role.CHAIR,
            Membership.Role.VICE_CHAIR,
            Membership.Role.HEAD,
            Membership.Role.DEPUTY_HEAD,
        ],
    ).select_related("person", "body")
    for row in found.order_by("valid_to", "pk"):
        why = f": {row.end_reason}" if row.end_reason else ""
        text = f"{row.person.name}, {row.get_role_display()}, {row.body}{why}"
        yield ReportRow("offices", text, row.valid_to)


def _delegates(gap: Gap) -> Iterator[ReportRow]:
    found = Mandate.objects.filter(
        term=gap.session.term_id, valid_to__range=(gap.starts_on, gap.ends_on)
    ).exclude(end_reason=Mandate.EndReason.TERM)
    for row in found.select_related("person").order_by("valid_to", "pk"):
        text = f"{row.person.name}: {row.get_end_reason_display()}"
        yield ReportRow("delegates", text, row.valid_to)


def _suspensions(gap: Gap) -> Iterator[ReportRow]:
    found = Suspension.objects.filter(
        Q(valid_from__range=(gap.starts_on, gap.ends_on))
        | Q(valid_to__range=(gap.starts_on, gap.ends_on)),
        mandate__term=gap.session.term_id,
    ).select_related("mandate__person")
    for row in found.order_by("valid_from", "pk"):
        text = f"{row.mandate.person.name}: {row.reason} ({row.document})"
        yield ReportRow("suspensions", text, row.valid_from)


def _oversight(gap: Gap) -> Iterator[ReportRow]:
    """What the Standing Committee concluded on questions put to it between the two sessions."""
    found = QuestioningConclusion.objects.filter(
        council=gap.session.council_id,
        session=None,
        dated_on__range=(gap.starts_on, gap.ends_on),
    )
    url = reverse("sessions:standing_questioning", kwargs={"council": gap.session.council_id})
    for row in found.order_by("dated_on", "pk"):
        why = f": {row.summary[:200]}" if row.summary else ""
        yield ReportRow("oversight", f"{row}{why}", row.dated_on, url)


def _absentees(gap: Gap) -> Iterator[ReportRow]:
    """Delegates in office through a year of sessions with attendance, at none of which they were.

    A session without attendance on record counts for nobody.
    """
    since = gap.ends_on - timedelta(days=ABSENT_DAYS)
    stays = Attendance.objects.standing().filter(
        session__council=gap.session.council_id,
        session__rehearsal_of=None,
        session__opening_on__range=(since, gap.ends_on - DAY),
    )
    held = stays.values_list("session__opening_on", flat=True)
    days = sorted(set(held))
    if not days or days[0] > since + timedelta(days=ABSENT_DAYS // 2):
        return  # not a year of sessions yet
    there = stays.values("mandate")
    for row in (
        Mandate.objects.in_office(gap.ends_on)
        .filter(term=gap.session.term_id, valid_from__lte=days[0])
        .exclude(pk__in=there)
        .select_related("person")
    ):
        yield ReportRow("absentees", row.person.name, None)


def _carried(gap: Gap) -> Iterator[ReportRow]:
    url = reverse("sessions:agenda", kwargs={"session": gap.session.pk})
    for row in gap.session.items.filter(state="deferred").order_by("position"):
        why = f": {row.gone_reason}" if row.gone_reason else ""
        yield ReportRow("carried", f"{row.title}{why}", None, url)


def _questions(gap: Gap) -> Iterator[ReportRow]:
    found = Interpellation.objects.filter(
        session=gap.session, state__in=[QuestionState.WRITTEN_DUE, QuestionState.DISPUTED]
    ).select_related("mandate__person")
    for row in found.order_by("written_due_on", "pk"):
        text = f"{row.mandate.person.name}: {row.title} ({row.get_state_display()})"
        yield ReportRow("questions", text, row.written_due_on)


def _overdue(gap: Gap) -> Iterator[ReportRow]:
    found = ChainStep.objects.filter(
        resolution__council=gap.session.council_id,
        resolution__state__in=sorted(RESOLUTION_OUT),
        done_on=None,
        due_on__lt=min(gap.ends_on, timezone.localdate()),
    ).select_related("resolution__document")
    for row in found.order_by("due_on", "pk"):
        if row.resolution is not None:
            url = reverse("sessions:resolution", kwargs={"resolution": row.resolution.pk})
            text = f"{CHAIN_STEPS[row.step]}: {row.resolution.reference}"
            yield ReportRow("overdue", text, row.due_on, f"{url}#viec-{row.step}")


def _tasks(gap: Gap) -> Iterator[ReportRow]:
    """Tasks of resolutions adopted up to the session or since, that nobody has found done."""
    for task in pending_of(gap.session.council, kind=Kind.TASK, up_to=gap.ends_on):
        yield ReportRow("tasks", f"{task.owner}: {task.text[:200]}", task.due_on, task.url)


def _conclusions(gap: Gap) -> Iterator[ReportRow]:
    """What items without a resolution, and other conclusions, still ask for."""
    for task in pending_of(gap.session.council, kind=Kind.CONCLUSION, up_to=gap.ends_on):
        yield ReportRow("conclusions", f"{task.owner}: {task.text[:200]}", task.due_on, task.url)


def _minutes(gap: Gap) -> Iterator[ReportRow]:
    found = Minutes.objects.filter(session=gap.session).exclude(state=MinutesState.APPROVED)
    for row in found.select_related("sitting", "session"):
        url = reverse("sessions:minutes", kwargs={"session": row.session_id, "minutes": row.pk})
        yield ReportRow("minutes", f"{row} ({row.get_state_display()})", None, url)


FINDERS: tuple[Callable[[Gap], Iterator[ReportRow]], ...] = (
    _decisions,
    _offices,
    _delegates,
    _suspensions,
    _oversight,
    _absentees,
    _carried,
    _questions,
    _tasks,
    _conclusions,
    _overdue,
    _minutes,
)
