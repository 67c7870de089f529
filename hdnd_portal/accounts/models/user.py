"""The account. A person may have one; an account may stand for an agency's desk."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from hdnd_portal.accounts.models.roles import RoleAssignment
from hdnd_portal.accounts.roles import STAFF, Role


class User(AbstractUser):
    """Tài khoản: signs in; what it may do comes from its role assignments of the day."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField(_("họ và tên"), max_length=100)
    email = models.EmailField(_("thư điện tử"), blank=True)
    person = models.OneToOneField(
        "council.Person",
        models.PROTECT,
        verbose_name=_("người"),
        null=True,
        blank=True,
        related_name="account",
    )
    is_sample = models.BooleanField(_("tài khoản mẫu"), default=False)

    REQUIRED_FIELDS = ["name", "email"]

    class Meta:
        verbose_name = _("tài khoản")
        verbose_name_plural = _("tài khoản")

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        """The name as written in Vietnamese: family name first."""
        return self.name

    def get_short_name(self) -> str:
        """The given name: the last word."""
        return self.name.split()[-1] if self.name else self.username

    @cached_property
    def assignments(self) -> list[RoleAssignment]:
        """Roles that hold today, read once per request."""
        return list(
            RoleAssignment.objects.in_force(timezone.localdate())
            .filter(user=self)
            .select_related("council", "body", "agency")
        )

    def has_role(
        self,
        *roles: Role,
        council: int | None = None,
        body: int | None = None,
        agency: int | None = None,
    ) -> bool:
        """Whether one of the roles is held today, for that council, body or agency (keys)."""
        return any(
            a.role in roles
            and (council is None or a.council_id == council)
            and (body is None or a.body_id == body)
            and (agency is None or a.agency_id == agency)
            for a in self.assignments
        )

    def is_staff_of(self, council: int) -> bool:
        """Whether the user works in the office that serves the council (primary key)."""
        return self.has_role(*STAFF, council=council)

    def councils(self, *roles: Role) -> set[int]:
        """Keys of the councils in which the user holds one of the roles (any, if none named)."""
        return {a.council_id for a in self.assignments if not roles or a.role in roles}

    def bodies(self, *roles: Role) -> set[int]:
        """Primary keys of the bodies for which the user holds one of the roles."""
        return {a.body_id for a in self.assignments if a.body_id and (not roles or a.role in roles)}

    def agencies(self) -> set[int]:
        """Primary keys of the agencies for which the user acts."""
        return {a.agency_id for a in self.assignments if a.agency_id}
