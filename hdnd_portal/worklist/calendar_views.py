"""The feed itself, read by calendar programs, and the page on which its address is given."""

import hashlib
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from hdnd_portal.accounts.views import PublicView, StaffView
from hdnd_portal.notices.letters import absolute
from hdnd_portal.worklist import feeds
from hdnd_portal.worklist.models import CalendarFeed


class Feed(PublicView):
    """Lịch (iCal): whoever holds the address reads it; programs ask again and again."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """The calendar, or 304 where it is as the program has it."""
        try:
            feed = feeds.feed_of(token)
        except feeds.FeedClosed as error:
            raise Http404 from error
        text = feeds.text_of(feed, now=timezone.now())
        tag = f'"{hashlib.sha256(text).hexdigest()[:32]}"'
        if request.headers.get("If-None-Match") == tag:
            response = HttpResponse(status=304)
        else:
            response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
            response["Content-Disposition"] = 'inline; filename="lich-hdnd.ics"'
        response["ETag"] = tag
        response["Cache-Control"] = "private, no-cache"
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex"
        return response


class CalendarPage(StaffView, TemplateView):
    """Lịch của tôi: the address to subscribe to; renewed or taken back at will."""

    permission_required = "accounts.open_portal"
    template_name = "worklist/calendar.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The address, where one was given."""
        feed = CalendarFeed.objects.filter(user=self.user, is_open=True).first()
        address = ""
        if feed is not None:
            address = absolute(reverse("calendar_feed", kwargs={"token": feeds.token_of(feed)}))
        return super().get_context_data(
            feed=feed, address=address, page_title=_("Lịch của tôi"), **kwargs
        )


class RenewCalendar(StaffView):
    """Cấp địa chỉ lịch mới."""

    permission_required = "accounts.open_portal"
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Give a new address; the old one opens nothing."""
        feeds.renew(self.user)
        messages.success(request, _("Đã cấp địa chỉ lịch. Địa chỉ cũ, nếu có, không còn mở được."))
        return redirect("calendar")


class CloseCalendar(StaffView):
    """Thu hồi địa chỉ lịch."""

    permission_required = "accounts.open_portal"
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take the address back."""
        feeds.close(self.user)
        messages.success(request, _("Đã thu hồi địa chỉ lịch."))
        return redirect("calendar")
