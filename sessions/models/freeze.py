"""The freeze (chốt hồ sơ): a manifest nobody changes, and the numbered supplements after it."""

import pgtrigger
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sessions.models.rehearsal import only_of_real_sessions


class DossierFreeze(models.Model):
    """Chốt hồ sơ kỳ họp: from here on a change is a numbered supplement (A7)."""

    session = models.OneToOneField(
        "council_sessions.CouncilSession",
        models.PROTECT,
        verbose_name=_("kỳ họp"),
        related_name="freeze",
    )
    frozen_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    frozen_at = models.DateTimeField(_("chốt lúc"))
    manifest_sha256 = models.CharField(max_length=64)
    is_sealed = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("chốt hồ sơ")
        verbose_name_plural = _("chốt hồ sơ")
        triggers = [
            only_of_real_sessions(),
            pgtrigger.Protect(name="freeze_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="sealed_freeze_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__is_sealed=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session}: {timezone.localtime(self.frozen_at):%H:%M %d/%m/%Y}"


class Supplement(models.Model):
    """Bổ sung sau chốt: numbered, with its reason; delegates are told."""

    freeze = models.ForeignKey(DossierFreeze, models.PROTECT, related_name="supplements")
    number = models.PositiveSmallIntegerField(_("số"))
    reason = models.TextField(_("lý do"))
    made_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("lúc"))
    is_sealed = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("tài liệu bổ sung")
        verbose_name_plural = _("tài liệu bổ sung")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["freeze", "number"], name="supplement_number_once")
        ]
        triggers = [
            pgtrigger.Protect(name="supplement_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="sealed_supplement_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__is_sealed=True),
            ),
        ]

    def __str__(self) -> str:
        return f"Bổ sung số {self.number:02d}"


class FrozenFile(models.Model):
    """Dòng danh mục: one version as it stood when the dossier was frozen or supplemented."""

    freeze = models.ForeignKey(DossierFreeze, models.PROTECT, related_name="files")
    supplement = models.ForeignKey(
        Supplement, models.PROTECT, null=True, blank=True, related_name="files"
    )
    position = models.PositiveIntegerField()
    item = models.ForeignKey(
        "council_sessions.AgendaItem", models.PROTECT, related_name="frozen_files"
    )
    reference = models.CharField(_("mã cố định"), max_length=30, blank=True)
    item_number = models.CharField(max_length=20)
    item_title = models.CharField(max_length=500)
    part_title = models.CharField(max_length=300)
    version = models.ForeignKey("documents.Version", models.PROTECT, related_name="+")
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    name = models.CharField(max_length=500)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    pages = models.PositiveIntegerField(null=True)

    class Meta:
        verbose_name = _("tài liệu đã chốt")
        verbose_name_plural = _("tài liệu đã chốt")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["freeze", "position"], name="frozen_position_once")
        ]
        triggers = [
            pgtrigger.Protect(
                name="frozen_file_stays", operation=pgtrigger.Update | pgtrigger.Delete
            ),
            # A line comes with the freeze or a supplement before that is sealed, never later.
            pgtrigger.Trigger(
                name="frozen_file_only_before_seal",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=pgtrigger.Func(  # type: ignore[no-untyped-call]
                    """
                    IF NEW.supplement_id IS NULL THEN
                        IF (SELECT is_sealed FROM council_sessions_dossierfreeze
                            WHERE id = NEW.freeze_id) THEN
                            RAISE EXCEPTION 'the dossier is frozen';
                        END IF;
                    ELSIF (SELECT is_sealed FROM council_sessions_supplement
                           WHERE id = NEW.supplement_id) THEN
                        RAISE EXCEPTION 'the supplement is sealed';
                    END IF;
                    RETURN NEW;
                    """
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name
