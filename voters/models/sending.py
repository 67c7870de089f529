"""What becomes of a referral at each agency, and where a recommendation was, stage by stage."""

from typing import Self

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from hdnd_portal.accounts.models import User
from voters.models.sorting import Referral, VoterRecommendation


class MomentRange(models.Func):
    """`tstzrange(from, to)`: moments from the first, which is counted, to the second."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class ReceiptQuerySet(models.QuerySet["ReferralReceipt"]):
    """Selectors of receipts."""

    def visible_to(self, user: User) -> Self:
        """Those of the referrals the user may see."""
        return self.filter(referral__in=Referral.objects.visible_to(user))

    def waiting(self) -> Self:
        """Those that nobody has confirmed."""
        return self.filter(received_at=None)


class ReferralReceipt(models.Model):
    """Phiếu nhận: a referral at one agency that leads or contributes, with its own day."""

    referral = models.ForeignKey(
        Referral, models.PROTECT, verbose_name=_("lần chuyển"), related_name="receipts"
    )
    agency = models.ForeignKey(
        "council.Agency", models.PROTECT, verbose_name=_("cơ quan"), related_name="+"
    )
    is_lead = models.BooleanField(_("chủ trì"))
    # By when it says that it has the letter, and by when it answers: who contributes answers the
    # lead, and earlier.
    receive_by = models.DateField(_("hạn xác nhận"))
    due_on = models.DateField(_("hạn trả lời"))
    explanation = models.JSONField(_("cách tính"), default=dict, blank=True)
    received_at = models.DateTimeField(_("xác nhận lúc"), null=True, blank=True)
    received_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        verbose_name=_("người xác nhận"),
        null=True,
        blank=True,
        related_name="+",
    )
    # How the office knows of it, where the agency has not confirmed it here itself.
    note = models.CharField(_("nhận qua"), max_length=200, blank=True)

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = _("phiếu nhận kiến nghị")
        verbose_name_plural = _("phiếu nhận kiến nghị")
        ordering = ["referral", "-is_lead", "agency__name"]
        constraints = [
            models.UniqueConstraint(fields=["referral", "agency"], name="receipt_once"),
            models.UniqueConstraint(
                fields=["referral"], condition=models.Q(is_lead=True), name="receipt_of_one_lead"
            ),
            models.CheckConstraint(
                condition=models.Q(received_at__isnull=True, received_by__isnull=True)
                | models.Q(received_at__isnull=False, received_by__isnull=False),
                name="receipt_says_by_whom",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="receipt_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="receipt_confirmed_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__received_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency}: {self.referral}"


class RecommendationStage(models.Model):
    """Chặng xử lý: a recommendation at the office, or at the agency it was sent to.

    One stage follows another and none ends before it begins; the last one is open while somebody
    has it in hand.
    """

    recommendation = models.ForeignKey(
        VoterRecommendation, models.PROTECT, verbose_name=_("kiến nghị"), related_name="stages"
    )
    # Empty while the office has it.
    referral = models.ForeignKey(
        Referral,
        models.PROTECT,
        verbose_name=_("lần chuyển"),
        null=True,
        blank=True,
        related_name="stages",
    )
    commitment = models.OneToOneField(
        "commitments.Commitment", models.PROTECT, null=True, blank=True, related_name="+"
    )
    begins_at = models.DateTimeField(_("từ lúc"))
    ends_at = models.DateTimeField(_("đến lúc"), null=True, blank=True)
    due_on = models.DateField(_("hạn"), null=True, blank=True)
    explanation = models.JSONField(_("cách tính"), default=dict, blank=True)

    class Meta:
        verbose_name = _("chặng xử lý kiến nghị")
        verbose_name_plural = _("chặng xử lý kiến nghị")
        ordering = ["recommendation", "begins_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__isnull=True)
                | models.Q(ends_at__gte=models.F("begins_at")),
                name="stage_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(referral__isnull=True, commitment__isnull=True)
                | models.Q(referral__isnull=False, commitment__isnull=False),
                name="stage_at_agency_has_commitment",
            ),
            ExclusionConstraint(
                name="stage_one_at_a_time",
                expressions=[
                    ("recommendation", RangeOperators.EQUAL),
                    (MomentRange("begins_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="stage_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="stage_ended_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__ends_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id}: {self.begins_at:%d/%m/%Y}"
