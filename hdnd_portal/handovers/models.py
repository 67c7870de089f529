"""Hand-overs: who passes the work of which place to whom, on which day, and what passed."""

from typing import TYPE_CHECKING, Any, Self

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from hdnd_portal.accounts.roles import STAFF
from hdnd_portal.handovers.labels import state_choices
from hdnd_portal.handovers.rules import State

if TYPE_CHECKING:
    from datetime import date

    from hdnd_portal.accounts.models import User


class HandoverQuerySet(models.QuerySet["Handover"]):
    """Selectors of hand-overs."""

    def visible_to(self, user: "User") -> Self:
        """Those of the councils in whose office the user works, and those the user takes part in.

        Who has left keeps the record of what was handed over.
        """
        return self.filter(
            models.Q(council__in=user.councils(*STAFF))
            | models.Q(leaver=user.pk)
            | models.Q(successor=user.pk)
        )

    def planned(self) -> Self:
        """Those that wait for their day."""
        return self.filter(state=State.PLANNED)

    def due(self, on: "date") -> Self:
        """Those whose day has come, oldest first."""
        return self.planned().filter(last_on__lte=on).order_by("last_on", "pk")

    def binding(self, on: "date") -> Self:
        """Those that wait, and those done on the day: such a place is not handed over again."""
        return self.filter(
            models.Q(state=State.PLANNED) | models.Q(state=State.DONE, done_at__date=on)
        )

    def for_list(self) -> Self:
        """With everything a line shows."""
        return self.select_related("council__unit", "agency", "leaver", "successor", "planned_by")


class Handover(models.Model):
    """Bàn giao công việc: from one account to another, of an office or of an agency.

    `last_on` is the last day of the leaver; on it the work passes, and both hold the role.
    `passed` is the list of what passed, kept when it happened; of a cancelled one it is empty.
    """

    council = models.ForeignKey(
        "council.Council", models.PROTECT, verbose_name=_("HĐND"), related_name="+"
    )
    agency = models.ForeignKey(
        "council.Agency",
        models.PROTECT,
        verbose_name=_("cơ quan"),
        null=True,
        blank=True,
        related_name="+",
    )
    leaver = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("người bàn giao"), related_name="+"
    )
    successor = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("người nhận"), related_name="+"
    )
    last_on = models.DateField(_("ngày làm việc cuối"))
    reason = models.CharField(_("lý do"), max_length=200, blank=True)
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=state_choices, default="planned"
    )
    planned_by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("người lập"), related_name="+"
    )
    planned_at = models.DateTimeField(_("lập lúc"), auto_now_add=True)
    done_at = models.DateTimeField(_("bàn giao lúc"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("hủy lúc"), null=True, blank=True)
    cancel_reason = models.CharField(_("lý do hủy"), max_length=200, blank=True)
    passed: Any = models.JSONField(_("nội dung đã bàn giao"), default=dict, blank=True)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = _("bàn giao công việc")
        verbose_name_plural = _("bàn giao công việc")
        ordering = ["-last_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(leaver=models.F("successor")), name="handover_is_to_another"
            ),
            models.UniqueConstraint(
                fields=["leaver", "council", "agency"],
                condition=models.Q(state="planned"),
                nulls_distinct=False,
                name="one_handover_waits",
            ),
            models.CheckConstraint(
                condition=models.Q(state="done", done_at__isnull=False, cancelled_at__isnull=True)
                | models.Q(state="planned", done_at__isnull=True, cancelled_at__isnull=True)
                | models.Q(state="cancelled", done_at__isnull=True, cancelled_at__isnull=False),
                name="handover_state_has_its_moment",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="handover_is_final",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__state__in=["done", "cancelled"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.leaver} – {self.successor}"

    @property
    def is_planned(self) -> bool:
        """Whether it waits for its day."""
        return self.state == State.PLANNED

    @property
    def is_done(self) -> bool:
        """Whether the work has passed."""
        return self.state == State.DONE
