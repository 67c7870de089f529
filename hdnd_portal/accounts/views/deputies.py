"""Người thay khi vắng: one's own deputies."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic.edit import FormView

from hdnd_portal.accounts import services
from hdnd_portal.accounts.forms import DeputyForm
from hdnd_portal.accounts.views.base import StaffView


def refusal(code: str) -> str:
    """Why a deputyship was refused, in words."""
    words = {
        "overlaps": _("Trong thời gian này đã có một người thay khác."),
        "unfit": _("Người này không có vai trò phù hợp để làm thay."),
        "no_role": _("Vai trò này là vai trò riêng, không cử người thay được."),
        "self": _("Không thể tự thay chính mình."),
        "dates": _("Khoảng thời gian không hợp lệ."),
        "over": _("Việc thay này đã kết thúc."),
    }
    return words[code]


class DeputiesView(StaffView, FormView[DeputyForm]):
    """Cử người thay: the form, and the spans that are under way or to come."""

    permission_required = "accounts.appoint_deputy"
    template_name = "accounts/deputies.html"
    form_class = DeputyForm
    success_url = reverse_lazy("accounts:deputies")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form offers only who may stand in for the user."""
        return {**super().get_form_kwargs(), "user": self.user, "on": timezone.localdate()}

    def form_valid(self, form: DeputyForm) -> HttpResponse:
        """Appoint; a refusal stands above the form, which keeps what was typed."""
        try:
            ship = services.appoint_deputy(
                self.user, on=timezone.localdate(), by=self.user, **form.cleaned_data
            )
        except services.DeputyRefused as refused:
            form.add_error(None, refusal(refused.code))
            return self.form_invalid(form)
        messages.success(
            self.request,
            _("Đã cử {name} làm thay từ {start} đến hết {end}.").format(
                name=ship.deputy,
                start=f"{ship.valid_from:%d/%m/%Y}",
                end=f"{ship.valid_to:%d/%m/%Y}",
            ),
        )
        return super().form_valid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Spans not over yet, and whom the user stands in for."""
        today = timezone.localdate()
        ships = self.user.deputies.not_over(today).select_related("deputy").order_by("valid_from")
        return super().get_context_data(
            deputyships=ships, stands_in_for=self.user.stands_in_for, today=today, **kwargs
        )


class EndDeputyView(StaffView):
    """Thôi cử người thay."""

    permission_required = "accounts.appoint_deputy"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """End it today; another's deputyship is not there."""
        ship = get_object_or_404(self.user.deputies.select_related("deputy"), pk=pk)
        try:
            services.end_deputyship(ship, by=self.user, on=timezone.localdate())
            messages.success(request, _("{name} thôi làm thay.").format(name=ship.deputy))
        except services.DeputyRefused as refused:
            messages.error(request, refusal(refused.code))
        return redirect("accounts:deputies")
