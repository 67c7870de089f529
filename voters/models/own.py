"""Contacts a delegate holds beside the plan: asked for, announced, reported."""

from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import INSIDE
from sessions.public import only_of_real_sessions
from voters.labels import contact_kind_choices, contact_state_choices, mode_choices
from voters.models.plan import MAKERS
from voters.workflow import ContactState


class OwnContactQuerySet(models.QuerySet["OwnContact"]):
    """Selectors of contacts beside the plan."""

    def visible_to(self, user: User) -> Self:
        """The delegate's own, those the office and the Standing Committee deal with.

        Everybody else inside the council sees what takes place.
        """
        standing = models.Q(state__in=[ContactState.AGREED, ContactState.ANNOUNCED])
        own = models.Q(mandate__person=user.person_id) if user.person_id else models.Q(pk=None)
        inside = models.Q(council__in=user.councils(*INSIDE))
        return self.filter(
            models.Q(council__in=user.councils(*MAKERS)) | (inside & (standing | own))
        )

    def for_list(self) -> Self:
        """With what a row shows."""
        return self.select_related("mandate__person", "unit", "session")


class OwnContact(models.Model):
    """Tiếp xúc ngoài kế hoạch: a delegate meets voters at home, at work, on a topic, in a group.

    Meeting individuals or a group, or voters elsewhere, is asked for and answered by the Standing
    Committee (Joint Resolution 72/2025, Arts. 32, 33); the rest is announced, or reported when it
    was held. What takes place has its meeting, on which opinions and minutes are written.
    """

    council = models.ForeignKey(
        "council.Council", models.PROTECT, verbose_name=_("HĐND"), related_name="own_contacts"
    )
    session = models.ForeignKey(
        "council_sessions.CouncilSession",
        models.PROTECT,
        verbose_name=_("kỳ họp"),
        related_name="own_contacts",
    )
    mandate = models.ForeignKey(
        "council.Mandate", models.PROTECT, verbose_name=_("đại biểu"), related_name="own_contacts"
    )
    kind = models.CharField(_("loại"), max_length=10, choices=contact_kind_choices)
    unit = models.ForeignKey(
        "council.AdministrativeUnit",
        models.PROTECT,
        verbose_name=_("xã, phường"),
        related_name="own_contacts",
    )
    mode = models.CharField(_("hình thức"), max_length=10, choices=mode_choices, default="direct")
    starts_at = models.DateTimeField(_("bắt đầu"))
    ends_at = models.DateTimeField(_("kết thúc"))
    place = models.CharField(_("địa điểm"), max_length=200, blank=True)
    purpose = models.TextField(_("đối tượng, nội dung"))
    state = models.CharField(_("trạng thái"), max_length=10, choices=contact_state_choices)
    # Until when the Standing Committee answers, and why.
    due_on = models.DateField(_("hạn trả lời"), null=True, blank=True)
    explanation = models.JSONField(_("căn cứ tính hạn"), default=dict, blank=True)
    asked_on = models.DateField(_("ngày báo"))
    decided_at = models.DateTimeField(_("trả lời lúc"), null=True, blank=True)
    decided_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(_("lý do"), max_length=500, blank=True)
    meeting = models.OneToOneField(
        "voters.VoterMeeting",
        models.PROTECT,
        verbose_name=_("cuộc tiếp xúc"),
        null=True,
        blank=True,
        related_name="own_contact",
    )
    created_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    objects = OwnContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("tiếp xúc ngoài kế hoạch")
        verbose_name_plural = _("tiếp xúc ngoài kế hoạch")
        ordering = ["-starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="own_contact_ends_after_start",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["agreed", "announced"], meeting__isnull=False)
                | models.Q(state__in=["asked", "declined", "withdrawn"], meeting__isnull=True),
                name="own_contact_has_meeting_where_it_takes_place",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["agreed", "declined"])
                | models.Q(decided_at__isnull=False, decided_by__isnull=False),
                name="decided_own_contact_says_by_whom",
            ),
        ]
        triggers = [only_of_real_sessions()]

    def __str__(self) -> str:
        starts = timezone.localtime(self.starts_at)
        return f"{self.get_kind_display()}, {self.unit}, {starts:%d/%m/%Y}"
