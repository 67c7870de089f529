"""Sample papers of a session: invitation, programme, submission, reports, minutes, letters."""

from hdnd_portal.documents.papers.blocks import (
    Align,
    Bullets,
    Cell,
    Clause,
    Column,
    Heading,
    Paragraph,
    Point,
    Run,
    Sitting,
    Table,
    programme_table,
)
from hdnd_portal.documents.papers.description import Appendix, Paper, Signature
from hdnd_portal.documents.papers.samples import common as c

SITTINGS = (
    Sitting(
        "Sáng thứ Ba, ngày 08/12/2026",
        (
            ("07 giờ 30", "Đón tiếp đại biểu, khách mời", "Văn phòng"),
            ("08 giờ 00", "Chào cờ; thông qua chương trình kỳ họp", "Chủ tọa kỳ họp"),
            ("08 giờ 15", "Khai mạc kỳ họp", "Chủ tịch HĐND tỉnh"),
            (
                "08 giờ 30",
                "Báo cáo tình hình thực hiện nhiệm vụ phát triển kinh tế - xã hội, bảo đảm quốc "
                "phòng, an ninh năm 2026; mục tiêu, nhiệm vụ và giải pháp năm 2027",
                "Lãnh đạo UBND tỉnh",
            ),
            (
                "09 giờ 00",
                "Thông báo của Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh về tham gia xây dựng chính "
                "quyền; ý kiến, kiến nghị của cử tri và Nhân dân",
                "Lãnh đạo UBMTTQVN tỉnh",
            ),
            ("09 giờ 45", "Các Ban trình bày báo cáo thẩm tra", "Lãnh đạo các Ban"),
        ),
    ),
    Sitting(
        "Chiều thứ Ba, ngày 08/12/2026",
        (
            ("13 giờ 30", "Thảo luận tại Tổ đại biểu", "Tổ trưởng các Tổ"),
            ("16 giờ 00", "Tổng hợp ý kiến thảo luận tổ", "Thư ký kỳ họp"),
        ),
    ),
    Sitting(
        "Sáng thứ Tư, ngày 09/12/2026",
        (
            ("07 giờ 30", "Thảo luận tại hội trường", "Chủ tọa kỳ họp"),
            ("09 giờ 30", "Chất vấn và trả lời chất vấn", "Chủ tọa kỳ họp"),
        ),
    ),
    Sitting(
        "Sáng thứ Năm, ngày 10/12/2026",
        (
            ("07 giờ 30", "Trình, thảo luận và biểu quyết các dự thảo nghị quyết", "Chủ tọa"),
            ("10 giờ 30", "Bế mạc kỳ họp", "Chủ tịch HĐND tỉnh"),
        ),
    ),
)


def _labelled(label: str, text: str) -> Paragraph:
    return Paragraph((Run(f"{label}: ", bold=True), Run(text)))


def invitation(guest: str = "Ông Lê Minh Mẫu, đại biểu Hội đồng nhân dân tỉnh") -> Paper:
    """Giấy mời kỳ họp with its programme as an appendix."""
    return Paper(
        kind_key="invitation",
        issuer=c.STANDING,
        number=c.numbered("GM-HĐND", 15),
        place_date=c.placed(24, 11),
        summary=f"Dự {c.SESSION} Hội đồng nhân dân tỉnh {c.TERM}",
        body=(
            Paragraph(
                (
                    Run("Thường trực Hội đồng nhân dân tỉnh An Mẫu trân trọng kính mời: "),
                    Run(guest, bold=True),
                )
            ),
            _labelled(
                "Tới dự",
                f"{c.SESSION} (kỳ họp thường lệ cuối năm 2026) Hội đồng nhân dân tỉnh {c.TERM}.",
            ),
            _labelled("Chủ tọa", "Chủ tịch, các Phó Chủ tịch Hội đồng nhân dân tỉnh."),
            _labelled(
                "Thời gian",
                "02 ngày rưỡi, khai mạc lúc 08 giờ 00, thứ Ba, ngày 08 tháng 12 năm 2026; bế mạc "
                "trong buổi sáng thứ Năm, ngày 10 tháng 12 năm 2026.",
            ),
            _labelled(
                "Địa điểm", "Hội trường tỉnh, số 01 đường Mẫu, phường Trung Tâm, tỉnh An Mẫu."
            ),
            Paragraph(
                "Tài liệu kỳ họp được gửi trên hệ thống của Văn phòng Đoàn đại biểu Quốc hội và "
                "Hội đồng nhân dân tỉnh. Đề nghị đại biểu nghiên cứu trước tài liệu, tham dự đầy "
                "đủ, đúng giờ và xác nhận tham dự trước ngày 04 tháng 12 năm 2026."
            ),
        ),
        signatures=c.by_standing_deputy(),
        recipients=c.to("Như kính mời", "Lãnh đạo Văn phòng", archive="VT, HCTCQT"),
        appendices=(Appendix(f"Chương trình {c.SESSION}", (programme_table(SITTINGS),)),),
        contact=c.CONTACT,
    )


