"""Admin pages whose rows begin and end by a service: the services hold the rules, not the form."""

from copy import copy
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.db import models, transaction
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy

from hdnd_portal.council.admin.base import ReferenceAdmin
from hdnd_portal.council.refusals import CouncilRefused

# Code of a refusal: the field it is about, and the sentence.
REFUSALS = {
    "outside_term": ("valid_from", gettext_lazy("Ngày bắt đầu phải nằm trong nhiệm kỳ.")),
    "seated": ("person", gettext_lazy("Người này đã là đại biểu của nhiệm kỳ vào ngày đó.")),
    "no_seat": (
        "person",
        gettext_lazy(
            "Thường trực HĐND, Ban và Tổ đại biểu chỉ có đại biểu đang giữ ghế vào ngày bắt đầu "
            "(Luật 72/2025/QH15, Điều 29)."
        ),
    ),
    "member_already": ("person", gettext_lazy("Người này đã là thành viên của cơ quan đó.")),
    "other_group": (
        "body",
        gettext_lazy("Đại biểu sinh hoạt ở một Tổ. Hãy ghi ngày thôi ở Tổ kia trước."),
    ),
    "not_in_office": (
        "valid_from",
        gettext_lazy("Vào ngày đó người này không giữ ghế đại biểu."),
    ),
    "suspended": ("valid_from", gettext_lazy("Đại biểu này đang bị tạm đình chỉ.")),
    "before_start": (
        "valid_to",
        gettext_lazy("Ngày kết thúc không được trước ngày bắt đầu."),
    ),
}
CHANGED_MEANWHILE = gettext_lazy("Dữ liệu vừa được thay đổi ở nơi khác. Hãy xem lại rồi nhập.")


class _Undo(Exception):
    """Takes a trial back."""


class ActForm(forms.ModelForm[Any]):
    """Tries what the services would do, takes it back, and puts a refusal at its field."""

    attempt: ClassVar[Any]  # made by the page: `attempt(form)` does the act

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # Django's own hook, without a stub
        if self.errors:
            return
        try:
            with transaction.atomic():
                self.attempt()
                raise _Undo
        except _Undo:
            pass
        except CouncilRefused as refused:
            field, sentence = REFUSALS.get(refused.code, (None, CHANGED_MEANWHILE))
            self.add_error(field if field in self.fields else None, sentence)


class ActAdmin(ReferenceAdmin):
    """Rows are begun and ended by services; any other change is a correction, kept in the trail."""

    form = ActForm

    def begin(self, row: Any, by: Any) -> models.Model:
        """Begin what the form says, and end it where it says until when; the row made."""
        raise NotImplementedError

    def end(self, row: Any, typed: Any, by: Any) -> None:
        """End the open row on the day that was typed."""
        raise NotImplementedError

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """A form that can try the act of this page."""
        form: Any = super().get_form(request, obj, change, **kwargs)

        def attempt(tried: Any) -> None:
            self.act(request, copy(tried.instance), tried, change)

        return type(form.__name__, (form,), {"attempt": attempt})

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Let the services do it."""
        self.act(request, obj, form, change)

    @transaction.atomic
    def act(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Begin, end or correct the row. Raises CouncilRefused."""
        if not change:
            obj.pk = self.begin(obj, request.user).pk
            obj.refresh_from_db()
            return
        typed = copy(obj)
        ends = form.initial.get("valid_to") is None and typed.valid_to is not None
        if ends:
            for name in ("valid_to", "end_reason", "end_document"):
                if hasattr(obj, name):
                    setattr(obj, name, None if name == "valid_to" else "")
        super().save_model(request, obj, form, change)
        if ends:
            self.end(obj, typed, request.user)
            obj.refresh_from_db()

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Whoever comes second is told so: another page was faster than this one."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except CouncilRefused:
            messages.error(request, CHANGED_MEANWHILE)
            return redirect(request.path)
