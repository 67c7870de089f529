"""Who presides and who keeps the minutes, with the time of each (S8)."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Func
from django.utils.translation import gettext_lazy as _

from hdnd_portal.ui.choices import Choices


def presiding_role_choices() -> Choices:
    return Presiding.Role.choices


class MomentRange(Func):
    """`tstzrange(from, to, '[)')`: from the first moment up to, not including, the last."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


def moments() -> MomentRange:
    """The time a row holds; without an end it holds until the session closes."""
    return MomentRange(models.F("starts_at"), models.F("ends_at"), models.Value("[)"))


class Presiding(models.Model):
    """Điều hành kỳ họp: a person who chairs, sits with the chair, or keeps the minutes (SES-14)."""

    class Role(models.TextChoices):
        CHAIR = "chair", _("Chủ tọa điều hành")
        PRESIDIUM = "presidium", _("Thành viên Chủ tọa kỳ họp (Đoàn Chủ tọa)")
        SECRETARY = "secretary", _("Thư ký kỳ họp")

    session = models.ForeignKey(
        "council_sessions.CouncilSession",
        models.CASCADE,
        verbose_name=_("kỳ họp"),
        related_name="presiding",
    )
    person = models.ForeignKey(
        "council.Person", models.PROTECT, verbose_name=_("người"), related_name="+"
    )
    role = models.CharField(_("vai trò"), max_length=10, choices=presiding_role_choices)
    starts_at = models.DateTimeField(_("từ lúc"))
    ends_at = models.DateTimeField(_("đến lúc"), null=True, blank=True)
    reason = models.CharField(_("lý do"), max_length=300, blank=True)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("điều hành kỳ họp")
        verbose_name_plural = _("điều hành kỳ họp")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__isnull=True)
                | models.Q(ends_at__gt=models.F("starts_at")),
                name="presiding_ends_after_start",
            ),
            # Checked at the end of a statement: a moved opening day moves all rows in one.
            ExclusionConstraint(
                name="presiding_one_chair_at_a_time",
                expressions=[
                    ("session", RangeOperators.EQUAL),
                    (moments(), RangeOperators.OVERLAPS),
                ],
                condition=models.Q(role="chair"),
                deferrable=models.Deferrable.IMMEDIATE,
            ),
            ExclusionConstraint(
                name="presiding_role_once_a_person",
                expressions=[
                    ("session", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (moments(), RangeOperators.OVERLAPS),
                ],
                deferrable=models.Deferrable.IMMEDIATE,
            ),
            # Whoever keeps the minutes does not preside at the same time.
            ExclusionConstraint(
                name="presiding_chair_keeps_no_minutes",
                expressions=[
                    ("session", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    (moments(), RangeOperators.OVERLAPS),
                ],
                condition=models.Q(role__in=["chair", "secretary"]),
                deferrable=models.Deferrable.IMMEDIATE,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.person}"
