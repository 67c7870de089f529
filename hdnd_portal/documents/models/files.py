"""A file and its immutable versions. Who may open a file is decided by the record that holds it."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hdnd_portal.ui.choices import Choices


def version_text_state_choices() -> Choices:
    return Version.TextState.choices


class File(models.Model):
    """Tệp: one paper over time; each replacement adds a `Version`, none is ever changed."""

    council = models.ForeignKey("council.Council", models.PROTECT, verbose_name=_("HĐND"))
    title = models.CharField(_("tên"), max_length=500)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("tệp")
        verbose_name_plural = _("tệp")
        triggers = [
            pgtrigger.Protect(name="file_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="file_stays_in_council", fields=["council"]),
        ]

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """Phiên bản của tệp: bytes as they came in, with hash, size, detected type, pages and text."""

    class TextState(models.TextChoices):
        WAITING = "waiting", _("chờ đọc nội dung")
        DONE = "done", _("đã đọc nội dung")
        NONE = "none", _("không có chữ")
        FAILED = "failed", _("không đọc được")

    file = models.ForeignKey(File, models.PROTECT, verbose_name=_("tệp"), related_name="versions")
    number = models.PositiveIntegerField(_("phiên bản"))
    name = models.CharField(_("tên tệp"), max_length=255)
    key = models.CharField(max_length=200, unique=True, help_text=_("Khóa trong kho tệp"))
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    size = models.PositiveBigIntegerField(_("dung lượng (byte)"))
    media_type = models.CharField(_("loại nội dung"), max_length=100)
    pages = models.PositiveIntegerField(_("số trang"), null=True, blank=True)
    stated_count = models.PositiveIntegerField(
        _("số trang theo tệp"),
        null=True,
        blank=True,
        help_text=_("Số trang mà tệp Word, ODT tự ghi; số trang chiếu, số bảng tính."),
    )
    text = models.TextField(_("nội dung chữ"), blank=True)
    text_state = models.CharField(
        max_length=10, choices=version_text_state_choices, default="waiting"
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("người đưa lên"),
        null=True,
        related_name="+",
    )
    added_at = models.DateTimeField(_("thời điểm"), auto_now_add=True)

    class Meta:
        verbose_name = _("phiên bản")
        verbose_name_plural = _("phiên bản")
        ordering = ["file", "number"]
        constraints = [
            models.UniqueConstraint(fields=["file", "number"], name="version_number_once")
        ]
        triggers = [
            pgtrigger.Protect(name="version_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="version_bytes_fixed",
                exclude=["text", "text_state"],
            ),
            # The worker fills in the text once.
            pgtrigger.Protect(
                name="version_text_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__text_state__in=["done", "none", "failed"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} (v{self.number})"


class Bundle(models.Model):
    """Gói tài liệu: many files as one ZIP or PDF, kept so that it is made once."""

    council = models.ForeignKey("council.Council", models.PROTECT, verbose_name=_("HĐND"))
    fingerprint = models.CharField(max_length=64, help_text=_("Mã băm của các tệp và thứ tự"))
    version = models.ForeignKey(
        Version, models.PROTECT, verbose_name=_("phiên bản"), related_name="bundles"
    )
    files = models.ManyToManyField(Version, verbose_name=_("tệp trong gói"), related_name="+")

    class Meta:
        verbose_name = _("gói tài liệu")
        verbose_name_plural = _("gói tài liệu")
        constraints = [
            models.UniqueConstraint(fields=["council", "fingerprint"], name="bundle_made_once")
        ]

    def __str__(self) -> str:
        return str(self.version)
