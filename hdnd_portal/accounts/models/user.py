"""The account. A person may have one; an account may stand for an agency's desk."""

from typing import Any, ClassVar

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import get_backends
from django.contrib.auth.models import AbstractUser, UserManager
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from hdnd_portal.accounts.models.roles import Deputyship, RoleAssignment
from hdnd_portal.accounts.registry import allowed, registry
from hdnd_portal.accounts.roles import Role


class UserQuerySet(models.QuerySet["User"]):
    """Selectors of accounts."""

    def named(self, typed: str) -> "UserQuerySet":
        """The account with this user name or e-mail address; case does not matter."""
        if not typed:
            return self.none()
        return self.filter(Q(username__iexact=typed) | Q(email__iexact=typed))

    def active(self) -> "UserQuerySet":
        """Accounts that may sign in."""
        return self.filter(is_active=True)


class PortalUserManager(UserManager["User"]):
    """Django's manager with our selectors."""

    def get_queryset(self) -> UserQuerySet:
        """All accounts."""
        return UserQuerySet(self.model, using=self._db)

    def named(self, typed: str) -> UserQuerySet:
        """See `UserQuerySet.named`."""
        return self.get_queryset().named(typed)

    def active(self) -> UserQuerySet:
        """See `UserQuerySet.active`."""
        return self.get_queryset().active()


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
    must_change_password = models.BooleanField(
        _("phải đổi mật khẩu"),
        default=False,
        help_text=_("Người dùng phải đổi mật khẩu ở lần đăng nhập tới."),
    )
    password_changed_at = models.DateTimeField(
        _("đổi mật khẩu lúc"), null=True, blank=True, editable=False
    )

    objects: ClassVar[PortalUserManager] = PortalUserManager()

    REQUIRED_FIELDS = ["name", "email"]

    class Meta:
        verbose_name = _("tài khoản")
        verbose_name_plural = _("tài khoản")
        constraints = [
            models.UniqueConstraint(
                Lower("username"),
                name="user_name_once_whatever_case",
                violation_error_message=_("Tên đăng nhập này đã có."),
            ),
            # One person, one account (TCVN 14423:2026, QCVN 12:2026/BCA); people sign in by e-mail.
            models.UniqueConstraint(
                Lower("email"),
                condition=~Q(email=""),
                name="user_email_once",
                violation_error_message=_("Đã có tài khoản dùng thư điện tử này."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        """The name as written in Vietnamese: family name first."""
        return self.name

    def get_short_name(self) -> str:
        """The given name: the last word."""
        return self.name.split()[-1] if self.name else self.username

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Whether the user may: portal permissions from the registry, model permissions as usual.

        Django grants a superuser everything unasked. Here one has the model permissions of the
        admin pages and no permission of the portal: an admin never reads a denouncer's name or a
        ballot, and a name nobody registered is refused, not granted.
        """
        if not self.is_active:
            return False
        if perm in registry:
            return allowed(self, perm, obj)
        for backend in get_backends():
            try:
                if hasattr(backend, "has_perm") and backend.has_perm(self, perm, obj):
                    return True
            except PermissionDenied:
                return False
        return False

    @cached_property
    def assignments(self) -> list[RoleAssignment]:
        """Roles that may be used today, own and of those stood in for (`via`); read once.

        A role that asks for a second factor is not taken over before the deputy has one.
        """
        held = RoleAssignment.objects.held_by(self, timezone.localdate())
        asking = [a for a in held if a.via is not None and asks_second_factor(a.role)]
        waiting = asking if asking and not self.has_second_factor else []
        self.__dict__["_waiting"] = waiting
        return [a for a in held if a not in waiting]

    @property
    def waiting_assignments(self) -> list[RoleAssignment]:
        """Roles of those the user stands in for that wait until a second factor is set up."""
        _read = self.assignments
        waiting: list[RoleAssignment] = self.__dict__.get("_waiting", [])
        return waiting

    @cached_property
    def own_assignments(self) -> list[RoleAssignment]:
        """Roles that hold today by the user's own right."""
        return [a for a in self.assignments if a.via is None]

    def has_role(
        self,
        *roles: Role,
        council: int | None = None,
        body: int | None = None,
        agency: int | None = None,
        own: bool = False,
    ) -> bool:
        """Whether one of the roles is held today, for that council, body or agency (keys).

        `own` leaves out roles held as a deputy: for what is personal, such as notes and votes.
        """
        return any(
            a.role in roles
            and (council is None or a.council_id == council)
            and (body is None or a.body_id == body)
            and (agency is None or a.agency_id == agency)
            for a in (self.own_assignments if own else self.assignments)
        )

    def councils(self, *roles: Role) -> set[int]:
        """Keys of the councils in which the user holds one of the roles (any, if none named)."""
        return {a.council_id for a in self.assignments if not roles or a.role in roles}

    def bodies(self, *roles: Role) -> set[int]:
        """Primary keys of the bodies for which the user holds one of the roles."""
        return {a.body_id for a in self.assignments if a.body_id and (not roles or a.role in roles)}

    def agencies(self) -> set[int]:
        """Primary keys of the agencies for which the user acts."""
        return {a.agency_id for a in self.assignments if a.agency_id}

    @cached_property
    def stands_in_for(self) -> list["User"]:
        """Whom the user stands in for today."""
        today = timezone.localdate()
        ships = Deputyship.objects.in_force(today).filter(deputy=self).select_related("absent")
        return [ship.absent for ship in ships.order_by("absent__name")]

    @property
    def is_administrator(self) -> bool:
        """Whether the account may open the admin pages."""
        return self.is_superuser or self.has_role(Role.ADMIN, own=True)

    @cached_property
    def has_second_factor(self) -> bool:
        """Whether an authenticator app or a passkey is set up."""
        found: bool = Authenticator.objects.filter(
            user=self, type__in=[Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
        ).exists()
        return found

    @property
    def needs_second_factor(self) -> bool:
        """Whether a role held today, own or as a deputy, must have one, by the settings."""
        held = [*self.assignments, *self.waiting_assignments]
        return self._must_have_second_factor or any(asks_second_factor(a.role) for a in held)

    @property
    def owes_second_factor(self) -> bool:
        """Whether the user's own work is closed until a second factor is set up.

        Who only stands in for somebody keeps the own work: what is taken over waits instead.
        """
        return self._must_have_second_factor and not self.has_second_factor

    @property
    def _must_have_second_factor(self) -> bool:
        if settings.SECOND_FACTOR_FOR_ALL:
            return True
        if not settings.SECOND_FACTOR_REQUIRED:
            return False
        return self.is_superuser or any(asks_second_factor(a.role) for a in self.own_assignments)


def asks_second_factor(role: str) -> bool:
    """Whether the role must have a second factor, by the settings."""
    return settings.SECOND_FACTOR_REQUIRED and role in settings.SECOND_FACTOR_ROLES