def programme() -> Paper:
    """Chương trình kỳ họp."""
    return Paper(
        kind_key="programme",
        issuer=c.STANDING,
        number=c.numbered("CTr-HĐND", 7),
        place_date=c.placed(24, 11),
        summary=f"{c.SESSION} Hội đồng nhân dân tỉnh {c.TERM}",
        bases=(
            "Căn cứ Luật Tổ chức chính quyền địa phương",
            "Căn cứ kết luận của Thường trực Hội đồng nhân dân tỉnh tại phiên họp tháng 11 năm "
            "2026",
        ),
        body=(
            Paragraph(
                "Thường trực Hội đồng nhân dân tỉnh ban hành Chương trình kỳ họp với các nội dung "
                "sau đây:"
            ),
            programme_table(SITTINGS),
            Paragraph("Chương trình có thể được điều chỉnh theo diễn biến của kỳ họp."),
        ),
        signatures=c.by_standing_deputy(),
        recipients=c.to("Đại biểu HĐND tỉnh", "UBND tỉnh", "UBMTTQVN tỉnh"),
    )


def notice() -> Paper:
    """Thông báo kết luận phiên họp Thường trực."""
    return Paper(
        kind_key="notice",
        issuer=c.STANDING,
        number=c.numbered("TB-HĐND", 21),
        place_date=c.placed(5, 12),
        summary="Kết luận của Thường trực Hội đồng nhân dân tỉnh tại phiên họp thường kỳ tháng 11 "
        "năm 2026",
        body=(
            Paragraph(
                "Ngày 30 tháng 11 năm 2026, Thường trực Hội đồng nhân dân tỉnh tổ chức phiên họp "
                "thường kỳ tháng 11. Sau khi nghe báo cáo và ý kiến của các đại biểu dự họp, "
                "Thường trực Hội đồng nhân dân tỉnh kết luận như sau:"
            ),
            Clause(title="Về công tác chuẩn bị kỳ họp thường lệ cuối năm 2026"),
            Point("Thống nhất dự kiến nội dung, chương trình kỳ họp gồm 24 nội dung;"),
            Point(
                "Đề nghị Ủy ban nhân dân tỉnh chỉ đạo gửi hồ sơ còn thiếu trước ngày 20/11/2026;"
            ),
            Point("Các Ban hoàn thành báo cáo thẩm tra đúng thời hạn quy định."),
            Clause(title="Về giám sát việc giải quyết kiến nghị cử tri"),
            Paragraph(
                "Giao Ban Pháp chế tổng hợp các kiến nghị đã quá thời hạn giải quyết, báo cáo "
                "Thường trực Hội đồng nhân dân tỉnh tại phiên họp tháng 12."
            ),
            Clause(title="Về phân công thực hiện"),
            Bullets(
                (
                    "Văn phòng theo dõi, đôn đốc việc thực hiện Thông báo này;",
                    "Các cơ quan gửi kết quả thực hiện trước ngày 15/12/2026.",
                )
            ),
        ),
        signatures=(
            Signature(("TL. THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN", "CHÁNH VĂN PHÒNG"), c.OFFICE_HEAD),
        ),
        recipients=c.to("Thường trực HĐND tỉnh", "UBND tỉnh", "Các Ban HĐND tỉnh"),
    )


