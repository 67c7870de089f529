"""The contact plan of a session, its meetings, and when delegates cannot come."""

from typing import Self

import pgtrigger
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import INSIDE, STAFF, Role
from hdnd_portal.council.models import Mandate
from sessions.public import only_of_real_sessions
from voters.labels import (
    meeting_state_choices,
    mode_choices,
    plan_state_choices,
    timing_choices,
)
from voters.workflow import PlanState

# Those who see a plan while it is being made.
MAKERS = (*STAFF, Role.CHAIR, Role.STANDING_COMMITTEE)


class ContactPlanQuerySet(models.QuerySet["ContactPlan"]):
    """Selectors of contact plans."""

    def visible_to(self, user: User) -> Self:
        """The office and the Standing Committee see a draft, too; the Front what it is asked about.

        Everybody else inside the council sees an issued plan.
        """
        return self.filter(seen_plans(user, ""))

    def for_list(self) -> Self:
        """With what a row shows."""
        return self.select_related("session", "council").annotate(
            meeting_count=models.Count("meetings", filter=models.Q(meetings__state="planned"))
        )


def seen_plans(user: User, prefix: str) -> models.Q:
    """The plans the user may see, from the plan or from a record that names it."""
    council = f"{prefix}council__in"
    return (
        models.Q(**{council: user.councils(*MAKERS)})
        | (
            models.Q(**{council: user.councils(Role.FRONT)})
            & ~models.Q(**{f"{prefix}state": PlanState.DRAFT})
        )
        | models.Q(**{council: user.councils(*INSIDE), f"{prefix}state": PlanState.ISSUED})
    )


class ContactPlan(models.Model):
    """Kế hoạch tiếp xúc cử tri: the contacts before or after one session, agreed with the Front."""

    council = models.ForeignKey(
        "council.Council", models.PROTECT, verbose_name=_("HĐND"), related_name="contact_plans"
    )
    session = models.ForeignKey(
        "council_sessions.CouncilSession",
        models.PROTECT,
        verbose_name=_("kỳ họp"),
        related_name="contact_plans",
    )
    timing = models.CharField(_("thời điểm"), max_length=10, choices=timing_choices)
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến hết ngày"))
    # What the plan must keep; see `voters.planner.Terms`.
    least_there = models.PositiveSmallIntegerField(_("đại biểu ít nhất mỗi cuộc"), default=2)
    most_there = models.PositiveSmallIntegerField(_("đại biểu nhiều nhất mỗi cuộc"), default=4)
    least_each = models.PositiveSmallIntegerField(_("số cuộc ít nhất mỗi đại biểu"), default=2)
    at_once = models.PositiveSmallIntegerField(_("số cuộc nhiều nhất mỗi buổi"), default=8)
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=plan_state_choices, default="draft"
    )
    return_reason = models.CharField(_("lý do trả lại"), max_length=500, blank=True)
    # Under which letter the Front agreed, where it answered on paper.
    agreed_by_letter = models.CharField(_("văn bản thống nhất"), max_length=200, blank=True)
    agreed_at = models.DateTimeField(_("thống nhất lúc"), null=True, blank=True)
    issued_at = models.DateTimeField(_("ban hành lúc"), null=True, blank=True)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ContactPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("kế hoạch tiếp xúc cử tri")
        verbose_name_plural = _("kế hoạch tiếp xúc cử tri")
        ordering = ["-starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "timing"], name="contact_plan_once"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="contact_plan_ends_after_start",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    least_there__gte=1, most_there__gte=models.F("least_there"), at_once__gte=1
                ),
                name="contact_plan_terms_fit",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="issued") | models.Q(issued_at__isnull=False),
                name="issued_contact_plan_has_moment",
            ),
        ]
        triggers = [only_of_real_sessions()]

    def __str__(self) -> str:
        return f"{self.get_timing_display()}: {self.session}"


