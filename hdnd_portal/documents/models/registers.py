"""Registers (sổ đăng ký văn bản) and the documents they number."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hdnd_portal.ui.choices import Choices


def document_state_choices() -> Choices:
    return Document.State.choices


class Register(models.Model):
    """Sổ: one running count per council, issuer, kind of document and year."""

    council = models.ForeignKey("council.Council", models.PROTECT, verbose_name=_("HĐND"))
    kind = models.CharField(_("loại văn bản"), max_length=20, help_text="GM, BC, NQ")
    symbol = models.CharField(_("ký hiệu cơ quan"), max_length=30, help_text="HĐND, BPC, VP")
    year = models.PositiveSmallIntegerField(_("năm"))
    last_number = models.PositiveIntegerField(_("số đã cấp"), default=0)

    class Meta:
        verbose_name = _("sổ đăng ký văn bản")
        verbose_name_plural = _("sổ đăng ký văn bản")
        constraints = [
            models.UniqueConstraint(
                fields=["council", "kind", "symbol", "year"], name="register_once_a_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}-{self.symbol} {self.year}"


class Document(models.Model):
    """Văn bản đi: kind, number, date, signer, summary. A void number stays in the register."""

    class State(models.TextChoices):
        DRAFT = "draft", _("dự thảo")
        ISSUED = "issued", _("đã ban hành")
        VOID = "void", _("số bỏ")

    council = models.ForeignKey("council.Council", models.PROTECT, verbose_name=_("HĐND"))
    kind = models.CharField(_("loại văn bản"), max_length=20)
    register = models.ForeignKey(
        Register,
        models.PROTECT,
        verbose_name=_("sổ"),
        null=True,
        blank=True,
        related_name="documents",
    )
    number = models.PositiveIntegerField(_("số"), null=True, blank=True)
    reference = models.CharField(_("số, ký hiệu"), max_length=60, blank=True)
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    summary = models.CharField(_("trích yếu"), max_length=500)
    signer = models.ForeignKey(
        "council.Person",
        models.PROTECT,
        verbose_name=_("người ký"),
        null=True,
        blank=True,
        related_name="+",
    )
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=document_state_choices, default="draft"
    )
    void_reason = models.CharField(_("lý do bỏ số"), max_length=200, blank=True)
    pdf = models.ForeignKey(
        "documents.Version",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="PDF",
    )
    docx = models.ForeignKey(
        "documents.Version",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="DOCX",
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("người lập"),
        null=True,
        related_name="+",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("văn bản")
        verbose_name_plural = _("văn bản")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["register", "number"], name="document_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.reference or _('chưa có số')} – {self.summary}"