def submission() -> Paper:
    """Tờ trình of the Standing Committee to the Council."""
    return Paper(
        kind_key="submission",
        issuer=c.STANDING,
        number=c.numbered("TTr-HĐND", 36),
        place_date=c.placed(7, 11),
        summary="Về việc ban hành Chương trình giám sát năm 2027 của Hội đồng nhân dân tỉnh",
        addressees=("Hội đồng nhân dân tỉnh An Mẫu",),
        bases=(
            "Căn cứ Luật Tổ chức chính quyền địa phương",
            "Căn cứ Luật Hoạt động giám sát của Quốc hội và Hội đồng nhân dân",
        ),
        body=(
            Paragraph(
                "Thường trực Hội đồng nhân dân tỉnh trình Hội đồng nhân dân tỉnh xem xét, ban hành "
                "nghị quyết về Chương trình giám sát năm 2027 như sau:"
            ),
            Heading("SỰ CẦN THIẾT"),
            Paragraph(
                "Chương trình giám sát hằng năm là căn cứ để Hội đồng nhân dân, Thường trực Hội "
                "đồng nhân dân, các Ban và Tổ đại biểu thực hiện quyền giám sát theo luật định."
            ),
            Heading("NỘI DUNG TRÌNH"),
            Clause("Giám sát tại kỳ họp: xem xét báo cáo công tác của các cơ quan theo luật định."),
            Clause(
                "Giám sát chuyên đề: 02 chuyên đề, mỗi chuyên đề do một Đoàn giám sát thực hiện."
            ),
            Clause("Chất vấn và xem xét việc trả lời chất vấn tại hai kỳ họp thường lệ."),
            Paragraph("Kính trình Hội đồng nhân dân tỉnh xem xét, quyết định."),
        ),
        signatures=c.by_standing_chair(),
        recipients=c.to("Đại biểu HĐND tỉnh", archive="VT", as_above=True),
    )


_FIGURES = tuple(
    (f"{number:02d}", f"Nội dung giám sát mẫu số {number}", str(3 + number % 4), str(number % 3))
    for number in range(1, 13)
)


def report() -> Paper:
    """Báo cáo công tác of the Standing Committee, several pages long."""
    told = (
        "Thường trực Hội đồng nhân dân tỉnh đã chỉ đạo, điều hòa, phối hợp hoạt động của các Ban, "
        "Tổ đại biểu; tổ chức các phiên họp thường kỳ, xem xét, cho ý kiến nhiều nội dung phát "
        "sinh giữa hai kỳ họp; đôn đốc Ủy ban nhân dân tỉnh và các cơ quan thực hiện nghị quyết đã "
        "ban hành."
    )
    return Paper(
        kind_key="report",
        issuer=c.STANDING,
        number=c.numbered("BC-HĐND", 40),
        place_date=c.placed(9, 3),
        summary="Kết quả công tác quý I và nhiệm vụ trọng tâm quý II năm 2026 của Thường trực Hội "
        "đồng nhân dân tỉnh",
        addressees=(
            "Ủy ban Thường vụ Quốc hội",
            "Chính phủ",
            "Ban Thường vụ Tỉnh ủy",
        ),
        body=(
            Paragraph("Thường trực Hội đồng nhân dân tỉnh báo cáo kết quả công tác như sau:"),
            Heading("KẾT QUẢ CÔNG TÁC QUÝ I"),
            Clause(told, title="Công tác tổ chức kỳ họp, phiên họp"),
            Paragraph(told),
            Clause(told, title="Hoạt động giám sát"),
            Table(
                (
                    Column("STT", 12, Align.CENTRE),
                    Column("Nội dung", 93),
                    Column("Số kiến nghị", 30, Align.CENTRE),
                    Column("Đã thực hiện", 30, Align.CENTRE),
                ),
                (*_FIGURES, (Cell("Cộng", 2, bold=True, align=Align.CENTRE), "54", "12")),
            ),
            Clause(told, title="Tiếp công dân, xử lý đơn"),
            Point("Tiếp 34 lượt công dân, trong đó có 02 đoàn đông người;"),
            Point("Tiếp nhận 112 đơn, đủ điều kiện xử lý 87 đơn;"),
            Point("Chuyển 61 đơn đến cơ quan có thẩm quyền, nhận 40 văn bản trả lời;"),
            Point("Trả lời, hướng dẫn 26 đơn;"),
            Point("Giám sát việc giải quyết 03 vụ việc."),
            Heading("HẠN CHẾ VÀ NGUYÊN NHÂN"),
            Paragraph(told),
            Heading("NHIỆM VỤ TRỌNG TÂM QUÝ II"),
            Bullets(
                (
                    "Tổ chức kỳ họp thường lệ giữa năm 2026;",
                    "Giám sát việc thực hiện kiến nghị sau giám sát;",
                    "Đôn đốc giải quyết kiến nghị của cử tri gửi trước và sau kỳ họp.",
                )
            ),
            Paragraph("Thường trực Hội đồng nhân dân tỉnh trân trọng báo cáo."),
        ),
        signatures=c.by_standing_deputy(),
        recipients=c.to("Thường trực HĐND tỉnh", "Các Ban HĐND tỉnh", as_above=True),
    )


