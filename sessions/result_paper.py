"""Thông báo kết quả kỳ họp: made from the records the minutes are made of."""

from hdnd_portal.documents.papers import (
    Block,
    Clause,
    Column,
    Mark,
    Number,
    Paper,
    Paragraph,
    PlaceDate,
    Recipients,
    Table,
    office_issuer,
    standing_committee_issuer,
)
from hdnd_portal.ui.language import in_office_language
from sessions.hotline import by_topic
from sessions.minutes.content import source_of
from sessions.minutes.decisions import block_words, polls_of, questions_of, resolutions_of
from sessions.minutes.sitting import calls_of, moved_items
from sessions.models import CouncilSession
from sessions.must_report import Gap, must_report
from sessions.paper_signers import office_signature, standing_signature
from sessions.papers import length_words, session_words, weekday_words


@in_office_language
def result_paper(session: CouncilSession) -> Paper:
    """The notice of the results, for everybody; what is still to be reported stays inside."""
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
        *(
            Clause(words)
            for poll in polls
            if poll.block is not None
            for words in block_words(poll.block)
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
        signatures=(standing_signature(session.council, on=session.closing_on),),
        recipients=Recipients(
            ("Ủy ban Thường vụ Quốc hội", "Đại biểu HĐND", "Cơ quan báo chí"), archive="VT, CTHĐND"
        ),
        marks=(Mark.DRAFT,),
    )


@in_office_language
def must_report_paper(session: CouncilSession, gap: Gap) -> Paper:
    """Danh mục nội dung phải báo cáo kỳ họp sau: for the Standing Committee (SES-26)."""
    unit = str(session.council.unit)
    rows = tuple(
        (str(label), row.text, f"{row.on:%d/%m/%Y}" if row.on else "–")
        for label, _source, listed in must_report(gap)
        for row in listed
    )
    body: list[Block] = [
        Paragraph(
            f"Từ ngày {gap.starts_on:%d/%m/%Y} đến ngày {gap.ends_on:%d/%m/%Y} có {len(rows):02d} "
            "nội dung phải báo cáo Hội đồng nhân dân tại kỳ họp sau, lập từ hồ sơ:"
            if rows
            else f"Từ ngày {gap.starts_on:%d/%m/%Y} đến ngày {gap.ends_on:%d/%m/%Y} không có nội "
            "dung nào phải báo cáo Hội đồng nhân dân tại kỳ họp sau."
        )
    ]
    if rows:
        body.append(
            Table((Column("Nhóm", 45), Column("Nội dung", 90), Column("Ngày", 30)), rows, size=12)
        )
    return Paper(
        kind_key="report",
        issuer=office_issuer(unit),
        number=Number(f"BC-{session.council.office_symbol}"),
        place_date=PlaceDate(session.council.place, None, gap.ends_on.year),
        summary=f"Nội dung phải báo cáo tại kỳ họp sau {session_words(session)}",
        body=tuple(body),
        signatures=(office_signature(session.council, on=gap.ends_on),),
        recipients=Recipients(("Thường trực HĐND",), archive="VT, CTHĐND"),
        marks=(Mark.DRAFT,),
    )
