"""Calls of the sample's July session: a dozen voices, all invented.

The rows are written directly, since the service rightly takes calls only while a session is held.
"""

from datetime import timedelta

from hdnd_portal.accounts.models import User
from hdnd_portal.council.models import AdministrativeUnit
from hdnd_portal.sample.plans import at
from hdnd_portal.secret_text import Voter
from sessions.models import CouncilSession, HotlineCall
from sessions.services.hotline import keep_caller

# Sitting, hour, minute, word of the item's title or else the topic, commune by its place or none,
# what was said. Telephone numbers that are given to nobody.
CALLS = (
    (1, 8, 40, "chất vấn", 0, "Đề nghị hỏi rõ bao giờ sửa xong đường liên xã đã hứa năm trước."),
    (1, 9, 25, "nước sinh hoạt", 3, "Mùa khô thiếu nước, giếng khoan cả xóm cạn từ tháng Ba."),
    (1, 10, 5, "Giá điện", None, "Hóa đơn tháng Sáu tăng gấp đôi, chưa được giải thích."),
    (2, 16, 50, "mầm non", 2, "Điểm trường lẻ chưa có bếp ăn; mong chính sách hỗ trợ đến sớm."),
    (3, 8, 30, "chất vấn", 0, "Cảm ơn đại biểu đã hỏi về đường liên xã; mong có ngày cụ thể."),
    (3, 8, 55, "nước sinh hoạt", 5, "Trạm cấp nước tập trung hỏng bơm hai tháng chưa sửa."),
    (3, 9, 10, "bác sĩ", 1, "Trạm y tế không có bác sĩ thường trực, phải đi bốn mươi cây số."),
    (3, 9, 40, "nước sinh hoạt", 3, "Đề nghị kiểm tra chất lượng nước sau mưa lớn."),
    (4, 14, 20, "Rác thải", 4, "Bãi tập kết rác cạnh trường học bốc mùi, đã kiến nghị nhiều lần."),
    (4, 14, 45, "Giá điện", 4, "Điện yếu vào buổi tối, máy bơm không chạy được."),
    (4, 15, 30, "chất vấn", 6, "Trả lời về bồi thường đất chưa nói rõ thời hạn chi trả."),
    (5, 9, 15, "đầu tư công", None, "Đề nghị công khai danh mục công trình bị giãn tiến độ."),
)
# Which of them left a name.
NAMED = {2: "Ông Lò Văn Mẫu", 6: "Bà Hoàng Thị Mẫu", 8: "Ông Nguyễn Văn Mẫu"}


def take_calls(session: CouncilSession, communes: list[AdministrativeUnit], *, by: User) -> None:
    """Enter the calls; one was entered twice, and struck out."""
    sittings = {sitting.ordinal: sitting for sitting in session.sittings.all()}
    items = list(session.items.order_by("position"))
    for place, (ordinal, hour, minute, word, commune, gist) in enumerate(CALLS):
        sitting = sittings[ordinal]
        item = next((item for item in items if word in item.title.lower()), None)
        call = HotlineCall.objects.create(
            session=session,
            sitting=sitting,
            item=item,
            topic="" if item else word,
            unit=None if commune is None else communes[commune % len(communes)],
            gist=f"{gist} (mẫu)",
            called_at=at(sitting.starts_at.date(), hour, minute),
            taken_by=by,
        )
        if place in NAMED:
            keep_caller(call, Voter(NAMED[place], f"0900 000 {place:03d}"))
    HotlineCall.objects.create(
        session=session,
        sitting=call.sitting,
        item=call.item,
        gist=call.gist,
        called_at=call.called_at + timedelta(minutes=1),
        taken_by=by,
        is_struck=True,
        reason="Ghi hai lần (mẫu)",
    )
