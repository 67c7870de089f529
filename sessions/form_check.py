"""The form check of a resolution before it is signed: what can be judged on the record.

Plain Python. Law 64/2025/QH15 (as amended by 87/2025), Decree 78/2025/NĐ-CP (form 17 of Decree
187/2025) for legal resolutions; Decree 30/2020/NĐ-CP for individual ones. A check that is not
`is_binding` warns; one that is must hold before the form can be confirmed.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sessions.article_text import ParsedArticle, markers
from sessions.workflow.resolution import ResolutionForm

DATE = re.compile(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.IGNORECASE)
WELL_WRITTEN = re.compile(r"ngày (0[1-9]|[12]\d|3[01]) tháng (01|02|[3-9]|1[0-2]) năm \d{4}")
ACT = re.compile(r"\b\d{1,4}/\d{4}/[A-ZĐ][A-ZĐ0-9]*(?:-[A-ZĐ0-9&]+)*")
LOCAL_LAW = "luật tổ chức chính quyền địa phương"
HERE = re.compile(r"Điều (\d+[a-zđ]?)(?=[^.]{0,40}Nghị quyết này)")
# Higher acts first (Law 64/2025, Art. 58); what was considered at the session stands last.
RANKS: tuple[tuple[str, int], ...] = (
    ("căn cứ hiến pháp", 0),
    ("căn cứ bộ luật", 1),
    ("căn cứ luật", 1),
    ("căn cứ pháp lệnh", 2),
    ("căn cứ nghị quyết của quốc hội", 1),
    ("căn cứ nghị định", 4),
    ("căn cứ quyết định", 5),
    ("căn cứ thông tư", 6),
    ("xét", 9),
)
FORM_17 = "Nghị định 78/2025/NĐ-CP, Mẫu số 17 (sửa đổi bởi Nghị định 187/2025/NĐ-CP)"
ND30 = "Nghị định 30/2020/NĐ-CP, Phụ lục I"


@dataclass(frozen=True, slots=True)
class Text:
    """What is judged: the text of a resolution and the days it names."""

    form: ResolutionForm
    title: str
    bases: tuple[str, ...]
    enacting: str
    closing: str
    articles: tuple[ParsedArticle, ...]
    recipients: tuple[str, ...]
    adopted_on: date
    effective_on: date | None
    earliest_on: date | None  # by the rule of effect; None where the rule does not bind
    is_shortened: bool
    ended_acts: Mapping[str, date]  # number of an act -> the last day it was in force
    missing_letters: str = ""
    has_signer: bool = True

    @property
    def is_legal(self) -> bool:
        """Whether the rules of legal documents apply."""
        return self.form is ResolutionForm.LEGAL

    @property
    def lines(self) -> tuple[str, ...]:
        """All its lines, to be searched."""
        inside = (line for one in self.articles for line in (one.title, *one.lines))
        return (self.title, *self.bases, self.enacting, *inside, self.closing)


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found: `code` names its sentence, `details` fill it when it failed."""

    code: str
    passed: bool
    source: str
    is_binding: bool = True
    details: str = ""


Check = Callable[[Text], Finding | None]


def _found(
    code: str, source: str, wrong: Iterable[str] | bool, *, is_binding: bool = True
) -> Finding:
    """A finding that passes where nothing is wrong."""
    listed = [] if isinstance(wrong, bool) else list(dict.fromkeys(wrong))
    failed = wrong if isinstance(wrong, bool) else bool(listed)
    return Finding(code, not failed, source, is_binding, "; ".join(listed))


def _bases_given(text: Text) -> Finding:
    return _found("bases_given", FORM_17 if text.is_legal else ND30, not text.bases)


def _local_law_first(text: Text) -> Finding | None:
    if not text.bases:
        return None
    wrong = LOCAL_LAW not in text.bases[0].lower()
    return _found(
        "local_law_first", FORM_17 if text.is_legal else ND30, wrong, is_binding=text.is_legal
    )


def rank(basis: str) -> int:
    """The place of a legal basis among the others; 7 for what the list does not know."""
    lowered = basis.lower()
    if "quốc hội" in lowered and lowered.startswith("căn cứ nghị quyết"):
        return 3 if "thường vụ" in lowered else 1
    return next((place for start, place in RANKS if lowered.startswith(start)), 7)


