"""What the office does with what was handed in: receive, review, return, compare."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from sessions.compared_texts import changed_lines
from sessions.differences import between
from sessions.dossier_sentences import Refusal, dossier_sentence
from sessions.forms.dossiers import ReturnForm, ReviewForm
from sessions.models import DossierPart, PartSubmission
from sessions.services import dossiers
from sessions.services.refusals import DossierRefused
from sessions.views.dossiers import ItemView


class SubmissionAct(ItemView):
    """An act on the latest submission of a part."""

    @cached_property
    def submission(self) -> PartSubmission:
        """The submission of the address."""
        return get_object_or_404(
            PartSubmission.objects.select_related("part__dossier__item__session"),
            part__dossier__item=self.item,
            part=self.kwargs["part"],
            number=self.kwargs["number"],
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Do it, or say why not."""
        self.check(self.submission.part)
        try:
            self.act()
        except Refusal as refusal:
            messages.error(request, dossier_sentence(refusal))
        return redirect(self.here())

    def act(self) -> None:
        """The one service call."""
        raise TypeError(f"{type(self).__name__} does nothing")


class ReceiveSubmission(SubmissionAct):
    """Tiếp nhận."""

    permission_required = "council_sessions.receive_part"
    http_method_names = ["post"]

    def act(self) -> None:
        """Receive it."""
        dossiers.receive_submission(self.submission, by=self.user)
        self.say(_("Đã tiếp nhận {part}.").format(part=self.submission.part))


class ReviewSubmission(SubmissionAct):
    """Cấp duyệt đồng ý."""

    permission_required = "council_sessions.review_part"
    http_method_names = ["post"]

    def act(self) -> None:
        """Agree as the level that is next."""
        form = ReviewForm(self.request.POST, prefix=f"part-{self.submission.part_id}")
        if not form.is_valid():
            messages.error(
                self.request,
                _("Chưa duyệt: ý kiến dài quá 2.000 ký tự. Hãy rút gọn.")
                if "note" in form.errors
                else dossier_sentence(DossierRefused("not_this_level")),
            )
            return
        review = dossiers.review_submission(self.submission, by=self.user, **form.cleaned_data)
        self.say(_("{level}: đã đồng ý.").format(level=review.name))


class ReturnSubmission(SubmissionAct):
    """Trả lại với lý do."""

    permission_required = "council_sessions.return_part"
    http_method_names = ["post"]

    def act(self) -> None:
        """Return it with the reason."""
        form = ReturnForm(self.request.POST, prefix=f"part-{self.submission.part_id}")
        if not form.is_valid():
            messages.error(
                self.request,
                _("Chưa trả lại: hãy chọn lý do.")
                if "reason" in form.errors
                else _("Chưa trả lại: nội dung cần sửa dài quá 2.000 ký tự. Hãy rút gọn."),
            )
            return
        dossiers.return_submission(
            self.submission,
            reason=form.cleaned_data["reason"],
            note=form.cleaned_data["note"],
            by=self.user,
        )
        self.say(_("Đã trả lại {part} và báo cho cơ quan gửi.").format(part=self.submission.part))


class CompareSubmissions(ItemView):
    """So sánh hai lần gửi: by file, and the changed lines of each replaced file."""

    permission_required = "council_sessions.open_dossier"
    template_name = "sessions/dossier_compare.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A submission beside the one before it; its text is a reading like any other."""
        parts = (
            DossierPart.objects.visible_to(self.user)
            .filter(dossier__item=self.item)
            .select_related("agency", "body")
        )
        part = get_object_or_404(parts, pk=self.kwargs["part"])
        after = get_object_or_404(part.submissions, number=self.kwargs["number"])
        before = get_object_or_404(part.submissions, number=self.kwargs["number"] - 1)
        changes = between(list(before.versions.order_by("pk")), list(after.versions.order_by("pk")))
        lines = changed_lines(self.user, [(change.before, change.after) for change in changes])
        return super().get_context_data(
            item=self.item,
            part=part,
            before=before,
            after=after,
            changes=list(zip(changes, lines, strict=True)),
            **kwargs,
        )
