"""Finding the unit an address names, on a day: old or new, with or without diacritics.

Plain Python over `unit_data`; the day is an argument and None means the latest state known.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise

from hdnd_portal.council.unit_data import unit_table
from hdnd_portal.council.unit_names import accent_key, name_key
from hdnd_portal.council.unit_spans import Change, Span, UnitTable

# Words and abbreviations before a name, without diacritics; the longer ones first.
PREFIXES: list[tuple[str, str]] = [
    (r"thanh\s+pho(?:\s+truc\s+thuoc\s+(?:trung\s+uong|tw))?\s+", "thành phố"),
    (r"thi\s+tran\s+", "thị trấn"),
    (r"thi\s+xa\s+", "thị xã"),
    (r"thu\s+do\s+", "thành phố"),
    (r"dac\s+khu\s+", "đặc khu"),
    (r"phuong\s+", "phường"),
    (r"huyen\s+dao\s+", "huyện"),
    (r"huyen\s+", "huyện"),
    (r"quan\s+", "quận"),
    (r"tinh\s+", "tỉnh"),
    (r"xa\s+", "xã"),
    (r"tp(?:\.\s*|\s+|(?=hcm|hn))", "thành phố"),
    (r"tt(?:\.\s*|\s+)", "thị trấn"),
    (r"tx(?:\.\s*|\s+)", "thị xã"),
    (r"dk(?:\.\s*|\s+)", "đặc khu"),
    (r"p(?:\.\s*|\s+|(?=\d))", "phường"),
    (r"q(?:\.\s*|\s+|(?=\d))", "quận"),
    (r"h(?:\.\s*|\s+)", "huyện"),
    (r"x(?:\.\s*|\s+)", "xã"),
    (r"t(?:\.\s*|\s+)", "tỉnh"),
]
# At which level a word stands: one word may be out of date, its level may not.
LEVELS: dict[str, tuple[str, ...]] = {
    "tỉnh": ("province",),
    "thành phố": ("province", "district"),
    "quận": ("district",),
    "huyện": ("district",),
    "thị xã": ("district",),
    "xã": ("commune",),
    "phường": ("commune",),
    "thị trấn": ("commune",),
    "đặc khu": ("commune",),
}
MARKERS = re.compile(
    r"\s+(?=(?:(?:tỉnh|thành phố|thị trấn|thị xã|đặc khu|phường|huyện|quận|xã|"
    r"tinh|thanh pho|thi tran|thi xa|dac khu|phuong|huyen|quan|xa|"
    r"tp|tt|tx|p|q|h|x)[.\s]|tp\.?\s?hcm))",
    re.IGNORECASE,
)
# What is left where a cut went through the word before a name: "thị | xã Mỹ Hào".
STUMPS = re.compile(r"(?:thanh|thi|dac|tinh|phuong|huyen|quan|xa|tp|tt|tx|dk|[pqhxt])")
MOST_MARKERS = 5
MOST_WORDS = 5  # of the name of a province
NOT_UNITS = re.compile(r"^(?:viet\s*nam|vn|so|duong|thon|ap|to|khu pho|kp|ban|lang|ngo|hem)\b")


@dataclass(frozen=True, slots=True)
class UnitMatch:
    """A unit of the asked day, and how the address leads to it."""

    code: str
    kind: str
    name: str
    label: str
    address: str
    province_code: str
    province: str
    valid_from: date | None
    valid_to: date | None
    asked: str
    reason: str
    sources: tuple[str, ...]
    mark: str
    is_likely: bool


@dataclass(frozen=True, slots=True)
class Segment:
    """One piece of an address: the word before the name, if any, the name, and both as written."""

    word: str | None
    name: str
    whole: str

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of the name, and of the whole: "Quan Hóa" is no "quận Hóa"."""
        return tuple(dict.fromkeys((name_key(self.name), name_key(self.whole))))

    def names(self, span: Span, *, strict: bool) -> bool:
        """Whether the piece may mean the unit; strictly, the word before the name agrees too."""
        known = {name_key(span.name), *span.aliases}
        if name_key(self.whole) in known:
            return True
        if self.word and strict and self.word != span.word:
            return False
        if self.word and span.level not in LEVELS[self.word]:
            return False
        return name_key(self.name) in known

    def is_written_as(self, span: Span) -> bool:
        """Whether the diacritics agree too."""
        return accent_key(span.name) in (accent_key(self.name), accent_key(self.whole))


def find_units(text: str, on: date | None) -> list[UnitMatch]:
    """Units of the day that the address means; several when it is ambiguous or was divided.

    An empty list means that no unit of that name is known.
    """
    table = unit_table()
    for segments in _readings(table, text):
        for strict in (True, False):
            found = _spans(table, segments, on, strict=strict)
            if found:
                return _matches(table, found, on)
    return []


