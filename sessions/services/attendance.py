"""Attendance: who comes, who leaves, what was entered wrongly (SES-10, SES-13, S6).

Every service holds the session FOR SHARE: many delegates check in at once, and none slips in while
the sitting ends. That nobody is in the hall twice at a time is held by the database.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.council.models import Mandate
from hdnd_portal.ui.text import fold
from sessions.models import AbsenceRequest, Attendance, CouncilSession, Invitation, Sitting
from sessions.services.live import changed
from sessions.services.locks import hold_session
from sessions.services.refusals import SessionRefused
from sessions.workflow import SessionState
from sessions.workflow.sitting import AttendanceSource

# How long before a sitting is due to begin delegates may be entered.
WINDOW = timedelta(minutes=60)
TAKES_ATTENDANCE = frozenset(
    {SessionState.CONVENED, SessionState.READY, SessionState.OPEN, SessionState.ADJOURNED}
)
_NUMBER = re.compile(r"^\s*\d+\s*[.)–-]?\s+")
_TITLE = re.compile(r"^(Ông|Bà)\s+", re.IGNORECASE)
# What was entered is corrected until the minutes are out.
TAKES_CORRECTIONS = TAKES_ATTENDANCE | {SessionState.CLOSED}


@dataclass(frozen=True, slots=True)
class Entered:
    """How many were entered now, and how many stood there already."""

    count: int
    already: int


def present_at(session: CouncilSession, at: datetime) -> set[int]:
    """Seats (primary keys) of the delegates in the hall at the moment. One query."""
    return set(session.attendance.present_at(at).values_list("mandate", flat=True))


def seats(session: CouncilSession, at: datetime) -> QuerySet[Mandate]:
    """Delegates of the term who can act on the day of the moment, in order of their names."""
    able = Mandate.objects.able_to_act(timezone.localdate(at)).filter(term=session.term_id)
    return able.select_related("person").order_by("person__sort_key", "pk")


def sitting_at(session: CouncilSession, at: datetime) -> Sitting | None:
    """The sitting for which attendance is taken at the moment.

    Its window opens an hour before it is due and ends with it; a sitting that nobody has ended
    takes attendance until its day is over. One query, none where the sittings were prefetched.
    """
    day = timezone.localdate(at)
    found = None
    for sitting in session.sittings.all():
        on_its_day = timezone.localdate(sitting.starts_at) == day
        opens = min(sitting.starts_at - WINDOW, sitting.opened_at or sitting.starts_at)
        if on_its_day and opens <= at and (sitting.closed_at is None or at < sitting.closed_at):
            # The morning that nobody ended gives way to the afternoon.
            found = sitting
    return found


def expected(session: CouncilSession, at: datetime) -> set[int]:
    """Seats that said they would come, without those whose absence the chair accepted."""
    coming = Invitation.objects.standing().filter(
        session=session, answer=Invitation.Answer.COMING, mandate__isnull=False
    )
    sitting = sitting_at(session, at)
    excused = set()
    accepted = session.absence_requests.filter(state=AbsenceRequest.State.ACCEPTED)
    for request in accepted.select_related("from_sitting", "to_sitting"):
        first, last = request.from_sitting, request.to_sitting
        starts = sitting.starts_at if sitting else at
        if (first is None or first.starts_at <= starts) and (
            last is None or starts <= last.starts_at
        ):
            excused.add(request.mandate_id)
    return {pk for pk in coming.values_list("mandate", flat=True) if pk is not None} - excused


def _held(session: CouncilSession, states: frozenset[SessionState]) -> CouncilSession:
    """The session under a shared lock. Raises SessionRefused `attendance_shut`."""
    hold_session(session.pk)
    session = CouncilSession.with_rehearsals.select_related("council", "term").get(pk=session.pk)
    if SessionState(session.state) not in states:
        raise SessionRefused("attendance_shut")
    return session


def _check_moment(session: CouncilSession, at: datetime) -> None:
    if at > timezone.now():
        raise SessionRefused("attendance_ahead")
    if sitting_at(session, at) is None:
        raise SessionRefused("attendance_no_sitting")


def _check_seats(session: CouncilSession, mandates: set[int], at: datetime) -> None:
    """Refuse whoever holds no seat on that very day, or a suspended one (V4, CNT-7)."""
    able = set(seats(session, at).filter(pk__in=mandates).values_list("pk", flat=True))
    if refused := mandates - able:
        names = Mandate.objects.filter(pk__in=refused).order_by("person__sort_key")
        raise SessionRefused(
            "attendance_no_seat", names=", ".join(names.values_list("person__name", flat=True))
        )


@transaction.atomic
def arrive(
    session: CouncilSession,
    *,
    mandates: Iterable[int],
    at: datetime,
    by: User,
    source: AttendanceSource = AttendanceSource.OFFICE,
) -> Entered:
    """Có mặt: these seats are in the hall from the moment on; who is there already stays so.

    Raises SessionRefused `attendance_shut`, `attendance_ahead`, `attendance_no_sitting`,
    `attendance_no_seat`.
    """
    session = _held(session, TAKES_ATTENDANCE)
    _check_moment(session, at)
    wanted = set(mandates)
    _check_seats(session, wanted, at)
    there = session.attendance.standing().on_day(at).filter(mandate__in=wanted)
    already = {row.mandate_id for row in there if row.left_at is None or row.left_at > at}
    new = sorted(wanted - already)
    rows = [
        Attendance(
            session=session, mandate_id=pk, arrived_at=at, source=source.value, recorded_by=by
        )
        for pk in new
    ]
    # Somebody at another table may enter the same delegate at this moment: once is enough.
    Attendance.objects.bulk_create(rows, ignore_conflicts=True)
    if new:
        log.record(
            "session.attendance_entered",
            session,
            by=by,
            count=len(new),
            mandates=new,
            at=at.isoformat(),
            source=source.value,
        )
        changed(session)
    return Entered(len(new), len(already))


@transaction.atomic
def leave(session: CouncilSession, *, mandates: Iterable[int], at: datetime, by: User) -> Entered:
    """Rời phòng họp: these seats are gone from the moment on.

    Raises SessionRefused `attendance_shut`, `attendance_ahead`, `attendance_no_sitting`.
    """
    session = _held(session, TAKES_ATTENDANCE)
    _check_moment(session, at)
    wanted = set(mandates)
    open_rows = (
        session.attendance.standing()
        .on_day(at)
        .filter(mandate__in=wanted, left_at=None, arrived_at__lt=at)
    )
    gone = sorted(open_rows.select_for_update(of=("self",)).values_list("mandate", flat=True))
    open_rows.update(left_at=at)
    if gone:
        log.record(
            "session.attendance_left",
            session,
            by=by,
            count=len(gone),
            mandates=gone,
            at=at.isoformat(),
        )
        changed(session)
    return Entered(len(gone), len(wanted) - len(gone))


def own_seat(session: CouncilSession, user: User, at: datetime) -> Mandate | None:
    """The user's own seat, where it can act on the day of the moment, with `is_here`: whether it
    is in the hall then. One query.
    """
    if user.person_id is None:
        return None
    here = session.attendance.present_at(at).filter(mandate=OuterRef("pk"))
    own = seats(session, at).filter(person=user.person_id).annotate(is_here=Exists(here))
    return own.first()


def check_in(session: CouncilSession, *, at: datetime, by: User) -> Entered:
    """Tự điểm danh: the delegate is in the hall, by their own device.

    Raises SessionRefused `attendance_own_seat` and those of `arrive`.
    """
    seat = own_seat(session, by, at)
    if seat is None:
        raise SessionRefused("attendance_own_seat")
    return arrive(session, mandates=[seat.pk], at=at, by=by, source=AttendanceSource.DEVICE)


def check_out(session: CouncilSession, *, at: datetime, by: User) -> Entered:
    """Rời phòng họp, entered by the delegate. Raises as `check_in` does."""
    seat = own_seat(session, by, at)
    if seat is None:
        raise SessionRefused("attendance_own_seat")
    return leave(session, mandates=[seat.pk], at=at, by=by)


def _name_in(line: str) -> str:
    """The name in a pasted line: its first cell that is no number, without number and title."""
    cells = [cell.strip(" ,;") for cell in line.split("\t")]
    name = next((cell for cell in cells if cell.strip("0123456789.) ")), "")
    return _TITLE.sub("", _NUMBER.sub("", name)).strip()


def read_list(session: CouncilSession, text: str, at: datetime) -> set[int]:
    """Seats named in a pasted list, one to a line. A name is found without its marks, too.

    Raises SessionRefused `list_empty`, `list_unknown` or `list_ambiguous` with the lines.
    """
    written: dict[str, list[int]] = {}
    bare: dict[str, list[int]] = {}
    for seat in seats(session, at):
        written.setdefault(_written(seat.person.name), []).append(seat.pk)
        bare.setdefault(fold(seat.person.name), []).append(seat.pk)
    found: set[int] = set()
    unknown, ambiguous = [], []
    for name in filter(None, map(_name_in, text.splitlines())):
        pks = written.get(_written(name)) or bare.get(fold(name), [])
        if not pks:
            unknown.append(name)
        elif len(pks) > 1:
            ambiguous.append(name)
        else:
            found.add(pks[0])
    if unknown:
        raise SessionRefused("list_unknown", names="; ".join(unknown))
    if ambiguous:
        raise SessionRefused("list_ambiguous", names="; ".join(ambiguous))
    if not found:
        raise SessionRefused("list_empty")
    return found


def _written(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


@transaction.atomic
def correct_attendance(
    row: Attendance,
    *,
    arrived_at: datetime,
    left_at: datetime | None,
    reason: str,
    by: User,
) -> Attendance:
    """Sửa điểm danh: other times, with the reason; what stood there is kept in the trail.

    Raises SessionRefused `attendance_shut`, `reason_missing`, `attendance_ahead`,
    `attendance_reversed`, `attendance_no_sitting`, `attendance_no_seat`, `attendance_twice`,
    `attendance_struck`.
    """
    session, row = _locked_row(row)
    if not reason.strip():
        raise SessionRefused("reason_missing")
    now = timezone.now()
    if arrived_at > now or (left_at is not None and left_at > now):
        raise SessionRefused("attendance_ahead")
    if left_at is not None and left_at <= arrived_at:
        raise SessionRefused("attendance_reversed")
    day = timezone.localdate(arrived_at)
    days = {timezone.localdate(sitting.starts_at) for sitting in session.sittings.all()}
    if day not in days or (left_at is not None and timezone.localdate(left_at) != day):
        raise SessionRefused("attendance_no_sitting")
    _check_seats(session, {row.mandate_id}, arrived_at)
    before = _span(row)
    row.arrived_at, row.left_at, row.reason = arrived_at, left_at, reason.strip()
    try:
        with transaction.atomic():
            row.save(update_fields=["arrived_at", "left_at", "reason"])
    except IntegrityError as error:
        raise SessionRefused("attendance_twice") from error
    log.record(
        "session.attendance_corrected",
        session,
        by=by,
        name=row.mandate.person.name,
        before=before,
        after=_span(row),
        reason=row.reason,
    )
    changed(session)
    return row


@transaction.atomic
def strike_attendance(row: Attendance, *, reason: str, by: User) -> None:
    """Bỏ một lượt điểm danh entered by mistake; the row stays, struck out, with the reason.

    Raises SessionRefused `attendance_shut`, `reason_missing`, `attendance_struck`.
    """
    session, row = _locked_row(row)
    if not reason.strip():
        raise SessionRefused("reason_missing")
    row.is_struck, row.reason = True, reason.strip()
    row.save(update_fields=["is_struck", "reason"])
    log.record(
        "session.attendance_struck",
        session,
        by=by,
        name=row.mandate.person.name,
        before=_span(row),
        reason=row.reason,
    )
    changed(session)


def _locked_row(row: Attendance) -> tuple[CouncilSession, Attendance]:
    session = _held(row.session, TAKES_CORRECTIONS)
    locked = Attendance.objects.select_for_update(of=("self",)).select_related("mandate__person")
    row = locked.get(pk=row.pk)
    if row.is_struck:
        raise SessionRefused("attendance_struck")
    return session, row


def _span(row: Attendance) -> str:
    """From when to when, as the trail shows it."""
    begin = f"{timezone.localtime(row.arrived_at):%d/%m/%Y %H:%M}"
    return f"{begin}–{timezone.localtime(row.left_at):%H:%M}" if row.left_at else f"{begin}–"
