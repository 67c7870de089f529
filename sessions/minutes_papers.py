"""Minutes, their excerpts, and the result of a session as papers (PDF and DOCX)."""

from collections.abc import Iterable, Sequence

from django.utils import timezone

from hdnd_portal.documents.papers import (
    Align,
    Block,
    Cell,
    Column,
    Heading,
    Number,
    Paper,
    Paragraph,
    PlaceDate,
    Recipients,
    Signature,
    Table,
    council_issuer,
)
from hdnd_portal.documents.released import words_of
from hdnd_portal.ui.language import in_office_language
from sessions.minutes.content import Content, content, source_of
from sessions.minutes.decisions import adopted_words, polls_of, questions_of
from sessions.minutes.pieces import Grid, Part, begun_at, hours, risen_at
from sessions.models import (
    AgendaItem,
    Minutes,
    Poll,
    Presiding,
    Proceeding,
    Resolution,
    SpeechRequest,
)
from sessions.papers import session_words
from sessions.workflow.poll import PollKind
from sessions.workflow.sitting import ProceedingKind


def table_of(grid: Grid) -> Table:
    """A table of minutes as a table of a paper; figures stand to the right."""
    return Table(
        columns=tuple(
            Column(title, share, Align.RIGHT if place in grid.figures else Align.LEFT)
            for place, (title, share) in enumerate(zip(grid.columns, grid.shares, strict=True))
        ),
        rows=tuple(tuple(Cell(text) for text in row) for row in grid.rows),
        size=12,
    )


# In large print a wider table would have columns of a few letters.
LARGE_COLUMNS = 4


def told(grid: Grid) -> list[Block]:
    """The rows of a wide table as sentences, each figure with the name of its column."""
    return [
        Paragraph(
            "; ".join(f"{title}: {text}" for title, text in zip(grid.columns, row, strict=True))
            + "."
        )
        for row in grid.rows
    ]


def blocks_of(
    parts: Iterable[Part], remarks: dict[str, str], *, large_print: bool = False
) -> tuple[Block, ...]:
    """Headings, paragraphs and tables; what was written by hand comes after the figures."""
    blocks: list[Block] = []
    for part in parts:
        blocks.append(Heading(part.title))
        for piece in part.pieces:
            if isinstance(piece, str):
                blocks.append(Paragraph(piece))
            elif large_print and len(piece.columns) > LARGE_COLUMNS:
                blocks += told(piece)
            else:
                blocks.append(table_of(piece))
        lines = remarks.get(part.key, "").split("\n")
        blocks += [Paragraph(line.strip()) for line in lines if line.strip()]
    return tuple(blocks)


def signatures_of(minutes: Minutes) -> tuple[Signature, Signature]:
    """The secretary on the left, who presided on the right.

    Minutes of a sitting are signed by who sat at its table, those of the session by the last ones.
    """
    rows = list(minutes.session.presiding.select_related("person").order_by("starts_at"))
    if minutes.sitting is not None:
        begun, risen = begun_at(minutes.sitting), risen_at(minutes.sitting)
        at_table = [
            row
            for row in rows
            if row.starts_at < risen and (row.ends_at is None or row.ends_at > begun)
        ]
        rows = at_table or rows
    chair = [row.person.name for row in rows if row.role == Presiding.Role.CHAIR]
    secretary = [row.person.name for row in rows if row.role == Presiding.Role.SECRETARY]
    return (
        Signature(("THƯ KÝ KỲ HỌP",), secretary[0] if secretary else ""),
        Signature(("CHỦ TỌA KỲ HỌP",), chair[-1] if chair else ""),
    )


def summary_of(minutes: Minutes) -> str:
    """`Kỳ họp thứ 2 … khóa …`, or the sitting of it."""
    session = minutes.session
    words = session_words(session)
    if minutes.sitting is not None:
        words = f"Phiên họp thứ {minutes.sitting.ordinal}, {words}"
    return f"{words} Hội đồng nhân dân {session.council.unit} {session.term}"


