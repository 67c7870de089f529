"""Vietnamese words for dates, units and marks. Plain Python."""

from datetime import date

from hdnd_portal.legal.register import Rule, Unit

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
UNIT_WORDS = {
    Unit.DAY: "ngày",
    Unit.WORKING_DAY: "ngày làm việc",
    Unit.HOUR: "giờ",
    Unit.MINUTE: "phút",
    Unit.MONTH: "tháng",
    Unit.YEAR: "năm",
    Unit.DATE: "ngày cố định",
    Unit.COUNT: "số lượng",
    Unit.FRACTION: "tỷ lệ",
    Unit.MONEY: "đồng",
    Unit.COEFFICIENT: "hệ số",
    Unit.PERIOD: "kỳ",
    Unit.SWITCH: "bật hoặc tắt",
    Unit.TEXT: "chữ",
}
MARK_WORDS = {
    "F": "đã đọc văn bản, đang có hiệu lực",
    "F2": "biết qua nguồn thứ hai",
    "S": "chưa xác minh (văn bản có thể đã bị thay thế)",
    "U": "chưa xác minh",
}
# How papers write a share; signs are for the screen.
SHARE_WORDS = {
    (">", "1/2"): "quá nửa",
    (">", "1/3"): "trên một phần ba",
    ("≥", "1/3"): "ít nhất một phần ba",
    (">", "2/3"): "trên hai phần ba",
    ("≥", "2/3"): "ít nhất hai phần ba",
}


def share_in_words(comparison: str, value: str) -> str:
    """`quá nửa`, `ít nhất hai phần ba`; with its sign where nobody says it otherwise."""
    return SHARE_WORDS.get((comparison, value), f"{comparison} {value}".strip())


def day_with_weekday(day: date) -> str:
    """A day as meetings write it: thứ Ba, 08/12/2026."""
    return f"{WEEKDAYS[day.weekday()]}, {day:%d/%m/%Y}"


def mark_words(mark: str) -> str:
    """The reliability mark in words, with its letter."""
    return f"{MARK_WORDS.get(mark, mark)} [{mark}]"


def short_mark(mark: str) -> str:
    """The mark in two words for a badge, with its letter."""
    return f"{'đã xác minh' if mark in {'F', 'F2'} else 'chưa xác minh'} [{mark}]"


def quantity(rule: Rule) -> str:
    """The value of a rule in words: "7 ngày làm việc", "≥ 2/3", "chưa có con số"."""
    if rule.value is None:
        return "chưa có con số"
    if rule.unit is Unit.DATE:
        month, day = str(rule.value).split("-")
        return f"ngày {day}/{month}"
    if rule.unit is Unit.FRACTION:
        return f"{rule.comparison} {rule.value}".strip()
    if rule.unit is Unit.SWITCH:
        return "bật" if rule.value else "tắt"
    if rule.unit is Unit.MONEY:
        return f"{int(str(rule.value)):,}".replace(",", ".") + " đồng"
    if rule.unit is Unit.COEFFICIENT:
        return str(rule.value).replace(".", ",")
    if rule.unit in {Unit.TEXT, Unit.PERIOD, Unit.COUNT}:
        return str(rule.value)
    words = f"{rule.value} {UNIT_WORDS[rule.unit]}"
    return f"{words} trước" if rule.direction == "before" else words
