"""What the pages of the reading room say when a service refuses."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

SENTENCES: dict[str, str | Promise] = {
    "room_restricted": gettext_lazy("Tài liệu này đã được hạn chế trước đó."),
    "room_not_restricted": gettext_lazy("Tài liệu này không bị hạn chế."),
    "room_unreadable": gettext_lazy(
        "Tệp bị khóa hoặc hỏng nên không mở được tại phòng đọc. "
        "Hãy đề nghị cơ quan gửi lại bản PDF."
    ),
}
