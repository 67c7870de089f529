"""What people type in the shell, read strictly: a wrong input gets one Vietnamese sentence."""

import re
from datetime import date, datetime

from hdnd_portal.commands import Refused
from hdnd_portal.legal.calendar import FIRST_YEAR, LAST_YEAR, DayKind, DayMark
from hdnd_portal.legal.deadlines import VIETNAM, DeadlineRefused, Stop

DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})/(\d{1,2})/(\d{4})")


def parse_day(text: str) -> date:
    """Read 2026-11-20 or 20/11/2026. Raises Refused, also for years without a calendar."""
    found = DAY.fullmatch(text.strip())
    if not found:
        raise Refused(f"Không đọc được ngày “{text}”; hãy ghi như 2026-11-20 hoặc 20/11/2026.")
    parts = found.group(1, 2, 3) if found[1] else found.group(6, 5, 4)
    year, month, day = (int(part) for part in parts)
    try:
        result = date(year, month, day)
    except ValueError as error:
        raise Refused(f"Ngày “{text}” không có trong lịch.") from error
    if not FIRST_YEAR < year < LAST_YEAR:
        raise Refused(f"Năm {year} nằm ngoài lịch {FIRST_YEAR + 1}–{LAST_YEAR - 1}.")
    return result


def parse_moment(text: str) -> date | datetime:
    """Read a day, or a day with a time; a time without zone is Việt Nam time. Raises Refused."""
    text = text.strip()
    if not re.search(r"[T ]", text):
        return parse_day(text)
    day_text, clock = re.split(r"[T ]", text, maxsplit=1)
    day = parse_day(day_text)
    try:
        moment = datetime.fromisoformat(f"{day.isoformat()}T{clock}")
    except ValueError as error:
        raise Refused(
            f"Không đọc được giờ “{clock}”; hãy ghi như 17:30 hoặc 17:30+07:00."
        ) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)


def parse_number(text: str | None, name: str) -> int:
    """Read a whole number that is not negative; dots may group thousands. Raises Refused."""
    if text is None:
        raise Refused(f"Còn thiếu {name}.")
    plain = text.strip()
    if re.fullmatch(r"[+-]?\d{1,3}(\.\d{3})+", plain):
        plain = plain.replace(".", "")
    if not re.fullmatch(r"[+-]?[0-9]{1,15}", plain):
        raise Refused(f"{name} phải là số nguyên, đã nhập “{text}”.")
    number = int(plain)
    if number < 0:
        raise Refused(f"{name} không được âm, đã nhập {number}.")
    return number


def parse_stop(text: str) -> Stop:
    """Read FROM..TO; TO is the day of resumption. Raises Refused."""
    start, dots, end = text.partition("..")
    if not dots or not start or not end:
        raise Refused(f"Tạm đình chỉ “{text}” phải ghi TỪ..ĐẾN, ví dụ 2026-11-10..2026-11-20.")
    try:
        return Stop(parse_day(start), parse_day(end))
    except DeadlineRefused as error:
        raise Refused(str(error)) from error


def parse_corrections(texts: list[str]) -> dict[date, DayMark]:
    """Read DAY=work or DAY=off, several. Raises Refused, also when a day is given twice."""
    corrections: dict[date, DayMark] = {}
    for text in texts:
        day_text, equals, kind = text.partition("=")
        day = parse_day(day_text)
        if not equals or kind.strip().lower() not in {"work", "off"}:
            raise Refused(f"Điều chỉnh lịch “{text}” phải ghi NGÀY=work hoặc NGÀY=off.")
        if day in corrections:
            raise Refused(f"Ngày {day:%d/%m/%Y} được điều chỉnh hai lần.")
        found = DayKind(kind.strip().lower())
        reason = (
            "ngày làm việc theo điều chỉnh" if found is DayKind.WORK else "nghỉ theo điều chỉnh"
        )
        corrections[day] = DayMark(found, reason)
    return corrections
