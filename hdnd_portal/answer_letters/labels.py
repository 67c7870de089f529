"""The words in which states of letters and parts are shown, and the events of the audit trail."""

from django.utils.translation import gettext_lazy as _

from hdnd_portal.answer_letters.workflow import LetterState, PartState
from hdnd_portal.ui.choices import Choices, Label
from hdnd_portal.ui.tones import Tone

LETTER_STATES: dict[str, Label] = {
    LetterState.READING: _("Đang đọc"),
    LetterState.UNREADABLE: _("Không đọc được"),
    LetterState.READ: _("Chờ xem từng phần"),
    LetterState.SENT: _("Đã gửi trả lời"),
    LetterState.DRAFTED: _("Đã lưu thành bản nháp"),
    LetterState.DROPPED: _("Đã bỏ"),
}
LETTER_TONES: dict[str, Tone] = {
    LetterState.READING: Tone.BLUE,
    LetterState.UNREADABLE: Tone.RED,
    LetterState.READ: Tone.AMBER,
    LetterState.SENT: Tone.GREEN,
    LetterState.DRAFTED: Tone.BLUE,
    LetterState.DROPPED: Tone.GREY,
}
PART_STATES: dict[str, Label] = {
    PartState.OPEN: _("Chưa xem"),
    PartState.CONFIRMED: _("Đã xác nhận"),
    PartState.ASIDE: _("Không phải câu trả lời"),
    PartState.MERGED: _("Đã gộp"),
}
PART_TONES: dict[str, Tone] = {
    PartState.OPEN: Tone.AMBER,
    PartState.CONFIRMED: Tone.GREEN,
    PartState.ASIDE: Tone.GREY,
    PartState.MERGED: Tone.GREY,
}
EVENTS = {
    "answer_letter.begun": _("đã nộp công văn trả lời “{name}” của {agency}"),
    "answer_letter.settled": _(
        "đã gửi {sent} trả lời, lưu {drafted} bản nháp từ công văn “{name}” của {agency}"
    ),
    "answer_letter.dropped": _("đã bỏ công văn trả lời “{name}”, hủy {undone} bản nháp"),
}


def letter_state_choices() -> Choices:
    return list(LETTER_STATES.items())


def part_state_choices() -> Choices:
    return list(PART_STATES.items())
