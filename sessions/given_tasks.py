"""Sentences of a resolution that give somebody a task (nhiệm vụ được giao). Plain Python.

A resolution names who carries it out, by when and who reports (domain rule SES-15); the office cuts
these sentences out as commitments. What is found here is only proposed.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sessions.article_text import CLAUSE, POINT, ParsedArticle

GIVEN = re.compile(r"^(?:Giao|Yêu cầu|Đề nghị)\s+(\S.*)$")
# The closing article of every resolution; its own bodies are not chased as agencies are.
OWN_BODIES = ("thường trực hội đồng nhân dân", "thường trực hđnd", "các ban", "các tổ đại biểu")


@dataclass(frozen=True, slots=True)
class GivenTask:
    """One sentence: where it stands, what it says, and whom it names first."""

    place: str
    text: str
    addressee: str


def given_tasks(articles: Iterable[ParsedArticle]) -> list[GivenTask]:
    """The sentences that begin by giving a task to somebody outside the council's own bodies."""
    return [
        GivenTask(place, text, match[1])
        for article in articles
        for place, text in _lines(article)
        if (match := GIVEN.match(text)) and not match[1].lower().startswith(OWN_BODIES)
    ]


def _lines(article: ParsedArticle) -> Iterator[tuple[str, str]]:
    clause = ""
    for line in article.lines:
        if found := CLAUSE.match(line):
            clause = f"khoản {found[1]} "
            yield f"{clause}Điều {article.number}", found[2]
        elif found := POINT.match(line):
            yield f"điểm {found[1]} {clause}Điều {article.number}", found[2]
        else:
            yield f"{clause}Điều {article.number}", line


def owner_of(task: GivenTask, names: Iterable[tuple[int, str]]) -> int | None:
    """The key of the agency whose name the sentence begins with; the longest name counts."""
    said = _folded(task.addressee)
    fitting = [(len(name), key) for key, name in names if said.startswith(_folded(name))]
    return max(fitting)[1] if fitting else None


def _folded(name: str) -> str:
    words = " ".join(name.lower().split())
    for short, whole in (("ủy ban nhân dân", "ubnd"), ("uỷ ban nhân dân", "ubnd")):
        words = words.replace(short, whole)
    return words
