"""Sample letters, decisions, plans and notices of the office."""

from dataclasses import replace

from hdnd_portal.documents.papers.blocks import (
    Align,
    Article,
    Bullets,
    Clause,
    Column,
    Heading,
    Paragraph,
    Table,
)
from hdnd_portal.documents.papers.description import Appendix, CopyBlock, Paper, Signature, Urgency
from hdnd_portal.documents.papers.kinds import CopyKind
from hdnd_portal.documents.papers.samples import common as c


def official_letter() -> Paper:
    """Công văn chuyển kiến nghị cử tri, marked urgent."""
    return Paper(
        kind_key="official_letter",
        issuer=c.STANDING,
        number=c.numbered("HĐND-VP", 123),
        place_date=c.placed(12, 1),
        summary="chuyển kiến nghị của cử tri",
        urgency=Urgency.URGENT,
        addressees=(
            "Ủy ban nhân dân tỉnh",
            "Sở Nông nghiệp và Môi trường",
            "Ủy ban nhân dân các xã, phường",
        ),
        body=(
            Paragraph(
                "Sau đợt tiếp xúc cử tri trước Kỳ họp thứ 3, Thường trực Hội đồng nhân dân tỉnh "
                "tổng hợp được 86 kiến nghị thuộc thẩm quyền của các cơ quan trong tỉnh."
            ),
            Paragraph(
                "Thường trực Hội đồng nhân dân tỉnh chuyển danh mục kiến nghị gửi kèm, đề nghị các "
                "cơ quan xem xét, giải quyết, trả lời cử tri và gửi kết quả về Văn phòng Đoàn đại "
                "biểu Quốc hội và Hội đồng nhân dân tỉnh để tổng hợp, báo cáo Hội đồng nhân dân "
                "tỉnh."
            ),
            Paragraph("Trân trọng đề nghị các cơ quan phối hợp thực hiện."),
        ),
        signatures=c.by_standing_deputy(),
        recipients=c.to("Các Tổ đại biểu HĐND tỉnh", as_above=True),
        contact=c.CONTACT,
        drafter="PL.(60)",
    )


def decision() -> Paper:
    """Quyết định triệu tập kỳ họp."""
    return Paper(
        kind_key="decision",
        issuer=c.STANDING,
        number=c.numbered("QĐ-HĐND", 8),
        place_date=c.placed(3, 11),
        summary=f"Triệu tập {c.SESSION} Hội đồng nhân dân tỉnh {c.TERM}",
        authority=("Thường trực Hội đồng nhân dân tỉnh An Mẫu",),
        bases=(
            "Căn cứ Luật Tổ chức chính quyền địa phương",
            "Căn cứ Quy chế làm việc của Hội đồng nhân dân tỉnh",
        ),
        enacting="QUYẾT ĐỊNH:",
        body=(
            Article(
                text=f"Triệu tập {c.SESSION} Hội đồng nhân dân tỉnh, khai mạc ngày 08/12/2026."
            ),
            Article(text="Thời gian kỳ họp là 02 ngày rưỡi, tại Hội trường tỉnh."),
            Article(
                text="Chánh Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh, đại biểu "
                "Hội đồng nhân dân tỉnh và các cơ quan có liên quan chịu trách nhiệm thi hành "
                "Quyết định này."
            ),
        ),
        signatures=c.by_standing_chair(),
        recipients=c.to("Như Điều 3", "UBND tỉnh", "UBMTTQVN tỉnh"),
    )


def plan() -> Paper:
    """Kế hoạch tiếp xúc cử tri with a table in a landscape appendix."""
    rows = tuple(
        (
            f"{n:02d}",
            f"Tổ đại biểu số {n}",
            f"Xã Mẫu {n}; phường Mẫu {n}",
            f"{n + 10:02d}/11/2026",
            "07 giờ 30",
            "Trực tiếp kết hợp trực tuyến",
            "Hội trường trung tâm xã, phường",
        )
        for n in range(1, 13)
    )
    return Paper(
        kind_key="plan",
        issuer=c.STANDING,
        number=c.numbered("KH-HĐND", 11),
        place_date=c.placed(2, 2),
        summary="Tiếp xúc cử tri trước Kỳ họp thứ 3 Hội đồng nhân dân tỉnh",
        body=(
            Heading("MỤC ĐÍCH, YÊU CẦU"),
            Clause("Thu thập ý kiến, kiến nghị của cử tri gửi đến kỳ họp."),
            Clause("Bảo đảm dân chủ, thiết thực, đúng thành phần, đúng thời gian."),
            Heading("THỜI GIAN, ĐỊA ĐIỂM"),
            Paragraph("Lịch tiếp xúc cử tri của từng Tổ đại biểu theo Phụ lục I kèm theo."),
            Heading("TỔ CHỨC THỰC HIỆN"),
            Bullets(
                (
                    "Văn phòng phục vụ các Tổ đại biểu;",
                    "Ủy ban nhân dân các xã, phường chuẩn bị địa điểm, thông báo cho cử tri.",
                )
            ),
        ),
        signatures=c.by_standing_deputy(),
        recipients=c.to("Các Tổ đại biểu HĐND tỉnh", "UBND các xã, phường", archive="VT"),
        appendices=(
            Appendix(
                "Lịch tiếp xúc cử tri",
                (
                    Table(
                        (
                            Column("STT", 12, Align.CENTRE),
                            Column("Tổ đại biểu", 40),
                            Column("Đơn vị", 55),
                            Column("Ngày", 25, Align.CENTRE),
                            Column("Giờ", 25, Align.CENTRE),
                            Column("Hình thức", 45),
                            Column("Địa điểm", 50),
                        ),
                        rows,
                    ),
                ),
                landscape=True,
            ),
            Appendix(
                "Phân công phục vụ",
                (Paragraph("Mỗi Tổ đại biểu có một chuyên viên Văn phòng phục vụ, ghi biên bản."),),
            ),
        ),
    )


def internal_notice() -> Paper:
    """Thông báo nội bộ of the Office."""
    return Paper(
        kind_key="notice",
        issuer=c.OFFICE,
        number=c.numbered("TB-VP", 33),
        place_date=c.placed(5, 12),
        summary="Phân công nhiệm vụ phục vụ Kỳ họp thứ 3 Hội đồng nhân dân tỉnh",
        body=(
            Paragraph("Lãnh đạo Văn phòng phân công nhiệm vụ phục vụ kỳ họp như sau:"),
            Clause("Phòng Công tác Hội đồng nhân dân: nội dung, tài liệu, thư ký kỳ họp."),
            Clause("Phòng Hành chính, Tổ chức, Quản trị: hội trường, lễ tân, hậu cần."),
            Clause("Phòng Thông tin, Dân nguyện: truyền thông, tổng hợp ý kiến cử tri."),
        ),
        signatures=(Signature(("KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"), c.OFFICE_DEPUTY),),
        recipients=c.to("Các phòng thuộc Văn phòng", archive="VT"),
    )


def certified_copy() -> Paper:
    """Bản sao y of a decision, certified by the Office on the same sheet."""
    return replace(
        decision(),
        copy=CopyBlock(
            CopyKind.FULL,
            c.OFFICE,
            c.numbered("SY-VP", 5),
            c.placed(14, 12),
            Signature(("CHÁNH VĂN PHÒNG",), c.OFFICE_HEAD),
            c.to("Các phòng thuộc Văn phòng", archive="VT"),
        ),
    )
