"""Resolutions as papers: form 17 of Decree 78/2025 for legal ones, form 1.1 of Decree 30/2020.

What is printed stands in the record; only number, day and signer come at the signature.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from hdnd_portal.council.models import Council
from hdnd_portal.documents.papers import (
    Align,
    Appendix,
    Article,
    Block,
    Cell,
    Clause,
    Column,
    Mark,
    Number,
    Paper,
    Paragraph,
    PlaceDate,
    Point,
    Recipients,
    Signature,
    Table,
    council_issuer,
    date_words,
    standing_committee_issuer,
)
from hdnd_portal.documents.papers.writing import point_letter
from hdnd_portal.ui.language import in_office_language
from sessions.article_text import CLAUSE, POINT, ParsedArticle
from sessions.models import AgendaItem, DraftOpinion, Resolution, ResolutionArticle
from sessions.models.session import CouncilSession
from sessions.paper_signers import chair_name, standing_signature
from sessions.papers import session_words

# The basis of every resolution (Law 72/2025).
ORGANISATION_ACT = "Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15"


def symbol_of(resolution: Resolution) -> str:
    """Code of the issuer in the number; the Standing Committee has its own sequence."""
    symbol = resolution.council.symbol
    standing = Resolution.Issuer.STANDING_COMMITTEE
    return f"TT{symbol}" if resolution.issuer == standing else symbol


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of a stored text, without empty ones."""
    return tuple(line.strip() for line in text.split("\n") if line.strip())


def parsed(articles: Iterable[ResolutionArticle]) -> tuple[ParsedArticle, ...]:
    """Stored articles as the form check and the printer read them."""
    return tuple(
        ParsedArticle(article.number, article.title, lines_of(article.text)) for article in articles
    )


def article_blocks(articles: Sequence[ParsedArticle]) -> list[Block]:
    """The articles as blocks; a number that counting would not give is printed as typed."""
    blocks: list[Block] = []
    for place, article in enumerate(articles, start=1):
        number = "" if article.number == str(place) else article.number
        lines = list(article.lines)
        if article.title:
            blocks.append(Article(article.title, number=number))
        else:
            blocks.append(Article(text=lines.pop(0), number=number))
        blocks += _line_blocks(lines)
    return blocks


def _line_blocks(lines: Iterable[str]) -> list[Block]:
    blocks: list[Block] = []
    clause = point = 0
    for line in lines:
        if match := CLAUSE.match(line):
            expected = str(clause + 1)
            typed = "" if match[1] == expected else match[1]
            clause, point = clause if typed else clause + 1, 0
            blocks.append(Clause(match[2], number=typed))
        elif match := POINT.match(line):
            expected = point_letter(point + 1)
            typed = "" if match[1] == expected else match[1]
            point = point if typed else point + 1
            blocks.append(Point(match[2], number=typed))
        else:
            blocks.append(Paragraph(line))
    return blocks


def meeting_words(session: CouncilSession | None) -> str:
    """`kỳ họp thứ 3`, as the line of adoption names the session."""
    if session is None:
        return ""
    words = session_words(session).split(" (")[0] if session.ordinal else session.name
    return words[:1].lower() + words[1:]


@in_office_language
def resolution_paper(
    resolution: Resolution,
    *,
    number: int | None = None,
    on: date | None = None,
    signer: str = "",
    signer_block: Sequence[str] = (),
) -> Paper:
    """The resolution as a paper; without `number` and `on` a draft with both left blank.

    Raises PaperError when the form does not hold, KeyError never.
    """
    unit = str(resolution.council.unit)
    is_standing = resolution.issuer == Resolution.Issuer.STANDING_COMMITTEE
    issuer = standing_committee_issuer(unit) if is_standing else council_issuer(unit)
    year = (on or resolution.adopted_on).year
    blocks = article_blocks(parsed(resolution.articles.filter(amended_by=None)))
    block = tuple(signer_block or resolution.signer_block) or default_block(resolution)
    name = signer or (resolution.signer.name if resolution.signer else "")
    if not name and not resolution.signer_block:
        name = chair_name(resolution.council, on=resolution.adopted_on)
    numbered = number or (resolution.document.number if resolution.document else None)
    day = on or (resolution.document.issued_on if resolution.document else None)
    common: dict[str, Any] = {
        "issuer": issuer,
        "number": Number(
            f"NQ-{symbol_of(resolution)}", numbered, year if resolution.is_legal else None
        ),
        "place_date": PlaceDate(resolution.council.place, day, year),
        "summary": resolution.title,
        "bases": lines_of(resolution.bases),
        "signatures": (Signature(block, name),),
        "recipients": Recipients(lines_of(resolution.recipients), archive=resolution.archive),
        "marks": () if numbered else (Mark.DRAFT,),
    }
    if resolution.is_legal:
        enacting = lines_of(resolution.enacting)
        return Paper(
            kind_key="legal_resolution",
            body=(*(Paragraph(line) for line in enacting), *blocks),
            closing=resolution.closing,
            **common,
        )
    authority = (
        (f"Thường trực Hội đồng nhân dân {unit}",)
        if is_standing
        else authority_of(resolution.council, resolution.session)
    )
    return Paper(
        kind_key="resolution",
        authority=authority,
        enacting="QUYẾT NGHỊ:",
        body=tuple(blocks),
        **common,
    )


