"""What an answer seems to say: its result, days, money, papers; each with the words that led there.

Plain Python. Only suggestions: what the person leaves in the form is what counts.
"""

import re
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from hdnd_portal.commitments.workflow import Claim
from hdnd_portal.ui.money import read_money
from hdnd_portal.ui.text import fold

# The words of each result, folded; what stands first decides where several are said.
SIGNS: tuple[tuple[Claim, tuple[str, ...]], ...] = (
    (
        Claim.NOT_DONE,
        (
            r"chua (?:co|bo tri|can doi|du|the)[^.;]{0,30}(?:nguon|von|kinh phi)",
            r"chua (?:giai quyet|thuc hien|bo tri) duoc",
            r"chua co co so (?:de )?giai quyet",
            r"chua du dieu kien",
            r"chua the (?:thuc hien|giai quyet|dau tu)",
        ),
    ),
    (
        Claim.DONE,
        (
            r"da (?:duoc )?(?:hoan thanh|nghiem thu|dua vao su dung|thong xe|ban giao dua vao)",
            r"da (?:[a-z]+ ){0,6}xong",
            r"da (?:xu ly|giai quyet) dut diem",
        ),
    ),
    (
        Claim.UNDER_WAY,
        (
            r"dang (?:duoc )?(?:trien khai|thi cong|thuc hien|lap|to chuc|ra soat|tham dinh)",
            r"dang (?:duoc )?(?:xay dung|giai quyet|phoi hop|hoan thien|lua chon|giai phong)",
        ),
    ),
    (
        Claim.PLANNED,
        (
            r"\bse (?:[a-z]+ ){0,3}?(?:trien khai|thi cong|thuc hien|dau tu|bo tri|xem xet)",
            r"\bse (?:[a-z]+ ){0,3}?(?:khac phuc|sua chua|nang cap|kiem tra|lap|trinh)",
            r"\bse (?:[a-z]+ ){0,3}?(?:de xuat|giai quyet|tham muu)",
            r"du kien (?:khoi cong|hoan thanh|bo tri|trien khai|thuc hien)",
            r"dua vao ke hoach",
        ),
    ),
    (
        Claim.EXPLAINED,
        (
            r"khong thuoc tham quyen|thuoc tham quyen cua|theo quy dinh (?:tai|cua)",
            r"xin (?:giai trinh|thong tin)|cung cap thong tin|giai trinh (?:nhu sau|voi cu tri)",
        ),
    ),
)
_SIGNS = tuple((claim, re.compile("|".join(forms))) for claim, forms in SIGNS)
_DAY = re.compile(r"\b(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})\b")
_DAY_WORDS = re.compile(r"ngay (\d{1,2}) thang (\d{1,2}) nam (\d{4})")
_MONTH = re.compile(r"thang (\d{1,2})\s*(?:/|nam )\s*(\d{4})")
_QUARTER = re.compile(r"quy (i{1,3}|iv|[1-4])\s*(?:/|nam )\s*(\d{4})")
_YEAR = re.compile(r"(?:trong|het|cuoi|truoc het) nam (\d{4})")
_AHEAD = re.compile(
    r"(?:truoc|xong|hoan thanh|du kien|cham nhat|den het|het|trong|han)[^.;]{0,60}$"
)
_DONE = re.compile(r"(?:hoan thanh|xong|nghiem thu|dua vao su dung|ban giao|thong xe)[^.;]{0,60}$")
_MONEY = re.compile(
    r"\b(?:\d{1,3}(?:[. ]\d{3})+|\d+(?:,\d{1,3})?\s*(?:nghìn|ngàn|triệu|tỷ|tỉ))\s*(?:đồng|VNĐ|đ)\b"
    r"|\b\d+(?:,\d{1,3})?\s*(?:triệu|tỷ|tỉ)\b",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    r"(?:nguồn|từ)\s+((?:vốn|ngân sách|kinh phí|quỹ)[^.;,()\n]{3,80})", re.IGNORECASE
)
_PAPER = re.compile(
    r"(?:Quyết định|Công văn|Văn bản|Báo cáo|Kế hoạch|Thông báo|Biên bản|Nghị quyết|Kết luận)"
    r"\s+số\s+\d+[\w/\-.&]*(?:\s+ngày\s+\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4})?",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"Số\s*:\s*(\d{1,6}\s*/[\w\-./&]{2,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Hint:
    """What is suggested for a field, and the words that led there."""

    value: Any
    words: str


def hints_of(answer: str, *, on: date) -> dict[str, dict[str, Any]]:
    """Suggestions by name of the field; days as ISO texts, so that they can be kept as JSON."""
    found = {
        "claimed": _claim(answer),
        **_days(answer, on),
        "amount": _amount(answer),
        "money_source": _first(_SOURCE, answer, 1),
        "evidence": _first(_PAPER, answer),
    }
    claimed = found["claimed"]
    if claimed is not None:
        found["measure"] = _measure(answer, claimed)
    return {name: asdict(hint) for name, hint in found.items() if hint is not None}


def reference_of(opening: str) -> tuple[str, date | None]:
    """Number and day of the letter, out of its first lines."""
    found = _REFERENCE.search(opening)
    reference = re.sub(r"\s+", "", found[1])[:60] if found else ""
    days = [_day(*one.groups()) for one in _DAY_WORDS.finditer(fold(opening))]
    return reference, next((day for day in days if day), None)


def _claim(answer: str) -> Hint | None:
    """The result whose words stand in the answer.

    That something cannot be done yet outweighs what is said of other things; done and under way
    together are under way: a part is left.
    """
    said = fold(answer)
    found = {claim: hit[0] for claim, form in _SIGNS if (hit := form.search(said))}
    if not found:
        return None
    chosen = next(iter(found))
    if chosen is Claim.DONE:
        chosen = next((one for one in (Claim.UNDER_WAY, Claim.PLANNED) if one in found), chosen)
        # What is done and only will be looked after is done.
        if chosen is Claim.PLANNED:
            chosen = Claim.DONE
    return Hint(chosen.value, _as_written(answer, found[chosen]))


def _as_written(text: str, folded: str) -> str:
    """The words in their own spelling: as many as the folded ones, from where these begin."""
    words, sought = text.split(), folded.split()
    for at in range(len(words)):
        here = fold(" ".join(words[at : at + len(sought)]))
        if here.startswith(sought[0]) and re.sub(r"\W+$", "", here).startswith(folded[:20]):
            return re.sub(r"\W+$", "", " ".join(words[at : at + len(sought)]))
    return folded


def _days(answer: str, on: date) -> dict[str, Hint | None]:
    said = fold(answer)
    done: Hint | None = None
    ahead: Hint | None = None
    hits = [
        *((hit, _day(*hit.groups())) for hit in _DAY.finditer(said)),
        *((hit, _day(*hit.groups())) for hit in _DAY_WORDS.finditer(said)),
        *((hit, _month_end(int(hit[1]), int(hit[2]))) for hit in _MONTH.finditer(said)),
        *((hit, _quarter_end(hit[1], int(hit[2]))) for hit in _QUARTER.finditer(said)),
        *((hit, _month_end(12, int(hit[1]))) for hit in _YEAR.finditer(said)),
    ]
    for hit, day in sorted(hits, key=lambda one: one[0].start()):
        before = said[max(0, hit.start() - 90) : hit.start()]
        if day is None:
            continue
        if day > on and ahead is None and _AHEAD.search(before + hit[0].split()[0]):
            ahead = Hint(day.isoformat(), hit[0])
        is_whole = _DAY.fullmatch(hit[0]) or _DAY_WORDS.fullmatch(hit[0])
        if day <= on and done is None and is_whole and _DONE.search(before):
            done = Hint(day.isoformat(), hit[0])
    return {"done_on": done, "promised_on": ahead}


def _day(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _month_end(month: int, year: int) -> date | None:
    if not (1 <= month <= 12 and 1900 < year < 2200):
        return None
    last = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(last.toordinal() - 1)


def _quarter_end(quarter: str, year: int) -> date | None:
    number = {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(quarter) or int(quarter)
    return _month_end(number * 3, year)


def _amount(answer: str) -> Hint | None:
    for hit in _MONEY.finditer(answer):
        try:
            return Hint(read_money(re.sub(r"tỉ", "tỷ", hit[0], flags=re.IGNORECASE)), hit[0])
        except ValidationError:
            continue
    return None


def _first(form: re.Pattern[str], answer: str, group: int = 0) -> Hint | None:
    hit = form.search(answer)
    return Hint(hit[group].strip()[:300], hit[0].strip()) if hit else None


def _measure(answer: str, claimed: Hint) -> Hint | None:
    """The sentence that says what is being done or will be."""
    if claimed.value not in {Claim.UNDER_WAY, Claim.PLANNED}:
        return None
    for sentence in re.split(r"(?<=[.;])\s+", answer):
        if fold(claimed.words) in fold(sentence):
            return Hint(sentence.strip()[:2000], claimed.words)
    return None
