"""How the session began: when, where, who presided, who kept the record; and how it ended."""

from sessions.minutes.pieces import Part, Source, day_and_hours, hours
from sessions.models import Presiding
from sessions.paper_signers import titled, titles_of
from sessions.papers import length_words, session_words, weekday_words


def opening(source: Source) -> Part:
    """Thời gian, địa điểm, chủ tọa, thư ký."""
    session = source.session
    unit = session.council.unit
    place = session.place or "hội trường Hội đồng nhân dân"
    pieces: list[str] = []
    if source.sitting is not None:
        start = source.starts_at
        pieces.append(
            f"Phiên họp thứ {source.sitting.ordinal} của {session_words(session)} Hội đồng nhân "
            f"dân {unit} {session.term} bắt đầu lúc {day_and_hours(start)} tại {place}."
        )
    else:
        at = f" lúc {hours(source.starts_at)}" if source.starts_at else ""
        pieces.append(
            f"{session_words(session)} Hội đồng nhân dân {unit} {session.term} khai mạc{at}, "
            f"{weekday_words(session.opening_on)}, tại {place}; thời gian "
            f"{length_words(session.days)}, gồm {len(source.sittings)} phiên họp."
        )
    pieces += _presiding(source)
    return Part("opening", "Thời gian, địa điểm, người điều hành", tuple(pieces))


def _presiding(source: Source) -> list[str]:
    window = source.window()
    rows = [
        row
        for row in source.session.presiding.select_related("person").order_by("starts_at", "pk")
        if window is None
        or (row.starts_at < window[1] and (row.ends_at is None or row.ends_at > window[0]))
    ]
    session = source.session
    titles = titles_of(
        (row.person for row in rows),
        session.term,
        unit=str(session.council.unit),
        on=session.opening_on,
    )
    chairs = [row for row in rows if row.role == Presiding.Role.CHAIR]
    lines = []
    for place, row in enumerate(chairs):
        since = f" từ {day_and_hours(row.starts_at)}" if place else ""
        why = f" ({row.reason})" if row.reason else ""
        lines.append(f"Chủ tọa{since}: {titled(row.person, titles)}{why}.")
    at_table = {Presiding.Role.PRESIDIUM: "Đoàn Chủ tọa", Presiding.Role.SECRETARY: "Thư ký"}
    for role, words in at_table.items():
        named = [titled(row.person, titles) for row in rows if row.role == role]
        if named:
            lines.append(f"{words}: {'; '.join(dict.fromkeys(named))}.")
    return lines


def closing(source: Source) -> Part:
    """Kết thúc."""
    what = "Phiên họp kết thúc" if source.sitting is not None else "Kỳ họp bế mạc"
    end = source.ends_at
    when = f" lúc {day_and_hours(end)}" if end else ""
    planned = "" if source.sittings and source.sittings[-1].closed_at else " theo lịch"
    pieces = (
        f"{what}{when}{planned}.",
        "Biên bản này được lập từ hồ sơ điều hành kỳ họp, là căn cứ để lưu trữ và gửi cơ quan có "
        "thẩm quyền.",
    )
    return Part("closing", "Kết thúc", pieces)