def authority_of(council: Council, session: CouncilSession | None) -> tuple[str, ...]:
    """Who resolves, as it stands above the bases of an individual resolution (form 1.1)."""
    body = f"Hội đồng nhân dân {council.unit}"
    if session is None:
        return (body,)
    return body, f"Khóa {session.term.ordinal}, {meeting_words(session)}"


def adopted_words(council: Council) -> str:
    """The article that ends an individual resolution: adopted, in force from that day."""
    return (
        f"Nghị quyết này đã được Hội đồng nhân dân {council.unit} thông qua và có hiệu lực từ "
        "ngày thông qua."
    )


def default_block(resolution: Resolution) -> tuple[str, ...]:
    """How the Chair signs: a resolution of the council without TM. (form 17)."""
    if resolution.issuer == Resolution.Issuer.STANDING_COMMITTEE:
        return ("TM. THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN", "CHỦ TỊCH")
    return ("CHỦ TỊCH",)


def adoption_words(resolution: Resolution) -> str:
    """The italic line that ends a legal resolution (form 17)."""
    unit = resolution.council.unit
    session = resolution.session
    at = f" {session.term}, {meeting_words(session)}" if session else ""
    return (
        f"Nghị quyết này đã được Hội đồng nhân dân {unit}{at} thông qua "
        f"{date_words(resolution.adopted_on)}."
    )


@in_office_language
def opinions_paper(item: AgendaItem, rows: Sequence[DraftOpinion], *, on: date) -> Paper:
    """Báo cáo tiếp thu, giải trình: the opinions on a draft side by side, as a landscape annex."""
    council = item.session.council
    unit = str(council.unit)
    table = Table(
        columns=(
            Column("TT", 10, Align.CENTRE),
            Column("Điều, khoản", 26),
            Column("Dự thảo trình", 60),
            Column("Ý kiến", 62),
            Column("Tiếp thu, giải trình của cơ quan soạn thảo", 62),
            Column("Văn bản thông qua", 60),
        ),
        rows=tuple(
            (
                Cell(str(place)),
                row.provision,
                row.draft_text,
                f"{row.author}:\n{row.opinion}",
                f"{row.get_answer_display()}. {row.reply}".strip(),
                row.final_text,
            )
            for place, row in enumerate(rows, start=1)
        ),
        size=12,
    )
    counts = {kind: sum(1 for row in rows if row.answer == kind) for kind in DraftOpinion.Answer}
    answers = DraftOpinion.Answer
    taken, partly = counts[answers.ACCEPTED], counts[answers.PARTLY]
    return Paper(
        kind_key="report",
        issuer=standing_committee_issuer(unit),
        number=Number(f"BC-{council.symbol}"),
        place_date=PlaceDate(council.place, None, on.year),
        summary=f"Tiếp thu, giải trình ý kiến đối với dự thảo {_lower(item.title)}",
        body=(
            Paragraph(
                f"Tại {session_words(item.session)} Hội đồng nhân dân {unit}, dự thảo "
                f"{_lower(item.title)} có {len(rows)} ý kiến; đã tiếp thu {taken}, tiếp thu một "
                f"phần {partly}, giải trình và giữ nguyên {counts[answers.EXPLAINED]}, chưa trả "
                f"lời {counts[answers.WAITING]}. Chi tiết tại Phụ lục kèm theo Báo cáo này."
            ),
        ),
        signatures=(standing_signature(council, on=on),),
        recipients=Recipients(("Đại biểu Hội đồng nhân dân", "Cơ quan trình"), archive="VT"),
        appendices=(Appendix("Bảng tiếp thu, giải trình ý kiến", (table,), landscape=True),),
        marks=(Mark.DRAFT,),
    )


def _lower(title: str) -> str:
    """The title within a sentence; a word in capitals ("UBND …") stays as it is."""
    return title if title[:2].isupper() else title[:1].lower() + title[1:]
