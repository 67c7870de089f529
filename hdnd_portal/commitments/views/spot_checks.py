"""Checks on the spot: drawn by a seed that is kept, then worked off one by one."""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic.base import ContextMixin, TemplateResponseMixin

from hdnd_portal.accounts.roles import Role
from hdnd_portal.accounts.views import StaffView
from hdnd_portal.commitments.forms import DrawForm
from hdnd_portal.commitments.models import SpotCheck
from hdnd_portal.commitments.permissions import CHECKERS
from hdnd_portal.commitments.sentences import Refusal, commitment_sentence
from hdnd_portal.commitments.services.spot_checks import draw_spot_check
from hdnd_portal.commitments.views.lists import occasions_of
from hdnd_portal.council.models import Council
from hdnd_portal.ui.components import Crumb


class SpotChecks(TemplateResponseMixin, ContextMixin, StaffView):
    """Kiểm tra thực tế: draw, and what was drawn before with how much of it is checked."""

    permission_required = "commitments.spot_check"
    template_name = "commitments/spot_checks.html"

    def form(self, *args: Any) -> DrawForm:
        """What is drawn."""
        councils = Council.objects.filter(
            pk__in=self.user.councils(*CHECKERS, Role.COMMITTEE_LEADER)
        )
        return DrawForm(*args, councils=councils.order_by("pk"), occasions=occasions_of(self.user))

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The form and the draws."""
        return self.show(self.form())

    def show(self, form: DrawForm, status: int = 200) -> HttpResponse:
        """The page."""
        draws = SpotCheck.objects.visible_to(self.user).defer("population")
        counted = draws.select_related("drawn_by", "council").annotate(
            count=Count("rows"), checked=Count("rows__verification")
        )
        context = self.get_context_data(
            page_title=_("Kiểm tra thực tế kết quả giải quyết"),
            crumbs=_crumbs(),
            form=form,
            draws=list(counted[:50]),
        )
        return self.render_to_response(context, status=status)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Draw, or say why not."""
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            made = draw_spot_check(by=self.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, commitment_sentence(refusal))
            return self.show(form, status=422)
        count = made.rows.count()
        text = ngettext("Đã chọn {n} kiến nghị.", "Đã chọn {n} kiến nghị.", count)
        messages.success(request, text.format(n=count))
        return redirect(reverse("commitments:spot_check", kwargs={"draw": made.pk}))


class SpotCheckPage(TemplateResponseMixin, ContextMixin, StaffView):
    """Một đợt kiểm tra: each answer that was drawn, and what was found on the spot."""

    permission_required = "commitments.spot_check"
    template_name = "commitments/spot_check_detail.html"

    @cached_property
    def draw(self) -> SpotCheck:
        """The draw of the address."""
        rows = SpotCheck.objects.visible_to(self.user).select_related("drawn_by", "council")
        return get_object_or_404(rows, pk=self.kwargs["draw"])

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show it, what is still to be checked first."""
        self.check(self.draw)
        rows = self.draw.rows.select_related(
            "commitment__lead", "commitment__lead_body", "reply", "verification__checked_by"
        )
        shown = sorted(rows, key=lambda row: (row.verification_id is not None, row.pk))
        context = self.get_context_data(
            page_title=str(self.draw),
            crumbs=_crumbs(Crumb(str(self.draw))),
            draw=self.draw,
            total=len(self.draw.population),
            rows=shown,
            waiting=sum(row.verification_id is None for row in shown),
        )
        return self.render_to_response(context)


def _crumbs(*more: Crumb) -> list[Crumb]:
    here = reverse("commitments:spot_checks") if more else ""
    return [
        Crumb(_("Kiến nghị & cam kết"), reverse("commitments:list")),
        Crumb(_("Kiểm tra thực tế"), here),
        *more,
    ]
