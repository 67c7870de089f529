"""Papers of group discussions: the minutes of one group, the digest over all of them (BB, BC)."""

from collections.abc import Sequence
from datetime import datetime

from hdnd_portal.documents.papers import (
    Bullets,
    Clause,
    Heading,
    Mark,
    Number,
    Paper,
    Paragraph,
    PlaceDate,
    Recipients,
    Run,
    Signature,
    body_issuer,
    office_issuer,
    printable,
)
from hdnd_portal.documents.papers.blocks import Block
from hdnd_portal.ui.language import in_office_language
from sessions.group_synthesis import Said, Synthesis, by_point
from sessions.models import CouncilSession, GroupReport, GroupSitting
from sessions.papers import clock, local, session_words, weekday_words
from sessions.services.groups import seats_of


@in_office_language
def synthesis_paper(
    session: CouncilSession, gathered: Sequence[Synthesis], *, secretary: str, now: datetime
) -> Paper:
    """Báo cáo tổng hợp thảo luận tổ: every item with its points, who said it and in which group."""
    unit = str(session.council.unit)
    body: list[Block] = [
        Paragraph(
            f"Thực hiện chương trình {session_words(session)}, các Tổ đại biểu đã thảo luận "
            f"{_count(len(gathered))} nội dung. Ý kiến được tổng hợp theo từng nội dung, từng điểm "
            f"như sau:"
        )
    ]
    for one in gathered:
        body += _item_blocks(one)
    return Paper(
        kind_key="report",
        issuer=office_issuer(unit),
        number=Number(f"BC-{session.council.office_symbol}"),
        place_date=PlaceDate(session.council.place, None, local(now).year),
        summary=f"Tổng hợp thảo luận tổ tại {session_words(session)} Hội đồng nhân dân {unit}",
        body=tuple(body),
        signatures=(Signature(("Thư ký kỳ họp",), printable(secretary)),),
        recipients=Recipients(("Chủ tọa kỳ họp", "Đại biểu HĐND", "Cơ quan trình")),
        marks=(Mark.DRAFT,),
    )


@in_office_language
def minutes_paper(sitting: GroupSitting, reports: Sequence[GroupReport]) -> Paper:
    """Biên bản thảo luận tổ: time, place, who was there, what was said on each item."""
    session = sitting.session
    unit = str(session.council.unit)
    seats = list(seats_of(sitting))
    there = {mandate.pk for mandate in sitting.present.all()}
    absent = [mandate.person.name for mandate in seats if mandate.pk not in there]
    starts = local(sitting.starts_at)
    body: list[Block] = [
        Clause(
            f"Thời gian: từ {clock(sitting.starts_at)} đến {clock(sitting.ends_at)}, "
            f"{weekday_words(starts.date())}."
        ),
        Clause(printable(f"Địa điểm: {sitting.place}.")),
        Clause(
            printable(f"Chủ trì: {_titled(sitting.chair)}; thư ký: {_titled(sitting.rapporteur)}.")
        ),
        Clause(printable(_who_was_there(len(seats), len(there), absent))),
        Clause(title="Nội dung thảo luận"),
    ]
    for report in reports:
        body.append(Heading(printable(report.item.title).upper()))
        if report.summary:
            body.append(Paragraph(printable(report.summary)))
        said = [Said(opinion, sitting.group.name) for opinion in report.opinions.all()]
        body += _point_blocks(said, with_group=False)
        if not said and not report.summary:
            body.append(Paragraph("Không có ý kiến."))
    return Paper(
        kind_key="minutes",
        issuer=body_issuer(unit, sitting.group.name),
        number=Number("BB-HĐND"),
        place_date=PlaceDate(session.council.place, starts.date()),
        summary=f"Thảo luận tại {sitting.group.name}, {session_words(session)}",
        body=tuple(body),
        signatures=(
            Signature(("Thư ký",), printable(sitting.rapporteur.name)),
            Signature(("Chủ trì",), printable(sitting.chair.name)),
        ),
        recipients=Recipients(("Thư ký kỳ họp", "Văn phòng")),
        marks=(Mark.DRAFT,),
    )


def _item_blocks(one: Synthesis) -> list[Block]:
    number = f"{one.item.number}. " if one.item.number else ""
    blocks: list[Block] = [Heading(printable(f"{number}{one.item.title}").upper())]
    stances = "; ".join(f"{words.lower()}: {_count(count)}" for words, count in one.counted)
    blocks.append(
        Paragraph(
            f"{_count(len(one.reports))}/{_count(one.group_count)} Tổ đã gửi kết quả, "
            f"{_count(one.opinion_count)} ý kiến" + (f" ({stances})." if stances else ".")
        )
    )
    if one.missing:
        names = ", ".join(report.sitting.group.name for report, _late in one.missing)
        blocks.append(Paragraph(printable(f"Chưa có kết quả của: {names}.")))
    for group, words in one.remarks:
        blocks.append(Paragraph((Run(f"{printable(group)}: ", bold=True), Run(printable(words)))))
    said = [line for point in one.points for line in point.said]
    return blocks + _point_blocks(said, with_group=True)


def _point_blocks(said: Sequence[Said], *, with_group: bool) -> list[Block]:
    blocks: list[Block] = []
    for point in by_point(said):
        blocks.append(Clause(title=printable(point.heading) or "Ý kiến chung về nội dung"))
        blocks.append(Bullets(tuple(_line(one, with_group=with_group) for one in point.said)))
    return blocks


def _line(one: Said, *, with_group: bool) -> tuple[Run, ...]:
    who = one.author or "Ý kiến chung của Tổ"
    if with_group:
        who = f"{who} ({one.group})" if one.author else one.group
    stance = str(one.opinion.get_stance_display()).lower()
    to = f" (gửi {one.opinion.addressee})" if one.opinion.addressee else ""
    words = " ".join(one.opinion.text.split())
    return (
        Run(printable(f"{who}, {stance}: "), bold=True),
        Run(printable(f"{words}{to}")),
    )


def _who_was_there(seats: int, there: int, absent: Sequence[str]) -> str:
    words = f"Thành phần: {_count(there)}/{_count(seats)} đại biểu của Tổ có mặt"
    return words + (f"; vắng: {', '.join(absent)}." if absent and there else ".")


def _titled(person: object) -> str:
    return f"{person.get_sex_display()} {person}"  # type: ignore[attr-defined]


def _count(count: int) -> str:
    return f"{count:02d}"
