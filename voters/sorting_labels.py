"""The words in which recommendations of voters are shown."""

from django.utils.translation import gettext_lazy as _

from hdnd_portal.ui.choices import Choices, Label
from hdnd_portal.ui.tones import Tone
from voters.sorting import Competence, State

COMPETENCES: dict[str, Label] = {
    Competence.CENTRAL: _("Trung ương"),
    Competence.PROVINCE: _("Cấp tỉnh"),
    Competence.COMMUNE: _("Cấp xã"),
}
STATES: dict[str, Label] = {
    State.RECORDED: _("Mới ghi nhận"),
    State.LETTER: _("Chuyển xử lý như đơn"),
    State.ANSWERED_THERE: _("Đã trả lời tại chỗ"),
    State.MERGED: _("Đã gộp"),
    State.DROPPED: _("Đã bỏ"),
    State.SORTED: _("Đã phân loại"),
    State.SENT: _("Đã chuyển cơ quan"),
    State.MISDIRECTED: _("Chờ chuyển lại"),
}
SORTING_TONES: dict[str, Tone] = {
    State.RECORDED: Tone.GREY,
    State.LETTER: Tone.VIOLET,
    State.ANSWERED_THERE: Tone.GREEN,
    State.MERGED: Tone.GREY,
    State.DROPPED: Tone.GREY,
    State.SORTED: Tone.BLUE,
    State.SENT: Tone.AMBER,
    State.MISDIRECTED: Tone.RED,
}


def competence_choices() -> Choices:
    return list(COMPETENCES.items())


def recommendation_state_choices() -> Choices:
    return list(STATES.items())