def _bases_ordered(text: Text) -> Finding | None:
    if not text.bases:
        return None
    ranks = [rank(basis) for basis in text.bases]
    wrong = [
        after[:80]
        for after, here, before in zip(text.bases[1:], ranks[1:], ranks, strict=False)
        if here < before
    ]
    return _found("bases_ordered", "Luật 64/2025/QH15, Điều 58", wrong, is_binding=False)


def _bases_marked(text: Text) -> Finding | None:
    """The printer sets the marks at the end; what was typed must not bring its own."""
    if not text.bases:
        return None
    wrong = [
        basis[:80]
        for basis in text.bases
        if not basis.lower().startswith(("căn cứ", "xét", "theo đề nghị"))
        or basis.rstrip(";. ").endswith((",", ":", "-"))
    ]
    return _found("bases_marked", ND30, wrong)


def _considered_last(text: Text) -> Finding | None:
    if not text.bases:
        return None
    wrong = not text.bases[-1].lower().startswith("xét")
    return _found("considered_last", FORM_17, wrong, is_binding=text.is_legal)


def _bases_in_force(text: Text) -> Finding:
    ended = [
        f"{number} ({text.ended_acts[number]:%d/%m/%Y})"
        for basis in text.bases
        for number in _acts(basis)
        if number in text.ended_acts and text.ended_acts[number] < text.adopted_on
    ]
    return _found("bases_in_force", "Nghị định 78/2025/NĐ-CP, Điều 62", ended)


def _acts(line: str) -> list[str]:
    return ACT.findall(line)


def _enacting(text: Text) -> Finding:
    if text.is_legal:
        return _found("enacting_sentence", FORM_17, not text.enacting)
    return _found("enacting_line", "Nghị định 30/2020/NĐ-CP, Mẫu 1.1", False)


def _no_enacting_words(text: Text) -> Finding | None:
    if not text.is_legal:
        return None
    wrong = [line[:80] for line in text.lines if "QUYẾT NGHỊ" in line.upper()]
    return _found("no_enacting_words", FORM_17, wrong)


def _closing(text: Text) -> Finding | None:
    if not text.is_legal:
        return None
    lowered = text.closing.lower()
    wrong = not ("thông qua" in lowered and text.adopted_on in _days(text.closing))
    return _found("closing_line", FORM_17, wrong)


def _numbered(text: Text) -> Finding:
    expected = [str(place) for place in range(1, len(text.articles) + 1)]
    numbers = [article.number for article in text.articles]
    wrong = [
        f"Điều {given}" for given, right in zip(numbers, expected, strict=True) if given != right
    ]
    if not numbers:
        return _found("articles_numbered", "Nghị định 78/2025/NĐ-CP, Điều 63", True)
    return _found("articles_numbered", "Nghị định 78/2025/NĐ-CP, Điều 63", wrong)


def _titled(text: Text) -> Finding | None:
    if not text.is_legal:
        return None
    wrong = [f"Điều {one.number}" for one in text.articles if not one.title]
    return _found("articles_titled", "Nghị định 78/2025/NĐ-CP, Điều 63", wrong)


def _filled(text: Text) -> Finding:
    wrong = [f"Điều {one.number}" for one in text.articles if not (one.title or one.lines)]
    if text.is_legal:
        promulgates = [one for one in text.articles if one.title.lower().startswith("ban hành")]
        wrong += [
            f"Điều {one.number}"
            for one in text.articles
            if not one.lines and one not in promulgates
        ]
    return _found("articles_filled", "Nghị định 78/2025/NĐ-CP, Điều 63", wrong)


def _clauses_counted(text: Text) -> Finding:
    wrong = [
        f"Điều {article.number}: {mark.typed}"
        for article in text.articles
        for mark in markers(article.lines)
        if mark.typed != mark.expected
    ]
    return _found("clauses_counted", ND30, wrong)


def _no_dashes(text: Text) -> Finding | None:
    if not text.is_legal:
        return None
    wrong = [
        f"Điều {article.number}"
        for article in text.articles
        if any(line.lstrip().startswith(("-", "–", "+", "•")) for line in article.lines)
    ]
    return _found("no_dashes", "Nghị định 78/2025/NĐ-CP, Điều 63", wrong)


