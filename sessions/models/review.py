"""Levels of review (cấp duyệt) that a dossier passes in the office before it is received (A2)."""

from collections.abc import Iterable

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from hdnd_portal.accounts.roles import STAFF, role_choices
from hdnd_portal.ui.choices import Choices


def review_role_choices() -> Choices:
    return [(role, name) for role, name in role_choices() if role in STAFF]


class ReviewLevel(models.Model):
    """Cấp duyệt: one step of the chain of a council, kept by the administrator."""

    council = models.ForeignKey(
        "council.Council", models.PROTECT, verbose_name=_("HĐND"), related_name="review_levels"
    )
    position = models.PositiveSmallIntegerField(_("thứ tự"))
    name = models.CharField(
        _("tên cấp duyệt"), max_length=120, help_text=_("Ví dụ: Lãnh đạo phòng duyệt nội dung.")
    )
    role = models.CharField(_("vai trò duyệt"), max_length=30, choices=review_role_choices)
    is_used = models.BooleanField(
        _("đang dùng"),
        default=True,
        help_text=_("Bỏ chọn khi không dùng nữa; các lần duyệt trước vẫn giữ."),
    )

    class Meta:
        verbose_name = _("cấp duyệt hồ sơ")
        verbose_name_plural = _("cấp duyệt hồ sơ")
        ordering = ["council", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "position"],
                condition=models.Q(is_used=True),
                name="review_level_has_its_place",
                violation_error_message=_("Thứ tự này đã có một cấp duyệt đang dùng."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """A level that has reviewed keeps its council."""
        super().clean()
        theirs = {"submission__part__dossier__item__session__council": self.council_id}
        if self.pk and self.reviews.exclude(**theirs).exists():
            raise ValidationError({"council": _("Cấp này đã duyệt hồ sơ của HĐND khác.")})


class PartReview(models.Model):
    """Lượt duyệt: a level agreed to what was handed in; a new submission begins anew."""

    submission = models.ForeignKey(
        "council_sessions.PartSubmission",
        models.CASCADE,
        verbose_name=_("lần gửi"),
        related_name="reviews",
    )
    level = models.ForeignKey(
        ReviewLevel,
        models.PROTECT,
        verbose_name=_("cấp duyệt"),
        related_name="reviews",
    )
    # As the level was called then.
    name = models.CharField(_("tên cấp duyệt"), max_length=120)
    reviewed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField(_("duyệt lúc"))
    note = models.TextField(_("ý kiến"), blank=True)

    class Meta:
        verbose_name = _("lượt duyệt hồ sơ")
        verbose_name_plural = _("lượt duyệt hồ sơ")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "level"], name="level_reviews_once")
        ]
        triggers = [pgtrigger.Protect(name="part_review_stays", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.name}: {self.submission}"


def waiting_levels(
    levels: Iterable[ReviewLevel], reviews: Iterable[PartReview]
) -> list[ReviewLevel]:
    """The levels in use that have not agreed yet, the one whose turn it is first."""
    agreed = {review.level_id for review in reviews}
    waiting = [level for level in levels if level.is_used and level.pk not in agreed]
    return sorted(waiting, key=lambda level: level.position)
