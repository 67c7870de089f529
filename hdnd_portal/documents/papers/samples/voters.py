"""Sample papers of voter contact: from the notice of a meeting to the report on the results."""

from hdnd_portal.documents.papers.blocks import (
    Align,
    Bullets,
    Clause,
    Column,
    Heading,
    Paragraph,
    Table,
)
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
RESULTS = (
    Column("STT", 13, Align.CENTRE),
    Column("Cơ quan chủ trì", 62),
    Column("Tổng số", 20, Align.CENTRE),
    Column("Giải quyết xong", 24, Align.CENTRE),
    Column("Đang giải quyết", 24, Align.CENTRE),
    Column("Giải trình", 24, Align.CENTRE),
)
ANSWERED = (
    Column("STT", 13, Align.CENTRE),
    Column("Mã", 18, Align.CENTRE),
    Column("Nội dung kiến nghị", 78),
    Column("Nơi kiến nghị", 32),
    Column("Cơ quan chủ trì", 40),
    Column("Trả lời của cơ quan", 70),
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


def referral() -> Paper:
    """Công văn chuyển kiến nghị của cử tri to the agency that answers, with the list of them."""
    listed = tuple(
        (str(n), f"KN{n:03d}", f"Đề nghị nạo vét kênh mương số {n} trước vụ xuân.", f"xã Mẫu {n}")
        for n in range(1, 4)
    )
    agency = "Sở Nông nghiệp và Môi trường"
    return Paper(
        kind_key="official_letter",
        issuer=c.STANDING,
        number=c.numbered("HĐND-VP", 131),
        place_date=c.placed(24, 11),
        summary=f"chuyển kiến nghị của cử tri gửi đến {c.SESSION}",
        addressees=(agency,),
        body=(
            Paragraph(
                "Qua tiếp xúc cử tri, Thường trực Hội đồng nhân dân tỉnh An Mẫu tổng hợp 3 kiến "
                f"nghị của cử tri gửi đến {c.SESSION} thuộc trách nhiệm giải quyết, trả lời của "
                f"{agency} (danh mục kèm theo)."
            ),
            Paragraph(
                "Đề nghị quý cơ quan xem xét, giải quyết, trả lời cử tri và gửi kết quả về Thường "
                "trực Hội đồng nhân dân tỉnh chậm nhất ngày 31/12/2026."
            ),
        ),
        signatures=c.by_standing_deputy(),
        recipients=c.to("Ủy ban nhân dân các xã Mẫu 1, Mẫu 2, Mẫu 3", as_above=True),
        appendices=(
            Appendix(
                f"Danh mục kiến nghị của cử tri chuyển {agency}", (Table(LISTED, listed, size=12),)
            ),
        ),
    )


def reply_report() -> Paper:
    """Báo cáo kết quả giải quyết kiến nghị của cử tri, an annex for each result."""
    agencies = (("Sở Nông nghiệp và Môi trường", 3, 1, 1, 1), ("Sở Xây dựng", 2, 1, 1, 0))
    rows = tuple(
        (str(n), name, *map(str, figures)) for n, (name, *figures) in enumerate(agencies, start=1)
    )
    total = ("", "Tổng số", "5", "2", "2", "1")
    answers = {
        "Đã giải quyết xong": ("Đã nạo vét xong, nghiệm thu ngày 30/10/2026.", (1, 4)),
        "Đang giải quyết": ("Đang chọn nhà thầu, hoàn thành trước ngày 31/03/2027.", (2, 5)),
        "Đã giải trình": ("Kênh thuộc dự án đang thi công, không nạo vét riêng.", (3,)),
    }
    return Paper(
        kind_key="report",
        issuer=c.STANDING,
        number=c.numbered("BC-HĐND", 58),
        place_date=c.placed(2, 12),
        summary=f"Kết quả giải quyết kiến nghị của cử tri gửi đến {c.SESSION}",
        body=(
            Paragraph(
                "Thường trực Hội đồng nhân dân tỉnh An Mẫu báo cáo kết quả giải quyết 5 kiến nghị "
                f"của cử tri gửi đến {c.SESSION}, số liệu tính đến ngày 01/12/2026, như sau:"
            ),
            Heading("KẾT QUẢ GIẢI QUYẾT"),
            Bullets(
                (
                    "Đã giải quyết xong: 2 kiến nghị",
                    "Đang giải quyết: 2 kiến nghị",
                    "Đã giải trình: 1 kiến nghị",
                )
            ),
            Paragraph(
                "Tỷ lệ giải quyết xong: 40% (n = 5). Trong 2 kiến nghị đã giải quyết xong, 1 kiến "
                "nghị đã được xác minh; 1 kiến nghị theo báo cáo của cơ quan, chưa xác minh."
            ),
            Paragraph("Kết quả theo cơ quan chủ trì:", keep_with_next=True),
            Table(RESULTS, (*rows, total), size=12),
        ),
        signatures=c.by_standing_chair(),
        recipients=c.to("Ủy ban MTTQ Việt Nam tỉnh", "UBND tỉnh", "Đại biểu HĐND tỉnh"),
        appendices=tuple(
            Appendix(
                f"Kiến nghị: {label}",
                (
                    Table(
                        ANSWERED,
                        tuple(
                            (
                                str(place),
                                f"KN{n:03d}",
                                f"Đề nghị nạo vét kênh mương số {n} trước vụ xuân.",
                                f"xã Mẫu {n}",
                                agencies[n > 3][0],
                                answer,
                            )
                            for place, n in enumerate(numbers, start=1)
                        ),
                        size=11,
                    ),
                ),
                landscape=True,
            )
            for label, (answer, numbers) in answers.items()
        ),
    )
