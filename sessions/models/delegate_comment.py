"""What a delegate says to the own record of activity (N5)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DelegateComment(models.Model):
    """Ý kiến của đại biểu về số liệu hoạt động của mình; a later one stands beside the earlier."""

    mandate = models.ForeignKey(
        "council.Mandate", models.PROTECT, verbose_name=_("đại biểu"), related_name="+"
    )
    text = models.TextField(_("ý kiến"))
    written_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("ghi lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("ý kiến của đại biểu về hoạt động của mình")
        verbose_name_plural = _("ý kiến của đại biểu về hoạt động của mình")
        ordering = ["-written_at", "-pk"]

    def __str__(self) -> str:
        return self.text[:80]
