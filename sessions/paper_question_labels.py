"""The words in which questions about papers are shown."""

from django.utils.translation import gettext_lazy as _

from hdnd_portal.ui.choices import Choices, Label
from hdnd_portal.ui.tones import Tone
from sessions.workflow.paper_question import PaperQuestionState

S = PaperQuestionState
PAPER_QUESTION_STATES: dict[str, Label] = {
    S.ASKED: _("Chờ trả lời"),
    S.ANSWERED: _("Đã trả lời"),
    S.WITHDRAWN: _("Đại biểu đã rút"),
    S.DECLINED: _("Văn phòng gửi lại đại biểu"),
}
PAPER_QUESTION_TONES: dict[str, Tone] = {
    S.ASKED: Tone.AMBER,
    S.ANSWERED: Tone.GREEN,
    S.WITHDRAWN: Tone.GREY,
    S.DECLINED: Tone.GREY,
}


def paper_question_state_choices() -> Choices:
    return list(PAPER_QUESTION_STATES.items())
