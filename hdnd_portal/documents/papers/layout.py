"""Measures of the page that both renderers share (Decree 30/2020/NĐ-CP, Appendix I)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from hdnd_portal.documents.papers.description import Paper, Signature
from hdnd_portal.documents.papers.flow import Line, Piece
from hdnd_portal.documents.papers.fonts import balanced, width

MM = 72 / 25.4  # points in a millimetre
LEFT_MM, RIGHT_MM = 30, 15
TEXT_MM = 165
LANDSCAPE_TEXT_MM = 252
ISSUER_MM, STATE_MM = 65, 100  # the two columns of the head
SIGNATURE_MM = 96
INDENT_MM = 12.7
BODY_PT = 14
LARGE_PT = 18  # large print
LINE_HEIGHT = 1.2  # 14 pt text on 16.8 pt lines; a word processor's single line is 1.149
WORD_LINE = LINE_HEIGHT / 1.149  # the same pitch as a multiple of a word processor's single line
GAP_PT = 6
TITLE_MM = 145
SIGN_LINE_PT = 16.8
SIGN_ROOM_PT = 68  # where the name is signed and sealed

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"

KEPT_RECIPIENTS = 26
"""Recipients kept beside the signature; a longer list goes on below, and over the page."""


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a paper broken into lines, with the sizes that go together."""

    parents: tuple[str, ...]
    issuing: tuple[str, ...]
    subject: tuple[str, ...]  # V/v … of an official letter
    nation_pt: float
    motto_pt: float
    date_pt: float


def head(paper: Paper) -> Head:
    """Lines and sizes of the head: 13/14/14 pt, or 12/13/13 where the date would not fit."""
    room = (ISSUER_MM - 2) * MM
    date_room = STATE_MM * MM
    large = True
    if paper.place_date:
        large = width(paper.place_date.text, 14, italic=True) <= date_room
    subject: tuple[str, ...] = ()
    if not paper.kind.has_title:
        subject = balanced(f"V/v {paper.summary}", 12, room)
    return Head(
        parents=tuple(part for line in paper.issuer.parents for part in balanced(line, 13, room)),
        issuing=tuple(
            part for line in paper.issuer.issuing for part in balanced(line, 13, room, bold=True)
        ),
        subject=subject,
        nation_pt=13 if large else 12,
        motto_pt=14 if large else 13,
        date_pt=14 if large else 13,
    )


GLUE = "\ue000"  # a letter that no text holds: `clean` refuses it
BOUND = re.compile(
    r"(?<=\bhội) (?=đồng nhân dân)|(?<=\bhội đồng) (?=nhân dân)|(?<=\bnhân) (?=dân\b)"
    r"|(?<=\bủy) (?=ban\b)|(?<=\bthứ) (?=[0-9])|(?<=\bsố) (?=[0-9])|(?<=\bnăm) (?=[0-9])",
    re.IGNORECASE,
)


def title_lines(text: str, size: float = 14) -> tuple[str, ...]:
    """A centred bold title in balanced lines; names of bodies and numbers are not cut in two."""
    lines = balanced(BOUND.sub(GLUE, text), size, TITLE_MM * MM, bold=True)
    return tuple(line.replace(GLUE, " ") for line in lines)


def mark_width(text: str) -> float:
    """Width in points of the box around a mark such as DỰ THẢO: its letters and 3 mm beside."""
    return width(text, 13, bold=True) + 6 * MM


def kept_before_signature(pieces: Sequence[Piece]) -> frozenset[int]:
    """Which last pieces stay on the page of the signature, so that two lines stand above it.

    A closing paragraph of one line takes what stands before it along.
    """
    last = len(pieces) - 1
    kept = {last}
    final = pieces[last]
    if isinstance(final, Line) and width(final.text, BODY_PT) < (TEXT_MM - INDENT_MM) * MM:
        kept.add(last - 1)
    return frozenset(kept)


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature block broken into lines of one size, and the height left to sign in."""

    lines: tuple[str, ...]
    second: tuple[str, ...]
    size: float
    room_pt: float


def signed(signature: Signature, room_mm: float = SIGNATURE_MM) -> Signed:
    """14 pt where every line fits, otherwise 13 pt, and broken only where 13 pt is too wide."""
    # Kerning makes printed lines about 0.7 % narrower than the sum of their letters.
    room = room_mm * MM * 1.006
    lines = signature.lines
    size = 14.0 if all(width(one, 14, bold=True) <= room for one in lines) else 13.0
    broken = tuple(part for one in lines for part in balanced(one, size, room, bold=True))
    second = balanced(signature.second_title, size, room, bold=True)
    return Signed(broken, second if signature.second_title else (), size, SIGN_ROOM_PT)


def signed_pair(left: Signature, right: Signature) -> tuple[Signed, Signed]:
    """Two signatures side by side, with their names on one line."""
    pair = (signed(left, TEXT_MM / 2), signed(right, TEXT_MM / 2))
    above = [
        len(made.lines) + len(made.second) + bool(signature.note)
        for made, signature in zip(pair, (left, right), strict=True)
    ]
    first, second = (
        replace(made, room_pt=made.room_pt + (max(above) - count) * SIGN_LINE_PT)
        for made, count in zip(pair, above, strict=True)
    )
    return first, second
