"""The words in which a council has released a sentence of its papers and letters."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _


class Wording(models.Model):
    """Mẫu câu: one release of one sentence; the last one holds, and none is ever changed."""

    council = models.ForeignKey(
        "council.Council", models.PROTECT, verbose_name=_("HĐND"), related_name="wordings"
    )
    key = models.CharField(_("mã"), max_length=80)
    text = models.TextField(_("câu"))
    released_at = models.DateTimeField(_("phát hành lúc"))
    released_by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("người phát hành"), related_name="+"
    )

    class Meta:
        verbose_name = _("mẫu câu")
        verbose_name_plural = _("mẫu câu")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["council", "key", "-id"], name="wording_last_of_key")]
        triggers = [
            pgtrigger.Protect(name="wording_stays", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.text[:60]}"
