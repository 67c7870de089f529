"""Rules and days in the admin; saving one counts the open deadlines again."""

from typing import Any

from django.contrib import admin, messages
from django.db import models, transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hdnd_portal.accounts.admin_base import ReadOnlyAdmin
from hdnd_portal.accounts.models import User
from hdnd_portal.legal import services
from hdnd_portal.legal.models import CalendarDay, ComputedDeadline, RuleOverride
from hdnd_portal.legal.services import Recounts


def _by(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101 -- the admin asked for a sign-in
    return request.user


def _tell(request: HttpRequest, changes: Recounts) -> None:
    """Say how many dates moved, after the commit: what the apps keep moves only then."""

    def say() -> None:
        number = len(changes) + changes.elsewhere
        text = ngettext("Đã tính lại {n} hạn, mốc.", "Đã tính lại {n} hạn, mốc.", number)
        words = text.format(n=number) if number else _("Không hạn, mốc nào thay đổi.")
        messages.info(request, words)

    transaction.on_commit(say)


@admin.register(RuleOverride)
class RuleOverrideAdmin(admin.ModelAdmin[RuleOverride]):
    """Quy tắc riêng của đơn vị."""

    list_display = ["key", "value", "unit", "council", "valid_from", "valid_to", "mark", "by"]
    list_filter = ["council", "mark", "unit"]
    search_fields = ["key", "source", "note"]
    list_select_related = ["council", "by"]

    def save_model(self, request: HttpRequest, obj: RuleOverride, form: Any, change: bool) -> None:
        _tell(request, services.save_override(obj, by=_by(request)))

    def delete_model(self, request: HttpRequest, obj: RuleOverride) -> None:
        _tell(request, services.remove_override(obj, by=_by(request)))

    def delete_queryset(
        self, request: HttpRequest, queryset: models.QuerySet[RuleOverride]
    ) -> None:
        for row in queryset:
            self.delete_model(request, row)


@admin.register(CalendarDay)
class CalendarDayAdmin(admin.ModelAdmin[CalendarDay]):
    """Lịch: ngày điều chỉnh."""

    list_display = ["day", "kind", "reason", "council", "source"]
    list_filter = ["kind", "council"]
    search_fields = ["reason", "source"]
    date_hierarchy = "day"
    list_select_related = ["council"]

    def save_model(self, request: HttpRequest, obj: CalendarDay, form: Any, change: bool) -> None:
        _tell(request, services.save_day(obj, by=_by(request)))

    def delete_model(self, request: HttpRequest, obj: CalendarDay) -> None:
        _tell(request, services.remove_day(obj, by=_by(request)))

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet[CalendarDay]) -> None:
        for row in queryset:
            self.delete_model(request, row)


@admin.register(ComputedDeadline)
class ComputedDeadlineAdmin(ReadOnlyAdmin[ComputedDeadline]):
    """Hạn đã tính: to read only; it changes with its record, its rule or the calendar."""

    list_display = ["purpose", "key", "start_on", "due_on", "state", "regime", "council"]
    list_filter = ["state", "council", "regime"]
    search_fields = ["purpose", "key"]
    list_select_related = ["council"]
