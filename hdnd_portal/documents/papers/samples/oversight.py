"""Sample papers of verification and oversight."""

from hdnd_portal.documents.papers.blocks import Bullets, Clause, Heading, Paragraph, Point
from hdnd_portal.documents.papers.description import Paper, Signature
from hdnd_portal.documents.papers.samples import common as c

_FOUND = (
    "Qua thẩm tra, Ban nhận thấy hồ sơ được chuẩn bị đúng trình tự; nội dung phù hợp với quy định "
    "của pháp luật và điều kiện thực tế của tỉnh. Tuy nhiên, cơ quan soạn thảo cần làm rõ thêm "
    "nguồn kinh phí và khả năng cân đối ngân sách trong từng năm."
)


def verification_report() -> Paper:
    """Báo cáo thẩm tra of a Ban."""
    return Paper(
        kind_key="report",
        issuer=c.LEGAL_COMMITTEE,
        number=c.numbered("BC-BPC", 5),
        place_date=c.placed(20, 11),
        summary="Thẩm tra dự thảo Nghị quyết quy định mức hỗ trợ người làm công tác hòa giải ở cơ "
        "sở trên địa bàn tỉnh",
        addressees=("Hội đồng nhân dân tỉnh An Mẫu",),
        body=(
            Paragraph(
                "Thực hiện phân công của Thường trực Hội đồng nhân dân tỉnh, Ban Pháp chế đã thẩm "
                "tra dự thảo Nghị quyết do Ủy ban nhân dân tỉnh trình. Kết quả thẩm tra như sau:"
            ),
            Heading("SỰ CẦN THIẾT, THẨM QUYỀN BAN HÀNH"),
            Paragraph(_FOUND),
            Heading("NỘI DUNG DỰ THẢO NGHỊ QUYẾT"),
            Clause(_FOUND, title="Phạm vi điều chỉnh, đối tượng áp dụng"),
            Clause(_FOUND, title="Mức hỗ trợ"),
            Point("Mức hỗ trợ tổ hòa giải: thống nhất với dự thảo;"),
            Point("Thù lao vụ việc: đề nghị nêu rõ trường hợp hòa giải không thành."),
            Heading("KIẾN NGHỊ"),
            Paragraph(
                "Ban Pháp chế đề nghị Hội đồng nhân dân tỉnh xem xét, thông qua Nghị quyết sau khi "
                "cơ quan soạn thảo tiếp thu các ý kiến nêu trên."
            ),
        ),
        signatures=(
            Signature(("TM. BAN PHÁP CHẾ", "KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"), c.COMMITTEE_DEPUTY),
        ),
        recipients=c.to("Thường trực HĐND tỉnh", "UBND tỉnh", archive="VT, BPC", as_above=True),
    )


def oversight_plan() -> Paper:
    """Kế hoạch giám sát chuyên đề."""
    return Paper(
        kind_key="plan",
        issuer=c.STANDING,
        number=c.numbered("KH-HĐND", 9),
        place_date=c.placed(5, 2),
        summary="Giám sát chuyên đề “Việc quản lý, sử dụng nhà, đất công sau sắp xếp đơn vị hành "
        "chính trên địa bàn tỉnh”",
        bases=(
            "Căn cứ Nghị quyết số 85/NQ-HĐND về Chương trình giám sát của Hội đồng nhân dân tỉnh",
        ),
        body=(
            Heading("MỤC ĐÍCH, YÊU CẦU"),
            Paragraph(
                "Đánh giá kết quả, hạn chế, nguyên nhân; kiến nghị giải pháp với cơ quan có thẩm "
                "quyền."
            ),
            Heading("NỘI DUNG, PHẠM VI, ĐỐI TƯỢNG GIÁM SÁT"),
            Clause("Phạm vi: từ ngày 01 tháng 7 năm 2025 đến ngày 31 tháng 12 năm 2026."),
            Clause("Đối tượng: Ủy ban nhân dân tỉnh, Sở Tài chính, Ủy ban nhân dân 12 xã, phường."),
            Heading("PHƯƠNG PHÁP VÀ TIẾN ĐỘ"),
            Clause("Nghiên cứu báo cáo của đơn vị chịu sự giám sát."),
            Clause("Khảo sát thực tế tại 06 đơn vị trước khi làm việc."),
            Clause("Hoàn thành báo cáo trước ngày 30 tháng 9 năm 2027."),
        ),
        signatures=c.by_standing_deputy(),
        recipients=c.to("Thành viên Đoàn giám sát", "Đơn vị chịu sự giám sát", archive="VT"),
    )