class VoterMeetingQuerySet(models.QuerySet["VoterMeeting"]):
    """Selectors of voter meetings."""

    def visible_to(self, user: User) -> Self:
        """Those of the plans the user may see."""
        return self.filter(seen_plans(user, "plan__"))

    def held(self) -> Self:
        """Those not cancelled."""
        return self.exclude(state="cancelled")

    def for_list(self) -> Self:
        """With what a row shows: where, by which Tổ, who goes there."""
        people = models.Prefetch(
            "mandates", Mandate.objects.select_related("person").order_by("person__sort_key")
        )
        return self.select_related("unit", "group").prefetch_related(people, "guests")


class VoterMeeting(models.Model):
    """Cuộc tiếp xúc cử tri: delegates of a Tổ with the voters of one commune."""

    plan = models.ForeignKey(
        ContactPlan, models.PROTECT, verbose_name=_("kế hoạch"), related_name="meetings"
    )
    group = models.ForeignKey(
        "council.Body", models.PROTECT, verbose_name=_("Tổ đại biểu"), related_name="voter_meetings"
    )
    unit = models.ForeignKey(
        "council.AdministrativeUnit",
        models.PROTECT,
        verbose_name=_("xã, phường"),
        related_name="voter_meetings",
    )
    # Communes whose voters come to the same meeting (tiếp xúc theo cụm).
    guests = models.ManyToManyField(
        "council.AdministrativeUnit",
        verbose_name=_("cử tri xã, phường khác cùng dự"),
        blank=True,
        related_name="+",
    )
    starts_at = models.DateTimeField(_("bắt đầu"))
    ends_at = models.DateTimeField(_("kết thúc"))
    place = models.CharField(_("địa điểm"), max_length=200, blank=True)
    mode = models.CharField(_("hình thức"), max_length=10, choices=mode_choices, default="direct")
    mandates = models.ManyToManyField(
        "council.Mandate", verbose_name=_("đại biểu"), blank=True, related_name="voter_meetings"
    )
    # Set by hand: it stays where it is when the plan is laid out again.
    is_fixed = models.BooleanField(_("giữ nguyên khi xếp lại"), default=False)
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=meeting_state_choices, default="planned"
    )
    cancel_reason = models.CharField(_("lý do hủy"), max_length=500, blank=True)

    objects = VoterMeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("cuộc tiếp xúc cử tri")
        verbose_name_plural = _("cuộc tiếp xúc cử tri")
        ordering = ["starts_at", "unit__name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="voter_meeting_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="cancelled") | ~models.Q(cancel_reason=""),
                name="cancelled_voter_meeting_has_reason",
            ),
        ]
        indexes = [models.Index(fields=["plan", "starts_at"], name="voter_meeting_by_time")]

    def __str__(self) -> str:
        return f"{self.unit}: {timezone.localtime(self.starts_at):%d/%m/%Y %H:%M}"


class MeetingChange(models.Model):
    """Thay đổi của một cuộc tiếp xúc sau khi kế hoạch ban hành: what it was before, and why."""

    meeting = models.ForeignKey(VoterMeeting, models.PROTECT, related_name="changes")
    starts_at = models.DateTimeField(_("bắt đầu trước khi đổi"))
    place = models.CharField(_("địa điểm trước khi đổi"), max_length=200, blank=True)
    people = models.CharField(_("đại biểu trước khi đổi"), max_length=1000, blank=True)
    reason = models.CharField(_("lý do"), max_length=500)
    changed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(_("đổi lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("thay đổi cuộc tiếp xúc")
        verbose_name_plural = _("thay đổi cuộc tiếp xúc")
        ordering = ["changed_at", "pk"]
        triggers = [
            pgtrigger.Protect(
                name="meeting_change_stays", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.reason}"


class AwayTime(models.Model):
    """Ngày đại biểu không tiếp xúc được, as the delegate told the office."""

    plan = models.ForeignKey(ContactPlan, models.CASCADE, related_name="away_times")
    mandate = models.ForeignKey(
        "council.Mandate", models.PROTECT, verbose_name=_("đại biểu"), related_name="+"
    )
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến hết ngày"))
    note = models.CharField(_("ghi chú"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("ngày không tiếp xúc được")
        verbose_name_plural = _("ngày không tiếp xúc được")
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="away_time_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return f"{self.mandate}: {self.starts_on:%d/%m} – {self.ends_on:%d/%m/%Y}"
