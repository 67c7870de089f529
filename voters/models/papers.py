"""Papers of voter contact that have gone out: with number and day, and as they were printed."""

from typing import Self

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import INSIDE, Role
from sessions.public import only_of_real_sessions
from voters.labels import paper_kind_choices
from voters.models.plan import ContactPlan, VoterMeeting
from voters.models.sorting import Referral
from voters.workflow import PaperKind


class ContactPaperQuerySet(models.QuerySet["ContactPaper"]):
    """Selectors of issued papers."""

    def visible_to(self, user: User) -> Self:
        """Whoever sees what the paper is about; the synthesis, inside the council and the Front."""
        together = models.Q(
            kind=PaperKind.SYNTHESIS, council__in=user.councils(*INSIDE, Role.FRONT)
        )
        return self.filter(
            together
            | models.Q(plan__in=ContactPlan.objects.visible_to(user))
            | models.Q(meeting__in=VoterMeeting.objects.visible_to(user))
            | models.Q(referral__in=Referral.objects.visible_to(user))
        )

    def standing(self) -> Self:
        """Those whose number was not given up."""
        return self.filter(document__state="issued")

    def for_list(self) -> Self:
        """With what a page shows."""
        return self.select_related("document__pdf", "document__docx", "document__signer")


class ContactPaper(models.Model):
    """Văn bản đã ban hành: a plan, a notice, an invitation, a letter or a report of voter contact.

    Where its number is given up in the register, another one may be issued; it stays itself.
    """

    council = models.ForeignKey("council.Council", models.PROTECT, related_name="+")
    session = models.ForeignKey(
        "council_sessions.CouncilSession", models.PROTECT, related_name="contact_papers"
    )
    kind = models.CharField(_("loại văn bản"), max_length=12, choices=paper_kind_choices)
    # What it is about; a synthesis is about the session alone.
    plan = models.ForeignKey(
        ContactPlan, models.PROTECT, null=True, blank=True, related_name="papers"
    )
    meeting = models.ForeignKey(
        VoterMeeting, models.PROTECT, null=True, blank=True, related_name="papers"
    )
    referral = models.ForeignKey(
        Referral, models.PROTECT, null=True, blank=True, related_name="papers"
    )
    document = models.OneToOneField(
        "documents.Document", models.PROTECT, verbose_name=_("văn bản"), related_name="+"
    )
    issued_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(_("ban hành lúc"), auto_now_add=True)

    objects = ContactPaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("văn bản tiếp xúc cử tri")
        verbose_name_plural = _("văn bản tiếp xúc cử tri")
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    kind="plan", plan__isnull=False, meeting__isnull=True, referral__isnull=True
                )
                | models.Q(
                    kind__in=["notice", "invitation", "summary", "answers"],
                    plan__isnull=True,
                    meeting__isnull=False,
                    referral__isnull=True,
                )
                | models.Q(
                    kind="referral", plan__isnull=True, meeting__isnull=True, referral__isnull=False
                )
                | models.Q(
                    kind="synthesis", plan__isnull=True, meeting__isnull=True, referral__isnull=True
                ),
                name="contact_paper_is_about_one_thing",
            )
        ]
        triggers = [
            only_of_real_sessions(),
            pgtrigger.Protect(
                name="contact_paper_stays", operation=pgtrigger.Update | pgtrigger.Delete
            ),
        ]

    def __str__(self) -> str:
        return str(self.document)
