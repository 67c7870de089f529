"""The fonts of official papers: where they lie, which letters they have, how wide a line is.

Tinos has the widths of Times New Roman, which the decree names. The whole TrueType files are
needed: web fonts cut into subsets print wrong letters, and a missing file would silently be
replaced.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from fontTools.ttLib import TTFont

from hdnd_portal.documents.papers.errors import FontsMissing, LettersMissing

FAMILY = "Tinos"
FILES = {
    (False, False): "Tinos-Regular.ttf",
    (True, False): "Tinos-Bold.ttf",
    (False, True): "Tinos-Italic.ttf",
    (True, True): "Tinos-BoldItalic.ttf",
}
DEFAULT_DIR = Path(__file__).resolve().parents[3] / "static" / "vendor" / "fonts" / "tinos"


def _folder() -> Path:
    return Path(getattr(settings, "PAPER_FONTS_DIR", None) or DEFAULT_DIR)


def fonts_dir() -> Path:
    """The folder of the font files: the setting PAPER_FONTS_DIR, or the one set-up fills.

    Raises FontsMissing when one of the four files is not there; nothing else is used instead.
    """
    folder = _folder()
    missing = [name for name in FILES.values() if not (folder / name).is_file()]
    if missing:
        raise FontsMissing(
            f"Papers cannot be printed: {', '.join(missing)} not found in {folder}. "
            "Run the set-up (make run), or point PAPER_FONTS_DIR at the Tinos TrueType files."
        )
    return folder


@dataclass(frozen=True, slots=True)
class Face:
    """One style of the font: advance widths in thousandths of the size, kerning left out."""

    widths: dict[int, float]


@lru_cache(maxsize=8)
def _face(path: Path) -> Face:
    if not path.is_file():
        fonts_dir()  # says which files are missing
    with TTFont(path, lazy=True) as font:
        scale = 1000 / font["head"].unitsPerEm
        metrics = font["hmtx"]
        return Face({c: metrics[name][0] * scale for c, name in font.getBestCmap().items()})


def face(*, bold: bool = False, italic: bool = False) -> Face:
    """Widths of one of the four styles."""
    return _face(_folder() / FILES[bold, italic])


def width(text: str, size: float, *, bold: bool = False, italic: bool = False) -> float:
    """Width of a line in points, up to 1 % more than printed because kerning is not counted."""
    widths = face(bold=bold, italic=italic).widths
    return sum(widths.get(ord(letter), 500.0) for letter in text) * size / 1000


def missing_letters(text: str) -> str:
    """The characters of a text that official papers cannot print, for forms that ask in time."""
    known = face().widths.keys() & face(bold=True).widths.keys()
    known &= face(italic=True).widths.keys() & face(bold=True, italic=True).widths.keys()
    return "".join(sorted({x for x in text if ord(x) not in known and x != "\n"}))


def printable(text: str) -> str:
    """The text with `?` for what official papers cannot print: names and words typed in haste."""
    missing = missing_letters(text)
    return "".join("?" if letter in missing else letter for letter in text)


def check_letters(text: str) -> None:
    """Raise LettersMissing when the text holds a character that not every style of the font has."""
    if missing := missing_letters(text):
        raise LettersMissing(missing)


@lru_cache(maxsize=1024)  # hundreds of invitations share their heads and titles
def balanced(
    text: str, size: float, room: float, *, bold: bool = False, italic: bool = False
) -> tuple[str, ...]:
    """The text broken into the fewest lines that fit `room` points, of lengths as equal as can be.

    A word longer than the room stays whole; the renderer then breaks it.
    """
    words = text.split(" ")

    def fill(limit: float) -> list[str]:
        lines = [words[0]]
        for word in words[1:]:
            longer = f"{lines[-1]} {word}"
            if width(longer, size, bold=bold, italic=italic) <= limit:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    best = fill(room)
    low, high = room / max(len(best), 1) * 0.5, room
    while high - low > size / 4:  # the narrowest limit that needs no further line
        middle = (low + high) / 2
        tried = fill(middle)
        if len(tried) <= len(best) and all(
            width(one, size, bold=bold, italic=italic) <= room for one in tried
        ):
            best, high = tried, middle
        else:
            low = middle
    return tuple(best)


def rule_length(lines: tuple[str, ...], size: float, *, bold: bool = False) -> float:
    """Length in points of the rule under a name or title: 2/5 of the text line it stands under.

    Where the lines differ it also keeps to between 1/3 and 1/2 of the longest, if that can be.
    """
    widths = [width(one, size, bold=bold) for one in lines]
    longest, last = max(widths), widths[-1]
    both = min(max(0.4 * last, 0.345 * longest), 0.48 * longest)
    return both if both <= 0.49 * last else 0.4 * last
