"""Oversight: what is proposed to be overseen, and hearings."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import INSIDE
from oversight.labels import (
    hearing_state_choices,
    proposal_kind_choices,
    proposal_state_choices,
    proposer_choices,
)


class Decided(models.Model):
    """What proposals and hearings share: how they stand, why, and who decided."""

    state_reason = models.TextField(_("lý do"), blank=True)
    reference = models.CharField(_("số, ký hiệu văn bản"), max_length=100, blank=True)
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("quyết định lúc"), null=True, blank=True)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("ghi lúc"), auto_now_add=True)

    class Meta:
        abstract = True


class ProposalQuerySet(models.QuerySet["OversightProposal"]):
    """Selectors of proposals."""

    def visible_to(self, user: User) -> Self:
        """Everybody inside the council."""
        return self.filter(council__in=user.councils(*INSIDE))

    def undecided(self) -> Self:
        """Those that wait for the Standing Committee."""
        return self.filter(state="proposed")


class OversightProposal(Decided):
    """Đề xuất nội dung giám sát: need, content, scope and subjects (Law 87/2015, Art. 58(1))."""

    council = models.ForeignKey(
        "council.Council", models.PROTECT, verbose_name=_("HĐND"), related_name="+"
    )
    subject = models.CharField(_("nội dung"), max_length=300)
    kind = models.CharField(_("hình thức"), max_length=10, choices=proposal_kind_choices)
    proposer = models.CharField(_("nguồn đề xuất"), max_length=20, choices=proposer_choices)
    proposer_name = models.CharField(_("cơ quan, người đề xuất"), max_length=200, blank=True)
    reason = models.TextField(_("sự cần thiết"))
    scope = models.TextField(_("phạm vi"), blank=True)
    agencies = models.ManyToManyField(
        "council.Agency", verbose_name=_("đối tượng giám sát"), blank=True, related_name="+"
    )
    proposed_on = models.DateField(_("ngày đề xuất"))
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=proposal_state_choices, default="proposed"
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("đề xuất giám sát")
        verbose_name_plural = _("đề xuất giám sát")
        ordering = ["-proposed_on", "-pk"]
        indexes = [models.Index(fields=["council", "state"], name="proposal_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state__in=["declined", "withdrawn"])
                | ~models.Q(state_reason=""),
                name="declined_proposal_has_reason",
            )
        ]

    def __str__(self) -> str:
        return self.subject


class HearingQuerySet(models.QuerySet["Hearing"]):
    """Selectors of hearings."""

    def visible_to(self, user: User) -> Self:
        """Everybody inside the council; the agency once its day stands."""
        return self.filter(
            models.Q(council__in=user.councils(*INSIDE))
            | models.Q(state="planned", agency__in=user.agencies())
        )

    def undecided(self) -> Self:
        """Those that have neither a day nor a refusal."""
        return self.filter(state="proposed")

    def for_list(self) -> Self:
        """With what a row shows."""
        return self.select_related("agency", "body", "council")


class Hearing(Decided):
    """Phiên giải trình: who explains what to which body of the council, and on which day."""

    council = models.ForeignKey(
        "council.Council", models.PROTECT, verbose_name=_("HĐND"), related_name="+"
    )
    body = models.ForeignKey(
        "council.Body", models.PROTECT, verbose_name=_("cơ quan tổ chức"), related_name="+"
    )
    subject = models.CharField(_("nội dung giải trình"), max_length=300)
    agency = models.ForeignKey(
        "council.Agency", models.PROTECT, verbose_name=_("cơ quan giải trình"), related_name="+"
    )
    reason = models.TextField(_("lý do tổ chức"))
    planned_on = models.DateField(_("ngày họp"), null=True, blank=True)
    place = models.CharField(_("địa điểm"), max_length=200, blank=True)
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=hearing_state_choices, default="proposed"
    )

    objects = HearingQuerySet.as_manager()

    class Meta:
        verbose_name = _("phiên giải trình")
        verbose_name_plural = _("phiên giải trình")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["council", "state"], name="hearing_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state__in=["declined", "withdrawn"])
                | ~models.Q(state_reason=""),
                name="declined_hearing_has_reason",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="planned") | models.Q(planned_on__isnull=False),
                name="planned_hearing_has_day",
            ),
        ]

    def __str__(self) -> str:
        return self.subject
