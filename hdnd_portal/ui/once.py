"""A form pressed twice is done once, also where no script holds the button."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

FIELD = "once"
KEPT_SECONDS = 3600


def once_field() -> SafeString:
    """A hidden field with a token of its own for each time the form is shown."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, uuid.uuid4().hex)


class SendOnce:
    """Mixin before a view with `post`: the second sending of a form leads to where the first led.

    It spares a double press; what must not happen twice is held by the service and the database,
    for the cache may be lost.
    """

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Run the post once per token; a refused form may be sent again."""
        token = request.POST.get(FIELD, "")
        if not token.isalnum() or len(token) > 64:
            return self._post(request, *args, **kwargs)
        key = f"once:{request.user.pk}:{token}"
        if not cache.add(key, "", KEPT_SECONDS):
            messages.info(request, _("Biểu mẫu này đã được gửi, không ghi lại lần nữa."))
            return HttpResponseRedirect(cache.get(key) or request.path)
        try:
            response = self._post(request, *args, **kwargs)
        except BaseException:
            cache.delete(key)
            raise
        if isinstance(response, HttpResponseRedirect):
            cache.set(key, response.url, KEPT_SECONDS)
        else:
            cache.delete(key)
        return response

    def _post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer: HttpResponseBase = super().post(request, *args, **kwargs)  # type: ignore[misc]
        return answer
