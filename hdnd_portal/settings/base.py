"""Settings that hold everywhere. Each environment value is read once, here or in a sibling."""

from pathlib import Path

import django_stubs_ext
import environ
from csp.constants import NONE, SELF
from kombu import Queue

from hdnd_portal.embedded import Postgres
from hdnd_portal.environment import read_file
from hdnd_portal.settings.schedule import BEAT_SCHEDULE
from hdnd_portal.settings.security import *  # noqa: F403
from hdnd_portal.settings.security import OIDC_ORIGIN
from hdnd_portal.settings.services import BROKER_OPTIONS

django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent.parent
RUN_DIR = BASE_DIR / ".run"

env = environ.Env()
read_file()

INSTALLED_APPS = [
    "hdnd_portal.apps.PortalConfig",
    "confidence_votes",
    "oversight",
    "petitions",
    "voters",
    "sessions",
    "hdnd_portal.shell",
    "hdnd_portal.sample",
    "hdnd_portal.handovers",
    "hdnd_portal.worklist",
    "hdnd_portal.answer_letters",
    "hdnd_portal.search",
    "hdnd_portal.reports",
    "hdnd_portal.commitments",
    "hdnd_portal.notices",
    "hdnd_portal.documents",
    "hdnd_portal.legal",
    "hdnd_portal.accounts.apps.AccountsConfig",
    "hdnd_portal.council",
    "hdnd_portal.ui",
    "hdnd_portal.audit",
    "hdnd_portal.accounts.apps.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "hdnd_portal.static_files.PortalStaticFilesConfig",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "csp",
    "django_filters",
    "pgtrigger",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "hdnd_portal.ui.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "hdnd_portal.accounts.middleware.SignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "hdnd_portal.accounts.middleware.SessionLimitMiddleware",
    "hdnd_portal.accounts.middleware.DutiesMiddleware",
    "hdnd_portal.legal.at_work.CalendarMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "hdnd_portal.urls"
ASGI_APPLICATION = "hdnd_portal.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hdnd_portal.ui.context.frame",
            ],
        },
    },
]

FORM_RENDERER = "hdnd_portal.ui.form_renderer.QuickRenderer"

# Settings of a machine with sample data say so; everywhere else its accounts are refused.
SAMPLE_ALLOWED = False
# The embedded PostgreSQL that commands bring up for themselves, where no address is given.
EMBEDDED_POSTGRES: Postgres | None = None

# The portal's own address, for links in letters.
PORTAL_URL = env.str("PORTAL_URL", default=f"http://127.0.0.1:{env.int('PORT', default=8000)}")
# How long a worker may take over one letter before another one sends it; longer than any timeout
# of the mail server.
MAIL_LEASE_SECONDS = env.int("MAIL_LEASE_SECONDS", default=180)
# How long a background job may be silent before another worker takes it up.
JOB_LEASE_SECONDS = env.int("JOB_LEASE_SECONDS", default=60)

# DATABASES, CACHES, STORAGES and CELERY_BROKER_URL stand in dev, test and production: their
# addresses have a default only where embedded servers stand behind it.
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "hdnd_portal.accounts.backends.PermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["hdnd_portal.formats"]
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "hdnd_portal.ui.styles.StyleFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
PAPER_FONTS_DIR = BASE_DIR / "static" / "vendor" / "fonts" / "tinos"

# Bounds of one uploaded file: bytes, pages of a PDF, bytes of an office file when unpacked, seconds
# of looking into it, characters of text kept for search. What the portal makes itself (merged
# papers of a session) may be larger.
FILE_SIZE_LIMIT = env.int("FILE_SIZE_LIMIT", default=100 * 1024 * 1024)
FILE_PAGE_LIMIT = env.int("FILE_PAGE_LIMIT", default=3000)
FILE_EXPANDED_LIMIT = env.int("FILE_EXPANDED_LIMIT", default=600 * 1024 * 1024)
FILE_READING_SECONDS = env.int("FILE_READING_SECONDS", default=20)
FILE_TEXT_LIMIT = env.int("FILE_TEXT_LIMIT", default=2_000_000)
# A form without its files: a note of a million letters comes as nine bytes for each. What is longer
# gets the page of 400, which cannot keep what was typed.
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 1024 * 1024
FILE_MADE_LIMIT = env.int("FILE_MADE_LIMIT", default=4 * 1024 * 1024 * 1024)
# PEM file with the root certificates that digital signatures must lead to; empty: none is trusted.
SIGNATURE_ROOTS_FILE = env.str("SIGNATURE_ROOTS_FILE", default="")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        # Chromium asks this of the redirect that follows a form, too: the sign-on of the province.
        "form-action": [SELF, *OIDC_ORIGIN],
        "frame-ancestors": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
    },
}
X_FRAME_OPTIONS = "SAMEORIGIN"

# A message goes back to its
# queue if its worker dies, so every task must bear being run twice.
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_MAX_MEMORY_PER_CHILD = (
    600_000  # KiB; rendering thousands of pages leaves memory behind
)
CELERY_TIMEZONE = TIME_ZONE
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
# An answer of the broker that makes no sense, as of one that is about to end, is tried again, too.
CELERY_BROKER_CHANNEL_ERROR_RETRY = True
CELERY_BROKER_TRANSPORT_OPTIONS = BROKER_OPTIONS
# With the broker down, a request that starts a task waits less than a second: the row in PostgreSQL
# is what counts, and a sweep of beat finds it.
CELERY_TASK_PUBLISH_RETRY_POLICY = {
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.2,
    "interval_max": 0.2,
}
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_CREATE_MISSING_QUEUES = False
# Each with a key of its own: queues that share one would each get every message.
CELERY_TASK_QUEUES = [Queue(name, routing_key=name) for name in ("urgent", "default", "reports")]
CELERY_TASK_DEFAULT_ROUTING_KEY = "default"
CELERY_TASK_ROUTES = {
    "hdnd_portal.notices.*": {"queue": "urgent"},
    "hdnd_portal.reports.*": {"queue": "reports"},
}
CELERY_BEAT_SCHEDULE = BEAT_SCHEDULE
