"""Papers of recommendations: the letter that sends them on, the report that puts them together.

Both are drafts: number and day are given when the signed paper is issued (Decree 30/2020, Art. 15).
"""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils import timezone

from hdnd_portal.council.models import Council
from hdnd_portal.documents.papers import (
    Align,
    Appendix,
    Block,
    Column,
    Heading,
    Mark,
    Number,
    Paper,
    Paragraph,
    PlaceDate,
    Recipients,
    Table,
    printable,
    standing_committee_issuer,
)
from hdnd_portal.ui.language import in_office_language
from sessions.public import SessionFacts, signature_of_standing_committee
from voters.models import Referral, VoterRecommendation
from voters.sorting_labels import COMPETENCES
from voters.synthesis import Line, Synthesis

FILE_COPY = "VT, CTHĐND"
LIST = (
    Column("STT", 13, Align.CENTRE),
    Column("Mã", 18, Align.CENTRE),
    Column("Nội dung kiến nghị của cử tri", 96),
    Column("Nơi kiến nghị", 40),
    Column("Lần thứ", 15, Align.CENTRE),
)
COUNTED = (
    Column("STT", 12, Align.CENTRE),
    Column("", 62),
    Column("Tổng số", 18, Align.CENTRE),
    Column("Trung ương", 18, Align.CENTRE),
    Column("Cấp tỉnh", 18, Align.CENTRE),
    Column("Cấp xã", 18, Align.CENTRE),
    Column("Kiến nghị lại", 20, Align.CENTRE),
)


def communes_of(row: VoterRecommendation) -> str:
    """Whose voters asked for it; needs `sources__opinion__unit`."""
    names = sorted({str(source.opinion.unit) for source in row.sources.all()})
    return "; ".join(names)


@in_office_language
def referral_letter(referral: Referral, rows: Sequence[VoterRecommendation]) -> Paper:
    """Văn bản chuyển kiến nghị cử tri: what the agency is to answer, by when, on what ground."""
    council, on = referral.council, referral.sent_on
    unit = str(council.unit)
    session = printable(referral.session.name)
    body: list[Block] = [
        Paragraph(
            f"Qua tiếp xúc cử tri, Thường trực Hội đồng nhân dân {unit} tổng hợp {len(rows)} kiến "
            f"nghị của cử tri gửi đến {session} thuộc trách nhiệm giải quyết, trả lời của "
            f"{printable(referral.agency.name)} (danh mục kèm theo)."
        ),
        Paragraph(
            f"Thường trực Hội đồng nhân dân {unit} chuyển đến quý cơ quan xem xét, giải quyết và "
            "trả lời cử tri, đồng thời gửi kết quả về Thường trực Hội đồng nhân dân chậm nhất ngày "
            f"{referral.due_on:%d/%m/%Y}. Nội dung trả lời nêu rõ kết quả đã giải quyết xong; với "
            "nội dung đang hoặc sẽ giải quyết, nêu biện pháp, thời gian hoàn thành và nguồn lực; "
            "với nội dung chưa giải quyết được, nêu lý do."
        ),
    ]
    helpers = sorted({agency.name for row in rows for agency in row.contributors.all()})
    if helpers:
        body.append(
            Paragraph(f"Đề nghị {printable(', '.join(helpers))} phối hợp theo danh mục kèm theo.")
        )
    return Paper(
        kind_key="official_letter",
        issuer=standing_committee_issuer(unit),
        number=Number(f"{council.symbol}-{council.office_symbol}"),
        place_date=PlaceDate(council.place, None, on.year),
        summary=f"chuyển kiến nghị của cử tri gửi đến {session}",
        addressees=(printable(referral.agency.name),),
        body=tuple(body),
        signatures=(signature_of_standing_committee(referral.session_id, on=on),),
        recipients=Recipients(tuple(map(printable, helpers)), archive=FILE_COPY, as_above=True),
        appendices=(
            Appendix(
                f"Danh mục kiến nghị của cử tri chuyển {printable(referral.agency.name)}",
                (_listed(rows),),
            ),
        ),
        marks=(Mark.DRAFT,),
    )


