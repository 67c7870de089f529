"""Admin pages of people, their seats and suspensions."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from hdnd_portal.council import services
from hdnd_portal.council.admin.acts import ActAdmin
from hdnd_portal.council.admin.base import ReferenceAdmin, administered, changed_values
from hdnd_portal.council.models import Mandate, Membership, Person, Post, Suspension


class MandateInline(admin.TabularInline[Mandate, Person]):
    """Seats of the person, to read."""

    model = Mandate
    extra = 0
    can_delete = False
    show_change_link = True
    fields = ["term", "constituency", "valid_from", "valid_to", "end_reason"]
    readonly_fields = ["term", "constituency", "valid_from", "valid_to", "end_reason"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Seats are given on their own page."""
        return False


class MembershipInline(admin.TabularInline[Membership, Person]):
    """Places of the person, to read."""

    model = Membership
    extra = 0
    can_delete = False
    show_change_link = True
    fields = ["body", "role", "valid_from", "valid_to"]
    readonly_fields = ["body", "role", "valid_from", "valid_to"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Memberships are entered on their own page."""
        return False


class PostInline(admin.TabularInline[Post, Person]):
    """Posts of the person."""

    model = Post
    extra = 0
    autocomplete_fields = ["agency"]
    fields = ["title", "agency", "valid_from", "valid_to"]


@admin.register(Person)
class PersonAdmin(ReferenceAdmin):
    """Người: sorted as Vietnamese lists do, given name first."""

    list_display = ["name", "sex", "birth_date", "email", "phone", "is_sample"]
    list_filter = ["sex", "is_sample"]
    search_fields = ["folded", "name__unaccent", "email", "phone"]
    search_help_text = gettext_lazy("Họ tên (không cần dấu), thư điện tử hoặc điện thoại")
    ordering = ["sort_key", "pk"]
    inlines = [MandateInline, MembershipInline, PostInline]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Person]:
        """People of the admin's councils, and people without any place yet."""
        rows = super().get_queryset(request)
        user: Any = request.user
        if user.is_superuser:
            return rows
        councils = administered(user)
        homeless = models.Q(mandates=None, memberships=None, posts=None)
        return rows.filter(
            homeless
            | models.Q(mandates__term__council__in=councils)
            | models.Q(memberships__body__term__council__in=councils)
            | models.Q(posts__agency__council__in=councils)
        ).distinct()

    def before_save(self, obj: Any) -> None:
        """Fill the keys by which lists sort and searches find."""
        services.with_keys(obj)

    def note_change(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """The history of a person keeps old and new values (N10)."""
        if not change:
            super().note_change(request, obj, form, change)
            return
        values = changed_values(form)
        if values:
            services.note_person_change(obj, values, by=request.user)


@admin.register(Mandate)
class MandateAdmin(ActAdmin):
    """Đại biểu: a seat that ends takes Thường trực, Ban and Tổ with it the same day (STR-36)."""

    council_path = "term__council"
    list_display = ["person", "term", "constituency", "is_full_time", "valid_from", "valid_to"]
    list_filter = ["is_full_time", "basis", "end_reason", "term__council", "term__name"]
    list_select_related = ["person", "term"]
    search_fields = ["person__name__unaccent", "constituency__unaccent"]
    autocomplete_fields = ["person", "term"]
    date_hierarchy = "valid_from"

    def begin(self, row: Mandate, by: Any) -> Mandate:
        """Give the person a seat."""
        seat = services.seat_delegate(
            row.person,
            term=row.term,
            constituency=row.constituency,
            valid_from=row.valid_from,
            is_full_time=row.is_full_time,
            basis=row.basis,
            by=by,
        )
        if row.valid_to:
            self.end(seat, row, by)
        return seat

    def end(self, row: Mandate, typed: Mandate, by: Any) -> None:
        """End the seat and what hangs on it."""
        assert typed.valid_to is not None  # noqa: S101 -- it is what ends the seat
        services.end_mandate(
            row,
            on=typed.valid_to,
            reason=typed.end_reason,
            document=typed.end_document,
            by=by,
        )


@admin.register(Suspension)
class SuspensionAdmin(ActAdmin):
    """Tạm đình chỉ."""

    council_path = "mandate__term__council"
    list_display = ["mandate", "valid_from", "valid_to", "document"]
    list_select_related = ["mandate__person"]
    search_fields = ["mandate__person__name__unaccent", "document__unaccent"]
    autocomplete_fields = ["mandate"]
    date_hierarchy = "valid_from"

    def begin(self, row: Suspension, by: Any) -> Suspension:
        """Suspend the delegate."""
        made = services.suspend_delegate(
            row.mandate, on=row.valid_from, reason=row.reason, document=row.document, by=by
        )
        if row.valid_to:
            self.end(made, row, by)
        return made

    def end(self, row: Suspension, typed: Suspension, by: Any) -> None:
        """Let the delegate work again."""
        assert typed.valid_to is not None  # noqa: S101 -- it is what ends the suspension
        services.restore_delegate(
            row.mandate, last_day=typed.valid_to, document=typed.document, by=by
        )
