"""Acts on a letter and its parts."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hdnd_portal.answer_letters.forms import NumberForm, PartForm, SettleForm
from hdnd_portal.answer_letters.models import LetterPart
from hdnd_portal.answer_letters.sentences import Refusal, letter_sentence
from hdnd_portal.answer_letters.services import letters, parts, sending
from hdnd_portal.answer_letters.views.page import PAGE, LetterPage, form_of, split_form
from hdnd_portal.answer_letters.workflow import LetterRefused, LetterState, PartState
from hdnd_portal.commitments.models import Commitment


class LetterAct(LetterPage):
    """An act on a letter: done, said, and back to its page."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Do it, or say why not."""
        self.check(self.letter)
        try:
            return self.act()
        except Refusal as refusal:
            messages.error(request, letter_sentence(refusal))
        return redirect(self.back())

    def back(self) -> str:
        """Where the browser goes afterwards."""
        return self.here()

    def act(self) -> HttpResponse:
        """The one service call."""
        raise TypeError(f"{type(self).__name__} does nothing")

    def refuse_settled(self) -> None:
        """A form that came late is not shown again. Raises LetterRefused `letter_settled`."""
        if self.letter.state != LetterState.READ:
            raise LetterRefused("letter_settled")


class NumberLetter(LetterAct):
    """Ghi số, ngày công văn."""

    def act(self) -> HttpResponse:
        """Keep them, or show what is wrong."""
        self.refuse_settled()
        form = NumberForm(self.request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(number_form=form), status=422)
        letters.number_letter(self.letter, by=self.user, **form.cleaned_data)
        messages.success(self.request, _("Đã ghi số và ngày của công văn."))
        return redirect(self.back())


class SettleLetter(LetterAct):
    """Gửi các trả lời đã xác nhận, or keep them as drafts."""

    def act(self) -> HttpResponse:
        """All at once."""
        form = SettleForm(self.request.POST)
        as_drafts = "drafts" in self.request.POST
        leave_out = form.is_valid() and form.cleaned_data["leave_out"]
        _letter, count = sending.settle_letter(
            self.letter, as_drafts=as_drafts, leave_out=leave_out, by=self.user
        )
        text = (
            ngettext("Đã lưu {n} bản nháp.", "Đã lưu {n} bản nháp.", count)
            if as_drafts
            else ngettext("Đã gửi {n} trả lời.", "Đã gửi {n} trả lời.", count)
        )
        messages.success(self.request, text.format(n=count))
        return redirect(self.back())


class DropLetter(LetterAct):
    """Bỏ công văn: nothing of it is sent."""

    def act(self) -> HttpResponse:
        """Drop it."""
        undone = letters.drop_letter(self.letter, by=self.user)
        text = (
            ngettext(
                "Đã bỏ công văn và hủy {n} bản nháp.", "Đã bỏ công văn và hủy {n} bản nháp.", undone
            )
            if undone
            else _("Đã bỏ công văn. Chưa có trả lời nào được gửi từ công văn này.")
        )
        messages.success(self.request, text.format(n=undone))
        return redirect(self.back())


class DecidePart(LetterAct):
    """Một phần: xác nhận, không phải câu trả lời, gộp vào phần trước, tách, or xem lại."""

    @cached_property
    def part(self) -> LetterPart:
        """The part of the address."""
        return get_object_or_404(self.letter.parts.all(), pk=self.kwargs["part"])

    def back(self) -> str:
        """The part, on its page of the letter."""
        return self.place(self.part)

    def place(self, part: LetterPart) -> str:
        """The address of a part on the page where it stands."""
        shown = self.letter.parts.exclude(state=PartState.MERGED)
        before = shown.filter(position__lt=part.position).count()
        return f"{self.here()}?trang={before // PAGE + 1}#phan-{part.position}"

    def act(self) -> HttpResponse:
        """What the button says."""
        pressed = self.request.POST
        if "aside" in pressed:
            parts.set_aside(self.part, by=self.user)
        elif "reopen" in pressed:
            parts.reopen_part(self.part, by=self.user)
            return redirect(self.back())
        elif "merge" in pressed:
            return redirect(
                self.place(parts.merge_part(self.part, by=self.user, on=timezone.localdate()))
            )
        elif "split" in pressed:
            return self.split()
        else:
            return self.confirm()
        return redirect(self.onward())

    def split(self) -> HttpResponse:
        """Two parts of it, from the chosen paragraph on."""
        form = split_form(self.part, self.request.POST)
        if not form.is_valid():
            raise LetterRefused("nothing_to_split")
        at, of = form.cleaned_data["place"]
        parts.split_part(self.part, at=at, of=of, by=self.user, on=timezone.localdate())
        messages.success(self.request, _("Đã tách thành hai phần; hãy xem lại từng phần."))
        return redirect(self.back())

    def confirm(self) -> HttpResponse:
        """Take the part, or show its form again as it was typed."""
        self.refuse_settled()
        if self.part.state == PartState.MERGED:
            raise LetterRefused("part_merged")
        keys = {one["key"] for one in self.part.proposals}
        known = Commitment.objects.in_bulk(keys)
        chosen = [one.commitment for one in self.part.answers.select_related("commitment")]
        form = form_of(self.part, known, chosen, data=self.request.POST)
        if not form.is_valid():
            return self.refused(form)
        try:
            parts.confirm_part(self.part, answers=form.chosen(), said=form.said(), by=self.user)
        except Refusal as refusal:
            form.add_error("codes", letter_sentence(refusal))
            return self.refused(form)
        return redirect(self.onward())

    def refused(self, form: PartForm) -> HttpResponse:
        """The page with the form."""
        context = self.get_context_data(bound={self.part.pk: form})
        return self.render_to_response(context, status=422)

    def onward(self) -> str:
        """The next part that nobody has looked at; the part itself where something is lacking."""
        self.part.refresh_from_db()
        judged = sending.judge(self.letter, on=timezone.localdate())
        if any(one.answer.part_id == self.part.pk and one.faults for one in judged):
            return self.place(self.part)
        ahead = self.letter.parts.filter(state=PartState.OPEN, position__gt=self.part.position)
        following = ahead.order_by("position").first()
        return self.place(following or self.part)
