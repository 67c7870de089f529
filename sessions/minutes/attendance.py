"""Who was there: counts at the opening, absences with their reason, late arrivals, departures."""

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from hdnd_portal.council.models import Suspension
from sessions.minutes.pieces import Grid, Part, Source, begun_at, hours, risen_at
from sessions.models import AbsenceRequest, Attendance, Sitting
from sessions.quorum import Quorum, quorum_of
from sessions.workflow.sitting import AttendanceSource


def attendance(source: Source) -> Part:
    """Đại biểu dự họp: for each sitting the count as it began, then absences by name."""
    days = [timezone.localdate(one.starts_at) for one in source.sittings]
    needed = {day: quorum_of(source.session, on=day) for day in dict.fromkeys(days)}
    quorum = needed[days[0]] if days else quorum_of(source.session)
    pieces: list[str | Grid] = []
    in_office = len(source.mandates)
    pieces.append(f"Tổng số đại biểu đương nhiệm: {in_office}.")
    if quorum is not None:
        pieces.append(
            f"Số đại biểu cần có mặt để họp: {quorum.needed} ({quorum.share_in_words} "
            f"{quorum.base_name} là {quorum.base})."
        )
    stays = list(
        Attendance.objects.standing()
        .filter(session=source.session)
        .select_related("mandate__person")
        .order_by("arrived_at", "mandate__person__sort_key", "pk")
    )
    if not stays:
        pieces.append("Chưa có số liệu điểm danh.")
    else:
        if any(stay.source == AttendanceSource.PAPER for stay in stays):
            pieces.append("Số liệu điểm danh có phần nhập sau từ giấy, hai người nhập độc lập.")
        pieces.append(_by_sitting(source, stays, needed))
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


def _by_sitting(
    source: Source, stays: list[Attendance], needed: Mapping[date, Quorum | None]
) -> Grid:
    rows = []
    for sitting in source.sittings:
        begun, seats = begun_at(sitting), source.seats_of(sitting)
        quorum = needed[timezone.localdate(sitting.starts_at)]
        there = present_in(stays, begun, risen_at(sitting))
        at_start = {
            stay.mandate_id
            for stay in stays
            if stay.mandate_id in there
            and stay.arrived_at <= begun
            and (stay.left_at is None or stay.left_at > begun)
        }
        rows.append(
            (
                f"Phiên {sitting.ordinal}, {timezone.localtime(sitting.starts_at):%d/%m/%Y}",
                str(len(at_start)),
                str(len(there)),
                str(len(seats - there)),
                str(quorum.needed) if quorum is not None else "–",
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
            begun, risen = begun_at(sitting), risen_at(sitting)
            if stay.mandate_id not in present_in([stay], begun, risen):
                continue
            late = stay.arrived_at > begun
            early = stay.left_at is not None and stay.left_at < risen
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
    """Who came to none of the sittings, with the accepted reason that covers them."""
    asked = {
        one.mandate_id: one
        for one in AbsenceRequest.objects.filter(
            session=source.session, state=AbsenceRequest.State.ACCEPTED
        ).select_related("from_sitting", "to_sitting")
        if any(_covers(one, sitting) for sitting in source.sittings)
    }
    there = {
        key
        for sitting in source.sittings
        for key in present_in(stays, begun_at(sitting), risen_at(sitting))
    }
    missing = [
        one for one in source.mandates if (one.pk not in there if stays else one.pk in asked)
    ]
    day = timezone.localdate(source.starts_at) if source.starts_at else source.session.opening_on
    barred = set(
        Suspension.objects.in_force(day)
        .filter(mandate__in=[one.pk for one in missing])
        .values_list("mandate", flat=True)
    )

    def why(seat: int) -> str:
        if seat in barred:
            return "Bị tạm đình chỉ"
        return str(asked[seat].get_reason_display()) if seat in asked else "Không báo cáo lý do"

    rows = tuple(
        (str(place), one.person.name, why(one.pk)) for place, one in enumerate(missing, start=1)
    )
    return Grid(("TT", "Đại biểu", "Lý do"), rows, (12, 70, 80), figures=(0,))


def _covers(request: AbsenceRequest, sitting: Sitting) -> bool:
    """Whether the request is for this sitting; without bounds it is for the whole session."""
    first, last = request.from_sitting, request.to_sitting
    return (first is None or first.starts_at <= sitting.starts_at) and (
        last is None or sitting.starts_at <= last.starts_at
    )
