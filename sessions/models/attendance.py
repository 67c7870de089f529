"""Who is at the session, from when to when (S6)."""

from datetime import datetime, time, timedelta
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hdnd_portal.council.models import Mandate
from sessions.models.presiding import MomentRange
from sessions.sitting_labels import attendance_source_choices


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    """Selectors of attendance."""

    def standing(self) -> Self:
        """Without what was entered by mistake."""
        return self.filter(is_struck=False)

    def real(self) -> Self:
        """Without attendance of rehearsals."""
        return self.filter(session__rehearsal_of=None)

    def present_at(self, at: datetime) -> Self:
        """Delegates in the hall at the moment who can act on that day.

        Who left at a moment is gone from it on. An interval that nobody closed ends with its day.
        A seat begins and ends with whole days: one that ends at noon counts to the evening.
        """
        day = timezone.localdate(at)
        midnight = timezone.make_aware(datetime.combine(day, time.min))
        return self.standing().filter(
            models.Q(left_at__gt=at) | models.Q(left_at=None, arrived_at__gte=midnight),
            arrived_at__lte=at,
            mandate__in=Mandate.objects.able_to_act(day),
        )

    def on_day(self, at: datetime) -> Self:
        """Intervals that begin on the day of the moment, in Vietnamese time."""
        midnight = timezone.make_aware(datetime.combine(timezone.localdate(at), time.min))
        return self.filter(arrived_at__gte=midnight, arrived_at__lt=midnight + timedelta(days=1))


class Attendance(models.Model):
    """Điểm danh: one stay of a delegate in the hall; who leaves and returns has two."""

    session = models.ForeignKey(
        "council_sessions.CouncilSession",
        models.PROTECT,
        verbose_name=_("kỳ họp"),
        related_name="attendance",
    )
    mandate = models.ForeignKey(
        "council.Mandate",
        models.PROTECT,
        verbose_name=_("đại biểu"),
        related_name="session_attendance",
    )
    arrived_at = models.DateTimeField(_("có mặt từ"))
    left_at = models.DateTimeField(_("rời lúc"), null=True, blank=True)
    source = models.CharField(_("cách ghi"), max_length=10, choices=attendance_source_choices)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("ghi lúc"), db_default=Now())
    is_struck = models.BooleanField(_("đã bỏ"), default=False)
    reason = models.CharField(_("lý do sửa"), max_length=300, blank=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("điểm danh")
        verbose_name_plural = _("điểm danh")
        ordering = ["arrived_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(left_at__isnull=True)
                | models.Q(left_at__gt=models.F("arrived_at")),
                name="attendance_leaves_after_arriving",
            ),
            models.CheckConstraint(
                condition=models.Q(is_struck=False) | ~models.Q(reason=""),
                name="struck_attendance_has_reason",
            ),
            ExclusionConstraint(
                name="attendance_once_at_a_time",
                expressions=[
                    ("session", RangeOperators.EQUAL),
                    ("mandate", RangeOperators.EQUAL),
                    (
                        MomentRange(
                            models.F("arrived_at"), models.F("left_at"), models.Value("[)")
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=models.Q(is_struck=False),
            ),
        ]
        indexes = [
            models.Index(fields=["session", "arrived_at"], name="attendance_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.mandate_id}: {timezone.localtime(self.arrived_at):%d/%m/%Y %H:%M}"
