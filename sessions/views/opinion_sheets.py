"""The sheet on which delegates rank groups of questions."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic.base import ContextMixin, TemplateResponseMixin

from hdnd_portal.accounts.views import StaffView
from hdnd_portal.ui.components import Crumb
from sessions.models import OpinionSheet, SheetAnswer
from sessions.sentences.questioning import Refusal, question_sentence
from sessions.services import opinion_sheets
from sessions.views.questioning import HANDLE


class SheetPage(TemplateResponseMixin, ContextMixin, StaffView):
    """Phiếu lựa chọn nhóm vấn đề: a delegate ranks; once closed, the result."""

    permission_required = "council_sessions.view_sheet"
    template_name = "sessions/opinion_sheet.html"

    @cached_property
    def sheet(self) -> OpinionSheet:
        """The sheet of the address."""
        rows = OpinionSheet.objects.visible_to(self.user).select_related("council", "session")
        return get_object_or_404(rows, pk=self.kwargs["sheet"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The sheet with one's own order, or the result."""
        self.check(self.sheet)
        sheet, user = self.sheet, self.user
        own = SheetAnswer.objects.filter(sheet=sheet, mandate__person=user.person_id).first()
        ranking = own.ranking if own and user.person_id else []
        places = list(sheet.places.select_related("group__post__person"))
        order = {key: number for number, key in enumerate(ranking, start=1)}
        title = _("Lựa chọn nhóm vấn đề chất vấn")
        context = self.get_context_data(
            page_title=title,
            crumbs=[Crumb(_("Chất vấn"), reverse("sessions:questions")), Crumb(title)],
            sheet=sheet,
            places=[(place, order.get(place.group_id)) for place in places],
            numbers=range(1, len(places) + 1),
            own=own,
            given=sheet.answers.count(),
            may_rank=sheet.state == "open" and user.has_perm("council_sessions.rank_groups", sheet),
            may_close=sheet.state == "open" and user.has_perm(HANDLE, sheet),
            today=timezone.localdate(),
        )
        return self.render_to_response(context)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep one's order: `thu-tu-<group>` holds its number, empty for one left out."""
        self.check(self.sheet)
        if not self.user.has_perm("council_sessions.rank_groups", self.sheet):
            raise PermissionDenied
        numbered = []
        for place in self.sheet.places.all():
            number = request.POST.get(f"thu-tu-{place.group_id}", "")
            if number.isdecimal() and len(number) < 4:
                numbered.append((int(number), place.group_id))
        ranking = [group for _number, group in sorted(numbered)]
        try:
            if len({number for number, _group in numbered}) != len(numbered):
                ranking = []  # two groups with one number are refused as no ranking at all
            opinion_sheets.answer_sheet(self.sheet, ranking, by=self.user)
        except Refusal as refusal:
            messages.error(request, question_sentence(refusal))
        else:
            messages.success(request, _("Đã ghi nhận ý kiến. Có thể sửa đến khi phiếu được chốt."))
        return redirect("sessions:opinion_sheet", sheet=self.sheet.pk)


class CloseSheet(SheetPage):
    """Chốt kết quả phiếu."""

    permission_required = HANDLE
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Count it."""
        self.check(self.sheet)
        try:
            opinion_sheets.close_sheet(self.sheet, by=self.user)
        except Refusal as refusal:
            messages.error(request, question_sentence(refusal))
        else:
            messages.success(request, _("Đã chốt kết quả phiếu xin ý kiến."))
        return redirect("sessions:opinion_sheet", sheet=self.sheet.pk)