def _effect_article(text: Text) -> Finding:
    lines = [line for one in text.articles for line in (one.title, *one.lines)]
    about = [line for line in lines if "hiệu lực" in line.lower()]
    days = {day for line in about for day in _days(line)}
    if text.is_legal:
        # A concrete date of effect is mandatory, and it is the one on the record.
        wrong = text.effective_on is None or text.effective_on not in days
        return _found("effect_date", "Nghị định 78/2025/NĐ-CP, Điều 66", wrong)
    other = bool(days) and text.effective_on is not None and text.effective_on not in days
    return _found("effect_stated", ND30, not about or other, is_binding=other)


def _effect_late_enough(text: Text) -> Finding | None:
    if not text.is_legal or text.earliest_on is None:
        return None
    source = "Luật 64/2025/QH15, Điều 53 khoản 1"
    if text.effective_on is None:
        return _found("effect_late_enough", source, True)
    if text.is_shortened:
        return _found("effect_shortened", source, text.effective_on < text.adopted_on)
    wrong = text.effective_on < text.earliest_on
    details = [f"{text.earliest_on:%d/%m/%Y}"] if wrong else []
    return _found("effect_late_enough", source, details)


def _to_somebody(text: Text) -> Finding:
    return _found("recipients_given", ND30, not text.recipients)


def _to_the_right(text: Text) -> Finding | None:
    """Whoever checks and publishes a legal resolution is among those who get it (SES-23)."""
    if not text.is_legal or not text.recipients:
        return None
    named = " ".join(text.recipients).lower()
    wanted = {
        "Ủy ban Thường vụ Quốc hội": ("thường vụ quốc hội", "ubtvqh"),
        "Chính phủ": ("chính phủ",),
        "Bộ Tư pháp": ("tư pháp", "kiểm tra văn bản"),
        "Công báo": ("công báo",),
    }
    wrong = [name for name, words in wanted.items() if not any(word in named for word in words)]
    return _found("recipients_of_legal", "Luật 64/2025/QH15; thông lệ", wrong, is_binding=False)


def _days(line: str) -> set[date]:
    found = set()
    for day, month, year in DATE.findall(line):
        try:
            found.add(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return found


def _dates_written(text: Text) -> Finding:
    wrong = []
    for line in text.lines:
        for found in DATE.finditer(line):
            day, month, year = (int(part) for part in found.groups())
            try:
                date(year, month, day)
                exists = True
            except ValueError:
                exists = False
            written = re.sub(r"\s+", " ", found[0]).replace("Ngày", "ngày")
            if not exists or not WELL_WRITTEN.fullmatch(written):
                wrong.append(found[0])
    return _found("dates_written", ND30, wrong)


def _references(text: Text) -> Finding:
    numbers = {one.number for one in text.articles}
    named = [number for line in text.lines for number in HERE.findall(line)]
    wrong = [f"Điều {number}" for number in named if number not in numbers]
    return _found("references_exist", "Nghị định 78/2025/NĐ-CP, Điều 68", wrong)


def _title(text: Text) -> Finding:
    wrong = not text.title or text.title.endswith((".", ";", ":"))
    return _found("title_given", ND30, wrong)


def _printable(text: Text) -> Finding:
    return _found("printable", "TCVN 6909:2001", list(text.missing_letters))


def _signer(text: Text) -> Finding:
    return _found("signer_known", "Luật 72/2025/QH15, Điều 32 khoản 5", not text.has_signer)


CHECKS: tuple[Check, ...] = (
    _title,
    _bases_given,
    _local_law_first,
    _bases_ordered,
    _bases_marked,
    _considered_last,
    _bases_in_force,
    _enacting,
    _no_enacting_words,
    _numbered,
    _titled,
    _filled,
    _clauses_counted,
    _no_dashes,
    _references,
    _dates_written,
    _effect_article,
    _effect_late_enough,
    _closing,
    _to_somebody,
    _to_the_right,
    _printable,
    _signer,
)


def check_form(text: Text) -> list[Finding]:
    """Every check that applies to the text, in the order in which the paper is read."""
    return [finding for check in CHECKS if (finding := check(text)) is not None]


def is_in_form(findings: Collection[Finding]) -> bool:
    """Whether nothing stands against the signature."""
    return all(finding.passed for finding in findings if finding.is_binding)
