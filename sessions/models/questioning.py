"""Groups of questions, the sheet on which delegates rank them, and what the council concluded."""

from typing import Self

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import INSIDE, Role
from hdnd_portal.documents.keeping import stays_with
from hdnd_portal.ui.choices import Choices
from sessions.models.question import DESK
from sessions.models.rehearsal import only_of_real_sessions
from sessions.question_labels import group_state_choices


class GroupQuerySet(models.QuerySet["QuestionGroup"]):
    """Selectors of groups."""

    def visible_to(self, user: User) -> Self:
        """Proposed groups to the office and the Standing Committee, and to delegates once a sheet
        asks them; decided ones to everybody inside the council.
        """
        return self.filter(
            models.Q(council__in=user.councils(*DESK))
            | models.Q(~models.Q(state="proposed"), council__in=user.councils(*INSIDE))
            | models.Q(sheet_places__isnull=False, council__in=user.councils(Role.DELEGATE))
        ).distinct()

    def of_host(self, council: int, session: int | None) -> Self:
        """Groups of a session, or (None) of the Standing Committee between sessions."""
        return self.filter(council=council, session=session)


class QuestionGroup(models.Model):
    """Nhóm vấn đề chất vấn: similar questions, put together by a person (QST-4)."""

    council = models.ForeignKey(
        "council.Council", models.PROTECT, verbose_name=_("HĐND"), related_name="question_groups"
    )
    session = models.ForeignKey(
        "council_sessions.CouncilSession",
        models.PROTECT,
        verbose_name=_("kỳ họp"),
        null=True,
        blank=True,
        related_name="question_groups",
    )
    title = models.CharField(_("nhóm vấn đề"), max_length=300)
    post = models.ForeignKey(
        "council.Post",
        models.PROTECT,
        verbose_name=_("người trả lời chính"),
        null=True,
        blank=True,
        related_name="+",
    )
    criteria = models.JSONField(_("tiêu chí lựa chọn"), default=list, blank=True)
    position = models.PositiveSmallIntegerField(_("thứ tự"), default=0)
    state = models.CharField(
        _("trạng thái"), max_length=20, choices=group_state_choices, default="proposed"
    )
    decided_on = models.DateField(_("ngày quyết định"), null=True, blank=True)
    decision = models.CharField(_("văn bản, biên bản quyết định"), max_length=300, blank=True)
    decision_reason = models.TextField(_("lý do"), blank=True)
    decided_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = GroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("nhóm vấn đề chất vấn")
        verbose_name_plural = _("nhóm vấn đề chất vấn")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="proposed") | models.Q(decided_on__isnull=False),
                name="decided_group_has_day",
            )
        ]
        triggers = [only_of_real_sessions()]

    def __str__(self) -> str:
        return self.title


def sheet_state_choices() -> Choices:
    return OpinionSheet.State.choices


class SheetQuerySet(models.QuerySet["OpinionSheet"]):
    """Selectors of sheets."""

    def visible_to(self, user: User) -> Self:
        """Everybody inside the council: what was chosen and how is no secret among them."""
        return self.filter(council__in=user.councils(*INSIDE))


class OpinionSheet(models.Model):
    """Phiếu xin ý kiến lựa chọn nhóm vấn đề: delegates rank the groups; the result is kept."""

    class State(models.TextChoices):
        OPEN = "open", _("Đang lấy ý kiến")
        CLOSED = "closed", _("Đã chốt kết quả")

    council = models.ForeignKey("council.Council", models.PROTECT, related_name="opinion_sheets")
    session = models.ForeignKey(
        "council_sessions.CouncilSession",
        models.PROTECT,
        verbose_name=_("kỳ họp"),
        null=True,
        blank=True,
        related_name="opinion_sheets",
    )
    wanted = models.PositiveSmallIntegerField(_("số nhóm cần chọn"))
    due_on = models.DateField(_("hạn cho ý kiến"))
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=sheet_state_choices, default="open"
    )
    asked = models.PositiveSmallIntegerField(_("số đại biểu được hỏi"), default=0)
    result = models.JSONField(_("kết quả"), default=list, blank=True)
    opened_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(_("chốt lúc"), null=True, blank=True)

    objects = SheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("phiếu xin ý kiến lựa chọn nhóm vấn đề")
        verbose_name_plural = _("phiếu xin ý kiến lựa chọn nhóm vấn đề")
        ordering = ["-opened_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "session"],
                condition=models.Q(state="open"),
                name="one_open_sheet",
                nulls_distinct=False,
            )
        ]
        triggers = [
            only_of_real_sessions(),
            pgtrigger.Protect(
                name="closed_sheet_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__state="closed"),
            ),
        ]

    def __str__(self) -> str:
        return f"Phiếu lựa chọn nhóm vấn đề, hạn {self.due_on:%d/%m/%Y}"


class SheetPlace(models.Model):
    """Dòng của phiếu: a group as the sheet asked about it."""

    sheet = models.ForeignKey(OpinionSheet, models.CASCADE, related_name="places")
    group = models.ForeignKey(QuestionGroup, models.PROTECT, related_name="sheet_places")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)

    class Meta:
        verbose_name = _("dòng của phiếu")
        verbose_name_plural = _("dòng của phiếu")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "group"], name="sheet_place_once"),
        ]

    def __str__(self) -> str:
        return self.title


class SheetAnswer(models.Model):
    """Ý kiến của một đại biểu: keys of the groups, the one wanted most first."""

    sheet = models.ForeignKey(OpinionSheet, models.CASCADE, related_name="answers")
    mandate = models.ForeignKey("council.Mandate", models.PROTECT, related_name="+")
    ranking = models.JSONField(_("thứ tự lựa chọn"))
    given_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("ý kiến lựa chọn")
        verbose_name_plural = _("ý kiến lựa chọn")
        constraints = [
            models.UniqueConstraint(fields=["sheet", "mandate"], name="sheet_answered_once")
        ]
        triggers = [
            stays_with(
                "answer_only_while_open",
                table="council_sessions_opinionsheet",
                owner="sheet",
                settled="state = 'closed'",
                said="the sheet is closed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} – {self.mandate_id}"


def conclusion_kind_choices() -> Choices:
    return QuestioningConclusion.Kind.choices


class QuestioningConclusion(models.Model):
    """Nghị quyết về chất vấn, hoặc thông báo kết luận của Thường trực HĐND (QST-11)."""

    class Kind(models.TextChoices):
        RESOLUTION = "resolution", _("Nghị quyết về chất vấn")
        NOTICE = "notice", _("Thông báo kết luận của Thường trực HĐND")

    council = models.ForeignKey("council.Council", models.PROTECT, related_name="+")
    session = models.ForeignKey(
        "council_sessions.CouncilSession",
        models.PROTECT,
        verbose_name=_("kỳ họp"),
        null=True,
        blank=True,
        related_name="questioning_conclusions",
    )
    kind = models.CharField(_("loại"), max_length=20, choices=conclusion_kind_choices)
    resolution = models.ForeignKey(
        "council_sessions.Resolution",
        models.PROTECT,
        verbose_name=_("nghị quyết"),
        null=True,
        blank=True,
        related_name="questioning_conclusions",
    )
    reference = models.CharField(_("số, ký hiệu"), max_length=60)
    dated_on = models.DateField(_("ngày"))
    summary = models.TextField(_("đánh giá, yêu cầu"), blank=True)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("kết luận về chất vấn")
        verbose_name_plural = _("kết luận về chất vấn")
        ordering = ["-dated_on", "-pk"]
        triggers = [only_of_real_sessions()]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.reference}"
