"""Sample resolutions: legal (forms 17 and 18 of Decree 78/2025/NĐ-CP) and individual."""

from hdnd_portal.documents.papers.blocks import Article, Chapter, Clause, Paragraph, Point
from hdnd_portal.documents.papers.description import (
    Paper,
)
from hdnd_portal.documents.papers.samples import common as c

BASES = (
    "Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15",
    "Căn cứ Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15 được sửa đổi, bổ sung bởi "
    "Luật số 87/2025/QH15",
    "Căn cứ Luật Ngân sách nhà nước",
    "Xét Tờ trình số 210/TTr-UBND ngày 10 tháng 11 năm 2026 của Ủy ban nhân dân tỉnh; Báo cáo thẩm "
    "tra số 05/BC-BPC ngày 20 tháng 11 năm 2026 của Ban Pháp chế; ý kiến thảo luận của đại biểu "
    "Hội đồng nhân dân tại kỳ họp",
)
TO = (
    "Ủy ban Thường vụ Quốc hội",
    "Chính phủ",
    "Bộ Tư pháp (Cục Kiểm tra văn bản và Quản lý xử lý vi phạm hành chính)",
    "Tỉnh ủy, UBND, UBMTTQVN tỉnh",
    "Đoàn ĐBQH tỉnh",
    "Đại biểu HĐND tỉnh",
    "HĐND, UBND các xã, phường",
    "Công báo tỉnh, Cổng thông tin điện tử tỉnh",
)
CLOSING = (
    f"Nghị quyết này đã được Hội đồng nhân dân tỉnh An Mẫu {c.TERM}, {c.SESSION} thông qua ngày 10 "
    "tháng 12 năm 2026."
)


def legal() -> Paper:
    """Nghị quyết quy phạm pháp luật, form 17."""
    name = "Quy định mức hỗ trợ người làm công tác hòa giải ở cơ sở trên địa bàn tỉnh An Mẫu"
    return Paper(
        kind_key="legal_resolution",
        issuer=c.COUNCIL,
        number=c.numbered("NQ-HĐND", 5, year=2026),
        place_date=c.placed(10, 12),
        summary=name,
        bases=BASES,
        body=(
            Paragraph(
                f"Hội đồng nhân dân tỉnh An Mẫu ban hành Nghị quyết {name[0].lower()}{name[1:]}."
            ),
            Article("Phạm vi điều chỉnh và đối tượng áp dụng"),
            Clause("Nghị quyết này quy định mức hỗ trợ người làm công tác hòa giải ở cơ sở."),
            Clause("Nghị quyết này áp dụng đối với:"),
            Point("Hòa giải viên, tổ trưởng tổ hòa giải;"),
            Point("Ủy ban nhân dân các xã, phường;"),
            Point("Cơ quan, tổ chức, cá nhân có liên quan."),
            Article("Mức hỗ trợ"),
            Clause("Hỗ trợ hoạt động của tổ hòa giải: 200.000 đồng/tổ/tháng."),
            Clause("Thù lao vụ việc: 300.000 đồng/vụ việc hòa giải thành."),
            Article("Kinh phí thực hiện"),
            Paragraph("Kinh phí thực hiện do ngân sách nhà nước bảo đảm theo phân cấp hiện hành."),
            Article("Tổ chức thực hiện"),
            Clause("Giao Ủy ban nhân dân tỉnh tổ chức triển khai thực hiện Nghị quyết này."),
            Clause(
                "Giao Thường trực Hội đồng nhân dân, các Ban, Tổ đại biểu và đại biểu Hội đồng "
                "nhân dân tỉnh giám sát việc thực hiện Nghị quyết này."
            ),
            Article("Hiệu lực thi hành"),
            Paragraph("Nghị quyết này có hiệu lực thi hành từ ngày 01 tháng 01 năm 2027."),
        ),
        closing=CLOSING,
        signatures=c.by_chair(),
        recipients=c.to(*TO),
    )


