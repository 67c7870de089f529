"""Văn bản hợp nhất: the wording of a resolution that applies on a day, as a paper (V13)."""

from datetime import date

from hdnd_portal.documents.papers import (
    Block,
    Bullets,
    Paper,
    Paragraph,
    PlaceDate,
    council_issuer,
    date_words,
    printable,
    standing_committee_issuer,
)
from hdnd_portal.ui.language import in_office_language
from sessions.article_text import ParsedArticle
from sessions.models import Resolution
from sessions.resolution_labels import STANDINGS
from sessions.resolution_papers import article_blocks, lines_of
from sessions.services import effects
from sessions.services.effects import Applied
from sessions.workflow.resolution import Standing

NOT_BINDING = (
    "Văn bản này được lập tự động từ hồ sơ để tra cứu; khi áp dụng, căn cứ các nghị quyết đã ký."
)


@in_office_language
def applied_paper(resolution: Resolution, *, on: date) -> Paper:
    """The articles of the day, each with the resolution that gave it this wording.

    Raises PaperError when it cannot be printed.
    """
    unit = str(resolution.council.unit)
    is_standing = resolution.issuer == Resolution.Issuer.STANDING_COMMITTEE
    applied = effects.applied_on(resolution, on=on)
    body: list[Block] = [Paragraph(printable(_about(resolution, on)))]
    later = {one.by.pk: one.by for one in applied if one.by is not None}
    if later:
        body.append(Paragraph("Được sửa đổi, bổ sung, bãi bỏ một số điều bởi:"))
        order = sorted(later.values(), key=lambda one: (one.effective_on or date.max, one.pk))
        body.append(Bullets(tuple(printable(_named(one)) for one in order)))
    articles = [_article(one) for one in applied]
    body += article_blocks(articles)
    if not articles:
        body.append(Paragraph("Nghị quyết không có điều nào áp dụng vào ngày này."))
    body.append(Paragraph(NOT_BINDING, italic=True))
    return Paper(
        kind_key="consolidated",
        issuer=standing_committee_issuer(unit) if is_standing else council_issuer(unit),
        place_date=PlaceDate(resolution.council.place, on),
        summary=printable(f"Nghị quyết {resolution.title}, áp dụng ngày {on:%d/%m/%Y}"),
        body=tuple(body),
    )


def _about(resolution: Resolution, on: date) -> str:
    """What is put together, and whether it is in force on the day."""
    number = f" số {resolution.reference}" if resolution.reference else ""
    said = f"Nghị quyết{number} thông qua {date_words(resolution.adopted_on)}"
    if resolution.effective_on:
        said += f", có hiệu lực từ {date_words(resolution.effective_on)}"
    standing = effects.standing(resolution, on=on)
    words = STANDINGS[standing]
    state = "" if standing is Standing.IN_FORCE else f" Ngày {on:%d/%m/%Y}: {words}."
    return f"{said}.{state}"


def _named(later: Resolution) -> str:
    since = f", có hiệu lực từ {date_words(later.effective_on)}" if later.effective_on else ""
    return f"Nghị quyết số {later.reference} {later.title}{since}."


def _article(one: Applied) -> ParsedArticle:
    """The article with a last line that says whose wording it is."""
    number = f"Nghị quyết số {one.by.reference}" if one.by else ""
    if one.wording is None:
        since = one.by.effective_on if one.by else None
        day = f" từ ngày {since:%d/%m/%Y}" if since else ""
        by = f" theo {number}{day}" if number else ""
        return ParsedArticle(one.number, "", (f"(Được bãi bỏ{by})",))
    lines = lines_of(one.wording.text)
    if one.by is not None and one.wording.valid_from is not None:
        lines += (f"(Theo {number}, áp dụng từ ngày {one.wording.valid_from:%d/%m/%Y})",)
    title = one.wording.title
    return ParsedArticle(one.number, title, lines if lines or title else ("…",))