def minutes() -> Paper:
    """Biên bản kỳ họp, signed by the secretary and the chair of the session."""
    return Paper(
        kind_key="minutes",
        issuer=c.COUNCIL,
        number=c.numbered("BB-HĐND", 4),
        place_date=c.placed(10, 12),
        summary=f"{c.SESSION} Hội đồng nhân dân tỉnh {c.TERM}",
        body=(
            Paragraph(
                "Thời gian bắt đầu: 08 giờ 00, ngày 08 tháng 12 năm 2026, tại Hội trường tỉnh."
            ),
            Heading("THÀNH PHẦN"),
            Clause(
                "Đại biểu Hội đồng nhân dân tỉnh: có mặt 83/85 đại biểu; vắng 02 đại biểu có lý do."
            ),
            Clause(f"Chủ tọa kỳ họp: ông {c.CHAIR}, Chủ tịch Hội đồng nhân dân tỉnh."),
            Clause("Thư ký kỳ họp: bà Hoàng Thị Mẫu, Phó Chánh Văn phòng."),
            Heading("NỘI DUNG VÀ DIỄN BIẾN"),
            Clause(
                "Hội đồng nhân dân tỉnh thông qua chương trình kỳ họp: 83/83 đại biểu có mặt tán "
                "thành."
            ),
            Clause("Nghe 12 báo cáo, 14 tờ trình và 10 báo cáo thẩm tra."),
            Clause(
                "Thảo luận tại 05 Tổ đại biểu, có 41 lượt ý kiến; tại hội trường có 15 lượt ý kiến."
            ),
            Clause(
                "Biểu quyết thông qua 14 nghị quyết; kết quả từng nghị quyết kèm theo biên bản này."
            ),
            Paragraph(
                "Kỳ họp kết thúc vào hồi 11 giờ 00, ngày 10 tháng 12 năm 2026. Biên bản này đã "
                "được đọc lại, các thành viên có tên dưới đây nhất trí thông qua."
            ),
        ),
        signatures=(
            Signature(("THƯ KÝ KỲ HỌP",), "Hoàng Thị Mẫu"),
            Signature(("CHỦ TỌA KỲ HỌP",), c.CHAIR),
        ),
    )


def excerpt() -> Paper:
    """Trích biên bản: what the minutes hold of one item."""
    return Paper(
        kind_key="minutes",
        name="Trích biên bản",
        issuer=c.COUNCIL,
        number=c.numbered("BB-HĐND", 5),
        place_date=c.placed(10, 12),
        summary=f"{c.SESSION} Hội đồng nhân dân tỉnh {c.TERM}",
        body=(
            Paragraph("Về nội dung: Dự thảo Nghị quyết về dự toán ngân sách tỉnh năm 2027."),
            Paragraph("Từ 09 giờ 00 đến 10 giờ 15 (thảo luận)."),
            Paragraph("Phát biểu (3 lượt): Lê Văn Mẫu, Trần Thị Mẫu, Mai Văn Mẫu."),
            Paragraph(
                "Biểu quyết toàn văn dự thảo Nghị quyết: tán thành 80, không tán thành 2, không "
                "biểu quyết 1; kết quả: thông qua."
            ),
        ),
        signatures=(
            Signature(("THƯ KÝ KỲ HỌP",), "Hoàng Thị Mẫu"),
            Signature(("CHỦ TỌA KỲ HỌP",), c.CHAIR),
        ),
    )
