"""Minutes (biên bản) of a session or of one sitting: made from records, with remarks apart."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from sessions.models.rehearsal import only_of_real_sessions
from sessions.resolution_labels import minutes_states_choices


class Minutes(models.Model):
    """Biên bản kỳ họp, biên bản phiên họp: figures come from records until it is approved."""

    session = models.ForeignKey(
        "council_sessions.CouncilSession",
        models.CASCADE,
        verbose_name=_("kỳ họp"),
        related_name="minutes",
    )
    sitting = models.ForeignKey(
        "council_sessions.Sitting",
        models.RESTRICT,
        verbose_name=_("phiên họp"),
        null=True,
        blank=True,
        related_name="minutes",
    )
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=minutes_states_choices, default="draft"
    )
    submitted_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    submitted_at = models.DateTimeField(_("trình lúc"), null=True, blank=True)
    approved_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(_("thông qua lúc"), null=True, blank=True)
    # Where they were approved: a later sitting of the session, or a later session (D3).
    approved_in = models.CharField(_("thông qua tại"), max_length=200, blank=True)
    frozen = models.JSONField(_("nội dung đã thông qua"), default=list)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("biên bản")
        verbose_name_plural = _("biên bản")
        ordering = ["session", models.F("sitting__starts_at").asc(nulls_first=True)]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "sitting"], nulls_distinct=False, name="minutes_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="approved")
                | (
                    models.Q(approved_at__isnull=False, approved_by__isnull=False)
                    & ~models.Q(sha256="")
                ),
                name="approved_minutes_are_frozen",
            ),
        ]
        triggers = [
            only_of_real_sessions(),
            pgtrigger.Protect(
                name="approved_minutes_stay",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__state="approved"),
            ),
        ]

    def __str__(self) -> str:
        return f"{_('Biên bản')} {self.sitting or self.session}"


class MinutesRemark(models.Model):
    """Nội dung ghi thêm: what the secretary writes to one section, apart from the figures."""

    minutes = models.ForeignKey(
        Minutes, models.CASCADE, verbose_name=_("biên bản"), related_name="remarks"
    )
    section = models.CharField(_("phần"), max_length=40)
    text = models.TextField(_("nội dung"))
    written_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("nội dung ghi thêm")
        verbose_name_plural = _("nội dung ghi thêm")
        constraints = [
            models.UniqueConstraint(fields=["minutes", "section"], name="remark_once_a_section")
        ]

    def __str__(self) -> str:
        return self.section