def _readings(table: UnitTable, text: str) -> Iterator[list[Segment]]:
    """Ways to cut the address, the likeliest first."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    pieces = [p.strip(" .") for p in re.split(r"[,;|\n/()]+", text)]
    cuts = list(_cuts([p for p in pieces if p]))
    for cut in [*cuts, *_before_provinces(table, cuts)]:
        segments = [_segment(piece) for piece in cut]
        # Without diacritics the hamlet "làng Sơn" is the province of Lạng Sơn: try both.
        named = [s for s in segments if _may_be_unit(s) or name_key(s.whole) in table.named]
        plain = [s for s in segments if _may_be_unit(s)]
        for kept in [named] if named == plain else [named, plain]:
            yield from _without_street(kept)


def _may_be_unit(segment: Segment) -> bool:
    return bool(segment.word) or not NOT_UNITS.match(_bare(segment.name))


def _without_street(kept: list[Segment]) -> Iterator[list[Segment]]:
    """A street or a hamlet before the first unit has no word we know: leave it out in turn."""
    while kept:
        yield kept
        if kept[0].word or len(kept) == 1:
            break
        kept = kept[1:]


def _before_provinces(table: UnitTable, cuts: list[list[str]]) -> Iterator[list[str]]:
    """The cuts with a province that ends the last piece cut off: "huyện Thạch Thất Hà Nội"."""
    for cut in cuts:
        words = cut[-1].split() if cut else []
        for at in range(max(1, len(words) - MOST_WORDS), len(words)):
            head, tail = " ".join(words[:at]), " ".join(words[at:])
            if any(s.level == "province" for s in table.named.get(name_key(tail), [])):
                yield [*cut[:-1], head, tail]


def _cuts(pieces: list[str]) -> Iterator[list[str]]:
    """The pieces as the commas cut them, then cut further before the words of units.

    "xã Tân Xã huyện Thạch Thất" has such a word in a name, so every choice of cuts is offered.
    """
    yield pieces
    places = [
        (i, m.start()) for i, p in enumerate(pieces) for m in MARKERS.finditer(p) if m.start()
    ][:MOST_MARKERS]
    for count in range(len(places), 0, -1):
        for chosen in combinations(places, count):
            cut: list[str] = []
            for i, piece in enumerate(pieces):
                at = [0, *(place for j, place in chosen if j == i), len(piece)]
                cut += [piece[a:b].strip(" .") for a, b in pairwise(at)]
            if not any(STUMPS.fullmatch(_bare(piece)) for piece in cut):
                yield cut


def _bare(text: str) -> str:
    """Lower case without diacritics, letter for letter."""
    text = unicodedata.normalize("NFC", text).lower().replace("đ", "d")
    return "".join(unicodedata.normalize("NFD", c)[0] for c in text)


def _segment(piece: str) -> Segment:
    bare = _bare(piece)
    for pattern, word in PREFIXES:
        match = re.match(pattern, bare)
        if match and match.end() < len(piece):
            return Segment(word, piece[match.end() :].strip(), piece)
    return Segment(None, piece, piece)


def _spans(
    table: UnitTable, segments: list[Segment], on: date | None, *, strict: bool
) -> list[Span]:
    first, rest = segments[0], segments[1:]
    likes = {s.id: s for key in first.keys for s in table.named.get(key, [])}
    named = [s for s in likes.values() if first.names(s, strict=strict)]
    found = [s for s in named if _stands_in(table, s, rest, strict=strict, back=False)]
    # With a district it is an address of before the reform, and so is its province.
    literal = [s for s in found if _stands_in(table, s, rest, strict=strict, back=None)]
    if literal and (len(rest) > 1 or all(s.level == "district" for s in found)):
        found = literal
    if not found and rest:
        # A unit of today written with the province of yesterday.
        found = [s for s in named if _stands_in(table, s, rest, strict=strict, back=True)]
    # Typed without any diacritics, "Nga Thanh" may be Nga Thành as well.
    if any(_bare(s.whole) != s.whole.lower() for s in segments):
        found = [s for s in found if first.is_written_as(s)] or found
    if first.word is None and not rest:
        # A bare name means the highest unit that bears it.
        for level in ("province", "district", "commune"):
            if any(s.level == level for s in found):
                found = [s for s in found if s.level == level]
                break
    # Units that exist on the day under the name as written need no changes to be followed.
    exact = [s for s in found if _holds(s, on) and name_key(s.name) in first.keys]
    return exact or found


def _holds(span: Span, on: date | None) -> bool:
    return span.valid_to is None if on is None else span.holds_on(on)


def _stands_in(
    table: UnitTable, span: Span, rest: list[Segment], *, strict: bool, back: bool | None
) -> bool:
    """Whether the remaining pieces name units above the span, in their order.

    Two pieces may name one unit by two of its names: "thành phố Huế, tỉnh Thừa Thiên Huế".
    """
    above = _ancestors(table, span, back=back)
    if back and not above:
        above = [_family(table, span, back=None)]
    level, said = 0, set[str]()
    for segment in rest:
        if said & set(segment.keys):
            level, said = level + 1, set()
        while level < len(above) and not any(segment.names(s, strict=strict) for s in above[level]):
            level, said = level + 1, set()
        if level == len(above):
            return False
        said |= set(segment.keys)
    return True


def _ancestors(table: UnitTable, span: Span, *, back: bool | None) -> list[list[Span]]:
    """The units above, nearest first, each with the names it had before and has had since."""
    levels: list[list[Span]] = []
    parent = table.spans.get(span.parent or "")
    while parent:
        levels.append(_family(table, parent, back=back))
        parent = table.spans.get(parent.parent or "")
    return levels


def _family(table: UnitTable, span: Span, *, back: bool | None) -> list[Span]:
    """The unit under its other names and kinds, and what it was merged into.

    `back` adds what was merged into it; None keeps to the unit itself.
    """
    seen = {span.id}
    queue = [span.id]
    while queue:
        current = queue.pop()
        if table.spans[current].level != "district":
            nearby = [
                t
                for c in table.leaving.get(current, [])
                if back is not None or c.kind in ("kind", "rename")
                for t in c.targets
            ]
            nearby += [
                s
                for c in table.reaching.get(current, [])
                if back or c.kind in ("kind", "rename")
                for s in c.sources
            ]
            fresh = [n for n in nearby if n not in seen]
            seen.update(fresh)
            queue += fresh
    return [table.spans[i] for i in seen]


def _follow(
    table: UnitTable, span: Span, on: date | None, path: tuple[Change, ...] = ()
) -> Iterator[tuple[Span, tuple[Change, ...]]]:
    if _holds(span, on):
        yield span, path
    elif span.valid_to is not None and (on is None or span.valid_to < on):
        for change in table.leaving.get(span.id, []):
            for target in sorted(change.targets, key=lambda t: t != change.likely):
                yield from _follow(table, table.spans[target], on, (*path, change))
    else:
        for change in table.reaching.get(span.id, []):
            # A district that ended is not what a commune was before.
            if change.kind != "dissolve":
                for source in change.sources:
                    yield from _follow(table, table.spans[source], on, (*path, change))


def _matches(table: UnitTable, found: Iterable[Span], on: date | None) -> list[UnitMatch]:
    asked = list(found)
    reached: dict[str, tuple[Span, tuple[Change, ...], Span]] = {}
    for span in asked:
        for target, path in _follow(table, span, on):
            known = reached.get(target.id)
            if known is None or len(path) < len(known[1]):
                reached[target.id] = (target, path, span)
    several = len({s.id for _, _, s in reached.values()}) > 1
    return [
        _match(table, target, path, span, on, several=several)
        for target, path, span in reached.values()
    ]


def _match(
    table: UnitTable,
    target: Span,
    path: tuple[Change, ...],
    asked: Span,
    on: date | None,
    *,
    several: bool,
) -> UnitMatch:
    province = _province(table, target, on)
    reasons = []
    if several:
        reasons.append("trùng tên với đơn vị khác: cần ghi đủ dấu và đơn vị cấp trên")
    likely = True
    for change in path:
        reasons.append(_reason(table, change, on))
        if change.kind == "split":
            likely = change.likely == target.id
    return UnitMatch(
        code=target.code,
        kind=target.kind,
        name=target.name,
        label=target.label,
        address=_address(table, target, province),
        province_code=province.code,
        province=province.label,
        valid_from=target.valid_from,
        valid_to=target.valid_to,
        asked=_address(table, asked, _province(table, asked, asked.valid_to)),
        reason="; ".join(reasons),
        sources=tuple(dict.fromkeys(c.legal_basis for c in path)),
        mark=max((c.mark for c in path), default="F", key=["F", "S", "F2", "S2", "U"].index),
        is_likely=likely,
    )


def _reason(table: UnitTable, change: Change, on: date | None) -> str:
    day = f"{change.effective_on:%d/%m/%Y}"
    if on is not None and on < change.effective_on:
        verb = "thuộc" if change.kind in ("merge", "split", "dissolve") else "là"
        return f"chỉ có từ ngày {day}; trước đó {verb} đơn vị này"
    source = table.spans[change.sources[0]]
    return {
        "split": f"{source.label} được chia từ ngày {day}: mỗi đơn vị nhận một phần",
        "dissolve": f"cấp huyện kết thúc từ ngày {day}: địa bàn nay thuộc các đơn vị cấp xã này",
        "kind": f"đổi loại từ ngày {day}",
        "rename": f"đổi tên từ ngày {day}",
        "keep": f"giữ nguyên tên và loại khi sắp xếp ngày {day}",
    }.get(change.kind, f"được nhập vào đơn vị này từ ngày {day}")


def _province(table: UnitTable, span: Span, on: date | None) -> Span:
    while span.parent:
        span = table.spans[span.parent]
    family = [s for s in _family(table, span, back=False) if s.code == span.code]
    return next((s for s in family if _holds(s, on)), span)


def _address(table: UnitTable, span: Span, province: Span) -> str:
    parts = [span.label]
    parent = table.spans.get(span.parent or "")
    if parent and parent.level == "district":
        parts.append(parent.label)
    if span.level != "province":
        parts.append(province.label)
    return ", ".join(parts)
