"""Wanting no more letters of a kind: by a link, without signing in."""

from functools import cached_property
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.views import PublicView
from hdnd_portal.notices import followed, stopping
from hdnd_portal.notices.links import LinkInvalid


# Mail programs post here by themselves, without a cookie (RFC 8058): what may be done is said by
# the signed address, and there is nothing to forge.
@method_decorator([login_not_required, csrf_exempt], name="dispatch")
class StopPage(PublicView):
    """A page with one button; opening it changes nothing, for scanners open every link.

    Whoever extends it says what the link is about, in `read`, `question` and `stop`.
    """

    http_method_names = ["get", "head", "post"]
    title = ""

    def read(self) -> Any:
        """What the token names. Raises LinkInvalid."""
        raise NotImplementedError

    def question(self) -> str:
        """What the button stops, in words."""
        raise NotImplementedError

    def stop(self) -> str:
        """Stop it, and say so."""
        raise NotImplementedError

    @cached_property
    def named(self) -> Any:
        """What the token names, read once."""
        return self.read()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """A wrong link is said in words."""
        try:
            self.named  # noqa: B018 -- read once, here
        except LinkInvalid:
            return self.page(status=410, is_wrong=True)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Ask."""
        return self.page(question=self.question())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Stop; twice is once."""
        return self.page(done=self.stop())

    def page(self, *, status: int = 200, **context: Any) -> HttpResponse:
        """The page, which no cache and no search engine keeps."""
        response = render(self.request, "notices/stop.html", context, status=status)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex"
        response["Cache-Control"] = "no-store"
        return response


class Unfollow(StopPage):
    """Thôi theo dõi một việc, từ thư."""

    def read(self) -> tuple[int, str, str]:
        return stopping.read_stop(self.kwargs["token"], on=timezone.localdate())

    def question(self) -> str:
        """Names the matter only as long as the receiver of the letter may see it."""
        user, label, key = self.named
        reader = User.objects.active().filter(pk=user).first()
        seen = followed.seen(reader, [(label, key)]) if reader is not None else {}
        if (label, key) in seen:
            _kind, record = seen[label, key]
            return _("Thôi nhận thư báo thay đổi của: {what}").format(what=record)
        return _("Thôi nhận thư báo thay đổi của việc đang theo dõi này.")

    def stop(self) -> str:
        user, label, key = self.named
        followed.stop(user, label=label, key=key)
        return _("Đã thôi theo dõi. Ông/bà không nhận thư về việc này nữa.")
