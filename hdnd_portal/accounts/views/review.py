"""Rà soát tài khoản: the quarterly list of accounts and rights of the council at work."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from hdnd_portal.accounts.councils import current_council
from hdnd_portal.accounts.reports import account_review
from hdnd_portal.accounts.services import last_review, note_review
from hdnd_portal.accounts.views.base import StaffView
from hdnd_portal.council.models import Council


class ReviewView(StaffView, TemplateView):
    """The list; a POST records that it was read through."""

    permission_required = "accounts.review_accounts"
    template_name = "accounts/review.html"
    http_method_names = ["get", "post"]

    def _council(self) -> Council:
        council = current_council(self.request)
        if council is None:
            raise PermissionDenied
        self.check(council.pk)
        return council

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Rows, and when the last review was."""
        council = self._council()
        today = timezone.localdate()
        rows = account_review(on=today, council=council.pk)
        reviewed_at = last_review(council)
        return super().get_context_data(
            rows=rows,
            council=council,
            amiss=sum(1 for row in rows if row.remarks),
            reviewed_at=reviewed_at,
            is_due=reviewed_at is None
            or timezone.now() - reviewed_at > settings.ACCOUNT_REVIEW_EVERY,
            **kwargs,
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Record the review."""
        note_review(self._council(), by=self.user)
        messages.success(request, _("Đã ghi nhận việc rà soát tài khoản."))
        return redirect("accounts:review")
