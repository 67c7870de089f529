"""Acts of the console on those who speak."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from sessions.forms.sitting import BudgetForm, ExtendForm, OrderForm, SpeechForm, SpeechMoveForm
from sessions.models import SpeechRequest
from sessions.services import speeches
from sessions.services.refusals import SessionRefused
from sessions.views.base import SessionView
from sessions.views.console import ConsoleAct


class EnterSpeech(ConsoleAct):
    """Ghi một người đăng ký phát biểu."""

    form_class = SpeechForm
    form_name = "speech_form"

    def form(self) -> SpeechForm:
        """Among those who may be entered."""
        return SpeechForm(self.request.POST, session=self.session, auto_id="speech_%s")

    def act(self, form: SpeechForm) -> None:
        """Put them at the end of the list."""
        row = speeches.enter_speech(self.session, by=self.user, **form.cleaned_data)
        self.say(_("Đã ghi {name} đăng ký.").format(name=speeches.name_of(row)))


class SpeechAct(ConsoleAct):
    """An act on one request to speak."""

    @cached_property
    def speech(self) -> SpeechRequest:
        """The request of the address."""
        rows = self.session.speeches.select_related("session", "mandate__person")
        found: SpeechRequest = get_object_or_404(rows, pk=self.kwargs["speech"])
        return found


class CarrySpeech(SpeechAct):
    """Mời, bắt đầu, tạm dừng, tiếp tục, kết thúc, không mời."""

    form_class = SpeechMoveForm

    def act(self, form: SpeechMoveForm) -> None:
        """Carry it on."""
        row = speeches.carry_speech(self.speech, by=self.user, **form.cleaned_data)
        self.say(
            _("{name}: {state}.").format(name=speeches.name_of(row), state=row.get_state_display())
        )


class ExtendSpeech(SpeechAct):
    """Thêm thời gian."""

    form_class = ExtendForm

    def act(self, form: ExtendForm) -> None:
        """Give more minutes."""
        speeches.extend_speech(self.speech, by=self.user, **form.cleaned_data)
        self.say(_("Đã thêm thời gian cho {name}.").format(name=speeches.name_of(self.speech)))


class OrderSpeech(SpeechAct):
    """Đổi thứ tự."""

    form_class = OrderForm

    def act(self, form: OrderForm) -> None:
        """Move it in the list."""
        key = form.cleaned_data["before"]
        before = self.session.speeches.filter(pk=key).first() if key else None
        speeches.put_before(
            self.speech, before=before, reason=form.cleaned_data["reason"], by=self.user
        )
        self.say(_("Đã đổi thứ tự của {name}.").format(name=speeches.name_of(self.speech)))


class SetBudget(SessionView):
    """Quỹ thời gian phát biểu: minutes for an item, a Tổ, or both."""

    rehearses = True
    permission_required = "council_sessions.run_sitting"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Set it, or say why not; then back to the report."""
        self.check(self.session)
        form = BudgetForm(request.POST, session=self.session)
        if not form.is_valid():
            messages.error(request, _("Hãy chọn lại nội dung, Tổ và ghi số phút từ 1 đến 1.440."))
            return self.back("speaking")
        try:
            speeches.set_budget(self.session, by=self.user, **form.cleaned_data)
            self.say(_("Đã ghi quỹ thời gian."))
        except SessionRefused as refusal:
            self.refuse(refusal)
        return self.back("speaking")
