"""The words for blocks of items, and what the audit trail says of them."""

from django.utils.translation import gettext_lazy as _

from hdnd_portal.ui.choices import Choices, Label
from sessions.workflow.blocks import BlockForm

BLOCK_FORMS: dict[str, Label] = {
    BlockForm.JOINT: _("Thảo luận chung"),
    BlockForm.CONSENT: _("Thông qua không thảo luận"),
}
EVENTS = {
    "agenda_block.made": _("đã lập nhóm nội dung “{title}” gồm {count} nội dung"),
    "agenda_block.dissolved": _("đã giải nhóm nội dung “{title}”"),
    "agenda_block.vote_allowed": _("đã ghi Chủ tọa quyết định biểu quyết chung nhóm “{title}”"),
    "agenda_block.item_taken_out": _(
        "đã tách nội dung “{item}” khỏi nhóm “{title}” theo đề nghị của đại biểu {name}"
    ),
}


def block_form_choices() -> Choices:
    return list(BLOCK_FORMS.items())
