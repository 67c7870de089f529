"""Settings of a real office: every secret comes from the environment and none has a default."""

from django.core.exceptions import ImproperlyConfigured

from hdnd_portal.settings.base import *  # noqa: F403
from hdnd_portal.settings.base import BASE_DIR, env
from hdnd_portal.settings.logging import logging_config
from hdnd_portal.settings.services import broker, cache, database, file_store, sample_secrets

SECRET_KEY = env.str("SECRET_KEY")
if SECRET_KEY in sample_secrets(BASE_DIR / ".env.example") or len(SECRET_KEY) < 50:
    raise ImproperlyConfigured(
        "SECRET_KEY is the sample of .env.example or shorter than 50 characters; make one with: "
        'python3 -c "import secrets; print(secrets.token_urlsafe(64))"'
    )
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
# Delegates' private notes, and who called the hotline, are encrypted with the first key; older keys
# still open what was written with them.
NOTE_KEYS = env.list("NOTE_KEYS")
if not NOTE_KEYS or set(NOTE_KEYS) & sample_secrets(BASE_DIR / ".env.example"):
    raise ImproperlyConfigured(
        "NOTE_KEYS is empty or the sample of .env.example; make a key with: "
        'python3 -c "import base64, os; print(base64.urlsafe_b64encode(os.urandom(32)).decode())"'
    )
DEBUG = False
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if not host.startswith(".")]

PORTAL_URL = env.str("PORTAL_URL")

DATABASE_URL = env.str("DATABASE_URL")
DATABASES = {"default": database(DATABASE_URL, pool=env.bool("DATABASE_POOL", default=False))}
REDIS_URL = env.str("REDIS_URL")
CACHES = {"default": cache(REDIS_URL)}
CELERY_BROKER_URL = broker(REDIS_URL)

FILE_STORE_URL = env.str("FILE_STORE_URL")
STORAGES = {
    "default": file_store(FILE_STORE_URL),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

vars().update(env.email_url("EMAIL_URL"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_TIMEOUT = 20

SECURE_SSL_REDIRECT = True
# A load balancer asks for the state of each machine by plain HTTP.
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31536000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_REFERRER_POLICY = "same-origin"
# Administrators, office heads, the chair and the clerk need a second factor; see security.py.
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=True)
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"

LOGGING = logging_config(machine=True, level=env.str("LOG_LEVEL", default="INFO"))
