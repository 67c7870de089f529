"""Sample slips and notices of citizen reception; they name nobody real and no real place."""

from hdnd_portal.documents.papers.blocks import Align, Column, Paragraph, QRCode, Run, Table
from hdnd_portal.documents.papers.description import Paper, Signature
from hdnd_portal.documents.papers.samples import common as c

CITIZEN = "Ông Nguyễn Văn Dân Mẫu"
ADDRESS = "thôn Mẫu, xã Mẫu, tỉnh An Mẫu"
CODE = "AM-2026-000123"


def _state(code: str = CODE) -> QRCode:
    return QRCode(
        f"https://hdnd.anmau.example/tra-cuu/{code}",
        f"Mã tra cứu: {code}. Quét mã hoặc mở trang tra cứu của Hội đồng nhân dân tỉnh và nhập mã "
        "này để xem tình trạng xử lý.",
    )


def guidance_slip() -> Paper:
    """Phiếu hướng dẫn with the code that shows the state of the petition."""
    return Paper(
        kind_key="guidance_slip",
        issuer=c.STANDING,
        number=c.numbered("HD-HĐND", 12),
        place_date=c.placed(16, 11),
        summary="Về việc gửi đơn đến cơ quan có thẩm quyền giải quyết",
        addressees=(f"{CITIZEN}, {ADDRESS}",),
        body=(
            Paragraph(
                "Ngày 16 tháng 11 năm 2026, Thường trực Hội đồng nhân dân tỉnh nhận được đơn của "
                "ông về việc cấp giấy chứng nhận quyền sử dụng đất."
            ),
            Paragraph(
                "Căn cứ Luật Khiếu nại và quy định về xử lý đơn, nội dung đơn thuộc thẩm quyền "
                "giải quyết của Chủ tịch Ủy ban nhân dân xã Mẫu. Đề nghị ông gửi đơn đến Ủy ban "
                "nhân dân xã Mẫu để được giải quyết theo quy định của pháp luật."
            ),
            _state(),
        ),
        signatures=(
            Signature(("TL. THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN", "CHÁNH VĂN PHÒNG"), c.OFFICE_HEAD),
        ),
        recipients=c.to("Ban Tiếp công dân tỉnh", archive="VT, DN", as_above=True),
    )


def receipt() -> Paper:
    """Giấy biên nhận thông tin, tài liệu (form 02/TCD)."""
    return Paper(
        kind_key="receipt",
        issuer=c.OFFICE,
        place_date=c.placed(16, 11),
        summary="Thông tin, tài liệu do người khiếu nại, kiến nghị, phản ánh cung cấp",
        body=(
            Paragraph(
                "Hôm nay, hồi 09 giờ 15, ngày 16 tháng 11 năm 2026, tại Trụ sở tiếp công dân tỉnh."
            ),
            Paragraph(f"Tôi là: {c.OFFICE_DEPUTY}, chuyên viên Phòng Dân nguyện, đã nhận của:"),
            Paragraph(
                (Run(f"{CITIZEN}", bold=True), Run(f", {ADDRESS}, các thông tin, tài liệu sau:"))
            ),
            Table(
                (
                    Column("STT", 12, Align.CENTRE),
                    Column("Tên tài liệu", 83),
                    Column("Số tờ", 20, Align.CENTRE),
                    Column("Tình trạng", 50),
                ),
                (
                    ("1", "Đơn kiến nghị", "02", "Bản chính"),
                    ("2", "Biên bản làm việc với Ủy ban nhân dân xã", "03", "Bản sao"),
                    ("3", "Sơ đồ thửa đất", "01", "Bản sao, mờ góc phải"),
                ),
            ),
            Paragraph("Giấy biên nhận này được lập thành 02 bản, mỗi bên giữ 01 bản."),
            _state(),
        ),
        signatures=(
            Signature(("NGƯỜI CUNG CẤP",), "Nguyễn Văn Dân Mẫu", note="(Ký, ghi rõ họ tên)"),
            Signature(("NGƯỜI NHẬN",), c.OFFICE_DEPUTY, note="(Ký, ghi rõ họ tên)"),
        ),
    )


def appointment() -> Paper:
    """Phiếu hẹn tiếp công dân."""
    return Paper(
        kind_key="appointment",
        issuer=c.OFFICE,
        place_date=c.placed(16, 11),
        name="Phiếu hẹn",
        summary="Về việc tiếp công dân",
        body=(
            Paragraph(f"Văn phòng hẹn: {CITIZEN}, {ADDRESS}."),
            Paragraph("Có mặt lúc: 08 giờ 00, thứ Năm, ngày 26 tháng 11 năm 2026."),
            Paragraph("Địa điểm: Trụ sở tiếp công dân tỉnh, phòng số 2."),
            Paragraph("Nội dung: làm việc về đơn kiến nghị đã nhận ngày 16 tháng 11 năm 2026."),
            Paragraph(
                "Khi đến, đề nghị mang theo phiếu này, giấy tờ tùy thân và tài liệu liên quan."
            ),
            _state(),
        ),
        signatures=(Signature(("NGƯỜI HẸN",), c.OFFICE_DEPUTY),),
    )


def refusal_notice() -> Paper:
    """Thông báo về việc từ chối tiếp công dân (form 01/TCD)."""
    return Paper(
        kind_key="notice",
        issuer=c.STANDING,
        number=c.numbered("TB-HĐND", 24),
        place_date=c.placed(18, 11),
        summary="Về việc từ chối tiếp công dân",
        body=(
            Paragraph(
                f"Ngày 16 tháng 11 năm 2026, {CITIZEN[0].lower()}{CITIZEN[1:]}, {ADDRESS}, đến Trụ "
                "sở tiếp công dân tỉnh để khiếu nại về việc bồi thường khi Nhà nước thu hồi đất."
            ),
            Paragraph(
                "Vụ việc đã được giải quyết đúng chính sách, pháp luật, được cơ quan có thẩm quyền "
                "kiểm tra, rà soát, thông báo bằng văn bản và đã được tiếp, giải thích, hướng dẫn."
            ),
            Paragraph(
                "Căn cứ khoản 3 Điều 9 Luật Tiếp công dân, Thường trực Hội đồng nhân dân tỉnh "
                "thông báo từ chối tiếp công dân đối với nội dung nêu trên và đề nghị ông chấp "
                "hành các quyết định giải quyết đã có hiệu lực pháp luật."
            ),
        ),
        signatures=c.by_standing_deputy(),
        recipients=c.to(f"{CITIZEN}", "Ban Tiếp công dân tỉnh", archive="VT, DN"),
    )
