"""Thông báo kết quả kỳ họp: made from the records the minutes are made of."""

from collections.abc import Sequence

from hdnd_portal.documents.papers import (
    Appendix,
    Block,
    Clause,
    Column,
    Mark,
    Number,
    Paper,
    Paragraph,
    PlaceDate,
    Recipients,
    Signature,
    Table,
    standing_committee_issuer,
)
from hdnd_portal.ui.choices import Label
from sessions.hotline import by_topic
from sessions.minutes.content import source_of
from sessions.minutes.decisions import polls_of, questions_of, resolutions_of
from sessions.minutes.sitting import calls_of, moved_items
from sessions.models import CouncilSession
from sessions.must_report import ReportRow
from sessions.papers import length_words, session_words, weekday_words

Groups = Sequence[tuple[Label, str, list[ReportRow]]]


def result_paper(session: CouncilSession, groups: Groups) -> Paper:
    """The notice of the results, with what the next session must hear as its annex."""
    unit = str(session.council.unit)
    source = source_of(session, None)
    polls, asked = polls_of(source), questions_of(source)
    passed = sum(1 for poll in polls if poll.is_passed)
    body: list[Block] = [
        Paragraph(
            f"{session_words(session)} Hội đồng nhân dân {unit} {session.term} họp "
            f"{length_words(session.days)}, khai mạc {weekday_words(session.opening_on)}. Kết quả "
            "như sau:"
        ),
        Clause(
            f"Biểu quyết: {len(polls)} lần đã công bố kết quả, thông qua {passed}, không thông "
            f"qua {len(polls) - passed}."
        ),
        Clause(f"Chất vấn: {len(asked)} chất vấn."),
    ]
    if calls := calls_of(source):
        topics = "; ".join(f"{topic.words} ({topic.count})" for topic in by_topic(calls))
        body.append(Clause(f"Đường dây nóng: {len(calls)} ý kiến cử tri, theo chủ đề: {topics}."))
    found = resolutions_of(source)
    if found:
        body.append(Clause(f"Nghị quyết: {len(found)} nghị quyết được thông qua:"))
        body.append(
            Table(
                (Column("TT", 12), Column("Số, ký hiệu", 45), Column("Trích yếu", 106)),
                tuple(
                    (str(place), row.reference or "–", row.title)
                    for place, row in enumerate(found, start=1)
                ),
            )
        )
    else:
        body.append(Clause("Nghị quyết: chưa lập nghị quyết nào."))
    gone = moved_items(source)
    if gone:
        titles = "; ".join(f"{item.title} ({item.get_state_display()})" for item in gone)
        body.append(Clause(f"Nội dung không xem xét tại kỳ họp: {titles}."))
    return Paper(
        kind_key="notice",
        issuer=standing_committee_issuer(unit),
        number=Number(f"TB-{session.council.symbol}"),
        place_date=PlaceDate(session.council.place, None, session.closing_on.year),
        summary=f"Kết quả {session_words(session)} Hội đồng nhân dân {unit}",
        body=tuple(body),
        signatures=(Signature(("TM. THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN", "CHỦ TỊCH")),),
        recipients=Recipients(
            ("Ủy ban Thường vụ Quốc hội", "Đại biểu HĐND", "Cơ quan báo chí"), archive="VT, CTHĐND"
        ),
        appendices=_annex(groups),
        marks=(Mark.DRAFT,),
    )


def _annex(groups: Groups) -> tuple[Appendix, ...]:
    rows = tuple(
        (
            str(label),
            row.text,
            f"{row.on:%d/%m/%Y}" if row.on else "–",
        )
        for label, _source, listed in groups
        for row in listed
    )
    if not rows:
        return ()
    table = Table((Column("Nhóm", 45), Column("Nội dung", 88), Column("Ngày", 30)), rows)
    return (Appendix("Nội dung phải báo cáo kỳ họp sau", (table,)),)
