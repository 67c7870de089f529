"""What happened: the items in their time, who spoke, what else occurred."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from sessions.hotline import by_topic
from sessions.minutes.pieces import Grid, Part, Source, begun_minutes, hours
from sessions.models import AgendaItem, HotlineCall, Proceeding, SpeechRequest
from sessions.workflow.sitting import ProceedingKind, SpeechState

# What is on, as against what is said beside it.
COURSE = (ProceedingKind.ITEM, ProceedingKind.BREAK, ProceedingKind.ANNOUNCEMENT)
# Voters' calls of earlier sessions were notes of the course; now they are counted by topic.
BESIDE = (ProceedingKind.OCCURRENCE, ProceedingKind.CORRESPONDENCE, ProceedingKind.HOTLINE)
SPOKEN = (SpeechState.DONE, SpeechState.SPEAKING, SpeechState.INTERRUPTED)


def _rows(source: Source, kinds: tuple[ProceedingKind, ...]) -> list[Proceeding]:
    return [row for row in source.entries if row.kind in kinds and _belongs(source, row)]


def _belongs(source: Source, row: Proceeding) -> bool:
    return _of_sitting(source, row.sitting_id, row.starts_at)


def _of_sitting(source: Source, sitting: int | None, at: datetime) -> bool:
    """Whether what happened is of the sitting, by the sitting it names or by its time."""
    if source.sitting is None or sitting is not None:
        return source.sitting is None or sitting == source.sitting.pk
    window = source.window()
    return window is not None and window[0] <= at < window[1]


def proceedings(source: Source) -> Part:
    """Diễn biến: what was on, from when to when; from the agenda where nothing was recorded."""
    rows = tuple(
        (
            f"{timezone.localtime(row.starts_at):%d/%m}, {hours(row.starts_at)}",
            hours(row.ends_at),
            _what(row),
        )
        for row in _rows(source, COURSE)
    )
    if rows:
        grid = Grid(("Từ", "Đến", "Nội dung"), rows, (35, 28, 100))
        return Part("proceedings", "Diễn biến", (grid,))
    items = source.session.items.order_by("position")
    if source.sitting is not None:
        items = items.filter(sitting=source.sitting)
    agenda = tuple(
        (item.number or str(place), item.title, str(item.get_state_display()))
        for place, item in enumerate(items, start=1)
    )
    pieces: tuple[str | Grid, ...] = (
        "Chưa ghi diễn biến theo giờ; các nội dung của chương trình:",
    )
    if agenda:
        pieces += (Grid(("Số", "Nội dung", "Kết quả"), agenda, (18, 105, 40)),)
    return Part("proceedings", "Diễn biến", pieces)


def _what(row: Proceeding) -> str:
    named = row.matter if row.kind == ProceedingKind.ITEM else None
    title = named.title if named else row.get_kind_display()
    phase = f" ({row.get_phase_display()})" if row.phase else ""
    text = f": {row.text}" if row.text else ""
    return f"{title}{phase}{text}"


def speeches(source: Source) -> Part:
    """Phát biểu: who spoke, on what, how long."""
    rows = SpeechRequest.objects.filter(
        session=source.session, state__in=SPOKEN, started_at__isnull=False
    )
    if source.sitting is not None:
        window = source.window()
        where = Q(sitting=source.sitting)
        if window is not None:
            where |= Q(sitting=None, started_at__gte=window[0], started_at__lt=window[1])
        rows = rows.filter(where)
    found = list(
        rows.select_related("mandate__person", "item", "block").order_by("started_at", "pk")
    )
    if not found:
        return Part("speeches", "Phát biểu", ("Không ghi lượt phát biểu nào.",))
    table = tuple(
        (
            source.at(row.started_at),
            row.mandate.person.name if row.mandate else row.speaker,
            row.get_kind_display(),
            row.matter.title if row.matter else row.topic,
            # Without the time others took from it: the clock of the speaker stood meanwhile.
            str(begun_minutes(row.used(row.ended_at))) if row.ended_at else "–",
        )
        for row in found
    )
    delegates = len({row.mandate_id for row in found if row.mandate_id})
    return Part(
        "speeches",
        "Phát biểu",
        (
            f"Có {len(found)} lượt phát biểu của {delegates} đại biểu.",
            Grid(
                ("Lúc", "Người phát biểu", "Hình thức", "Về nội dung", "Phút"),
                table,
                (32, 42, 28, 49, 14),
                figures=(4,),
            ),
        ),
    )


def occurrences(source: Source) -> Part:
    """Sự việc phát sinh, thư từ."""
    rows = tuple(
        (
            f"{timezone.localtime(row.starts_at):%d/%m}, {hours(row.starts_at)}",
            str(row.get_kind_display()),
            row.text or "–",
        )
        for row in _rows(source, BESIDE)
    )
    if not rows:
        return Part("occurrences", "Sự việc phát sinh", ("Không ghi sự việc nào.",))
    grid = Grid(("Lúc", "Loại", "Nội dung"), rows, (35, 35, 93))
    return Part("occurrences", "Sự việc phát sinh", (grid,))


def calls_of(source: Source) -> list[HotlineCall]:
    """What voters said by telephone, without what was struck out. One query."""
    calls = source.session.hotline_calls.standing().for_list()
    return [call for call in calls if _of_sitting(source, call.sitting_id, call.called_at)]


def hotline(source: Source) -> Part:
    """Đường dây nóng: how many calls on which topic, and from where."""
    calls = calls_of(source)
    if not calls:
        return Part("hotline", "Đường dây nóng", ("Không ghi ý kiến nào qua đường dây nóng.",))
    topics = by_topic(calls)
    grid = Grid(
        ("Chủ đề", "Số ý kiến", "Địa bàn"),
        tuple(
            (
                topic.words,
                str(topic.count),
                "; ".join(f"{place} ({count})" for place, count in topic.localities) or "–",
            )
            for topic in topics
        ),
        (83, 20, 60),
        figures=(1,),
    )
    text = f"Có {len(calls)} ý kiến cử tri qua đường dây nóng về {len(topics)} chủ đề."
    return Part("hotline", "Đường dây nóng", (text, grid))


def moved_items(source: Source) -> list[AgendaItem]:
    """Items that left the session, for the report on its results."""
    return list(
        source.session.items.filter(state__in=["withdrawn", "deferred"]).order_by("position")
    )