def legal_annex() -> tuple[Paper, Paper]:
    """Form 18: the short resolution and the regulation it promulgates, two files tied together."""
    name = (
        "tiêu chí xét chọn và mức hỗ trợ mô hình phân loại rác tại nguồn trên địa bàn tỉnh An Mẫu"
    )
    resolution = Paper(
        kind_key="legal_resolution",
        issuer=c.COUNCIL,
        number=c.numbered("NQ-HĐND", 6, year=2026),
        place_date=c.placed(10, 12),
        summary=f"Ban hành Quy định {name}",
        bases=BASES,
        body=(
            Paragraph(
                f"Hội đồng nhân dân tỉnh An Mẫu ban hành Nghị quyết ban hành Quy định {name}."
            ),
            Article(f"Ban hành kèm theo Nghị quyết này Quy định {name}"),
            Article("Tổ chức thực hiện"),
            Clause("Giao Ủy ban nhân dân tỉnh tổ chức triển khai thực hiện Nghị quyết này."),
            Clause("Giao Thường trực, các Ban và đại biểu Hội đồng nhân dân tỉnh giám sát."),
            Article("Hiệu lực thi hành"),
            Paragraph("Nghị quyết này có hiệu lực thi hành từ ngày 01 tháng 01 năm 2027."),
        ),
        closing=CLOSING,
        signatures=c.by_chair(),
        recipients=c.to(*TO),
    )
    regulation = Paper(
        kind_key="legal_regulation",
        issuer=c.COUNCIL,
        summary=name[0].upper() + name[1:],
        attached_to=resolution,
        body=(
            Chapter("Quy định chung"),
            Article("Phạm vi điều chỉnh"),
            Paragraph(
                "Quy định này quy định tiêu chí xét chọn và mức hỗ trợ mô hình phân loại rác."
            ),
            Article("Đối tượng áp dụng"),
            Clause("Hộ gia đình, cá nhân, cộng đồng dân cư tham gia mô hình."),
            Clause("Cơ quan, tổ chức có liên quan."),
            Chapter("Tiêu chí và mức hỗ trợ"),
            Article("Tiêu chí xét chọn"),
            *(
                Clause(f"Tiêu chí mẫu thứ {n} của mô hình phân loại rác tại nguồn.")
                for n in range(1, 9)
            ),
            Article("Mức hỗ trợ"),
            Clause("Hỗ trợ một lần 15.000.000 đồng/mô hình đối với:"),
            *(Point(f"Nhóm mô hình mẫu thứ {n};") for n in range(1, 7)),
            Chapter("Điều khoản thi hành"),
            Article("Điều khoản chuyển tiếp"),
            Paragraph(
                "Mô hình đã được hỗ trợ trước ngày Quy định này có hiệu lực thì không xét lại."
            ),
        ),
    )
    return resolution, regulation


def individual() -> Paper:
    """Nghị quyết cá biệt (Decree 30/2020/NĐ-CP, form 1.1)."""
    return Paper(
        kind_key="resolution",
        issuer=c.COUNCIL,
        number=c.numbered("NQ-HĐND", 85),
        place_date=c.placed(10, 12),
        summary="Về việc ban hành Chương trình giám sát năm 2027 của Hội đồng nhân dân tỉnh",
        authority=("Hội đồng nhân dân tỉnh An Mẫu", "Khóa XI, kỳ họp thứ 3"),
        bases=(
            "Căn cứ Luật Tổ chức chính quyền địa phương",
            "Căn cứ Luật Hoạt động giám sát của Quốc hội và Hội đồng nhân dân",
            "Xét Tờ trình số 36/TTr-HĐND ngày 07 tháng 11 năm 2026 của Thường trực Hội đồng nhân "
            "dân tỉnh; ý kiến thảo luận của đại biểu Hội đồng nhân dân tại kỳ họp",
        ),
        enacting="QUYẾT NGHỊ:",
        body=(
            Article(
                text="Ban hành Chương trình giám sát năm 2027 của Hội đồng nhân dân tỉnh, gồm:"
            ),
            Clause("Giám sát tại hai kỳ họp thường lệ năm 2027."),
            Clause("Giám sát chuyên đề việc sử dụng nhà, đất công sau sắp xếp đơn vị hành chính."),
            Article(
                text="Giao Thường trực Hội đồng nhân dân tỉnh tổ chức thực hiện, thành lập Đoàn "
                "giám sát và báo cáo kết quả tại kỳ họp cuối năm 2027."
            ),
            Article(
                text="Nghị quyết này đã được Hội đồng nhân dân tỉnh An Mẫu khóa XI, kỳ họp thứ 3 "
                "thông qua ngày 10 tháng 12 năm 2026 và có hiệu lực từ ngày thông qua."
            ),
        ),
        signatures=c.by_chair(),
        recipients=c.to(*TO[:2], *TO[3:6]),
    )
