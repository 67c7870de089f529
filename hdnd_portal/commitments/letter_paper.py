"""Công văn đôn đốc: what one agency has not done, with days and the last word (OVS-25).

A draft: number and day are given when the signed paper is issued (Decree 30/2020, Art. 15).
"""

from collections.abc import Sequence
from datetime import date

from hdnd_portal.commitments.codes import code_of
from hdnd_portal.commitments.public import CommitmentFacts
from hdnd_portal.council.models import Agency
from hdnd_portal.documents.papers import (
    Align,
    Appendix,
    Column,
    Mark,
    Number,
    Paper,
    Paragraph,
    PlaceDate,
    Recipients,
    Signature,
    Table,
    printable,
    standing_committee_issuer,
)
from hdnd_portal.ui.language import in_office_language

COLUMNS = (
    Column("STT", 12, Align.CENTRE),
    Column("Mã", 24, Align.CENTRE),
    Column("Nội dung, nguồn", 84),
    Column("Hạn", 25, Align.CENTRE),
    Column("Số ngày quá hạn", 20, Align.CENTRE),
    Column("Báo cáo gần nhất", 60),
)


@in_office_language
def reminder_letter(
    agency: Agency, rows: Sequence[CommitmentFacts], signature: Signature, *, on: date
) -> Paper:
    """The letter to the agency, with the table of all that is overdue on the day."""
    council = agency.council
    unit, name = str(council.unit), printable(agency.name)
    lines = tuple(_line(number, row, on) for number, row in enumerate(rows, start=1))
    return Paper(
        kind_key="official_letter",
        issuer=standing_committee_issuer(unit),
        number=Number(f"{council.symbol}-{council.office_symbol}"),
        place_date=PlaceDate(council.place, None, on.year),
        summary="đôn đốc thực hiện kiến nghị, cam kết đã quá hạn",
        addressees=(name,),
        body=(
            Paragraph(
                f"Qua theo dõi, đến ngày {on:%d/%m/%Y}, {name} còn {len(rows)} kiến nghị, cam kết "
                "đã quá thời hạn thực hiện nhưng chưa được xác minh hoàn thành (danh mục kèm theo)."
            ),
            Paragraph(
                f"Thường trực Hội đồng nhân dân {unit} đề nghị người đứng đầu {name} chỉ đạo thực "
                "hiện, báo cáo kết quả, nguyên nhân và trách nhiệm đối với từng nội dung. Việc "
                "chậm hoặc không thực hiện được xem xét theo Điều 40 Luật số 121/2025/QH15."
            ),
        ),
        signatures=(signature,),
        recipients=Recipients((), archive="VT, CTHĐND", as_above=True),
        appendices=(
            Appendix(
                f"Danh mục kiến nghị, cam kết quá hạn của {name}",
                (Table(COLUMNS, lines, size=12),),
                landscape=True,
            ),
        ),
        marks=(Mark.DRAFT,),
    )


def _line(number: int, row: CommitmentFacts, on: date) -> tuple[str, ...]:
    assert row.due_on is not None  # noqa: S101 -- overdue rows have a day
    said = f"{row.claimed_label}: {row.claimed_text}" if row.claimed else "Chưa báo cáo"
    return (
        str(number),
        code_of(row.pk),
        printable(f"{row.text} ({row.source})"),
        f"{row.due_on:%d/%m/%Y}",
        str((on - row.due_on).days),
        printable(said),
    )
