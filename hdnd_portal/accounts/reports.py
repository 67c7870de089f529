"""Rà soát tài khoản: who may sign in, with which rights, and what is amiss.

Asked for every quarter by QCVN 12:2026/BCA (every six months by TCVN 14423:2026).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from hdnd_portal.accounts.models import RoleAssignment, User
from hdnd_portal.ui.formats import date_text


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account as the review shows it; `remarks` are sentences about what is amiss."""

    key: int
    username: str
    name: str
    email: str
    is_active: bool
    last_used_at: datetime | None
    has_second_factor: bool
    roles: tuple[str, ...]
    remarks: tuple[str, ...]


def account_review(*, on: date, council: int | None = None) -> list[AccountRow]:
    """Every account that holds, held or lacks a role, in three queries; open accounts first.

    With `council` (primary key) only accounts with a role in it, today or before.
    """
    users = User.objects.all()
    assignments = RoleAssignment.objects.select_related("body", "agency")
    if council is not None:
        users = users.filter(role_assignments__council=council).distinct()
        assignments = assignments.filter(council=council)
    with_second = set(
        Authenticator.objects.filter(
            type__in=[Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
        ).values_list("user_id", flat=True)
    )
    held: dict[int, list[RoleAssignment]] = {}
    for assignment in assignments.in_force(on).order_by("role"):
        held.setdefault(assignment.user_id, []).append(assignment)
    rows = users.filter(Q(is_active=True) | Q(role_assignments__isnull=False)).distinct()
    return [
        _row(user, held.get(user.pk, []), user.pk in with_second, on)
        for user in rows.order_by("-is_active", "name", "pk")
    ]


def _row(user: User, held: list[RoleAssignment], has_second: bool, on: date) -> AccountRow:
    return AccountRow(
        key=user.pk,
        username=user.username,
        name=user.name,
        email=user.email,
        is_active=user.is_active,
        last_used_at=user.last_login,
        has_second_factor=has_second,
        roles=tuple(assignment.words for assignment in held),
        remarks=tuple(_remarks(user, held, has_second, on)),
    )


def _last_open_day(user: User) -> date | None:
    """The last day on which an unused account is still open; None for one that is never closed."""
    if user.is_superuser:
        return None
    return timezone.localdate(user.last_login or user.date_joined) + settings.INACTIVE_AFTER


def _remarks(user: User, held: list[RoleAssignment], has_second: bool, on: date) -> list[str]:
    if not user.is_active:
        return [_("Tài khoản đã vô hiệu hóa nhưng còn vai trò.")] if held else []
    remarks = []
    if not held and not user.is_superuser:
        remarks.append(_("Không còn vai trò nào."))
    if user.last_login is None:
        remarks.append(_("Chưa đăng nhập lần nào."))
    if (last := _last_open_day(user)) is not None and last < on + timedelta(days=7):
        text = _("Tự vô hiệu hóa sau ngày {day} nếu không đăng nhập.")
        remarks.append(text.format(day=date_text(last)))
    guarded = {assignment.role for assignment in held} & set(settings.SECOND_FACTOR_ROLES)
    if (guarded or user.is_superuser) and not has_second:
        remarks.append(_("Vai trò cần xác thực hai lớp nhưng chưa thiết lập."))
    if user.is_superuser:
        remarks.append(_("Có toàn quyền trong trang quản trị."))
    if not user.has_usable_password() and not has_second:
        remarks.append(_("Chưa đặt mật khẩu."))
    return remarks
