"""Admin pages of councils, terms, bodies, agencies, memberships and posts."""

from typing import Any

from django.contrib import admin

from hdnd_portal.council import services
from hdnd_portal.council.admin.acts import ActAdmin
from hdnd_portal.council.admin.base import ReferenceAdmin
from hdnd_portal.council.models import Agency, Body, Council, Membership, Post, Term


@admin.register(Council)
class CouncilAdmin(ReferenceAdmin):
    """Hội đồng nhân dân."""

    council_path = "pk"
    list_display = ["name", "code", "place", "is_sample"]
    list_filter = ["is_sample"]
    search_fields = ["name__unaccent", "code"]
    autocomplete_fields = ["unit", "parent"]


@admin.register(Term)
class TermAdmin(ReferenceAdmin):
    """Nhiệm kỳ."""

    council_path = "council"
    list_display = ["council", "name", "ordinal", "valid_from", "valid_to", "seats_statutory"]
    list_filter = ["council", "name"]
    list_select_related = ["council"]
    search_fields = ["council__name__unaccent", "name"]
    autocomplete_fields = ["council"]
    date_hierarchy = "valid_from"


@admin.register(Body)
class BodyAdmin(ReferenceAdmin):
    """Thường trực, Ban, Tổ đại biểu, Văn phòng."""

    council_path = "term__council"
    list_display = ["name", "kind", "code", "term", "position"]
    list_filter = ["kind", "term__council", "term__name"]
    list_select_related = ["term"]
    search_fields = ["name__unaccent", "code"]
    autocomplete_fields = ["term", "units"]


@admin.register(Agency)
class AgencyAdmin(ReferenceAdmin):
    """Cơ quan, tổ chức."""

    council_path = "council"
    list_display = ["name", "kind", "code", "email", "phone", "valid_to"]
    list_filter = ["kind", "council"]
    search_fields = ["name__unaccent", "code", "email"]
    autocomplete_fields = ["council", "parent", "unit", "successor"]


@admin.register(Membership)
class MembershipAdmin(ActAdmin):
    """Thành viên cơ quan của HĐND."""

    council_path = "body__term__council"
    list_display = ["person", "role", "body", "is_full_time", "valid_from", "valid_to"]
    list_filter = ["role", "body__kind", "is_full_time", "body__term__council"]
    list_select_related = ["person", "body"]
    search_fields = ["person__name__unaccent", "body__name__unaccent"]
    autocomplete_fields = ["person", "body"]
    date_hierarchy = "valid_from"

    def begin(self, row: Membership, by: Any) -> Membership:
        """Put the person into the body."""
        made = services.add_membership(
            row.body,
            person=row.person,
            role=row.role,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            is_full_time=row.is_full_time,
            by=by,
        )
        if row.valid_to:
            self.end(made, row, by)
        return made

    def end(self, row: Membership, typed: Membership, by: Any) -> None:
        """End the membership."""
        assert typed.valid_to is not None  # noqa: S101 -- it is what ends the membership
        services.end_membership(row, on=typed.valid_to, reason=typed.end_reason, by=by)


@admin.register(Post)
class PostAdmin(ReferenceAdmin):
    """Chức vụ."""

    council_path = "agency__council"
    list_display = ["person", "title", "agency", "valid_from", "valid_to"]
    list_filter = ["agency__kind", "agency__council"]
    list_select_related = ["person", "agency"]
    search_fields = ["person__name__unaccent", "title__unaccent", "agency__name__unaccent"]
    autocomplete_fields = ["person", "agency"]
    date_hierarchy = "valid_from"
