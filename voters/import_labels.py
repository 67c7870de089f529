"""The words in which the states of an import and of its rows are shown."""

from django.utils.translation import gettext_lazy as _

from hdnd_portal.ui.choices import Choices, Label
from hdnd_portal.ui.tones import Tone
from voters.importing import ImportState, RowState

IMPORT_STATES: dict[str, Label] = {
    ImportState.READING: _("Đang đọc"),
    ImportState.UNREADABLE: _("Không đọc được"),
    ImportState.READ: _("Chờ kiểm tra"),
    ImportState.DROPPED: _("Đã bỏ"),
    ImportState.RECORDING: _("Đang ghi"),
    ImportState.RECORDED: _("Đã ghi"),
    ImportState.UNDONE: _("Đã hủy toàn bộ"),
}
ROW_STATES: dict[str, Label] = {
    RowState.READY: _("Ghi được"),
    RowState.PROBLEM: _("Có vấn đề"),
    RowState.KNOWN: _("Đã có"),
}
IMPORT_TONES: dict[str, dict[str, Tone]] = {
    "voters.import": {
        ImportState.READING: Tone.BLUE,
        ImportState.UNREADABLE: Tone.RED,
        ImportState.READ: Tone.AMBER,
        ImportState.DROPPED: Tone.GREY,
        ImportState.RECORDING: Tone.BLUE,
        ImportState.RECORDED: Tone.GREEN,
        ImportState.UNDONE: Tone.GREY,
    },
    "voters.import_row": {
        RowState.READY: Tone.GREEN,
        RowState.PROBLEM: Tone.AMBER,
        RowState.KNOWN: Tone.GREY,
    },
}


def import_state_choices() -> Choices:
    return list(IMPORT_STATES.items())


def row_state_choices() -> Choices:
    return list(ROW_STATES.items())
