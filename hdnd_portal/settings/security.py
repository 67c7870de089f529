"""Sign-in, second factor, lock-out and session limits.

The values are those for a system of level 3 (TCVN 14423:2026, QCVN 12:2026/BCA), the stricter of
the two where they differ.
"""

from datetime import timedelta
from urllib.parse import urlsplit

import environ

env = environ.Env()

# ---- Passwords ---------------------------------------------------------------------------------
# TCVN 14423:2026: at least 14 characters of four classes without a second factor. With one, 8 is
# the floor of both acts; 12 is asked here.
PASSWORD_LENGTH_WITH_SECOND_FACTOR = 12
PASSWORD_LENGTH_ALONE = 14
# Administrators: a new password every two months, none of the last ten again (both acts).
ADMIN_PASSWORD_AGE = timedelta(days=60)
ADMIN_PASSWORDS_REMEMBERED = 10
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "hdnd_portal.accounts.passwords.LengthValidator"},
    {"NAME": "hdnd_portal.accounts.passwords.FourClassesValidator"},
    {"NAME": "hdnd_portal.accounts.passwords.NotLikeTheUserValidator"},
    {"NAME": "hdnd_portal.accounts.passwords.NotCommonValidator"},
    {"NAME": "hdnd_portal.accounts.passwords.NotUsedBeforeValidator"},
]
PASSWORD_RESET_TIMEOUT = 3 * 24 * 60 * 60  # seconds a set-password link lives

# ---- Lock-out ----------------------------------------------------------------------------------
# QCVN 12:2026/BCA: at most five failed sign-ins, then 12 hours to 30 days; an administrator may
# unlock. The account is locked, whichever address the attempts come from; signing in with a passkey
# or through the province's sign-on stays possible, so nobody can be shut out on a session day by a
# stranger who mistypes their name.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(hours=12)
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_USERNAME_CALLABLE = "hdnd_portal.accounts.lockout.attempted_username"
AXES_CLIENT_IP_CALLABLE = "hdnd_portal.accounts.lockout.client_address"
AXES_LOCKOUT_CALLABLE = "hdnd_portal.accounts.lockout.locked_out"
AXES_ENABLE_ADMIN = False
AXES_ENABLE_ACCESS_FAILURE_LOG = True
AXES_VERBOSE = False
# The warning is about counts kept per browser; failures of one account are summed over all of them.
# W019 wants DENY, but the portal shows its own PDF files in frames of its own pages.
SILENCED_SYSTEM_CHECKS = ["axes.W006", "security.W019"]
# Whom a locked-out user may call; shown on the page that says so.
HELP_DESK = env.str("HELP_DESK", default="")
# Number of reverse proxies in front of the portal whose X-Forwarded-For is believed.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)

# ---- Sessions ----------------------------------------------------------------------------------
# QCVN 12:2026/BCA: locked after 15 minutes without use, an administrator's after 5.
SESSION_IDLE = timedelta(minutes=15)
SESSION_IDLE_ADMIN = timedelta(minutes=5)
# One working day; after it everybody signs in again.
SESSION_LIFE = timedelta(hours=12)
SESSION_COOKIE_AGE = int(SESSION_LIFE.total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

# ---- Accounts ----------------------------------------------------------------------------------
# Both acts: disabled after 45 days without use; the owners and rights reviewed every quarter
# (QCVN 12:2026/BCA).
INACTIVE_AFTER = timedelta(days=45)
ACCOUNT_REVIEW_EVERY = timedelta(days=91)

# ---- Second factor -----------------------------------------------------------------------------
# Roles that must have one. Both acts ask it of administrators and of access from outside the state
# network; the chair, the office heads and the clerk hold what cannot be undone (signing, numbers).
SECOND_FACTOR_ROLES = ("admin", "office_head", "chair", "clerk")
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=False)
# Everybody, where the portal is open to the Internet.
SECOND_FACTOR_FOR_ALL = env.bool("SECOND_FACTOR_FOR_ALL", default=False)

# ---- django-allauth ----------------------------------------------------------------------------
ACCOUNT_ADAPTER = "hdnd_portal.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
# Wrong second factors count here, as wrong passwords do in the lock-out above.
ACCOUNT_RATE_LIMITS = {"login_failed": "30/m/ip,5/12h/key"}
ACCOUNT_FORMS = {
    "login": "hdnd_portal.accounts.forms.LoginForm",
    "change_password": "hdnd_portal.accounts.forms.ChangePasswordForm",
    "set_password": "hdnd_portal.accounts.forms.SetPasswordForm",
    "reset_password": "hdnd_portal.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "hdnd_portal.accounts.forms.ResetPasswordKeyForm",
}
MFA_ADAPTER = "hdnd_portal.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Cổng HĐND"
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
MFA_FORMS = {
    "authenticate": "hdnd_portal.accounts.forms.CodeForm",
    "reauthenticate": "hdnd_portal.accounts.forms.CodeAgainForm",
    "activate_totp": "hdnd_portal.accounts.forms.ActivateTOTPForm",
    "authenticate_webauthn": "hdnd_portal.accounts.forms.PasskeyForm",
    "login_webauthn": "hdnd_portal.accounts.forms.PasskeySignInForm",
    "reauthenticate_webauthn": "hdnd_portal.accounts.forms.PasskeyAgainForm",
    "add_webauthn": "hdnd_portal.accounts.forms.AddPasskeyForm",
    "edit_webauthn": "hdnd_portal.accounts.forms.RenamePasskeyForm",
}

# ---- Single sign-on of the province (OpenID Connect) ---------------------------------------------
# Off until OIDC_SERVER_URL is set. It opens no account: it only signs in who has one, found by the
# claim named in OIDC_USERNAME_CLAIM or else by the verified e-mail address.
SOCIALACCOUNT_ADAPTER = "hdnd_portal.accounts.adapters.SingleSignOnAdapter"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_STORE_TOKENS = False
OIDC_SERVER_URL = env.str("OIDC_SERVER_URL", default="")
_oidc = urlsplit(OIDC_SERVER_URL)
OIDC_ORIGIN = [f"{_oidc.scheme}://{_oidc.netloc}"] if OIDC_SERVER_URL else []
OIDC_USERNAME_CLAIM = env.str("OIDC_USERNAME_CLAIM", default="")
SOCIALACCOUNT_PROVIDERS: dict[str, dict[str, object]] = {"openid_connect": {"APPS": []}}
if OIDC_SERVER_URL:
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": env.str("OIDC_PROVIDER_ID", default="tinh"),
                "name": env.str("OIDC_NAME", default="Đăng nhập một lần của tỉnh"),
                "client_id": env.str("OIDC_CLIENT_ID"),
                "secret": env.str("OIDC_CLIENT_SECRET"),
                "settings": {"server_url": OIDC_SERVER_URL},
            }
        ],
    }
