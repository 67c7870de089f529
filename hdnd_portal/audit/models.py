"""The audit trail: one row per act or protected read; rows are added and sealed, nothing else."""

from datetime import UTC
from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hdnd_portal.audit import subject
from hdnd_portal.audit.chain import digest

SEAL_FIELDS = ["sequence", "previous_hash", "hash"]


class EntryQuerySet(models.QuerySet["Entry"]):
    """Selectors of the trail."""

    def about(self, *records: models.Model) -> Self:
        """Entries about any of the records."""
        keys: dict[str, list[str]] = {}
        for record in records:
            keys.setdefault(subject.kind_of(record), []).append(subject.key_of(record))
        wanted = Q()
        for kind, of_kind in keys.items():
            wanted |= Q(subject_type=kind, subject_id__in=of_kind)
        return self.filter(wanted) if records else self.none()

    def sealed(self) -> Self:
        """Entries that are links of the chain, in its order."""
        return self.filter(sequence__isnull=False).order_by("sequence")

    def unsealed(self) -> Self:
        """Entries committed a moment ago, not yet in the chain, oldest first."""
        return self.filter(sequence__isnull=True).order_by("pk")

    def newest_first(self) -> Self:
        """For a timeline."""
        return self.order_by("-at", "-pk")


class Entry(models.Model):
    """Một dòng nhật ký: who did what to which record, when.

    The row names its actor and its subject by value, so that neither has to live as long as it.
    `sequence`, `previous_hash` and `hash` are empty until the entry is sealed, moments after its
    transaction (docs/decisions/0020-audit-trail.md says why not within it).
    """

    sequence = models.PositiveBigIntegerField(_("số thứ tự"), unique=True, null=True, blank=True)
    at = models.DateTimeField(_("thời điểm"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        verbose_name=_("tài khoản"),
        null=True,
        blank=True,
        db_constraint=False,
        related_name="+",
    )
    actor_name = models.CharField(_("người thực hiện"), max_length=150, blank=True)
    event = models.CharField(_("sự kiện"), max_length=80)
    subject_type = models.CharField(_("loại hồ sơ"), max_length=100, blank=True)
    subject_id = models.CharField(_("mã hồ sơ"), max_length=64, blank=True)
    council_key = models.BigIntegerField(_("HĐND"), null=True, blank=True)
    details = models.JSONField(_("chi tiết"), default=dict, encoder=DjangoJSONEncoder)
    previous_hash = models.CharField(_("mã băm dòng trước"), max_length=64, blank=True)
    hash = models.CharField(_("mã băm"), max_length=64, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("dòng nhật ký")
        verbose_name_plural = _("nhật ký")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id"], name="audit_by_subject"),
            models.Index(fields=["council_key", "-at"], name="audit_by_council"),
            models.Index(fields=["actor", "-at"], name="audit_by_actor"),
            models.Index(fields=["id"], condition=Q(sequence=None), name="audit_unsealed"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(sequence__isnull=True, hash="", previous_hash="")
                | (Q(sequence__gte=1) & ~Q(hash="") & ~Q(previous_hash="")),
                name="audit_entry_sealed_whole",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="audit_no_change",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=SEAL_FIELDS),
            ),
            pgtrigger.Protect(
                name="audit_sealed_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__sequence__isnull=False),
            ),
            pgtrigger.Protect(name="audit_no_delete", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="audit_no_truncate",
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                operation=pgtrigger.Truncate,
                func="RAISE EXCEPTION 'pgtrigger: Cannot truncate audit_entry table';",
            ),
        ]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.at):%d/%m/%Y %H:%M} {self.event}"

    def content(self) -> dict[str, Any]:
        """What the hash covers: all but the hash itself. Times are UTC, to the microsecond."""
        return {
            "sequence": self.sequence,
            "id": self.pk,
            "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "actor": self.actor_id,
            "actor_name": self.actor_name,
            "event": self.event,
            "subject_type": self.subject_type,
            "subject_id": self.subject_id,
            "council": self.council_key,
            "details": self.details,
        }

    def expected_hash(self) -> str:
        """The hash that this content and the noted previous hash give."""
        return digest(self.previous_hash, self.content())
