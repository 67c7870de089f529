"""Role assignments and deputies, each with an interval."""

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import connections, models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hdnd_portal.accounts.roles import NEEDS_AGENCY, NEEDS_BODY, PERSONAL, Role, role_choices
from hdnd_portal.council.models.bodies import Council, interval
from hdnd_portal.ui.choices import Label

if TYPE_CHECKING:
    from hdnd_portal.accounts.models.user import User

# Django takes ten times as long to write this as PostgreSQL to answer it, and every page asks.
HELD = """
SELECT {} FROM accounts_roleassignment held JOIN council_council council
  ON council.id = held.council_id
WHERE held.valid_from <= %(on)s AND (held.valid_to IS NULL OR held.valid_to >= %(on)s)
  AND (held.user_id = %(user)s OR held.role <> ALL(%(personal)s) AND held.user_id IN (
    SELECT ship.absent_id FROM accounts_deputyship ship
      JOIN accounts_user absent ON absent.id = ship.absent_id
    WHERE ship.deputy_id = %(user)s AND absent.is_active
      AND ship.valid_from <= %(on)s AND ship.valid_to >= %(on)s))
ORDER BY held.user_id <> %(user)s, held.id
"""


class AssignmentQuerySet(models.QuerySet["RoleAssignment"]):
    """Selectors of role assignments."""

    def in_force(self, on: date) -> Self:
        """Assignments that hold on the day (both ends inclusive)."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on)

    def held_by(self, user: "User", on: date) -> list["RoleAssignment"]:
        """The user's roles on the day, then those of the people the user stands in for (`via`),
        each with its council.

        What is personal is not taken over, and a deputy's deputy takes over nothing.
        """
        mine, its = _columns(RoleAssignment), _columns(Council)
        columns = [f"held.{name}" for name in mine] + [f"council.{name}" for name in its]
        asked: dict[str, Any] = {"user": user.pk, "on": on, "personal": sorted(PERSONAL)}
        with connections[self.db].cursor() as cursor:
            cursor.execute(HELD.format(", ".join(columns)), asked)
            rows = cursor.fetchall()
        found = [RoleAssignment.from_db(self.db, mine, row[: len(mine)]) for row in rows]
        for held, row in zip(found, rows, strict=True):
            held.council = Council.from_db(self.db, its, row[len(mine) :])
        taken_over = [held for held in found if held.user_id != user.pk]
        models.prefetch_related_objects(taken_over, "user")
        for held in taken_over:
            held.via = held.user
        return found


def _columns(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


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

    # Whose role this is, when it is held as a deputy. Set by `held_by`, never stored.
    via: "User | None" = None

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

    @property
    def words(self) -> str:
        """The role with the body or agency for which it is held."""
        where = self.agency or self.body
        role = str(self.get_role_display())
        return f"{role} ({where})" if where else role

    def clean(self) -> None:
        """Refuse a scope that does not fit the role, in words."""
        problems: dict[str, Label] = {}
        if self.role in NEEDS_BODY and self.body_id is None:
            problems["body"] = _("Vai trò này phải gắn với một Ban hoặc Tổ đại biểu.")
        if self.role in NEEDS_AGENCY and self.agency_id is None:
            problems["agency"] = _("Vai trò này phải gắn với một cơ quan.")
        if self.agency is not None and self.agency.council_id != self.council_id:
            problems["agency"] = _("Cơ quan này thuộc HĐND khác.")
        if self.body is not None and self.body.term.council_id != self.council_id:
            problems["body"] = _("Cơ quan này thuộc HĐND khác.")
        # The admin pages show the whole deployment, so a commune's council has no admin of its own.
        if self.role == Role.ADMIN and self.council_id and self.council.parent_id:
            problems["council"] = _("Quản trị hệ thống chỉ phân ở HĐND cấp trên cùng.")
        if self.valid_to and self.valid_from and self.valid_to < self.valid_from:
            problems["valid_to"] = _("Ngày kết thúc không được trước ngày bắt đầu.")
        if problems:
            raise ValidationError(problems)


class DeputyshipQuerySet(models.QuerySet["Deputyship"]):
    """Selectors of deputyships."""

    def in_force(self, on: date) -> Self:
        """Deputyships that hold on the day (both ends inclusive)."""
        return self.filter(valid_from__lte=on, valid_to__gte=on)

    def not_over(self, on: date) -> Self:
        """Deputyships of the day and to come."""
        return self.filter(valid_to__gte=on)


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

    objects = DeputyshipQuerySet.as_manager()

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
            ExclusionConstraint(
                name="one_deputy_at_a_time",
                expressions=[
                    ("absent", RangeOperators.EQUAL),
                    (interval("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Thời gian này đã có người thay."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deputy} thay {self.absent}"
