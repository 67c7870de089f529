"""Rehearsals of a session (diễn tập), and what keeps them apart from the record (S12)."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


def only_of_real_sessions() -> pgtrigger.Trigger:
    """A trigger: a rehearsal never gets such a row, whatever the program does."""
    return pgtrigger.Trigger(
        name="never_of_a_rehearsal",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=pgtrigger.Func(  # type: ignore[no-untyped-call]
            """
            IF EXISTS (SELECT 1 FROM council_sessions_councilsession s
                       WHERE s.id = NEW.session_id AND s.rehearsal_of_id IS NOT NULL) THEN
                RAISE EXCEPTION 'a rehearsal has no such record';
            END IF;
            RETURN NEW;
            """
        ),
    )


# From a row to its session: by the vote it belongs to, by its block of items, or by itself.
TO_SESSION = {
    "poll": "JOIN council_sessions_poll p ON p.session_id = s.id WHERE p.id = OLD.poll_id",
    "block": "JOIN council_sessions_agendablock b ON b.session_id = s.id WHERE b.id = OLD.block_id",
    "session": "WHERE s.id = OLD.session_id",
}


def deleted_only_in_rehearsals(name: str, *, of: str = "poll") -> pgtrigger.Trigger:
    """A trigger: rows of votes go only with the rehearsal they belong to, never from the record.

    `of` names what leads the row to its session, a key of `TO_SESSION`.
    """
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Delete,
        func=pgtrigger.Func(  # type: ignore[no-untyped-call]
            f"""
            IF NOT EXISTS (SELECT 1 FROM council_sessions_councilsession s {TO_SESSION[of]}
                           AND s.rehearsal_of_id IS NOT NULL) THEN
                RAISE EXCEPTION 'what belongs to a vote is never deleted';
            END IF;
            RETURN OLD;
            """  # noqa: S608 -- names of our own tables
        ),
    )


class Rehearsal(models.Model):
    """Buổi diễn tập: that it was held and wiped, and the checklist the secretariat signed.

    What was rehearsed lives in `copy`, a session of its own, which is deleted when it is wiped.
    """

    session = models.ForeignKey(
        "council_sessions.CouncilSession",
        models.PROTECT,
        verbose_name=_("kỳ họp"),
        related_name="rehearsals",
    )
    copy = models.OneToOneField(
        "council_sessions.CouncilSession",
        models.SET_NULL,
        null=True,
        related_name="rehearsal",
    )
    started_at = models.DateTimeField(_("bắt đầu lúc"))
    started_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    # What was tried: by key of the checklist, who ticked it and when.
    checks = models.JSONField(_("việc đã kiểm tra"), default=dict)
    remarks = models.TextField(_("ghi chú"), blank=True)
    # How many rows of each kind were deleted.
    wiped = models.JSONField(_("đã xóa"), default=dict)
    wiped_at = models.DateTimeField(_("xóa lúc"), null=True)
    wiped_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(_("ký lúc"), null=True)
    signed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("buổi diễn tập")
        verbose_name_plural = _("buổi diễn tập")
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session"],
                condition=Q(wiped_at__isnull=True),
                name="one_rehearsal_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(wiped_at__isnull=True) | Q(copy__isnull=True),
                name="wiped_rehearsal_has_no_copy",
            ),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True)
                | Q(wiped_at__isnull=False, signed_at__gte=models.F("wiped_at")),
                name="rehearsal_signed_after_wiping",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="rehearsal_stays", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="signed_rehearsal_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__signed_at__isnull=False),
                func=pgtrigger.Func(  # type: ignore[no-untyped-call]
                    "RAISE EXCEPTION 'the checklist is signed';"
                ),
            ),
            only_of_real_sessions(),
        ]

    def __str__(self) -> str:
        return f"{self.session}: {self.started_at:%d/%m/%Y}"
