"""Targets of a resolution with yearly values, typed or pasted as one line each (V17)."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.db import transaction
from django.utils.translation import gettext as _

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from sessions.models import Resolution, Target, TargetValue
from sessions.services.resolutions import locked

YEARS = range(1990, 2101)
# Before the unit of a target that is not to be exceeded.
CEILING = "≤"
LARGEST = Decimal(10) ** 14


class LineRefused(ValueError):
    """A line that cannot be read; `code` says why, `line` is its number."""

    def __init__(self, code: str, line: int, piece: str = "") -> None:
        super().__init__(f"{code} {line} {piece}")
        self.code, self.line, self.piece = code, line, piece


@dataclass(frozen=True, slots=True)
class Read:
    """One target as typed."""

    name: str
    unit: str
    is_ceiling: bool
    values: tuple[tuple[int, Decimal | None, Decimal | None], ...]


def sentence_of(refusal: LineRefused) -> str:
    """What is wrong with which line."""
    texts = {
        "short": _("Dòng {line}: cần có tên và đơn vị tính, cách nhau bằng dấu |."),
        "year": _("Dòng {line}: “{piece}” chưa đúng dạng năm=mục tiêu, ví dụ 2026=96."),
        "twice": _("Dòng {line}: năm {piece} có hai giá trị."),
        "name": _("Dòng {line}: chỉ tiêu “{piece}” có hai lần."),
    }
    return texts[refusal.code].format(line=refusal.line, piece=refusal.piece)


def read(text: str) -> list[Read]:
    """The targets of a text. Raises LineRefused."""
    found: list[Read] = []
    for place, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        pieces = [piece.strip() for piece in line.replace("\t", "|").split("|")]
        if len(pieces) < 2 or not pieces[0] or not pieces[1]:
            raise LineRefused("short", place)
        if any(one.name == pieces[0] for one in found):
            raise LineRefused("name", place, pieces[0][:60])
        values = [_value(piece, place) for piece in pieces[2:] if piece]
        years = [year for year, _planned, _actual in values]
        if twice := next((year for year in years if years.count(year) > 1), None):
            raise LineRefused("twice", place, str(twice))
        unit = pieces[1].removeprefix(CEILING).strip()
        is_ceiling = pieces[1].startswith(CEILING)
        found.append(Read(pieces[0][:300], unit[:50], is_ceiling, tuple(values)))
    return found


def _value(piece: str, place: int) -> tuple[int, Decimal | None, Decimal | None]:
    year, equals, numbers = piece.partition("=")
    actual, slash, planned = numbers.partition("/")
    if not equals or not year.strip().isdigit() or int(year) not in YEARS:
        raise LineRefused("year", place, piece[:40])
    if not slash:
        actual, planned = "", numbers
    return int(year), _number(planned, piece, place), _number(actual, piece, place)


def _number(text: str, piece: str, place: int) -> Decimal | None:
    """`1.234,5` as Vietnamese write it; nothing for an empty place."""
    text = text.strip().replace(" ", "").replace("\u00a0", "")
    if not text:
        return None
    if "," in text:
        text = text.replace(".", "").replace(",", ".")
    elif text.count(".") > 1 or (text.count(".") == 1 and len(text.split(".")[1]) == 3):
        text = text.replace(".", "")
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise LineRefused("year", place, piece[:40]) from None
    if not number.is_finite() or abs(number) > LARGEST:
        raise LineRefused("year", place, piece[:40])
    return number


def as_text(resolution: Resolution) -> str:
    """The targets as text that `read` reads back."""
    lines = []
    for target in resolution.targets.prefetch_related("values"):
        pieces = [target.name, f"{CEILING} {target.unit}" if target.is_ceiling else target.unit]
        for value in target.values.all():
            actual = f"{_typed(value.actual)}/" if value.actual is not None else ""
            pieces.append(f"{value.year}={actual}{_typed(value.planned)}")
        lines.append(" | ".join(pieces))
    return "\n".join(lines)


def _typed(number: Decimal | None) -> str:
    return "" if number is None else f"{number.normalize():f}".replace(".", ",")


@transaction.atomic
def write(resolution: Resolution, *, text: str, by: User) -> int:
    """Keep the targets of the text in place of those before; how many. Raises LineRefused.

    Values that are the same keep who entered them and when.
    """
    resolution = locked(resolution)
    wanted = read(text)
    held = {target.name: target for target in resolution.targets.prefetch_related("values")}
    resolution.targets.exclude(name__in=[one.name for one in wanted]).delete()
    for position, one in enumerate(wanted, start=1):
        target = held.get(one.name) or Target(resolution=resolution, name=one.name)
        target.position, target.unit, target.is_ceiling = position, one.unit, one.is_ceiling
        target.save()
        _write_values(target, one, by=by)
    log.record("resolution.targets_changed", resolution, by=by, count=len(wanted))
    return len(wanted)


def _write_values(target: Target, one: Read, *, by: User) -> None:
    target.values.exclude(year__in=[year for year, _p, _a in one.values]).delete()
    held = {value.year: value for value in target.values.all()}
    for year, planned, actual in one.values:
        value = held.get(year)
        if value is not None and (value.planned, value.actual) == (planned, actual):
            continue
        value = value or TargetValue(target=target, year=year)
        value.planned, value.actual, value.recorded_by = planned, actual, by
        value.save()
