"""The words in which questions, their groups and the choice among them are shown."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from hdnd_portal.ui.choices import Choices, Label
from hdnd_portal.ui.tones import Tone
from sessions.workflow.question import (
    QuestionReturn,
    QuestionState,
    Rating,
    Wish,
    WritingReason,
)


class Criterion(StrEnum):
    """Why a group is proposed for questioning (QST-5)."""

    PRESSING = "pressing"
    VIOLATION = "violation"
    DISAGREES = "disagrees"
    MANAGEMENT = "management"


class GroupState(StrEnum):
    """What became of a proposed group."""

    PROPOSED = "proposed"
    CHOSEN = "chosen"
    NOT_CHOSEN = "not_chosen"


class Form(StrEnum):
    """In which form a delegate wants the answer (QST-2, QST-3)."""

    ORAL = "oral"
    WRITTEN = "written"


QUESTION_STATES: dict[str, Label] = {
    QuestionState.DRAFT: _("Bản nháp"),
    QuestionState.SUBMITTED: _("Đã gửi, chờ xem xét"),
    QuestionState.RETURNED: _("Trả lại để sửa"),
    QuestionState.WITHDRAWN: _("Đại biểu đã rút"),
    QuestionState.GROUPED: _("Trả lời tại phiên chất vấn"),
    QuestionState.WRITTEN_DUE: _("Chờ trả lời bằng văn bản"),
    QuestionState.ANSWERED_ORAL: _("Đã trả lời trực tiếp"),
    QuestionState.ANSWERED_WRITTEN: _("Đã trả lời bằng văn bản"),
    QuestionState.ACCEPTED: _("Đại biểu đồng ý với trả lời"),
    QuestionState.DISPUTED: _("Đề nghị thảo luận, xem xét"),
    QuestionState.RESPONSIBILITY: _("Xem xét trách nhiệm"),
    QuestionState.FOLLOWED: _("Theo dõi lời hứa"),
    QuestionState.CLOSED: _("Kết thúc"),
}
QUESTION_TONES: dict[str, Tone] = {
    QuestionState.DRAFT: Tone.GREY,
    QuestionState.SUBMITTED: Tone.BLUE,
    QuestionState.RETURNED: Tone.RED,
    QuestionState.WITHDRAWN: Tone.GREY,
    QuestionState.GROUPED: Tone.BLUE,
    QuestionState.WRITTEN_DUE: Tone.AMBER,
    QuestionState.ANSWERED_ORAL: Tone.GREEN,
    QuestionState.ANSWERED_WRITTEN: Tone.GREEN,
    QuestionState.ACCEPTED: Tone.GREEN,
    QuestionState.DISPUTED: Tone.AMBER,
    QuestionState.RESPONSIBILITY: Tone.RED,
    QuestionState.FOLLOWED: Tone.BLUE,
    QuestionState.CLOSED: Tone.GREY,
}
QUESTION_RETURNS: dict[str, Label] = {
    QuestionReturn.WRONG_PERSON: _("Không thuộc trách nhiệm của người bị chất vấn"),
    QuestionReturn.NOT_SPECIFIC: _("Nội dung chưa cụ thể"),
    QuestionReturn.NO_GROUNDS: _("Chưa nêu căn cứ"),
    QuestionReturn.NOT_A_QUESTION: _("Là kiến nghị hoặc đề nghị cung cấp thông tin"),
    QuestionReturn.OTHER: _("Lý do khác"),
}
WRITING_REASONS: dict[str, Label] = {
    WritingReason.OUTSIDE_GROUPS: _("Không thuộc nhóm vấn đề chất vấn tại kỳ họp"),
    WritingReason.NEEDS_CHECKING: _("Cần điều tra, xác minh"),
    WritingReason.NOT_REACHED: _("Thuộc nhóm vấn đề nhưng chưa được trả lời tại phiên"),
    WritingReason.ASKED_SO: _("Đại biểu đề nghị trả lời bằng văn bản"),
}
RATINGS: dict[str, Label] = {
    Rating.ANSWERED: _("Đã trả lời đúng câu hỏi"),
    Rating.PARTLY: _("Mới trả lời một phần"),
    Rating.EVADED: _("Chưa trả lời vào câu hỏi"),
}
RATING_TONES: dict[str, Tone] = {
    Rating.ANSWERED: Tone.GREEN,
    Rating.PARTLY: Tone.AMBER,
    Rating.EVADED: Tone.RED,
}
WISHES: dict[str, Label] = {
    Wish.DEBATE: _("Đề nghị đưa ra thảo luận tại kỳ họp hoặc phiên họp Thường trực HĐND"),
    Wish.RESPONSIBILITY: _("Đề nghị xem xét trách nhiệm của người bị chất vấn"),
}
CRITERIA: dict[str, Label] = {
    Criterion.PRESSING: _("Vấn đề bức xúc, nhiều đại biểu, cử tri quan tâm"),
    Criterion.VIOLATION: _("Vấn đề có dấu hiệu vi phạm pháp luật"),
    Criterion.DISAGREES: _("Đã được trả lời nhưng đại biểu không đồng ý"),
    Criterion.MANAGEMENT: _("Vấn đề khác cần chất vấn để nâng cao hiệu quả quản lý"),
}
GROUP_STATES: dict[str, Label] = {
    GroupState.PROPOSED: _("Đề xuất"),
    GroupState.CHOSEN: _("Được chọn"),
    GroupState.NOT_CHOSEN: _("Không chọn"),
}
GROUP_TONES: dict[str, Tone] = {
    GroupState.PROPOSED: Tone.BLUE,
    GroupState.CHOSEN: Tone.GREEN,
    GroupState.NOT_CHOSEN: Tone.GREY,
}
FORMS: dict[str, Label] = {
    Form.ORAL: _("Trả lời trực tiếp tại phiên chất vấn"),
    Form.WRITTEN: _("Trả lời bằng văn bản"),
}


def question_state_choices() -> Choices:
    return list(QUESTION_STATES.items())


def question_return_choices() -> Choices:
    return list(QUESTION_RETURNS.items())


def writing_reason_choices() -> Choices:
    return list(WRITING_REASONS.items())


def rating_choices() -> Choices:
    return list(RATINGS.items())


def wish_choices() -> Choices:
    return list(WISHES.items())


def criterion_choices() -> Choices:
    return list(CRITERIA.items())


def group_state_choices() -> Choices:
    return list(GROUP_STATES.items())


def form_choices() -> Choices:
    return list(FORMS.items())
