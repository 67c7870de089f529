"""What somebody follows: started and stopped on the record's page, listed here."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.generic import ListView

from hdnd_portal.accounts.views import StaffView
from hdnd_portal.notices import followed
from hdnd_portal.notices.followed import Followable
from hdnd_portal.notices.models import Change, Follow


@dataclass(frozen=True, slots=True)
class FollowedLine:
    """One matter; without a record where the user may not see it any more."""

    follow: Follow
    kind: Followable
    record: Any
    url: str
    last: Change | None
    words: str


class Following(StaffView, ListView[Follow]):
    """Đang theo dõi: what changed last stands first."""

    permission_required = "notices.follow_matters"
    template_name = "notices/following.html"
    paginate_by = 50

    def get_queryset(self) -> Any:
        """The user's own, with the key of what changed last."""
        changes = Change.objects.filter(
            about_type=OuterRef("about_type"), about_id=OuterRef("about_id")
        ).order_by("-at", "-pk")
        known = [kind.label for kind in followed.kinds()]
        rows = Follow.objects.visible_to(self.user).filter(about_type__in=known)
        return rows.annotate(
            last=Subquery(changes.values("pk")[:1]),
            moved_at=Coalesce(Subquery(changes.values("at")[:1]), "created_at"),
        ).order_by("-moved_at", "-pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The lines of the page; what may be seen is asked once for each kind."""
        context = super().get_context_data(**kwargs, page_title=_("Đang theo dõi"))
        return {**context, "lines": self.lines(list(context["object_list"]))}

    def lines(self, follows: list[Any]) -> list[FollowedLine]:
        """Each with its record and what changed last."""
        seen = followed.seen(self.user, [(one.about_type, one.about_id) for one in follows])
        last = Change.objects.select_related("entry").in_bulk(
            [one.last for one in follows if one.last]
        )
        found = []
        for one in follows:
            kind = followed.kind_of(one.about_type)
            assert kind is not None  # noqa: S101 -- the queryset has known kinds alone
            _kind, record = seen.get((one.about_type, one.about_id), (kind, None))
            change = last.get(one.last) if record is not None else None
            words = followed.words_of(one.about_type, change.entry) if change else ""
            url = kind.url(record) if record is not None else ""
            found.append(FollowedLine(one, kind, record, url, change, words))
        return found


class FollowAct(StaffView):
    """What starting and stopping share."""

    permission_required = "notices.follow_matters"
    http_method_names = ["post"]

    def kind(self) -> Followable:
        """The kind of the address."""
        kind = followed.kind_by(self.kwargs["kind"])
        if kind is None:
            raise Http404
        return kind


class StartFollowing(FollowAct):
    """Theo dõi."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Follow what the user may see, and back to its page."""
        kind = self.kind()
        record = get_object_or_404(kind.visible(self.user), pk=self.kwargs["key"])
        followed.follow(self.user, record)
        messages.success(
            request,
            _("Đang theo dõi. Khi có thay đổi, ông/bà nhận thông báo ở đây và qua thư."),
        )
        return redirect(kind.url(record))


class StopFollowing(FollowAct):
    """Thôi theo dõi; also what may not be seen any more, from the list."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Stop, and back to where it was asked."""
        kind, key = self.kind(), str(self.kwargs["key"])
        mine = Follow.objects.visible_to(self.user)
        get_object_or_404(mine, about_type=kind.label, about_id=key)
        followed.stop(self.user, label=kind.label, key=key)
        messages.success(request, _("Đã thôi theo dõi."))
        record = kind.visible(self.user).filter(pk=key).first()
        if record is None or "list" in request.POST:
            return redirect("notices:following")
        return redirect(kind.url(record))
