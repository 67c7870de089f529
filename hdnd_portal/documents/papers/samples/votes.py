"""Sample papers of a confidence rating: the ballot and the minutes of the count."""

from hdnd_portal.documents.papers.blocks import (
    Align,
    Bullets,
    Cell,
    Column,
    Heading,
    Paragraph,
    Table,
)
from hdnd_portal.documents.papers.description import Paper, Signature
from hdnd_portal.documents.papers.samples import common as c

PEOPLE = (
    ("Nguyễn Văn Mẫu", "Chủ tịch Hội đồng nhân dân tỉnh"),
    ("Phạm Văn Mẫu", "Phó Chủ tịch Hội đồng nhân dân tỉnh"),
    ("Lý Thị Mẫu", "Trưởng Ban Pháp chế"),
    ("Bùi Văn Mẫu", "Trưởng Ban Kinh tế - Ngân sách"),
    ("Vũ Văn Mẫu", "Chủ tịch Ủy ban nhân dân tỉnh"),
    ("Hồ Thị Mẫu", "Phó Chủ tịch Ủy ban nhân dân tỉnh"),
    ("Đinh Văn Mẫu", "Giám đốc Sở Tài chính"),
)
RETURNED = 83


def ballot() -> Paper:
    """Phiếu lấy phiếu tín nhiệm; no number, no signature, sealed by the Standing Committee."""
    return Paper(
        kind_key="ballot",
        issuer=c.COUNCIL,
        place_date=c.placed(9, 12),
        name="Phiếu lấy phiếu tín nhiệm",
        summary="Đối với người giữ chức vụ do Hội đồng nhân dân tỉnh bầu",
        body=(
            Table(
                (
                    Column("STT", 12, Align.CENTRE),
                    Column("Họ và tên", 40),
                    Column("Chức vụ", 53),
                    Column("Tín nhiệm cao", 20),
                    Column("Tín nhiệm", 20),
                    Column("Tín nhiệm thấp", 20),
                ),
                tuple(
                    (str(n), name, office, "", "", "")
                    for n, (name, office) in enumerate(PEOPLE, start=1)
                ),
            ),
            Paragraph(
                "Đại biểu đánh dấu X vào một trong ba ô ở cùng dòng với họ tên của từng người. "
                "Không đánh dấu ô nào hoặc đánh dấu từ hai ô trở lên thì dòng đó không hợp lệ.",
                italic=True,
            ),
            Paragraph(
                "Phiếu không có dấu của Thường trực Hội đồng nhân dân tỉnh là phiếu không hợp lệ.",
                italic=True,
            ),
        ),
    )


def _counted(votes: int) -> tuple[str, str]:
    """A number of ballots and its share of those returned, with two decimals (CNT-5)."""
    hundredths = (votes * 10_000 * 2 + RETURNED) // (2 * RETURNED)
    return str(votes), f"{hundredths // 100},{hundredths % 100:02d}"


def counting_minutes() -> Paper:
    """Biên bản kiểm phiếu."""
    rows = tuple(
        (str(n), name, *_counted(60 + n), *_counted(18 - n), *_counted(5))
        for n, (name, _) in enumerate(PEOPLE, start=1)
    )
    return Paper(
        kind_key="counting_minutes",
        issuer=c.COUNCIL,
        place_date=c.placed(9, 12),
        name="Biên bản kiểm phiếu",
        summary="Kết quả lấy phiếu tín nhiệm đối với người giữ chức vụ do Hội đồng nhân dân tỉnh "
        "bầu",
        body=(
            Paragraph(
                "Hôm nay, ngày 09 tháng 12 năm 2026, tại kỳ họp thứ 3, Ban kiểm phiếu gồm 07 thành "
                "viên do Hội đồng nhân dân tỉnh bầu đã tiến hành kiểm phiếu với kết quả như sau:"
            ),
            Heading("VỀ PHIẾU"),
            Bullets(
                (
                    f"Số đại biểu được triệu tập: 85; có mặt: {RETURNED};",
                    f"Số phiếu phát ra: {RETURNED}; thu về: {RETURNED};",
                    f"Số phiếu hợp lệ: {RETURNED}; không hợp lệ: 0.",
                )
            ),
            Heading("KẾT QUẢ TỪNG NGƯỜI"),
            Table(
                (
                    Column("STT", 12, Align.CENTRE),
                    Column("Họ và tên", 51),
                    *(Column("", 17, Align.CENTRE) for _ in range(6)),
                ),
                rows,
                head=(
                    (
                        Cell("STT", down=2),
                        Cell("Họ và tên", down=2),
                        Cell("Tín nhiệm cao", 2),
                        Cell("Tín nhiệm", 2),
                        Cell("Tín nhiệm thấp", 2),
                    ),
                    ("Số phiếu", "%", "Số phiếu", "%", "Số phiếu", "%"),
                ),
            ),
            Paragraph(
                "Biên bản lập xong hồi 16 giờ 30 cùng ngày, được các thành viên Ban kiểm phiếu "
                "thống nhất."
            ),
        ),
        signatures=(
            Signature(("THƯ KÝ",), "Cao Thị Mẫu"),
            Signature(("TM. BAN KIỂM PHIẾU", "TRƯỞNG BAN"), "Mai Văn Mẫu"),
        ),
    )


def vote_result() -> Paper:
    """Kết quả biểu quyết: the articles voted on by themselves, then the whole."""
    rows = (
        ("1", "Điều 2 của dự thảo Nghị quyết", "83", "70", "9", "4", "Thông qua"),
        ("2", "Toàn văn dự thảo Nghị quyết", "83", "80", "2", "1", "Thông qua"),
    )
    return Paper(
        kind_key="report",
        issuer=c.STANDING,
        number=c.numbered("BC-HĐND", 41),
        place_date=c.placed(10, 12),
        summary="Kết quả biểu quyết thông qua Nghị quyết về dự toán ngân sách tỉnh năm 2027",
        body=(
            Paragraph(
                "Tại Kỳ họp thứ 3, Hội đồng nhân dân tỉnh biểu quyết bằng hệ thống điện tử với kết "
                "quả như sau:"
            ),
            Table(
                (
                    Column("TT", 12, Align.CENTRE),
                    Column("Nội dung biểu quyết", 60),
                    Column("Có mặt", 14, Align.CENTRE),
                    Column("Tán thành", 16, Align.CENTRE),
                    Column("Không tán thành", 18, Align.CENTRE),
                    Column("Không biểu quyết", 18, Align.CENTRE),
                    Column("Kết quả", 28, Align.CENTRE),
                ),
                rows,
            ),
            Paragraph(
                "Phép tính: quá nửa tổng số 85 đại biểu là ít nhất 43; 2 × 80 = 160 > 85. Nghị "
                "quyết được thông qua."
            ),
        ),
        signatures=c.by_standing_chair(),
        recipients=c.to("Đại biểu Hội đồng nhân dân tỉnh"),
    )
