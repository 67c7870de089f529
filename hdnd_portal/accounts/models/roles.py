"""Role assignments and deputies, each with an interval."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hdnd_portal.accounts.roles import NEEDS_AGENCY, NEEDS_BODY, role_choices


class AssignmentQuerySet(models.QuerySet["RoleAssignment"]):
    """Selectors of role assignments."""

    def in_force(self, on: date) -> Self:
        """Assignments that hold on the day (both ends inclusive)."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on)


class RoleAssignment(models.Model):
    """Phân vai trò: a user holds a role for a council, a body or an agency, for a time."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name=_("tài khoản"),
        related_name="role_assignments",
    )
    role = models.CharField(
        _("vai trò"),
        max_length=30,
        choices=role_choices,
    )
    council = models.ForeignKey("council.Council", models.PROTECT, verbose_name=_("HĐND"))
    body = models.ForeignKey(
        "council.Body", models.PROTECT, verbose_name=_("cơ quan của HĐND"), null=True, blank=True
    )
    agency = models.ForeignKey(
        "council.Agency", models.PROTECT, verbose_name=_("cơ quan"), null=True, blank=True
    )
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("phân vai trò")
        verbose_name_plural = _("phân vai trò")
        ordering = ["user", "role"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(role__in=sorted(NEEDS_BODY)) | Q(body__isnull=False),
                name="role_names_its_body",
            ),
            models.CheckConstraint(
                condition=~Q(role__in=sorted(NEEDS_AGENCY)) | Q(agency__isnull=False),
                name="role_names_its_agency",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")),
                name="role_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"


class Deputyship(models.Model):
    """Người thay thế khi vắng: takes over another's tasks for a time, never private notes (X7)."""

    absent = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name=_("người vắng"),
        related_name="deputies",
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name=_("người thay"),
        related_name="deputising",
    )
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến hết ngày"))
    reason = models.CharField(_("lý do"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("thay thế khi vắng")
        verbose_name_plural = _("thay thế khi vắng")
        constraints = [
            models.CheckConstraint(
                condition=~Q(absent=models.F("deputy")), name="deputy_is_another"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__gte=models.F("valid_from")),
                name="deputyship_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deputy} thay {self.absent}"
