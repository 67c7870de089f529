"""The articles of a resolution as typed text: read into articles, and written back. Plain Python.

    Điều 1. Phạm vi điều chỉnh
    1. Nghị quyết này quy định …
    a) Hòa giải viên;

A line that begins with "Điều" and a number opens an article. Clauses begin with an Arabic number
and a full stop, points with a letter and a bracket (Decree 30/2020/NĐ-CP, Appendix I, II.6).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hdnd_portal.documents.papers.writing import point_letter

OPENING = re.compile(r"^\s*Điều\s+(\d+[a-zđ]?)\s*[.:]?\s*(.*)$", re.IGNORECASE)
CLAUSE = re.compile(r"^\s*(\d{1,3}[a-zđ]?)\.\s+(.+)$")
POINT = re.compile(r"^\s*([a-zđ]\d?)\)\s+(.+)$")


@dataclass(frozen=True, slots=True)
class ParsedArticle:
    """One article: its number as typed, its title, and the lines below."""

    number: str
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Marker:
    """The number typed before a clause or point, and the one that would follow by counting."""

    typed: str
    expected: str


class NotArticles(ValueError):
    """The text does not begin with an article; `line` is what stands there."""

    def __init__(self, line: str) -> None:
        super().__init__(line)
        self.line = line


def read_articles(text: str, *, titled: bool) -> list[ParsedArticle]:
    """The articles of a text; without `titled` what follows the number is the text itself.

    An individual resolution has articles without titles: a short line with lines below it is its
    title all the same. Raises NotArticles for words before the first article.
    """
    found: list[tuple[str, str, list[str]]] = []
    for line in text.split("\n"):
        opening = OPENING.match(line)
        if opening:
            found.append((opening[1].lower(), opening[2].strip(), []))
        elif line.strip():
            if not found:
                raise NotArticles(line.strip()[:80])
            found[-1][2].append(line.strip())
    return [_article(number, head, lines, titled=titled) for number, head, lines in found]


def _article(number: str, head: str, lines: list[str], *, titled: bool) -> ParsedArticle:
    is_title = titled or (bool(lines) and head[-1:] not in {":", ".", ";", ","})
    if is_title:
        return ParsedArticle(number, head.rstrip("."), tuple(lines))
    return ParsedArticle(number, "", (head, *lines) if head else tuple(lines))


def write_articles(articles: Iterable[ParsedArticle]) -> str:
    """The articles as text that `read_articles` reads back."""
    parts = []
    for article in articles:
        if article.title:
            parts.append("\n".join((f"Điều {article.number}. {article.title}", *article.lines)))
        else:
            head, *rest = article.lines or ("",)
            parts.append("\n".join((f"Điều {article.number}. {head}".rstrip(), *rest)))
    return "\n\n".join(parts)


def markers(lines: Sequence[str]) -> list[Marker]:
    """The numbers of clauses and the letters of points as typed, beside what counting gives."""
    found = []
    clause = point = 0
    for line in lines:
        if match := CLAUSE.match(line):
            clause, point = clause + 1, 0
            found.append(Marker(f"{match[1]}.", f"{clause}."))
        elif match := POINT.match(line):
            point += 1
            found.append(Marker(f"{match[1]})", f"{point_letter(point)})"))
    return found


ARTICLE_NAMED = re.compile(r"\bđiều\s+(\d+[a-zđ]?)", re.IGNORECASE)
CLAUSE_NAMED = re.compile(r"\bkhoản\s+(\d+[a-zđ]?)", re.IGNORECASE)


def wording_of(articles: Iterable[ParsedArticle], provision: str) -> str:
    """The words of the provision that `Khoản 2 Điều 3` names; empty where it names none of them.

    A clause comes with its points; without a clause the whole article.
    """
    named, clause = ARTICLE_NAMED.search(provision), CLAUSE_NAMED.search(provision)
    if named is None:
        return ""
    wanted = named[1].lower()
    article = next((one for one in articles if one.number.lower() == wanted), None)
    if article is None:
        return ""
    if clause is None:
        return "\n".join((f"Điều {article.number}. {article.title}".rstrip(" ."), *article.lines))
    found: list[str] = []
    inside = False
    for line in article.lines:
        if marker := CLAUSE.match(line):
            inside = marker[1].lower() == clause[1].lower()
        if inside:
            found.append(line)
    return "\n".join(found)