@in_office_language
def synthesis_report(
    council: Council,
    session: SessionFacts,
    facts: Synthesis,
    rows: Sequence[VoterRecommendation],
) -> Paper:
    """Báo cáo tổng hợp ý kiến, kiến nghị của cử tri gửi đến kỳ họp; every row in the annex."""
    unit, today = str(council.unit), timezone.localdate()
    name = printable(session.name)
    total = facts.total
    body: list[Block] = [
        Paragraph(
            f"Thường trực Hội đồng nhân dân {unit} tổng hợp được {total.total} kiến nghị của cử "
            f"tri gửi đến {name}; trong đó {total.central} kiến nghị thuộc thẩm quyền của Trung "
            f"ương, {total.province} thuộc thẩm quyền cấp tỉnh, {total.commune} thuộc thẩm quyền "
            f"cấp xã; {total.repeated} kiến nghị đã được nêu từ các kỳ họp trước. Ngoài ra có "
            f"{facts.opinions} ý kiến được ghi nhận."
        ),
        Heading("KIẾN NGHỊ THEO LĨNH VỰC"),
        _counted("Lĩnh vực", facts.by_field, total),
    ]
    if facts.by_unit:
        body += [
            Heading("KIẾN NGHỊ THEO ĐỊA BÀN"),
            Paragraph(
                "Kiến nghị do cử tri nhiều xã, phường cùng nêu được tính ở từng xã, phường và tính "
                "một lần trong tổng số."
            ),
            _counted("Xã, phường", facts.by_unit, total),
        ]
    return report_before(
        council,
        session,
        on=today,
        summary=f"Tổng hợp ý kiến, kiến nghị của cử tri gửi đến {name}",
        body=body,
        appendices=_annexes(rows),
    )


def report_before(
    council: Council,
    session: SessionFacts,
    *,
    on: date,
    summary: str,
    body: Iterable[Block],
    appendices: Iterable[Appendix],
) -> Paper:
    """A draft report of the Standing Committee to a session, as it goes out on the day."""
    unit = str(council.unit)
    return Paper(
        kind_key="report",
        issuer=standing_committee_issuer(unit),
        number=Number(f"BC-{council.symbol}"),
        place_date=PlaceDate(council.place, None, on.year),
        summary=summary,
        body=tuple(body),
        signatures=(signature_of_standing_committee(session.pk, on=on),),
        recipients=Recipients(
            (
                f"Ủy ban MTTQ Việt Nam {unit}",
                f"UBND {unit}",
                "Các Ban, các Tổ đại biểu HĐND",
                "Đại biểu HĐND",
            ),
            archive=FILE_COPY,
        ),
        appendices=tuple(appendices),
        marks=(Mark.DRAFT,),
    )


def _annexes(rows: Sequence[VoterRecommendation]) -> Iterable[Appendix]:
    for competence, label in COMPETENCES.items():
        some = [row for row in rows if row.competence == competence]
        if some:
            yield Appendix(f"Kiến nghị thuộc thẩm quyền: {label}", (_listed(some),))


def _listed(rows: Sequence[VoterRecommendation]) -> Table:
    return Table(
        LIST,
        tuple(
            (
                str(number),
                row.code,
                printable(row.text),
                printable(communes_of(row)) or "–",
                str(row.times),
            )
            for number, row in enumerate(rows, start=1)
        ),
        size=12,
    )


def _counted(title: str, lines: Sequence[Line], total: Line) -> Table:
    columns = (COUNTED[0], Column(title, COUNTED[1].share), *COUNTED[2:])
    rows = [_figures(str(number), line) for number, line in enumerate(lines, start=1)]
    whole = Line("Tổng số", *(getattr(total, name) for name in FIGURES))
    return Table(columns, (*rows, _figures("", whole)), size=12)


FIGURES = ("total", "central", "province", "commune", "repeated")


def _figures(number: str, line: Line) -> tuple[str, ...]:
    return (number, printable(line.label), *(str(getattr(line, name)) for name in FIGURES))
