"""What is checked on the spot of what agencies say they have settled (C18)."""

from typing import Self

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import INSIDE
from hdnd_portal.commitments.models.commitment import Commitment
from hdnd_portal.commitments.models.reply import Reply, Verification


class SpotCheckQuerySet(models.QuerySet["SpotCheck"]):
    """Selectors of draws."""

    def visible_to(self, user: User) -> Self:
        """Everybody inside the council."""
        return self.filter(council__in=user.councils(*INSIDE))


class SpotCheck(models.Model):
    """Đợt kiểm tra: how many of which were drawn, by whom, with what seed; it stays as drawn."""

    council = models.ForeignKey(
        "council.Council", models.PROTECT, verbose_name=_("HĐND"), related_name="+"
    )
    occasion = models.CharField(_("kỳ họp"), max_length=200, blank=True)
    percent = models.PositiveSmallIntegerField(
        _("tỷ lệ (%)"), validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    seed = models.BigIntegerField(_("số gieo"))
    # Keys of all from which it was drawn: with the seed they give the same rows again.
    population = ArrayField(models.BigIntegerField())
    drawn_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField(_("chọn lúc"), auto_now_add=True)

    objects = SpotCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("đợt kiểm tra thực tế")
        verbose_name_plural = _("đợt kiểm tra thực tế")
        ordering = ["-pk"]
        triggers = [
            pgtrigger.Protect(name="draw_stays", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        words = _("Kiểm tra thực tế {percent}% ngày {day}")
        return str(words).format(percent=self.percent, day=f"{localdate(self.drawn_at):%d/%m/%Y}")


class SpotCheckRow(models.Model):
    """Kiến nghị được chọn: the answer that is checked, and what was found."""

    draw = models.ForeignKey(SpotCheck, models.PROTECT, related_name="rows")
    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="spot_checks")
    reply = models.ForeignKey(Reply, models.PROTECT, related_name="+")
    verification = models.OneToOneField(
        Verification, models.PROTECT, null=True, blank=True, related_name="spot_check"
    )

    class Meta:
        verbose_name = _("kiến nghị được kiểm tra")
        verbose_name_plural = _("kiến nghị được kiểm tra")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["draw", "commitment"], name="drawn_once_in_a_draw"),
            models.UniqueConstraint(
                fields=["commitment"],
                condition=models.Q(verification__isnull=True),
                name="one_open_spot_check",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.draw_id}: {self.commitment_id}"
