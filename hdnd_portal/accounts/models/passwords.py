"""Past passwords, as hashes: an administrator may not use them again."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PasswordRecordQuerySet(models.QuerySet["PasswordRecord"]):
    """Selectors of past passwords."""

    def last_of(self, user: models.Model, count: int) -> list[str]:
        """Hashes of the user's last passwords, newest first."""
        return list(
            self.filter(user_id=user.pk).order_by("-pk").values_list("password", flat=True)[:count]
        )


class PasswordRecord(models.Model):
    """Mật khẩu đã dùng: the hash of a password the user had."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="passwords")
    password = models.CharField(max_length=128, editable=False)
    changed_at = models.DateTimeField(_("đổi lúc"), default=timezone.now)

    objects = PasswordRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("mật khẩu đã dùng")
        verbose_name_plural = _("mật khẩu đã dùng")

    def __str__(self) -> str:
        return f"{self.user_id}: {timezone.localdate(self.changed_at):%d/%m/%Y}"
