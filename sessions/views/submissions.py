"""What the office does with what was handed in: receive, review, return, compare."""

from typing import Any

from django import forms
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
from sessions.views.dossiers import DossierPage, ItemView


class SubmissionAct(DossierPage):
    """An act on the latest submission of a part; a refused form is shown as it was typed."""

    http_method_names = ["post"]
    # The form of the act on the page of the dossier, if it has one.
    form_name = ""

    @cached_property
    def submission(self) -> PartSubmission:
        """The submission of the address."""
        return get_object_or_404(
            PartSubmission.objects.select_related("part__dossier__item__session"),
            part__dossier__item=self.item,
            part=self.kwargs["part"],
            number=self.kwargs["number"],
        )

    def form(self) -> forms.Form | None:
        """What is typed; None for an act without a form."""
        return None

    def complaint(self, form: forms.Form) -> str:
        """Why a form that is not valid was refused."""
        raise TypeError(f"{type(self).__name__} has no form")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Do it, or say why not."""
        part = self.submission.part
        self.check(part)
        form = self.form()
        try:
            if form is not None and not form.is_valid():
                messages.error(request, self.complaint(form))
            else:
                self.act(**(form.cleaned_data if form is not None else {}))
                return redirect(self.here())
        except Refusal as refusal:
            messages.error(request, dossier_sentence(refusal))
        return self.shown_again(part, self.form_name, form) if form else redirect(self.here())

    def act(self, **data: Any) -> None:
        """The one service call."""
        raise TypeError(f"{type(self).__name__} does nothing")


class ReceiveSubmission(SubmissionAct):
    """Tiếp nhận."""

    permission_required = "council_sessions.receive_part"

    def act(self, **data: Any) -> None:
        """Receive it."""
        dossiers.receive_submission(self.submission, by=self.user)
        self.say(_("Đã tiếp nhận {part}.").format(part=self.submission.part))


class ReviewSubmission(SubmissionAct):
    """Cấp duyệt đồng ý."""

    permission_required = "council_sessions.review_part"
    form_name = "review_form"

    def form(self) -> ReviewForm:
        """The level the page showed, and its words."""
        return ReviewForm(self.request.POST, prefix=f"part-{self.submission.part_id}")

    def complaint(self, form: forms.Form) -> str:
        """The words are too long, or the level is none."""
        if "note" in form.errors:
            return _("Chưa duyệt: ý kiến dài quá 2.000 ký tự. Hãy rút gọn.")
        return dossier_sentence(DossierRefused("not_this_level"))

    def act(self, **data: Any) -> None:
        """Agree as the level that is next."""
        review = dossiers.review_submission(self.submission, by=self.user, **data)
        self.say(_("{level}: đã đồng ý.").format(level=review.name))


class ReturnSubmission(SubmissionAct):
    """Trả lại với lý do."""

    permission_required = "council_sessions.return_part"
    form_name = "return_form"

    def form(self) -> ReturnForm:
        """The reason, and what is to be mended."""
        return ReturnForm(self.request.POST, prefix=f"part-{self.submission.part_id}")

    def complaint(self, form: forms.Form) -> str:
        """The reason is missing, or the words are too long."""
        if "reason" in form.errors:
            return _("Chưa trả lại: hãy chọn lý do.")
        return _("Chưa trả lại: nội dung cần sửa dài quá 2.000 ký tự. Hãy rút gọn.")

    def act(self, **data: Any) -> None:
        """Return it with the reason."""
        dossiers.return_submission(self.submission, by=self.user, **data)
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
