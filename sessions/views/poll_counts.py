"""What the office enters while a vote is open: hands, names, sheets, ballots, late arrivals."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hdnd_portal.documents.kinds import FileRefused
from hdnd_portal.documents.labels import refusal_sentence
from hdnd_portal.documents.services import store_upload
from hdnd_portal.ui.keys import is_key
from sessions.forms.voting import BallotsForm, EntryForm, SheetForm, TotalsForm
from sessions.poll_labels import BALLOT_FIGURES, CHOICES
from sessions.poll_report import lines_of
from sessions.sentences import sentence
from sessions.services import polls_counting, polls_roll
from sessions.services.refusals import SessionRefused
from sessions.views.polls import RunPoll


class CountView(RunPoll):
    """A form of the room: refused, it comes back with what was typed."""

    http_method_names = ["post"]

    def shown_again(self, **forms: Any) -> HttpResponse:
        """The room with the form as it was typed."""
        return self.render_to_response(self.get_context_data(**forms))


class EnterTotals(CountView):
    """Nhập số đếm giơ tay."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Keep the totals, and say how many did not answer."""
        self.check(self.session)
        form = TotalsForm(request.POST)
        if not form.is_valid():
            return self.shown_again(totals_form=form)
        try:
            rest = polls_counting.enter_totals(self.poll, by=self.user, **form.cleaned_data)
        except SessionRefused as refusal:
            form.add_error(None, sentence(refusal))
            return self.shown_again(totals_form=form)
        text = _("Đã ghi số đếm. Còn {rest} đại biểu có mặt không giơ tay lần nào.")
        self.say(text.format(rest=rest))
        return self.back_to_run()


class EnterNames(CountView):
    """Ghi lựa chọn khi gọi tên."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Write what was changed on the page, all or nothing."""
        self.check(self.session)
        answers, seen = self.sent("l-"), self.sent("d-")
        try:
            count = polls_counting.enter_names(self.poll, answers=answers, seen=seen, by=self.user)
            text = ngettext("Đã ghi {n} đại biểu.", "Đã ghi {n} đại biểu.", count)
            self.say(text.format(n=count))
        except SessionRefused as refusal:
            self.refuse(refusal)
            # What was called stays ticked; what a colleague wrote meanwhile stands as seen now.
            typed = {key: choice for key, choice in answers.items() if choice != seen.get(key, "")}
            return self.shown_again(typed=typed)
        return self.back_to_run()

    def sent(self, prefix: str) -> dict[int, str]:
        """Choices by line of the roll; what is no choice of the three is left out."""
        found = {}
        for name, value in self.request.POST.items():
            key = name.removeprefix(prefix)
            if name.startswith(prefix) and is_key(key):
                found[int(key)] = str(value) if value in CHOICES else ""
        return found


class EnterSheet(CountView):
    """Nhập phiếu lấy ý kiến."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Keep the sheet, with its scan where one was sent."""
        self.check(self.session)
        lines = lines_of(self.poll, with_answers=True)
        waiting = [(line.pk, line.name) for line in lines if line.may_vote and not line.choice]
        form = SheetForm(request.POST, request.FILES, waiting=waiting)
        if not form.is_valid():
            return self.shown_again(sheet_form=form)
        data = form.cleaned_data
        try:
            with transaction.atomic():
                upload = data.pop("scan")
                scan = None
                if upload:
                    scan = store_upload(
                        self.session.council, data=upload, name=upload.name, by=self.user
                    )
                polls_counting.enter_sheet(self.poll, scan=scan, by=self.user, **data)
        except FileRefused as refused:
            form.add_error("scan", refusal_sentence(refused))
            return self.shown_again(sheet_form=form)
        except SessionRefused as refusal:
            form.add_error(None, sentence(refusal))
            return self.shown_again(sheet_form=form)
        self.say(_("Đã nhập phiếu. Còn {n} phiếu chưa về.").format(n=len(waiting) - 1))
        return self.back_to_run()


class EnterBallots(CountView):
    """Nhập kết quả kiểm phiếu, each person without seeing the other's figures."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Keep the count, and say whether it agrees."""
        self.check(self.session)
        form = BallotsForm(request.POST)
        if not form.is_valid():
            return self.shown_again(ballots_form=form)
        try:
            counting = polls_counting.enter_ballots(self.poll, form.ballots(), by=self.user)
        except SessionRefused as refusal:
            form.add_error(None, sentence(refusal))
            return self.shown_again(ballots_form=form)
        if counting.is_agreed:
            self.say(_("Kết quả kiểm phiếu đã khớp. Có thể kết thúc biểu quyết."))
        elif counting.agreement.differing:
            names = ", ".join(str(BALLOT_FIGURES[name]) for name in counting.agreement.differing)
            text = _("Hai lần nhập khác nhau ở: {names}. Hãy kiểm lại phiếu, người thứ ba nhập.")
            if not counting.entries:
                text = _("Ba lần nhập khác nhau ở: {names}. Hãy kiểm lại toàn bộ phiếu từ đầu.")
            self.warn(text.format(names=names))
        else:
            self.say(_("Đã ghi. Cần một người khác nhập độc lập lần thứ hai."))
        return self.back_to_run()


class ChangeEntry(CountView):
    """Ghi đại biểu đến muộn, or one who lost the right to vote while the vote is open."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Change the line of the roll."""
        self.check(self.session)
        form = EntryForm(request.POST)
        entry = self.kwargs["entry"]
        try:
            if not form.is_valid():
                raise SessionRefused("poll_changed")
            act, reason = form.cleaned_data["act"], form.cleaned_data["reason"]
            if act == "admit":
                line = polls_roll.admit(self.poll, entry=entry, by=self.user)
            else:
                line = polls_roll.strike(
                    self.poll, entry=entry, state=act, reason=reason, by=self.user
                )
            self.say(f"{line.mandate.person}: {line.get_state_display()}.")
        except SessionRefused as refusal:
            self.refuse(refusal)
        return self.back_to_run()
