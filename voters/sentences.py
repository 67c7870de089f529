"""What the pages say when a service refuses: what happened, what was kept, what to do."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voters.import_sentences import IMPORT_SENTENCES
from voters.planner import Reason, Rule
from voters.refusals import ContactRefused
from voters.sorting_sentences import SORTING_SENTENCES

SENTENCES: dict[str, str | Promise] = {
    "plan_exists": gettext_lazy(
        "Kỳ họp này đã có kế hoạch tiếp xúc cho thời điểm đã chọn. Hãy mở kế hoạch đó."
    ),
    "window_reversed": gettext_lazy("Ngày kết thúc phải từ ngày bắt đầu trở đi."),
    "window_long": gettext_lazy(
        "Đợt tiếp xúc dài quá {days} ngày. Hãy kiểm tra lại hai ngày đã ghi."
    ),
    "window_after_opening": gettext_lazy(
        "Tiếp xúc trước kỳ họp phải xong trước ngày khai mạc {day}."
    ),
    "window_before_closing": gettext_lazy("Tiếp xúc sau kỳ họp bắt đầu sau ngày bế mạc {day}."),
    "terms_reversed": gettext_lazy(
        "Số đại biểu nhiều nhất mỗi cuộc không được nhỏ hơn số ít nhất."
    ),
    "plan_shut": gettext_lazy(
        "Kế hoạch không còn ở trạng thái cho phép việc này. Trang đã tải lại."
    ),
    "plan_state": gettext_lazy(
        "Kế hoạch không còn ở trạng thái cho phép việc này. Trang đã tải lại."
    ),
    "plan_empty": gettext_lazy("Kế hoạch chưa có cuộc tiếp xúc nào nên chưa gửi được."),
    "letter_needed": gettext_lazy(
        "Hãy ghi số, ký hiệu và ngày văn bản của Ủy ban MTTQ thống nhất kế hoạch."
    ),
    "communes_missing": gettext_lazy(
        "Chưa ban hành: còn {count} xã, phường chưa có cuộc tiếp xúc, trong đó có {first}. "
        "Hãy trả kế hoạch về để xếp bổ sung."
    ),
    "hours_reversed": gettext_lazy("Giờ kết thúc phải sau giờ bắt đầu."),
    "one_day": gettext_lazy(
        "Một cuộc tiếp xúc bắt đầu và kết thúc trong cùng một ngày; nếu nhiều ngày, hãy lập từng "
        "cuộc."
    ),
    "reason_needed": gettext_lazy(
        "Kế hoạch đã ban hành: hãy ghi lý do thay đổi để thông báo cho những người liên quan."
    ),
    "delegate_busy": gettext_lazy(
        "Đại biểu {name} đã có cuộc tiếp xúc tại {unit} trong khoảng giờ này."
    ),
    "unit_met": gettext_lazy("{unit} đã có cuộc tiếp xúc trong kế hoạch này."),
    "meeting_cancelled": gettext_lazy("Cuộc tiếp xúc này đã hủy nên không sửa được nữa."),
    "away_reversed": gettext_lazy("Ngày kết thúc phải từ ngày bắt đầu trở đi."),
    "meeting_recorded": gettext_lazy(
        "Cuộc tiếp xúc này đã có ý kiến, lời hứa hoặc biên bản nên không hủy, không đổi được."
    ),
    "key_taken": gettext_lazy(
        "Ý kiến này đã được ghi trước đó với lời khác. Lời mới chưa vào biên bản: hãy ghi thành "
        "một ý kiến mới nếu cần."
    ),
    "record_signed": gettext_lazy(
        "Biên bản cuộc tiếp xúc đã ký lúc {at} nên chưa nhận thêm. Hãy đề nghị Văn phòng mở lại "
        "biên bản rồi gửi lại."
    ),
    "meeting_off": gettext_lazy(
        "Cuộc tiếp xúc này đã hủy nên không ghi được. Nếu cuộc vẫn diễn ra, hãy báo Văn phòng."
    ),
    "plan_not_issued": gettext_lazy(
        "Kế hoạch tiếp xúc chưa ban hành nên chưa ghi được. Hãy báo Văn phòng."
    ),
    "promise_ahead": gettext_lazy(
        "Cuộc tiếp xúc chưa bắt đầu nên chưa ghi lời hứa; hãy ghi trong hoặc sau cuộc tiếp xúc."
    ),
    "promise_empty": gettext_lazy("Hãy ghi lời đã hứa với cử tri."),
    "promise_day": gettext_lazy("Hãy ghi hạn thực hiện, hoặc vì sao không có hạn."),
    "promise_due_early": gettext_lazy("Hạn thực hiện không được trước ngày hứa {day}."),
    "promise_twice": gettext_lazy("Lời hứa này của đại biểu đã được ghi tại cuộc tiếp xúc này."),
    "opinion_empty": gettext_lazy("Hãy ghi nội dung cử tri nói."),
    "opinion_long": gettext_lazy(
        "Nội dung dài {length} ký tự, quá {most}. Hãy tách thành nhiều ý kiến."
    ),
    "unit_elsewhere": gettext_lazy("{unit} không thuộc địa bàn của Hội đồng nhân dân này."),
    "opinion_struck": gettext_lazy("Ý kiến này đã được bỏ trước đó."),
    "strike_reason_missing": gettext_lazy("Hãy ghi lý do bỏ ý kiến."),
    "read_reason_missing": gettext_lazy("Hãy ghi lý do xem người phát biểu."),
    "speaker_unsaid": gettext_lazy("Ý kiến này không ghi người phát biểu."),
    "absence_reason_missing": gettext_lazy("Hãy ghi lý do vắng của đại biểu {name}."),
    "not_invited": gettext_lazy(
        "Đại biểu {name} không còn trong danh sách dự cuộc này. Hãy tải lại trang."
    ),
    "record_state": gettext_lazy(
        "Biên bản không còn ở trạng thái cho phép việc này. Trang đã tải lại."
    ),
    "record_missing": gettext_lazy("Chưa ký được, còn thiếu: {missing}."),
    "record_ahead": gettext_lazy("Giờ kết thúc còn ở phía trước nên chưa ký được biên bản."),
    "reopen_reason_missing": gettext_lazy("Hãy ghi lý do mở lại biên bản."),
    "no_session": gettext_lazy(
        "Chưa có kỳ họp nào để gắn cuộc tiếp xúc. Hãy báo Văn phòng tạo kỳ họp trước."
    ),
    "no_group": gettext_lazy(
        "Đại biểu {name} không thuộc Tổ đại biểu nào vào ngày này. Hãy báo Văn phòng."
    ),
    "contact_state": gettext_lazy(
        "Đề nghị không còn ở trạng thái cho phép việc này. Trang đã tải lại."
    ),
    "decline_reason_missing": gettext_lazy("Hãy ghi lý do không đồng ý."),
}

# What a record may still need, by the name of its field.
RECORD_PARTS: dict[str, str | Promise] = {
    "starts_at": gettext_lazy("giờ bắt đầu"),
    "ends_at": gettext_lazy("giờ kết thúc"),
    "chair": gettext_lazy("người chủ trì"),
    "secretary": gettext_lazy("thư ký"),
    "voter_count": gettext_lazy("số cử tri dự"),
    "speaker_count": gettext_lazy("số lượt phát biểu"),
    "presence": gettext_lazy("đại biểu có mặt, vắng mặt"),
}

REASONS: dict[Rule, str | Promise] = {
    Rule.WINDOW: gettext_lazy("Khoảng thời gian đã chọn không có ngày làm việc nào trống."),
    Rule.AT_ONCE: gettext_lazy(
        "Cần {wanted} cuộc nhưng với số cuộc nhiều nhất mỗi buổi thì đợt này chỉ tổ chức được "
        "{found} cuộc. Hãy kéo dài đợt hoặc tăng số cuộc mỗi buổi."
    ),
    Rule.MEMBERS: gettext_lazy(
        "{group} chỉ có {found} đại biểu, không đủ {wanted} đại biểu cho một cuộc."
    ),
    Rule.AWAY: gettext_lazy(
        "{member} chỉ còn {found} buổi tiếp xúc được, cần ít nhất {wanted} buổi."
    ),
    Rule.LEAST_EACH: gettext_lazy(
        "{group} có ít xã, phường: chỉ có {found} lượt đại biểu dự, không đủ {wanted} lượt để mỗi "
        "đại biểu có số cuộc ít nhất. Hãy giảm số cuộc ít nhất hoặc tăng số đại biểu mỗi cuộc."
    ),
    Rule.LEAST_THERE: gettext_lazy(
        "{group} cần {wanted} lượt đại biểu dự nhưng chỉ bố trí được {found} lượt trong đợt này."
    ),
    Rule.TOGETHER: gettext_lazy(
        "Các điều kiện cộng lại không cùng giữ được. Hãy nới khoảng thời gian, số cuộc mỗi buổi "
        "hoặc số đại biểu mỗi cuộc."
    ),
    Rule.TIME: gettext_lazy(
        "Chưa tìm được cách xếp trong thời gian cho phép. Hãy nới một điều kiện rồi xếp lại."
    ),
}
# Said where one rule alone stands in the way, without a pair of figures.
ALONE: dict[Rule, str | Promise] = {
    Rule.AT_ONCE: gettext_lazy("Nới số cuộc nhiều nhất mỗi buổi thì xếp được."),
    Rule.AWAY: gettext_lazy("Nếu các đại biểu báo bận bớt ngày bận thì xếp được."),
    Rule.LEAST_EACH: gettext_lazy("Giảm số cuộc ít nhất của mỗi đại biểu thì xếp được."),
    Rule.LEAST_THERE: gettext_lazy("Giảm số đại biểu ít nhất mỗi cuộc thì xếp được."),
}


def contact_sentence(refusal: ContactRefused) -> str:
    """The Vietnamese sentence for a refusal of the services."""
    details = {name: _in_words(value) for name, value in refusal.details.items()}
    said = {**SENTENCES, **SORTING_SENTENCES, **IMPORT_SENTENCES}[refusal.code]
    return str(said).format(**details)


def _in_words(value: object) -> object:
    """A detail of a refusal as it is read: moments, days, parts of a record."""
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "H:i d/m/Y")
    if isinstance(value, date):
        return date_format(value, "d/m/Y")
    if isinstance(value, list):
        return ", ".join(str(RECORD_PARTS[name]) for name in value)
    return value


def reason_sentences(
    reasons: Sequence[Reason], *, groups: Mapping[int, str], members: Mapping[int, str]
) -> list[str]:
    """One sentence for each rule that cannot be kept."""
    said = []
    for reason in reasons:
        is_alone = reason.group is None and reason.member is None and not reason.found
        text = ALONE[reason.rule] if is_alone and reason.rule in ALONE else REASONS[reason.rule]
        said.append(
            str(text).format(
                group=groups.get(reason.group or 0, _("Tổ đại biểu")),
                member=members.get(reason.member or 0, _("Một đại biểu")),
                wanted=reason.wanted,
                found=reason.found,
            )
        )
    return said
