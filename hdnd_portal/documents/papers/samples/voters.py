"""Sample papers of voter contact: the notice of a meeting, the synthesis before a session."""

from hdnd_portal.documents.papers.blocks import Align, Clause, Column, Heading, Paragraph, Table
from hdnd_portal.documents.papers.description import Appendix, Paper
from hdnd_portal.documents.papers.samples import common as c

COUNTED = (
    Column("STT", 13, Align.CENTRE),
    Column("Lĩnh vực", 72),
    Column("Tổng số", 20, Align.CENTRE),
    Column("Trung ương", 20, Align.CENTRE),
    Column("Cấp tỉnh", 20, Align.CENTRE),
    Column("Cấp xã", 20, Align.CENTRE),
)
LISTED = (
    Column("STT", 13, Align.CENTRE),
    Column("Mã", 18, Align.CENTRE),
    Column("Nội dung kiến nghị của cử tri", 96),
    Column("Nơi kiến nghị", 38),
)


def contact_notice() -> Paper:
    """Thông báo cuộc gặp gỡ cử tri, to the commune."""
    return Paper(
        kind_key="notice",
        issuer=c.STANDING,
        number=c.numbered("TB-HĐND", 34),
        place_date=c.placed(16, 11),
        summary="Gặp gỡ cá nhân, nhóm cử tri tại xã Mẫu 1",
        body=(
            Paragraph(
                "Thường trực Hội đồng nhân dân tỉnh An Mẫu thông báo về việc gặp gỡ cá nhân, nhóm "
                "cử tri như sau:"
            ),
            Clause("Thời gian: từ 08 giờ 00 đến 10 giờ 00, ngày 20/11/2026."),
            Clause("Địa điểm: Nhà văn hóa thôn Đông. Hình thức: trực tiếp."),
            Clause("Đại biểu dự: đại biểu Hội đồng nhân dân tỉnh An Mẫu Phạm Văn Mẫu."),
            Clause("Nội dung: tình hình nuôi cá lồng trên sông."),
            Clause(
                "Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam, Ủy ban nhân dân xã Mẫu 1 thông báo để "
                "cử tri biết, bố trí địa điểm và cử đại diện cùng dự."
            ),
        ),
        signatures=c.by_standing_deputy(),
        recipients=c.to("Ủy ban MTTQ Việt Nam xã Mẫu 1", "UBND xã Mẫu 1"),
    )


def synthesis() -> Paper:
    """Báo cáo tổng hợp kiến nghị của cử tri, every recommendation in the annex."""
    fields = (("Giao thông, vận tải", 3, 1, 2, 0), ("Thủy lợi, phòng chống thiên tai", 2, 0, 1, 1))
    rows = tuple(
        (str(n), name, *map(str, figures)) for n, (name, *figures) in enumerate(fields, start=1)
    )
    total = ("", "Tổng số", "5", "1", "3", "1")
    listed = tuple(
        (str(n), f"KN{n:03d}", f"Đề nghị nạo vét kênh mương số {n} trước vụ xuân.", f"xã Mẫu {n}")
        for n in range(1, 6)
    )
    return Paper(
        kind_key="report",
        issuer=c.STANDING,
        number=c.numbered("BC-HĐND", 52),
        place_date=c.placed(23, 11),
        summary=f"Tổng hợp ý kiến, kiến nghị của cử tri gửi đến {c.SESSION}",
        body=(
            Paragraph(
                "Thường trực Hội đồng nhân dân tỉnh An Mẫu tổng hợp được 5 kiến nghị của cử tri "
                f"gửi đến {c.SESSION}; trong đó 1 kiến nghị thuộc thẩm quyền của Trung ương, 3 "
                "thuộc thẩm quyền cấp tỉnh, 1 thuộc thẩm quyền cấp xã."
            ),
            Heading("KIẾN NGHỊ THEO LĨNH VỰC"),
            Table(COUNTED, (*rows, total), size=12),
        ),
        signatures=c.by_standing_chair(),
        recipients=c.to("Ủy ban MTTQ Việt Nam tỉnh", "UBND tỉnh", "Đại biểu HĐND tỉnh"),
        appendices=(Appendix("Danh mục kiến nghị của cử tri", (Table(LISTED, listed, size=12),)),),
    )
