"""Sentences of papers and reminders that an office may put into its own words (D1, K8).

Plain Python: what sentences there are, and whether a text may stand in the place of one. Apps
register theirs in `ready()`; `released.py` knows what each council has released.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from hdnd_portal.ui.choices import Label

_PLACE = re.compile(r"\{([a-z_]+)\}")
LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a sentence that the record fills: what stands there, and an example of it."""

    label: Label
    sample: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """One sentence: of which paper or letter, what it is for, how it reads until it is changed.

    `required` are the places without which the reader would not know what it is about. What is
    printed may hold only letters that the fonts of papers have.
    """

    key: str
    group: Label
    label: Label
    default: Label
    places: Mapping[str, Place] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    is_printed: bool = True

    def sample(self) -> dict[str, str]:
        """Examples of everything that may stand in it."""
        return {name: place.sample for name, place in self.places.items()}


class WordingRefused(Exception):
    """A text that may not stand there; `names` are the places, or the letters, it is about."""

    def __init__(self, code: str, names: Iterable[str] = ()) -> None:
        self.code = code
        self.names = sorted(names)
        super().__init__(f"{code}: {', '.join(self.names)}")


_phrases: dict[str, Phrase] = {}


def register(phrases: Iterable[Phrase]) -> None:
    """Enter sentences; each must be able to stand as it is shipped. Raises WordingRefused."""
    for phrase in phrases:
        check(phrase, str(phrase.default))
        _phrases[phrase.key] = phrase


def registered() -> Iterator[Phrase]:
    """Every sentence, in the order of its registration."""
    return iter(_phrases.values())


def find(key: str) -> Phrase | None:
    """The sentence of the key."""
    return _phrases.get(key)


def check(phrase: Phrase, text: str) -> None:
    """Raise WordingRefused `empty`, `long`, `braces`, `unknown` or `missing`."""
    if not text.strip():
        raise WordingRefused("empty")
    if len(text) > LONGEST:
        raise WordingRefused("long")
    if set("{}") & set(_PLACE.sub("", text)):
        raise WordingRefused("braces")
    named = set(_PLACE.findall(text))
    if unknown := named - set(phrase.places):
        raise WordingRefused("unknown", unknown)
    if missing := phrase.required - named:
        raise WordingRefused("missing", missing)


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its places filled. Raises KeyError for a place without a value."""
    return _PLACE.sub(lambda found: values[found[1]], text)
