"""What a delegate promised to voters; what is owed, reported and confirmed is its commitment."""

from datetime import date
from typing import Self

import pgtrigger
from django.db import models
from django.db.models.functions import Coalesce, TruncDate
from django.utils.translation import gettext_lazy as _

from hdnd_portal.accounts.models import User
from hdnd_portal.commitments.models import Commitment, Verification
from hdnd_portal.commitments.workflow import PENDING, Stage
from voters.promise_labels import Outcome


class PromiseQuerySet(models.QuerySet["VoterPromise"]):
    """Selectors of promises to voters."""

    def visible_to(self, user: User) -> Self:
        """Those whose commitment the user sees."""
        return self.filter(commitment__in=Commitment.objects.visible_to(user))

    def left_over(self, on: date) -> Self:
        """Pending ones of delegates whose seat had ended before the day."""
        return self.filter(
            commitment__stage__in=PENDING, commitment__lead_delegate__valid_to__lt=on
        )

    def with_outcome(self, on: date) -> Self:
        """Annotate `outcome` and, of what was confirmed, `met_on`.

        In time is what was done in time, whenever somebody came to look.
        """
        found = Verification.objects.filter(commitment=models.OuterRef("commitment"))
        met = found.annotate(day=Coalesce("reply__done_on", TruncDate("checked_at")))
        confirmed = models.Q(commitment__stage=Stage.VERIFIED)
        return self.annotate(
            met_on=models.Case(
                models.When(confirmed, models.Subquery(met.order_by("-pk").values("day")[:1]))
            ),
            outcome=models.Case(
                models.When(commitment__stage=Stage.CLOSED, then=models.Value(Outcome.CLOSED)),
                models.When(
                    confirmed & models.Q(met_on__gt=models.F("commitment__due_on")),
                    then=models.Value(Outcome.LATE),
                ),
                models.When(confirmed, then=models.Value(Outcome.KEPT)),
                models.When(commitment__due_on__lt=on, then=models.Value(Outcome.OVERDUE)),
                default=models.Value(Outcome.OPEN),
                output_field=models.CharField(),
            ),
        )

    def for_list(self) -> Self:
        """With what a row shows."""
        return self.select_related(
            "commitment__field", "mandate__person", "group", "unit", "meeting__plan__session"
        )


class VoterPromise(models.Model):
    """Lời hứa với cử tri: who said it at which contact, to the voters of which commune."""

    meeting = models.ForeignKey(
        "voters.VoterMeeting",
        models.PROTECT,
        verbose_name=_("cuộc tiếp xúc"),
        related_name="promises",
    )
    mandate = models.ForeignKey(
        "council.Mandate",
        models.PROTECT,
        verbose_name=_("đại biểu"),
        related_name="voter_promises",
    )
    # The Tổ of the delegate on the day.
    group = models.ForeignKey(
        "council.Body", models.PROTECT, verbose_name=_("Tổ đại biểu"), related_name="+"
    )
    unit = models.ForeignKey(
        "council.AdministrativeUnit",
        models.PROTECT,
        verbose_name=_("xã, phường"),
        related_name="voter_promises",
    )
    heard_by = models.CharField(_("người nghe"), max_length=300)
    commitment = models.OneToOneField(
        "commitments.Commitment",
        models.PROTECT,
        verbose_name=_("theo dõi thực hiện"),
        related_name="voter_promise",
    )

    objects = PromiseQuerySet.as_manager()

    class Meta:
        verbose_name = _("lời hứa với cử tri")
        verbose_name_plural = _("lời hứa với cử tri")
        ordering = ["-pk"]
        triggers = [
            pgtrigger.Protect(
                name="voter_promise_stays", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return str(self.commitment)
