"""Who was there: counts at the opening, absences with their reason, late arrivals, departures."""

from django.utils import timezone

from sessions.minutes.pieces import Grid, Part, Source, hours
from sessions.models import AbsenceRequest, Attendance
from sessions.quorum import quorum_of
from sessions.workflow.sitting import AttendanceSource


def attendance(source: Source) -> Part:
    """Đại biểu dự họp: for each sitting the count at its middle, then absences by name."""
    quorum = quorum_of(source.session)
    pieces: list[str | Grid] = []
    in_office = len(source.mandates)
    pieces.append(f"Tổng số đại biểu đương nhiệm: {in_office}.")
    if quorum is not None:
        pieces.append(
            f"Số đại biểu cần có mặt để họp: {quorum.needed} ({quorum.share} "
            f"{quorum.base_name} là {quorum.base})."
        )
    stays = list(
        Attendance.objects.standing()
        .filter(session=source.session)
        .select_related("mandate__person")
        .order_by("arrived_at")
    )
    if not stays:
        pieces.append("Chưa có số liệu điểm danh.")
    else:
        if any(stay.source == AttendanceSource.PAPER for stay in stays):
            pieces.append("Số liệu điểm danh có phần nhập sau từ giấy, hai người nhập độc lập.")
        pieces.append(_by_sitting(source, stays, quorum.needed if quorum else None))
        moved = _moved(source, stays)
        if moved.rows:
            pieces += ["Đại biểu đến sau giờ bắt đầu hoặc rời trước khi kết thúc:", moved]
    absent = _absent(source, stays)
    if absent.rows:
        pieces += ["Đại biểu vắng mặt:", absent]
    return Part("attendance", "Đại biểu dự họp", tuple(pieces))


def present_in(stays: list[Attendance], start: object, end: object) -> set[int]:
    """Mandates with a stay that touches the time."""
    return {
        stay.mandate_id
        for stay in stays
        if stay.arrived_at < end  # type: ignore[operator]
        and (stay.left_at is None or stay.left_at > start)  # type: ignore[operator]
        and timezone.localdate(stay.arrived_at) == timezone.localdate(end)  # type: ignore[arg-type]
    }


def _by_sitting(source: Source, stays: list[Attendance], needed: int | None) -> Grid:
    rows = []
    for sitting in source.sittings:
        there = present_in(stays, sitting.starts_at, sitting.ends_at)
        middle = [
            stay
            for stay in stays
            if stay.mandate_id in there
            and stay.arrived_at <= sitting.starts_at
            and (stay.left_at is None or stay.left_at > sitting.starts_at)
        ]
        at_start = len({stay.mandate_id for stay in middle})
        rows.append(
            (
                f"Phiên {sitting.ordinal}, {timezone.localtime(sitting.starts_at):%d/%m/%Y}",
                str(at_start),
                str(len(there)),
                str(len(source.mandates) - len(there)),
                str(needed) if needed is not None else "–",
            )
        )
    return Grid(
        ("Phiên họp", "Có mặt lúc bắt đầu", "Có dự", "Vắng cả phiên", "Cần có mặt"),
        tuple(rows),
        (45, 30, 25, 30, 25),
        figures=(1, 2, 3, 4),
    )


def _moved(source: Source, stays: list[Attendance]) -> Grid:
    rows = []
    for sitting in source.sittings:
        for stay in stays:
            if stay.mandate_id not in present_in([stay], sitting.starts_at, sitting.ends_at):
                continue
            late = stay.arrived_at > sitting.starts_at
            early = stay.left_at is not None and stay.left_at < sitting.ends_at
            if late or early:
                rows.append(
                    (
                        stay.mandate.person.name,
                        f"Phiên {sitting.ordinal}",
                        hours(stay.arrived_at) if late else "–",
                        hours(stay.left_at) if early else "–",
                    )
                )
    return Grid(("Đại biểu", "Phiên họp", "Có mặt từ", "Rời lúc"), tuple(rows), (60, 30, 35, 35))


def _absent(source: Source, stays: list[Attendance]) -> Grid:
    asked = {
        one.mandate_id: one
        for one in AbsenceRequest.objects.filter(
            session=source.session, state=AbsenceRequest.State.ACCEPTED
        )
    }
    if stays:
        there = {
            key
            for sitting in source.sittings
            for key in present_in(stays, sitting.starts_at, sitting.ends_at)
        }
        missing = [one for one in source.mandates if one.pk not in there]
    else:
        missing = [one for one in source.mandates if one.pk in asked]
    rows = tuple(
        (
            str(place),
            one.person.name,
            asked[one.pk].get_reason_display() if one.pk in asked else "Không báo cáo lý do",
        )
        for place, one in enumerate(missing, start=1)
    )
    return Grid(("TT", "Đại biểu", "Lý do"), rows, (12, 70, 80), figures=(0,))
