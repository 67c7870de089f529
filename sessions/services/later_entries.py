"""What was written on paper, entered later by two people who do not see each other's figures (S13).

Where two readings differ a third person decides those lines with the paper at hand. What is settled
is written at once, marked as entered later from paper; the readings stay.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.council.models import Mandate
from sessions.clock_times import ClockRefused, read_stays
from sessions.models import Attendance, CouncilSession, LaterEntry, Sitting
from sessions.services.attendance import TAKES_CORRECTIONS, seats
from sessions.services.locks import lock_session
from sessions.services.refusals import SessionRefused
from sessions.workflow import SessionState
from sessions.workflow.paper import LaterKind, Reading, read_together
from sessions.workflow.sitting import AttendanceSource


@dataclass(frozen=True, slots=True)
class Entries:
    """How far the entry of one paper has come."""

    entries: tuple[LaterEntry, ...]

    @property
    def reading(self) -> Reading:
        """What the readings come to."""
        return read_together([entry.figures for entry in self.entries])

    @property
    def state(self) -> str:
        """`none`, `once`, `differing` or `settled`."""
        if not self.entries:
            return "none"
        reading = self.reading
        if reading.settled is not None:
            return "settled"
        return "differing" if reading.differing else "once"

    @property
    def people(self) -> str:
        """Who entered, in their order."""
        return ", ".join(entry.entered_by.name for entry in self.entries)

    def entered_by(self, user: User) -> bool:
        """Whether the user has read this paper already."""
        return any(entry.entered_by_id == user.pk for entry in self.entries)


def entries_of_sitting(sitting: Sitting) -> Entries:
    """The readings of the check-in list of a sitting. One query."""
    return Entries(tuple(sitting.later_entries.select_related("entered_by").order_by("place")))


def check_open(session: CouncilSession) -> None:
    """Refuse where the minutes are out, or nothing was held yet. Raises SessionRefused."""
    if SessionState(session.state) not in TAKES_CORRECTIONS:
        raise SessionRefused("attendance_shut")


def add_reading(
    entries: Entries,
    *,
    session: CouncilSession,
    kind: LaterKind,
    figures: Mapping[str, str],
    note: str,
    by: User,
    **of: object,
) -> Entries:
    """Keep one person's reading; the caller holds the session's lock.

    Raises SessionRefused `later_settled`, `later_same_person`.
    """
    if entries.state == "settled":
        raise SessionRefused("later_settled")
    if entries.entered_by(by):
        raise SessionRefused("later_same_person")
    entry = LaterEntry.objects.create(
        session=session,
        kind=kind.value,
        place=len(entries.entries) + 1,
        figures=dict(figures),
        note=note.strip(),
        entered_by=by,
        entered_at=timezone.now(),
        **of,
    )
    return Entries((*entries.entries, entry))


@transaction.atomic
def enter_attendance(
    sitting: Sitting, figures: Mapping[str, str], *, by: User, note: str = ""
) -> Entries:
    """Nhập danh sách điểm danh from paper: by delegate, "07:45–09:10; 09:40–", empty if absent.

    Once settled, the stays are written with source `paper`; those entered otherwise stay. Raises
    SessionRefused `attendance_shut`, `later_settled`, `later_same_person`, `later_time`,
    `attendance_ahead`, `attendance_no_seat`, `later_overlaps`.
    """
    session = lock_session(sitting.session)
    check_open(session)
    sitting = Sitting.objects.get(pk=sitting.pk)
    before = entries_of_sitting(sitting)
    entries = add_reading(
        before,
        session=session,
        kind=LaterKind.ATTENDANCE,
        figures=figures,
        note=note,
        by=by,
        sitting=sitting,
    )
    settled = entries.reading.settled
    if settled is not None:
        count = _write_stays(session, sitting, settled, by)
        log.record(
            "session.attendance_from_paper",
            session,
            by=by,
            count=count,
            sitting=sitting.ordinal,
            people=entries.people,
        )
    return entries


def _write_stays(
    session: CouncilSession, sitting: Sitting, settled: Mapping[str, str], by: User
) -> int:
    """Write what the paper says; returns how many delegates were there."""
    day = timezone.localdate(sitting.starts_at)
    present = {int(key): text for key, text in settled.items() if text}
    here = seats(session, sitting.starts_at).filter(pk__in=present)
    able = set(here.values_list("pk", flat=True))
    if missing := present.keys() - able:
        raise SessionRefused("attendance_no_seat", names=_names(missing))
    rows: list[Attendance] = []
    for mandate, text in present.items():
        try:
            stays = read_stays(text, day)
        except ClockRefused as error:
            raise SessionRefused("later_time", name=_names({mandate})) from error
        rows += [
            Attendance(
                session=session,
                mandate_id=mandate,
                arrived_at=arrived,
                left_at=left,
                source=AttendanceSource.PAPER.value,
                recorded_by=by,
            )
            for arrived, left in stays
        ]
    if any(_last(row) > timezone.now() for row in rows):
        raise SessionRefused("attendance_ahead")
    try:
        with transaction.atomic():
            Attendance.objects.bulk_create(rows)
    except IntegrityError as error:
        raise SessionRefused("later_overlaps") from error
    return len(present)


def _last(row: Attendance) -> datetime:
    return row.left_at or row.arrived_at


def _names(mandates: set[int]) -> str:
    names = Mandate.objects.filter(pk__in=mandates).order_by("person__sort_key")
    return ", ".join(names.values_list("person__name", flat=True))
