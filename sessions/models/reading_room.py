"""The reading room (phòng đọc): files opened only there, and each opening (A15)."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from sessions.models.rehearsal import only_of_real_sessions


class FileRestriction(models.Model):
    """Tài liệu chỉ đọc tại phòng đọc: set by the office with its reason, lifted with another."""

    file = models.ForeignKey(
        "documents.File", models.PROTECT, verbose_name=_("tệp"), related_name="restrictions"
    )
    reason = models.CharField(_("lý do hạn chế"), max_length=500)
    restricted_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    restricted_at = models.DateTimeField(_("hạn chế từ lúc"))
    lifted_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    lifted_at = models.DateTimeField(_("bỏ hạn chế lúc"), null=True, blank=True)
    lift_reason = models.CharField(_("lý do bỏ hạn chế"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("hạn chế tài liệu")
        verbose_name_plural = _("hạn chế tài liệu")
        constraints = [
            models.UniqueConstraint(
                fields=["file"],
                condition=models.Q(lifted_at__isnull=True),
                name="file_restricted_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="file_restriction_has_reason"
            ),
            models.CheckConstraint(
                condition=models.Q(lifted_at__isnull=True) | ~models.Q(lift_reason=""),
                name="lifted_restriction_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return str(self.file)


class RoomOpening(models.Model):
    """Lượt mở tại phòng đọc: who was sent the pages of which version, and when; never changed."""

    session = models.ForeignKey(
        "council_sessions.CouncilSession", models.PROTECT, related_name="room_openings"
    )
    item = models.ForeignKey(
        "council_sessions.AgendaItem",
        models.PROTECT,
        verbose_name=_("nội dung"),
        related_name="+",
    )
    version = models.ForeignKey(
        "documents.Version", models.PROTECT, verbose_name=_("tệp"), related_name="+"
    )
    user = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("người đọc"), related_name="+"
    )
    opened_at = models.DateTimeField(_("mở lúc"))

    class Meta:
        verbose_name = _("lượt mở tại phòng đọc")
        verbose_name_plural = _("lượt mở tại phòng đọc")
        ordering = ["-opened_at", "-pk"]
        triggers = [
            pgtrigger.Protect(
                name="room_opening_stays", operation=pgtrigger.Update | pgtrigger.Delete
            ),
            only_of_real_sessions(),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.version}"
