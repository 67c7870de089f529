"""Records of the sessions in the admin, to be read (X10).

A delegate's notes, receipts of reading and reasons for absence are nobody's but theirs and the
chair's: they have no page here. Of a vote the totals are shown, not who answered what.
"""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from hdnd_portal.accounts.admin_base import ReadOnlyAdmin, ReadOnlyInline
from hdnd_portal.council.admin.base import ReferenceAdmin
from sessions.models import (
    AgendaBlock,
    AgendaItem,
    CouncilSession,
    DossierFreeze,
    DossierPart,
    Interpellation,
    Invitation,
    Milestone,
    PartSubmission,
    Poll,
    QuestionGroup,
    ReviewLevel,
    Sitting,
    Supplement,
)
from sessions.workflow.question import QuestionState


class SittingInline(ReadOnlyInline):
    """Các phiên họp."""

    model = Sitting
    fields = ("starts_at", "ends_at", "note")


class MilestoneInline(ReadOnlyInline):
    """Các mốc chuẩn bị."""

    model = Milestone
    fields = ("name", "due_on", "owner", "owner_user", "done_on")


@admin.register(CouncilSession)
class CouncilSessionAdmin(ReadOnlyAdmin[CouncilSession]):
    """Kỳ họp."""

    list_display = ("name", "council", "kind", "opening_on", "closing_on", "state")
    list_filter = ("council", "state", "kind")
    search_fields = ("name",)
    date_hierarchy = "opening_on"
    list_select_related = ("council",)
    inlines = (SittingInline, MilestoneInline)


@admin.register(AgendaItem)
class AgendaItemAdmin(ReadOnlyAdmin[AgendaItem]):
    """Nội dung chương trình."""

    list_display = ("title", "number", "session", "kind", "state", "is_closed")
    list_filter = ("session__council", "state", "kind", "is_closed")
    search_fields = ("title", "public_reference")
    list_select_related = ("session",)


class PartSubmissionInline(ReadOnlyInline):
    """Các lần gửi, không kèm tệp."""

    model = PartSubmission
    fields = ("number", "submitted_by", "submitted_at", "is_received", "return_reason")


@admin.register(DossierPart)
class DossierPartAdmin(ReadOnlyAdmin[DossierPart]):
    """Thành phần hồ sơ."""

    list_display = ("__str__", "dossier", "agency", "body", "due_on", "state")
    list_filter = ("state", "kind", "agency")
    search_fields = ("title", "dossier__item__title", "agency__name")
    date_hierarchy = "due_on"
    list_select_related = ("dossier__item", "agency", "body")
    inlines = (PartSubmissionInline,)


class SupplementInline(ReadOnlyInline):
    """Tài liệu bổ sung sau khi chốt."""

    model = Supplement
    fields = ("number", "reason", "made_by", "made_at")


@admin.register(DossierFreeze)
class DossierFreezeAdmin(ReadOnlyAdmin[DossierFreeze]):
    """Chốt hồ sơ."""

    list_display = ("session", "frozen_by", "frozen_at")
    list_select_related = ("session", "frozen_by")
    inlines = (SupplementInline,)


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin[Invitation]):
    """Giấy mời."""

    list_display = ("addressee", "session", "document", "made_at", "answer")
    list_filter = ("session__council", "answer")
    search_fields = ("addressee", "email", "document__reference")
    list_select_related = ("session", "document")


@admin.register(Poll)
class PollAdmin(ReadOnlyAdmin[Poll]):
    """Biểu quyết: the totals; who answered what has no page here."""

    list_display = ("title", "session", "kind", "state", "votes_for", "base", "is_passed")
    list_filter = ("session__council", "state", "kind")
    search_fields = ("title", "question")
    list_select_related = ("session",)


@admin.register(AgendaBlock)
class AgendaBlockAdmin(ReadOnlyAdmin[AgendaBlock]):
    """Nhóm nội dung."""

    list_display = ("title", "session", "form", "is_closed", "created_by", "created_at")
    list_filter = ("session__council", "form")
    search_fields = ("title",)
    list_select_related = ("session", "created_by")


@admin.register(Interpellation)
class InterpellationAdmin(ReadOnlyAdmin[Interpellation]):
    """Chất vấn đã gửi; a draft is its author's alone."""

    list_display = ("title", "mandate", "post", "session", "asked_on", "state", "council")
    list_filter = ("council", "state")
    search_fields = ("title", "mandate__person__name", "post__person__name")
    date_hierarchy = "asked_on"
    list_select_related = ("mandate__person", "post__person", "session", "council")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Interpellation]:
        """Without drafts."""
        return super().get_queryset(request).exclude(state=QuestionState.DRAFT)


@admin.register(QuestionGroup)
class QuestionGroupAdmin(ReadOnlyAdmin[QuestionGroup]):
    """Nhóm vấn đề chất vấn."""

    list_display = ("title", "session", "state", "decided_on", "decision", "council")
    list_filter = ("council", "state")
    search_fields = ("title",)
    list_select_related = ("session", "council")


@admin.register(ReviewLevel)
class ReviewLevelAdmin(ReferenceAdmin):
    """Cấp duyệt hồ sơ: the chain a dossier passes in the office before it is received (A2)."""

    council_path = "council"
    list_display = ["name", "position", "role", "is_used", "council"]
    list_filter = ["council", "is_used"]