def oversight_report() -> Paper:
    """Báo cáo kết quả giám sát of a delegation under the seal of the Council."""
    return Paper(
        kind_key="report",
        issuer=c.DELEGATION,
        number=c.numbered("BC-ĐGS", 6),
        place_date=c.placed(15, 9),
        summary="Kết quả giám sát chuyên đề việc quản lý, sử dụng nhà, đất công sau sắp xếp đơn vị "
        "hành chính",
        addressees=("Hội đồng nhân dân tỉnh An Mẫu",),
        body=(
            Paragraph("Đoàn giám sát báo cáo Hội đồng nhân dân tỉnh kết quả giám sát như sau:"),
            Heading("KẾT QUẢ ĐẠT ĐƯỢC"),
            Paragraph(
                "Các đơn vị đã kiểm kê, lập danh mục 345 cơ sở nhà, đất; bố trí sử dụng 271 cơ sở, "
                "đạt tỷ lệ 78,6%."
            ),
            Heading("HẠN CHẾ, NGUYÊN NHÂN"),
            Clause("Còn 74 cơ sở chưa có phương án xử lý."),
            Clause("Hồ sơ pháp lý của 39 cơ sở chưa đầy đủ."),
            Heading("KIẾN NGHỊ"),
            Clause("Đối với Ủy ban nhân dân tỉnh:"),
            Point("Phê duyệt phương án xử lý 74 cơ sở trước ngày 31 tháng 12 năm 2027;"),
            Point("Bố trí kinh phí bảo vệ tài sản chờ xử lý."),
            Clause("Đối với Ủy ban nhân dân các xã, phường: hoàn thiện hồ sơ pháp lý."),
        ),
        signatures=(
            Signature(
                ("TM. ĐOÀN GIÁM SÁT", "TRƯỞNG ĐOÀN"),
                c.VICE_CHAIR,
                second_title="PHÓ CHỦ TỊCH HĐND TỈNH",
            ),
        ),
        recipients=c.to("Thường trực HĐND tỉnh", "UBND tỉnh", archive="VT", as_above=True),
    )


def conclusion_notice() -> Paper:
    """Thông báo kết luận phiên giải trình."""
    return Paper(
        kind_key="notice",
        issuer=c.STANDING,
        number=c.numbered("TB-HĐND", 22),
        place_date=c.placed(8, 10),
        summary="Kết luận phiên giải trình về tiến độ giải ngân vốn đầu tư công",
        body=(
            Paragraph("Thường trực Hội đồng nhân dân tỉnh kết luận phiên giải trình như sau:"),
            Clause("Ghi nhận trách nhiệm giải trình của Ủy ban nhân dân tỉnh và các sở."),
            Clause("Yêu cầu các cơ quan thực hiện:"),
            Point("Sở Tài chính: tháo gỡ vướng mắc của 14 dự án trước ngày 30 tháng 11;"),
            Point("Sở Xây dựng: hoàn thành thẩm định hồ sơ tồn đọng;"),
            Point("Ủy ban nhân dân các xã: bàn giao mặt bằng theo cam kết."),
            Clause("Thời hạn báo cáo kết quả:"),
            Bullets(("Lần thứ nhất: trước ngày 15 tháng 11;", "Lần cuối: trước ngày 20 tháng 12.")),
        ),
        signatures=c.by_standing_deputy(),
        recipients=c.to("UBND tỉnh", "Các sở: Tài chính, Xây dựng", "UBND các xã, phường"),
    )
