"""Acts of the office on one question."""

from typing import Any

from django.forms import Form
from django.utils.translation import gettext as _

from sessions.forms.questioning import (
    AgencyForm,
    OralAnswerForm,
    PromiseForm,
    ReasonForm,
    ReturnQuestionForm,
    SettleForm,
    WritingForm,
)
from sessions.services import answering, promising, question_desk
from sessions.views.question_base import QuestionAct


class OfficeAct(QuestionAct):
    """An act of the office."""

    permission_required = "council_sessions.handle_questions"


class ReasonAct(OfficeAct):
    """An act of the office that needs its reason."""

    form_name = "reason_form"

    def form(self) -> Form:
        """Why."""
        return ReasonForm(self.request.POST, prefix="ly-do")


class ReturnQuestion(OfficeAct):
    """Trả lại đại biểu."""

    form_name = "return_form"

    def form(self) -> Form:
        """The coded reason."""
        return ReturnQuestionForm(self.request.POST, prefix="tra-lai")

    def act(self, **data: Any) -> str:
        """Return it."""
        question_desk.return_question(self.question, by=self.user, **data)
        return _("Đã trả lại chất vấn và báo cho đại biểu.")


class UngroupQuestion(OfficeAct):
    """Đưa ra khỏi nhóm."""

    def act(self, **data: Any) -> str:
        """Take it out."""
        question_desk.take_out_of_group(self.question, by=self.user)
        return _("Đã đưa chất vấn ra khỏi nhóm.")


class RouteQuestion(OfficeAct):
    """Chuyển chất vấn."""

    form_name = "route_form"

    def form(self) -> Form:
        """To whom."""
        council = self.question.council_id
        return AgencyForm(self.request.POST, prefix="chuyen", council=council)

    def act(self, **data: Any) -> str:
        """Route it."""
        done = question_desk.route_question(self.question, agency=data["agency"], by=self.user)
        return _("Đã chuyển chất vấn đến {agency}.").format(agency=done.routed_to)


class OrderWriting(OfficeAct):
    """Yêu cầu trả lời bằng văn bản."""

    form_name = "writing_form"

    def form(self) -> Form:
        """Why, and from which day."""
        council = self.question.council_id
        return WritingForm(self.request.POST, prefix="van-ban", council=council)

    def act(self, **data: Any) -> str:
        """Order it."""
        done = question_desk.order_writing(self.question, by=self.user, **data)
        return _("Đã yêu cầu {agency} trả lời bằng văn bản, hạn {day}.").format(
            agency=done.routed_to, day=f"{done.written_due_on:%d/%m/%Y}"
        )


class RaiseQuestion(OfficeAct):
    """Ghi nhận đã hỏi tại phiên."""

    def act(self, **data: Any) -> str:
        """Mark it."""
        answering.raise_question(self.question, by=self.user)
        return _("Đã ghi nhận: đã hỏi.")


class AnswerOrally(OfficeAct):
    """Ghi nhận đã trả lời tại phiên."""

    form_name = "oral_form"

    def form(self) -> Form:
        """What was said in short."""
        return OralAnswerForm(self.request.POST, prefix="tra-loi")

    def act(self, **data: Any) -> str:
        """Record it."""
        answering.answer_orally(self.question, by=self.user, **data)
        return _("Đã ghi nhận: đã trả lời. Đại biểu được mời đánh giá.")


class TakeBackOral(ReasonAct):
    """Bỏ ghi nhận đã trả lời."""

    def act(self, **data: Any) -> str:
        """Undo it."""
        answering.take_back_oral(self.question, reason=data["reason"], by=self.user)
        return _("Đã bỏ ghi nhận trả lời trực tiếp.")


class ReturnAnswer(ReasonAct):
    """Gửi trả lại văn bản trả lời."""

    def act(self, **data: Any) -> str:
        """Send it back."""
        answering.return_answer(self.question, reason=data["reason"], by=self.user)
        return _("Đã gửi trả lại văn bản trả lời; hạn trả lời giữ nguyên.")


class SettleDispute(OfficeAct):
    """Ghi kết quả thảo luận, xem xét."""

    form_name = "settle_form"

    def form(self) -> Form:
        """What came of it."""
        return SettleForm(self.request.POST, prefix="ket-qua")

    def act(self, **data: Any) -> str:
        """Record it."""
        outcome = data["outcome"]
        if data["takes_responsibility"]:
            answering.consider_responsibility(self.question, outcome=outcome, by=self.user)
            return _("Đã ghi nhận: xem xét trách nhiệm.")
        answering.settle_dispute(self.question, outcome=outcome, by=self.user)
        return _("Đã ghi kết quả thảo luận.")


class CutPromise(OfficeAct):
    """Đưa lời hứa vào theo dõi."""

    form_name = "promise_form"

    def form(self) -> Form:
        """What was promised, by when."""
        council = self.question.council_id
        return PromiseForm(self.request.POST, prefix="hua", council=council)

    def act(self, **data: Any) -> str:
        """Follow it."""
        promising.cut_promise(self.question, by=self.user, **data)
        return _("Đã đưa lời hứa vào theo dõi và báo cho cơ quan thực hiện.")


class CloseQuestion(OfficeAct):
    """Kết thúc theo dõi chất vấn."""

    def act(self, **data: Any) -> str:
        """End it."""
        promising.close_question(self.question, by=self.user)
        return _("Đã kết thúc theo dõi chất vấn.")
