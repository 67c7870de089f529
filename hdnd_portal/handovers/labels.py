"""What the states of a hand-over are called, and their colours."""

from django.utils.translation import gettext_lazy as _

from hdnd_portal.handovers.rules import State
from hdnd_portal.ui.choices import Choices, Label
from hdnd_portal.ui.tones import Tone

STATES: dict[State, Label] = {
    State.PLANNED: _("Chờ đến ngày"),
    State.DONE: _("Đã bàn giao"),
    State.CANCELLED: _("Đã hủy"),
}
TONES: dict[str, Tone] = {
    State.PLANNED: Tone.AMBER,
    State.DONE: Tone.GREEN,
    State.CANCELLED: Tone.GREY,
}
EVENTS = {
    "handover.planned": _("đã lập bàn giao công việc từ {leaver} cho {successor}, ngày {last_on}"),
    "handover.done": _("đã chuyển công việc của {leaver} sang {successor}: {count} việc đứng tên"),
    "handover.cancelled": _("đã hủy bàn giao: {reason}"),
}
SENTENCES: dict[str, Label] = {
    "planned": _("Người này đã có một bàn giao đang chờ đến ngày."),
    "done": _("Công việc này vừa được bàn giao hôm nay, không lập lần nữa."),
    "no_place": _("Người này không còn vai trò nào ở đây để bàn giao."),
    "self": _("Người nhận phải là người khác."),
    "unfit": _("Người nhận không còn làm việc tại đây, hoặc cũng đang bàn giao. Hãy chọn lại."),
    "backdated": _("Ngày làm việc cuối không được ở quá khứ; sớm nhất là hôm nay."),
    "too_far": _("Chỉ lập bàn giao trước nhiều nhất một năm."),
    "no_email": _("Danh bạ chưa có thư điện tử của người này, nên chưa lập được tài khoản."),
    "email_taken": _("Thư điện tử của người này đang là của tài khoản khác. Hãy nhờ quản trị."),
    "over": _("Bàn giao này đã thực hiện hoặc đã hủy, không hủy được nữa."),
}


def state_choices() -> Choices:
    """The states as a field wants them."""
    return [(state.value, name) for state, name in STATES.items()]
