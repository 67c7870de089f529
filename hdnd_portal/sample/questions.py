"""Questions of the sample: answered and promised at the last session, sent for the next one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.contenttypes.models import ContentType

from hdnd_portal.accounts.models import User
from hdnd_portal.commitments.models import Commitment, Reply, Verification
from hdnd_portal.council.models import Body, Mandate, Membership, Post
from hdnd_portal.sample.people import People
from hdnd_portal.sample.plans import at
from hdnd_portal.sample.province import Province
from sessions.models import CouncilSession, Interpellation, QuestionGroup

ASKED_LAST, ANSWERED_LAST = date(2026, 7, 6), date(2026, 7, 15)
ASKED_NOW = date(2026, 11, 18)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: by the delegate of that number, to the head of the agency."""

    by: int
    agency: str
    title: str
    text: str
    grounds: str
    summary: str = ""
    rating: str = ""
    promise: str = ""
    due_on: date | None = None
    is_verified: bool = False


LAST = [
    Asked(
        4,
        "SXD",
        "Tiến độ nâng cấp đường tỉnh 721",
        "Dự án chậm 14 tháng so với kế hoạch. Trách nhiệm của Sở và thời hạn thông xe?",
        "Báo cáo kế hoạch đầu tư công 6 tháng đầu năm 2026 (dữ liệu mẫu).",
        "Nhận trách nhiệm về khâu giải phóng mặt bằng; cam kết thông xe đoạn km 0 đến km 12.",
        "answered",
        "Thông xe đoạn km 0 đến km 12 đường tỉnh 721.",
        date(2026, 12, 31),
    ),
    Asked(
        9,
        "SYT",
        "Trạm y tế xã thiếu bác sĩ",
        "Vì sao 18 trạm y tế xã chưa có bác sĩ làm việc thường xuyên?",
        "Ý kiến cử tri trước Kỳ họp thứ 2 (dữ liệu mẫu).",
        "Sẽ luân phiên bác sĩ từ bệnh viện khu vực về các trạm.",
        "partly",
        "Mỗi trạm y tế xã có bác sĩ làm việc ít nhất ba ngày mỗi tuần.",
        date(2026, 10, 31),
    ),
    Asked(
        13,
        "STC",
        "Giải ngân vốn đầu tư công",
        "Đến hết tháng 6 mới giải ngân 31 % kế hoạch. Giải pháp nào cho sáu tháng cuối năm?",
        "Báo cáo của Kho bạc (dữ liệu mẫu).",
        "Công khai danh sách chủ đầu tư chậm giải ngân hằng tháng.",
        "answered",
        "Công khai hằng tháng danh sách chủ đầu tư giải ngân chậm.",
        date(2026, 8, 31),
        is_verified=True,
    ),
]
NOW = [
    Asked(
        6,
        "SXD",
        "Đường tỉnh 721 vẫn chưa thông xe",
        "Lời hứa thông xe đường tỉnh 721 đoạn km 0 đến km 12 đến nay thực hiện ra sao?",
        "Lời hứa tại phiên chất vấn tháng 7 năm 2026 (dữ liệu mẫu).",
    ),
    Asked(
        31,
        "SXD",
        "Tiến độ thông xe đường tỉnh 721",
        "Đường tỉnh 721 đoạn km 0 đến km 12 đã thông xe chưa, còn vướng ở đâu?",
        "Ý kiến cử tri xã Khe Phượng (dữ liệu mẫu).",
    ),
    Asked(
        34,
        "SYT",
        "Thuốc bảo hiểm y tế tại bệnh viện tuyến cơ sở",
        "Người bệnh phải mua thuốc ngoài danh mục trong quý III. Trách nhiệm của Sở Y tế?",
        "Kiến nghị của cử tri phường Lam Mộc (dữ liệu mẫu).",
    ),
    Asked(
        27,
        "STC",
        "Nợ đọng xây dựng cơ bản",
        "Còn bao nhiêu dự án nợ đọng và lộ trình thanh toán?",
        "Báo cáo quyết toán ngân sách năm 2025 (dữ liệu mẫu).",
    ),
]


