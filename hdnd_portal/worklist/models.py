"""The calendar feed of a person: its address may be taken back, and given anew."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CalendarFeed(models.Model):
    """Lịch đăng ký (iCal): one per account. A new `serial` makes a new address and ends the old.

    `told` holds what was last sent of each entry (fingerprint, sequence, moment), by its key: a
    calendar program takes over a change only where the sequence has grown.
    """

    user = models.OneToOneField(
        "accounts.User", models.CASCADE, verbose_name=_("tài khoản"), related_name="calendar_feed"
    )
    serial = models.PositiveIntegerField(default=1)
    is_open = models.BooleanField(_("đang mở"), default=True)
    renewed_at = models.DateTimeField(_("cấp địa chỉ lúc"))
    asked_at = models.DateTimeField(_("đọc lần cuối"), null=True, blank=True)
    told = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("lịch đăng ký")
        verbose_name_plural = _("lịch đăng ký")

    def __str__(self) -> str:
        return str(self.user)
