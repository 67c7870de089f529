"""The calendar feed of a person, and the digests a person gets."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hdnd_portal.ui.choices import Choices


def frequency_choices() -> Choices:
    return [
        ("daily", _("Mỗi sáng ngày làm việc")),
        ("weekly", _("Mỗi tuần, sáng ngày làm việc đầu tuần")),
        ("monthly", _("Mỗi tháng, sáng ngày làm việc đầu tháng")),
        ("none", _("Không gửi")),
    ]


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


class DigestChoice(models.Model):
    """Bản tin qua thư: how often, where a person has chosen; else what the role gets."""

    user = models.OneToOneField(
        "accounts.User", models.CASCADE, verbose_name=_("tài khoản"), related_name="digest_choice"
    )
    frequency = models.CharField(_("định kỳ"), max_length=10, choices=frequency_choices)
    chosen_at = models.DateTimeField(_("chọn lúc"), auto_now=True)

    class Meta:
        verbose_name = _("lựa chọn bản tin")
        verbose_name_plural = _("lựa chọn bản tin")

    def __str__(self) -> str:
        return f"{self.user}: {self.get_frequency_display()}"


class Digest(models.Model):
    """Bản tin của một kỳ: made once for each person and period, also where it says nothing.

    The text is the letter's, and is forgotten with it.
    """

    user = models.ForeignKey(
        "accounts.User", models.CASCADE, verbose_name=_("tài khoản"), related_name="digests"
    )
    frequency = models.CharField(_("định kỳ"), max_length=10, choices=frequency_choices)
    starts_on = models.DateField(_("kỳ bắt đầu ngày"))
    made_at = models.DateTimeField(_("lập lúc"))
    is_empty = models.BooleanField(_("không có nội dung"), default=True)

    class Meta:
        verbose_name = _("bản tin")
        verbose_name_plural = _("bản tin")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "frequency", "starts_on"], name="digest_once_per_period"
            )
        ]
        indexes = [models.Index(fields=["starts_on"], name="digest_by_period")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.frequency} {self.starts_on}"
