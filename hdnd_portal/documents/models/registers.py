"""Registers (sổ đăng ký văn bản) and the documents they number."""

from typing import Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import Role
from hdnd_portal.documents.document_kinds import KINDS
from hdnd_portal.ui.choices import Choices

# Who reads the registers of a council.
READERS = (Role.OFFICER, Role.CLERK, Role.OFFICE_HEAD, Role.STANDING_COMMITTEE, Role.CHAIR)


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
        triggers = [
            pgtrigger.Protect(name="register_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="register_identity_fixed", fields=["council", "kind", "symbol", "year"]
            ),
            # The count goes on by one and never back: no number twice, no gap.
            pgtrigger.Protect(
                name="register_counts_by_one",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "NEW.last_number NOT IN (OLD.last_number, OLD.last_number + 1)"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}-{self.symbol} {self.year}"


class DocumentQuerySet(models.QuerySet["Document"]):
    """Selectors of documents."""

    def visible_to(self, user: User) -> Self:
        """Documents of the councils in whose office or Standing Committee the user works."""
        return self.filter(council__in=user.councils(*READERS))

    def for_list(self) -> Self:
        """With what a list row shows; the text of the files stays where it is."""
        shown = self.select_related("signer", "register", "pdf", "docx")
        return shown.defer("folded", "pdf__text", "docx__text")

    def in_register_order(self) -> Self:
        """As the register is bound: by year, sequence and number."""
        return self.order_by("register__year", "register__symbol", "register__kind", "number")


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
    recipients = models.TextField(_("nơi nhận văn bản"), blank=True)
    kept_by = models.CharField(_("đơn vị, người nhận bản lưu"), max_length=200, blank=True)
    copies = models.PositiveIntegerField(_("số lượng bản"), null=True, blank=True)
    sent_on = models.DateField(_("ngày chuyển"), null=True, blank=True)
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
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
    folded = models.GeneratedField(
        expression=models.Func(
            Concat(
                "reference",
                models.Value(" "),
                "summary",
                models.Value(" "),
                "recipients",
                output_field=models.TextField(),
            ),
            function="hdnd_fold",
        ),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("văn bản")
        verbose_name_plural = _("văn bản")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["register", "number"], name="document_number_once"),
            models.CheckConstraint(
                condition=models.Q(state="draft", number__isnull=True, register__isnull=True)
                | models.Q(
                    ~models.Q(state="draft"),
                    ~models.Q(reference=""),
                    number__gte=1,
                    register__isnull=False,
                    issued_on__isnull=False,
                ),
                name="document_numbered_when_issued",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="void") | ~models.Q(void_reason=""),
                name="void_number_has_reason",
            ),
        ]
        indexes = [
            models.Index(
                "council",
                models.F("issued_on").desc(nulls_last=True),
                models.F("id").desc(),
                name="document_by_day",
            ),
            GinIndex(OpClass("folded", "gin_trgm_ops"), name="document_by_words"),
            models.Index(fields=["reference"], name="document_by_reference"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="numbered_document_stays",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__number__isnull=False),
            ),
            # Once numbered, number, day and code stand; the state only moves on to "void".
            pgtrigger.Protect(
                name="document_number_fixed",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.number IS NOT NULL AND (ROW(OLD.council_id, OLD.kind, OLD.register_id,"
                    " OLD.number, OLD.reference, OLD.issued_on, OLD.summary) IS DISTINCT FROM"
                    " ROW(NEW.council_id, NEW.kind, NEW.register_id, NEW.number, NEW.reference,"
                    " NEW.issued_on, NEW.summary) OR (OLD.state = 'void' AND NEW.state <> 'void')"
                    " OR NEW.state = 'draft')"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference or _('chưa có số')} – {self.summary}"

    @property
    def kind_name(self) -> str:
        """The name of the kind as the register writes it."""
        kind = KINDS.get(self.kind)
        return kind.name if kind else self.kind
