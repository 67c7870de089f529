"""What was found of the digital signatures in a file of a dossier (D11)."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _


class SignatureCheck(models.Model):
    """Kiểm tra chữ ký số: done once for a version, whose bytes never change, after it came in."""

    version = models.OneToOneField(
        "documents.Version",
        models.PROTECT,
        verbose_name=_("phiên bản"),
        related_name="signature_check",
    )
    signatures = models.JSONField(_("chữ ký"), default=list)
    # Why nothing could be said; empty where the file was read.
    problem = models.CharField(_("vướng mắc"), max_length=100, blank=True)
    checked_at = models.DateTimeField(_("kiểm tra lúc"))

    class Meta:
        verbose_name = _("kiểm tra chữ ký số")
        verbose_name_plural = _("kiểm tra chữ ký số")
        triggers = [
            pgtrigger.Protect(
                name="signature_check_stays", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.version_id}: {len(self.signatures)}"