@in_office_language
def minutes_paper(
    minutes: Minutes, *, made: Content | None = None, large_print: bool = False
) -> Paper:
    """Biên bản; with `large_print` the body is set in 18 pt for readers who need it."""
    shown = made or content(minutes)
    session = minutes.session
    return Paper(
        kind_key="minutes",
        issuer=council_issuer(str(session.council.unit)),
        number=Number(f"BB-{session.council.symbol}"),
        place_date=PlaceDate(session.council.place, None, session.closing_on.year),
        summary=summary_of(minutes),
        body=blocks_of(shown.parts, shown.remarks, large_print=large_print),
        signatures=signatures_of(minutes),
        recipients=Recipients(
            ("Ủy ban Thường vụ Quốc hội", "Chính phủ", "Thường trực HĐND"), archive="VT, CTHĐND"
        ),
        large_print=large_print,
    )


@in_office_language
def excerpt_paper(minutes: Minutes, item: AgendaItem) -> Paper:
    """Trích biên bản: what the records hold of one item: course, speeches, votes, questions."""
    session = minutes.session
    source = source_of(session, minutes.sitting)
    words = words_of(session.council)
    blocks: list[Block] = [Paragraph(words.say("excerpt.opening", item=item.title))]
    course = Proceeding.objects.of_item(item).filter(session=session).order_by("starts_at")
    for row in course:
        blocks.append(Paragraph(_course(row)))
    spoken = (
        SpeechRequest.objects.of_item(item)
        .filter(session=session, started_at__isnull=False)
        .select_related("mandate__person")
        .order_by("started_at")
    )
    names = [row.mandate.person.name if row.mandate else row.speaker for row in spoken]
    if names:
        blocks.append(Paragraph(f"Phát biểu ({len(names)} lượt): {', '.join(names)}."))
    blocks += _votes(polls_of(source), item)
    blocks += _resolution(item)
    if item.kind == AgendaItem.Kind.QUESTIONING:
        asked = questions_of(source)
        blocks.append(Paragraph(f"Có {len(asked)} chất vấn được ghi nhận."))
    if len(blocks) == 1:
        blocks.append(Paragraph(words.say("excerpt.nothing", item=item.title)))
    return Paper(
        kind_key="minutes",
        name="Trích biên bản",
        issuer=council_issuer(str(session.council.unit)),
        number=Number(f"BB-{session.council.symbol}"),
        place_date=PlaceDate(session.council.place, None, session.closing_on.year),
        summary=summary_of(minutes),
        body=tuple(blocks),
        signatures=signatures_of(minutes),
    )


def _course(row: Proceeding) -> str:
    """One line of the course: a step with its hours, or what was said at a moment."""
    day = f"{timezone.localtime(row.starts_at):%d/%m/%Y}"
    text = f": {row.text}" if row.text else ""
    if row.kind != ProceedingKind.ITEM:
        return f"Ngày {day}, {hours(row.starts_at)}, {row.get_kind_display()}{text}."
    phase = f" ({row.get_phase_display()})" if row.phase else ""
    return f"Ngày {day}, từ {hours(row.starts_at)} đến {hours(row.ends_at)}{phase}{text}."


def _resolution(item: AgendaItem) -> list[Block]:
    """The resolution that came of the item, with the vote that adopted it."""
    found = Resolution.objects.filter(item=item).select_related("document", "poll").first()
    if found is None:
        return []
    number = f" số {found.reference}" if found.reference else ""
    voted = f", biểu quyết lúc {adopted_words(found.poll)}" if found.poll else ""
    return [Paragraph(f"Thông qua Nghị quyết{number} “{found.title}”{voted}.")]


def _share(poll: Poll) -> str:
    """Those in favour, of all that the majority is counted on, and who was there."""
    there = "" if poll.kind == PollKind.OPINION_SHEET else f"có mặt {poll.present_count}; "
    return f"{there}tán thành {poll.votes_for}/{poll.base} ({poll.base_name})"


def _votes(polls: Sequence[Poll], item: AgendaItem) -> list[Block]:
    blocks: list[Block] = []
    for poll in polls:
        with_block = poll.block_id is not None and poll.block_id == item.block_id
        if poll.item_id != item.pk and not with_block:
            continue
        result = "thông qua" if poll.is_passed else "không thông qua"
        blocks.append(
            Paragraph(
                f"Biểu quyết “{poll.title}”, {_share(poll)}, không tán thành "
                f"{poll.votes_against}, không biểu quyết {poll.votes_abstain}; kết quả: {result}."
            )
        )
    return blocks
