"""The papers of the sample sessions: invented, and each says so."""

import random
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from hdnd_portal.documents.papers import (
    Article,
    Heading,
    Issuer,
    Mark,
    Number,
    Paper,
    Paragraph,
    PlaceDate,
    Recipients,
    Signature,
    body_issuer,
    council_issuer,
    standing_committee_issuer,
)
from hdnd_portal.sample.names import COMMUNES, PROVINCE, WARDS

UNIT = f"tỉnh {PROVINCE}"
NOTICE = "Văn bản mẫu của tỉnh không có thật, chỉ để dùng thử; mọi tên người và số liệu là bịa đặt."
OPENINGS = [
    "Trong kỳ báo cáo, các nhiệm vụ được triển khai đúng kế hoạch và có chuyển biến rõ nét.",
    "Công tác chỉ đạo, điều hành bám sát nghị quyết của Hội đồng nhân dân tỉnh.",
    "Các chỉ tiêu chủ yếu cơ bản đạt tiến độ; một số chỉ tiêu còn chậm so với kế hoạch.",
]
RESULTS = [
    "Đã hoàn thành {a} trên {b} nhiệm vụ được giao, đạt {c}% kế hoạch năm.",
    "Giá trị giải ngân đạt {a} tỷ đồng, bằng {c}% kế hoạch vốn được giao.",
    "Đã kiểm tra {b} cơ sở, chấn chỉnh {a} trường hợp thực hiện chưa đúng quy định.",
    "Số hồ sơ giải quyết đúng hạn là {a}00 hồ sơ, chiếm {c}% tổng số hồ sơ đã tiếp nhận.",
]
LIMITS = [
    "Việc phối hợp giữa một số cơ quan với cấp xã còn chậm, số liệu gửi chưa thống nhất.",
    "Tiến độ giải phóng mặt bằng ở một số xã chưa bảo đảm kế hoạch.",
    "Nguồn lực bố trí cho vùng khó khăn còn hạn chế so với nhu cầu.",
]
TASKS = [
    "Rà soát toàn bộ nhiệm vụ còn lại, phân công rõ cơ quan chủ trì và thời hạn hoàn thành.",
    "Tăng cường kiểm tra việc thực hiện tại các xã, phường.",
    "Công khai tiến độ và kết quả để cử tri và đại biểu theo dõi.",
]


@dataclass(frozen=True, slots=True)
class Text:
    """A paper with its words, for the search."""

    paper: Paper
    words: str


def _words(paper_title: str, lines: list[str]) -> str:
    return "\n".join([paper_title, *lines, NOTICE])


def _placed(on: date) -> PlaceDate:
    return PlaceDate(PROVINCE, on)


def report(title: str, issuer_lines: tuple[str, ...], on: date, seed: str, number: int) -> Text:
    """A report of an agency or a body: result, limits, tasks."""
    chance = random.Random(seed)  # noqa: S311 -- words, not secrets
    done = [
        line.format(a=chance.randint(11, 89), b=chance.randint(90, 140), c=chance.randint(61, 98))
        for line in chance.sample(RESULTS, 3)
    ]
    lines = [chance.choice(OPENINGS), *done, *chance.sample(LIMITS, 2), *chance.sample(TASKS, 2)]
    paper = Paper(
        kind_key="report",
        issuer=Issuer(issuer_lines, issuer_lines[-1]),
        number=Number("BC-MAU", number),
        place_date=_placed(on),
        summary=title,
        addressees=(f"Hội đồng nhân dân {UNIT}",),
        body=(
            Paragraph(NOTICE),
            Heading("KẾT QUẢ THỰC HIỆN"),
            *(Paragraph(line) for line in lines[:4]),
            Heading("HẠN CHẾ"),
            *(Paragraph(line) for line in lines[4:6]),
            Heading("NHIỆM VỤ THỜI GIAN TỚI"),
            *(Paragraph(line) for line in lines[6:]),
        ),
        signatures=(Signature(("THỦ TRƯỞNG CƠ QUAN",), "(đã ký)"),),
        recipients=Recipients(("Như trên", "Đại biểu HĐND tỉnh"), archive="VT"),
    )
    return Text(paper, _words(title, lines))


def submission(title: str, on: date, number: int) -> Text:
    """The agency's submission that asks for a resolution."""
    lines = [
        f"Ủy ban nhân dân {UNIT} trình Hội đồng nhân dân tỉnh ban hành nghị quyết {title}.",
        "Nội dung chính sách đã được lấy ý kiến các cơ quan, địa phương và đối tượng tác động.",
        "Nguồn lực thực hiện được cân đối trong ngân sách tỉnh và lồng ghép các chương trình.",
        "Kính trình Hội đồng nhân dân tỉnh xem xét, quyết định.",
    ]
    paper = Paper(
        kind_key="submission",
        issuer=Issuer(("Ủy ban nhân dân", UNIT), f"Ủy ban nhân dân {UNIT}"),
        number=Number("TTr-UBND", number),
        place_date=_placed(on),
        summary=f"Về việc ban hành nghị quyết {title}",
        addressees=(f"Hội đồng nhân dân {UNIT}",),
        body=(
            Paragraph(NOTICE),
            Heading("SỰ CẦN THIẾT"),
            Paragraph(lines[0]),
            Heading("NỘI DUNG CHÍNH"),
            Paragraph(lines[1]),
            Heading("NGUỒN LỰC"),
            Paragraph(lines[2]),
            Paragraph(lines[3]),
        ),
        signatures=(Signature(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "(đã ký)"),),
        recipients=Recipients(("Như trên", "Thường trực HĐND tỉnh"), archive="VT"),
    )
    return Text(paper, _words(f"Tờ trình {title}", lines))


