"""What voters said at the meetings after the July session of the sample; all invented."""

from datetime import timedelta

from hdnd_portal.accounts.models import User
from hdnd_portal.council.models import Field
from hdnd_portal.secret_text import Voter
from voters.models import ContactPlan, MeetingRecord, VoterMeeting
from voters.services import recording, records
from voters.services.records import Presence
from voters.workflow import RecordState, Track

ASKS, SAYS = Track.RECOMMENDATION, Track.OPINION
# One list for each of the first meetings: field, track, words (which all end in "(mẫu)."), answer.
VOICES: tuple[tuple[tuple[str, Track, str, str], ...], ...] = (
    (
        ("GT", ASKS, "Đường liên xã hỏng nặng từ mùa mưa trước, đề nghị sửa trước vụ thu.", ""),
        ("NS", ASKS, "Trạm cấp nước hỏng bơm hai tháng, phải mua nước.", "UBND xã: xong tháng 8."),
        ("YT", ASKS, "Trạm y tế không có bác sĩ, đi bệnh viện bốn mươi cây số.", ""),
        ("HDND", SAYS, "Cảm ơn đại biểu đã hỏi về đường liên xã; mong có ngày cụ thể.", ""),
    ),
    (
        ("GT", ASKS, "Đề nghị làm lại đường vào ba thôn vùng cao, năm nào cũng sạt lở.", ""),
        ("GD", ASKS, "Điểm trường lẻ thiếu giáo viên, cháu bốn tuổi chưa được đi học.", ""),
        ("DL", ASKS, "Điện yếu vào buổi tối, máy bơm không chạy được.", "Điện lực: quý IV."),
        ("NC", ASKS, "Danh sách hỗ trợ xóa nhà tạm bỏ sót hai hộ ở thôn cuối.", ""),
        ("KHAC", SAYS, "Mong đại biểu về thôn nhiều hơn, không chỉ họp ở trung tâm xã.", ""),
    ),
    (
        ("MT", ASKS, "Bãi tập kết rác cạnh trường học bốc mùi, đã kiến nghị nhiều lần.", ""),
        ("DD", ASKS, "Đo đạc đất từ năm 2019 mà chưa được cấp giấy chứng nhận.", ""),
        ("XD", ASKS, "Khu dân cư mới chưa có cống thoát nước, mưa là ngập.", ""),
        ("VT", ASKS, "Thôn chưa có sóng nên không làm được thủ tục trực tuyến.", ""),
    ),
    (
        ("TL", ASKS, "Kênh mương nội đồng bồi lấp, cuối vụ thiếu nước tưới.", ""),
        ("BH", ASKS, "Đề nghị giữ hỗ trợ mua thẻ bảo hiểm y tế cho xã vừa hết diện khó khăn.", ""),
        ("NV", ASKS, "Phụ cấp cho trưởng thôn sau sắp xếp thấp so với việc phải làm.", ""),
    ),
)  # fmt: skip
# Meeting and place in it of what was said with a name, of a complaint, of what was entered twice.
NAMED, LETTER, TWICE = (1, 3), (2, 1), (0, 2)
VOTERS = (86, 112, 64, 71)
# What the delegates reported first.
SUBJECTS = "Kết quả kỳ họp và các nghị quyết đã thông qua\nViệc chuyển kiến nghị của cử tri"


def hear_voters(plan: ContactPlan, *, by: User) -> None:
    """Write down what was said at the first meetings; the last record is not signed yet."""
    fields = {field.code: field for field in Field.objects.all()}
    meetings = list(plan.meetings.held().for_list().order_by("starts_at", "pk")[: len(VOICES)])
    for place, (meeting, voices) in enumerate(zip(meetings, VOICES, strict=True)):
        for order, (code, track, text, answer) in enumerate(voices):
            opinion = recording.record_opinion(
                meeting,
                text=f"{text[:-1]} (mẫu).",
                track=track,
                unit=meeting.unit,
                field=fields.get(code),
                village=f"thôn Mẫu {order + 1}",
                answered_there=answer,
                is_letter=(place, order) == LETTER,
                speaker=Voter("Bà Lường Thị Mẫu", "0900 000 031")
                if (place, order) == NAMED
                else None,
                said_at=meeting.starts_at + timedelta(minutes=30 + 6 * order),
                by=by,
            )
            if (place, order) == TWICE:
                again = recording.record_opinion(
                    meeting, text=f"{text[:-1]} (mẫu).", track=track, unit=meeting.unit, by=by
                )
                recording.strike_opinion(again, reason="Ghi hai lần (mẫu)", by=by)
        _write(meeting, opinion.number, VOTERS[place], by=by)
    # Signed the day after, whatever day the sample is loaded on.
    for meeting in meetings[:-1]:
        MeetingRecord.objects.filter(meeting=meeting).update(
            state=RecordState.SIGNED, signed_at=meeting.ends_at + timedelta(days=1), signed_by=by
        )


def _write(meeting: VoterMeeting, speakers: int, voters: int, *, by: User) -> None:
    first, *others = meeting.mandates.all()
    presence = [Presence(first, True)]
    presence += [Presence(one, place > 0, "Họp ở trung ương") for place, one in enumerate(others)]
    records.save_record(
        meeting,
        starts_at=meeting.starts_at + timedelta(minutes=5),
        ends_at=meeting.ends_at - timedelta(minutes=10),
        chair="Ông Cầm Văn Mẫu, Chủ tịch Ủy ban MTTQ xã",
        secretary="Bà Tòng Thị Mẫu",
        authorities="Phó Chủ tịch UBND xã\nTrưởng Công an xã",
        voter_count=voters,
        speaker_count=speakers,
        subjects=SUBJECTS,
        presence=presence,
        by=by,
    )
