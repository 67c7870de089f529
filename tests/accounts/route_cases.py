"""Rows of the account pages, of the health page, and of the frame."""

from __future__ import annotations

from datetime import date

from hdnd_portal.accounts.models import Deputyship
from hdnd_portal.accounts.roles import Role
from tests.route_cases import EVERY_ROLE, HIDDEN, OK, REDIRECT, REFUSED, Case, Made, World


def deputyship(world: World) -> Made:
    """A deputyship of the office head."""
    ship = Deputyship.objects.create(
        absent=world.user(Role.OFFICE_HEAD),
        deputy=world.user(Role.OFFICER),
        valid_from=date(2099, 1, 1),
        valid_to=date(2099, 1, 2),
    )
    return Made(kwargs={"pk": ship.pk})


def own_council(world: World) -> Made:
    """The choice of the council of the world."""
    return Made(data={"council": world.council.pk})


CASES = [
    Case("home", roles=EVERY_ROLE, elsewhere=OK, no_role=OK),
    Case("accounts:deputies", roles=EVERY_ROLE - {Role.ADMIN}, elsewhere=OK),
    Case(
        "accounts:end_deputy",
        state="another's",
        make=deputyship,
        method="post",
        roles={Role.OFFICE_HEAD},
        opens=REDIRECT,
        closed=HIDDEN,
        answers={Role.ADMIN: REFUSED},
    ),
    Case(
        "accounts:choose_council",
        make=own_council,
        method="post",
        roles=EVERY_ROLE,
        opens=REDIRECT,
        no_role=HIDDEN,
    ),
    Case("accounts:review", roles={Role.ADMIN, Role.OFFICE_HEAD}, elsewhere=OK),
]

# Pages that ask for no permission, each with the reason. Those of sign-in are django-allauth's.
_BEFORE = "before sign-in; django-allauth"
_OWN = "one's own account, behind sign-in; django-allauth"
WITHOUT_PERMISSION: dict[str, str] = {
    "admin:login": "leads to the sign-in page",
    "healthz": "asked by load balancers; says only what runs",
    "account_login": _BEFORE,
    "account_logout": _BEFORE,
    "account_inactive": _BEFORE,
    "account_reset_password": _BEFORE,
    "account_reset_password_done": _BEFORE,
    "account_reset_password_from_key": _BEFORE,
    "account_reset_password_from_key_done": _BEFORE,
    "mfa_authenticate": _BEFORE,
    "mfa_login_webauthn": _BEFORE,
    "openid_connect_login": _BEFORE,
    "openid_connect_callback": _BEFORE,
    "socialaccount_login_cancelled": _BEFORE,
    "socialaccount_login_error": _BEFORE,
    "account_reauthenticate": _OWN,
    "account_change_password": _OWN,
    "account_set_password": _OWN,
    "mfa_index": _OWN,
    "mfa_reauthenticate": _OWN,
    "mfa_activate_totp": _OWN,
    "mfa_deactivate_totp": _OWN,
    "mfa_view_recovery_codes": _OWN,
    "mfa_generate_recovery_codes": _OWN,
    "mfa_download_recovery_codes": _OWN,
    "mfa_list_webauthn": _OWN,
    "mfa_add_webauthn": _OWN,
    "mfa_reauthenticate_webauthn": _OWN,
    "mfa_remove_webauthn": _OWN,
    "mfa_edit_webauthn": _OWN,
    "usersessions_list": _OWN,
}