def make_questions(
    province: Province,
    people: People,
    users: dict[str, User],
    *,
    last: CouncilSession,
    current: CouncilSession,
) -> None:
    """Questions of both sessions, with what was promised in July and what became of it."""
    officer = users["chuyenvien"]
    for group_number, one in enumerate(LAST, start=1):
        _answered(province, people, officer, last, one, group_number)
    rows = [_question(province, people, current, one, ASKED_NOW) for one in NOW]
    group = QuestionGroup.objects.create(
        council=province.council,
        session=current,
        title="Chất lượng khám chữa bệnh bảo hiểm y tế tuyến cơ sở",
        post=rows[2].post,
        criteria=["pressing"],
        position=1,
        created_by=officer,
    )
    rows[2].group = group
    rows[2].save(update_fields=["group"])


def _question(
    province: Province, people: People, session: CouncilSession, one: Asked, on: date
) -> Interpellation:
    mandate = _seats(people)[one.by]
    place = Membership.objects.filter(
        person=mandate.person_id, body__kind=Body.Kind.DELEGATE_GROUP
    ).first()
    return Interpellation.objects.create(
        council=province.council,
        session=session,
        mandate=mandate,
        delegate_group=place.body if place else None,
        post=_head(province, one.agency),
        title=one.title,
        text=one.text,
        grounds=one.grounds,
        state="submitted",
        submitted_at=at(on),
        asked_on=on,
    )


def _answered(
    province: Province,
    people: People,
    officer: User,
    session: CouncilSession,
    one: Asked,
    number: int,
) -> None:
    question = _question(province, people, session, one, ASKED_LAST)
    agency = province.agencies[one.agency]
    question.group = QuestionGroup.objects.create(
        council=province.council,
        session=session,
        title=one.title,
        post=question.post,
        criteria=["pressing"],
        position=number,
        state="chosen",
        decided_on=date(2026, 7, 14),
        decision="Biên bản phiên khai mạc (dữ liệu mẫu)",
        decided_by=officer,
        created_by=officer,
    )
    question.state = "followed"
    question.routed_to, question.routed_at = agency, at(date(2026, 7, 8))
    question.routed_by = officer
    question.raised_at = question.answered_at = at(ANSWERED_LAST, 15)
    question.answer_summary = one.summary
    question.rating, question.rated_at = one.rating, at(ANSWERED_LAST, 17)
    question.rating_reason = "" if one.rating == "answered" else "Chưa nêu rõ nguồn nhân lực."
    question.save()
    made = Commitment.objects.create(
        council=province.council,
        kind="promise",
        text=one.promise,
        source_type=ContentType.objects.get_for_model(Interpellation),
        source_id=question.pk,
        source_label=f"Chất vấn “{one.title}” – {session.name}",
        said_at="Biên bản phiên chất vấn (dữ liệu mẫu)",
        lead=agency,
        promised_by=question.post.person,
        made_on=ANSWERED_LAST,
        due_on=one.due_on,
        created_by=officer,
    )
    if one.is_verified:
        _verified(made, officer)


def _verified(made: Commitment, officer: User) -> None:
    """What the agency reported in time, and what the office found."""
    reply = Reply.objects.create(
        commitment=made,
        number=1,
        agency=made.lead,
        claimed="done",
        text="Danh sách được đăng trên cổng thông tin của Sở từ tháng 8 (dữ liệu mẫu).",
        done_on=date(2026, 8, 10),
        evidence="Thông báo số 88/TB-SXD ngày 10/8/2026 (dữ liệu mẫu)",
        quality="evidenced",
        written_by=officer,
        sent_at=at(date(2026, 8, 12)),
        due_on=made.due_on,
    )
    Verification.objects.create(
        commitment=made,
        reply=reply,
        confirmed="done",
        reason="Đã xem danh sách tháng 8 và tháng 9 (dữ liệu mẫu).",
        checked_by=officer,
    )
    made.stage, made.stage_reason = "verified", "Đã xem danh sách tháng 8 và tháng 9."
    made.quality = reply.quality
    made.save(update_fields=["stage", "stage_reason", "quality"])


def _seats(people: People) -> Sequence[Mandate]:
    return list(people.mandates.values())


def _head(province: Province, code: str) -> Post:
    agency = province.agencies[code]
    return Post.objects.filter(agency=agency).exclude(title__startswith="Chuyên viên").get()
