"""What the services of the hotline answer when they refuse."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

SENTENCES: dict[str, str | Promise] = {
    "call_ahead": gettext_lazy("Giờ gọi không thể sau giờ hiện tại."),
    "call_empty": gettext_lazy("Hãy ghi nội dung ý kiến."),
    "call_struck": gettext_lazy("Ý kiến này đã được bỏ; trang đã tải lại."),
    "caller_unsaid": gettext_lazy("Người gọi không để lại tên và số điện thoại."),
}