def draft(title: str, on: date) -> Text:
    """The draft resolution."""
    articles = [
        f"Thống nhất nội dung {title} theo Tờ trình của Ủy ban nhân dân tỉnh.",
        "Ủy ban nhân dân tỉnh tổ chức thực hiện và báo cáo kết quả tại kỳ họp cuối năm.",
        "Thường trực, các Ban, Tổ đại biểu và đại biểu Hội đồng nhân dân tỉnh giám sát thực hiện.",
    ]
    paper = Paper(
        kind_key="resolution",
        issuer=council_issuer(UNIT),
        number=Number("NQ-HĐND"),
        place_date=PlaceDate(PROVINCE, None, on.year),
        summary=title[:1].upper() + title[1:],
        authority=(f"Hội đồng nhân dân {UNIT}",),
        bases=("Căn cứ Luật Tổ chức chính quyền địa phương",),
        enacting="QUYẾT NGHỊ:",
        body=tuple(Article(title=text.rstrip(".")) for text in articles),
        signatures=(Signature(("CHỦ TỊCH",), "(dự thảo)"),),
        recipients=Recipients(("Như Điều 2", NOTICE), archive="VT"),
        marks=(Mark.DRAFT,),
    )
    return Text(paper, _words(f"Dự thảo nghị quyết {title}", articles))


def verification(title: str, body: str, on: date, number: int) -> Text:
    """The verification report of a Ban."""
    lines = [
        f"{body} đã thẩm tra nội dung: {title}.",
        "Hồ sơ bảo đảm thành phần theo quy định; nội dung phù hợp với thẩm quyền của "
        "Hội đồng nhân dân tỉnh.",
        "Đề nghị làm rõ nguồn lực thực hiện và tiến độ ở các xã khó khăn.",
        f"{body} thống nhất trình Hội đồng nhân dân tỉnh xem xét.",
    ]
    paper = Paper(
        kind_key="report",
        issuer=body_issuer(UNIT, body),
        number=Number("BC-BAN", number),
        place_date=_placed(on),
        summary=f"Thẩm tra {title[:1].lower()}{title[1:]}",
        addressees=(f"Hội đồng nhân dân {UNIT}",),
        body=(Paragraph(NOTICE), *(Paragraph(line) for line in lines)),
        signatures=(Signature(("TM. BAN", "TRƯỞNG BAN"), "(đã ký)"),),
        recipients=Recipients(("Như trên", "Thường trực HĐND tỉnh"), archive="VT, CTHĐND"),
    )
    return Text(paper, _words(f"Báo cáo thẩm tra {title}", lines))


def invitation(session: str, day: str, place: str, guest: str, on: date, number: int) -> Text:
    """The invitation of the session before."""
    lines = [
        f"Thường trực Hội đồng nhân dân {UNIT} trân trọng kính mời {guest} tới dự {session}.",
        f"Thời gian: {day}.",
        f"Địa điểm: {place}.",
    ]
    paper = Paper(
        kind_key="invitation",
        issuer=standing_committee_issuer(UNIT),
        number=Number("GM-HĐND", number),
        place_date=_placed(on),
        summary=f"Dự {session}",
        body=(*(Paragraph(line) for line in lines), Paragraph(NOTICE)),
        signatures=(Signature(("TM. THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN", "CHỦ TỊCH"), "(đã ký)"),),
        recipients=Recipients(("Như kính mời",), archive="VT"),
    )
    return Text(paper, _words(f"Giấy mời dự {session}", lines))


def table(title: str, seed: str) -> tuple[bytes, str]:
    """An annex as XLSX: invented figures for every commune, with a total that adds up."""
    chance = random.Random(seed)  # noqa: S311 -- figures, not secrets
    book = Workbook(write_only=False)
    sheet = book.create_sheet("Phụ lục", 0)
    del book["Sheet"]
    sheet.append([f"PHỤ LỤC: {title}"])
    sheet.append([NOTICE])
    sheet.append(["TT", "Xã, phường", "Kế hoạch (triệu đồng)", "Thực hiện (triệu đồng)"])
    for number, name in enumerate([*WARDS, *COMMUNES], start=1):
        planned = chance.randint(800, 9000)
        sheet.append([number, name, planned, planned * chance.randint(55, 104) // 100])
    last = sheet.max_row
    sheet.append(["", "Tổng cộng", f"=SUM(C4:C{last})", f"=SUM(D4:D{last})"])
    for cell in sheet[3] + sheet[last + 1] + sheet[1]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    for column, width in zip("ABCD", (6, 28, 24, 24), strict=True):
        sheet.column_dimensions[column].width = width
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue(), "\n".join([title, NOTICE, *WARDS, *COMMUNES])
