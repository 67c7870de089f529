"""The accounts of the sample province, with passwords that anybody may read."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SampleAccount(models.Model):
    """Tài khoản mẫu: its password in clear, made at random when the sample was loaded.

    A table, not a file, so that every machine of a demonstration knows it. The rows go with the
    sample data, and production does not start while there are any.
    """

    user = models.OneToOneField(
        "accounts.User", models.CASCADE, verbose_name=_("tài khoản"), related_name="sample_account"
    )
    password = models.CharField(_("mật khẩu"), max_length=40)
    position = models.PositiveSmallIntegerField(_("thứ tự"))

    class Meta:
        verbose_name = _("tài khoản mẫu")
        verbose_name_plural = _("tài khoản mẫu")
        ordering = ["position"]

    def __str__(self) -> str:
        return str(self.user)
