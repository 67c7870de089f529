"""What a person keeps about the lists of the portal."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SavedFilter(models.Model):
    """Bộ lọc đã lưu: the query string of a list, under a name of the person's own."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name=_("tài khoản"),
        related_name="saved_filters",
    )
    page = models.CharField(_("danh sách"), max_length=100)
    name = models.CharField(_("tên"), max_length=80)
    query = models.CharField(_("điều kiện"), max_length=2000)
    created_at = models.DateTimeField(_("lưu lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("bộ lọc đã lưu")
        verbose_name_plural = _("bộ lọc đã lưu")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "page", "name"], name="saved_filter_name_once")
        ]

    def __str__(self) -> str:
        return self.name
