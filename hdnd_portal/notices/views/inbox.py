"""The inbox of the portal."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import ListView

from hdnd_portal.accounts.views import StaffView
from hdnd_portal.notices import services
from hdnd_portal.notices.models import Notice


class Inbox(StaffView, ListView[Notice]):
    """Thông báo: unread first."""

    permission_required = "notices.read_own"
    template_name = "notices/inbox.html"
    paginate_by = 50

    def get_queryset(self) -> Any:
        """The user's own notices."""
        return Notice.objects.visible_to(self.user).for_list()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The notices, and how many are unread."""
        unread = services.unread_count(self.user)
        return super().get_context_data(**kwargs, page_title=_("Thông báo"), unread=unread)


class OpenNotice(StaffView):
    """Mở thông báo: note the reading and go where the notice leads."""

    permission_required = "notices.read_own"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, notice: int) -> HttpResponse:
        """A form, not a link: a GET changes nothing, and mail scanners follow links."""
        found = get_object_or_404(Notice.objects.visible_to(self.user), pk=notice)
        services.mark_read(found)
        return redirect(found.url or "notices:inbox")


class MarkAllRead(StaffView):
    """Đánh dấu tất cả đã đọc."""

    permission_required = "notices.read_own"
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Mark and go back to the inbox."""
        count = services.mark_all_read(self.user)
        words = ngettext(
            "Đã đánh dấu {n} thông báo là đã đọc.", "Đã đánh dấu {n} thông báo là đã đọc.", count
        )
        messages.success(request, words.format(n=count))
        return redirect("notices:inbox")
