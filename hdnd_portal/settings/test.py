"""Settings of the tests: a PostgreSQL of their own, tasks done at once, cheap passwords."""

from hdnd_portal.embedded import Postgres
from hdnd_portal.settings.base import RUN_DIR, env
from hdnd_portal.settings.dev import *  # noqa: F403
from hdnd_portal.settings.services import database, file_store

TEST_DIR = RUN_DIR / "test"

EMBEDDED_POSTGRES = (
    None if env.str("DATABASE_URL", default="") else Postgres(TEST_DIR, scratch=True)
)
DATABASE_URL = EMBEDDED_POSTGRES.url() if EMBEDDED_POSTGRES else env.str("DATABASE_URL")
DATABASES = {"default": database(DATABASE_URL)}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# Tasks run in the caller after its commit; tests of the queue itself start a server and a worker.
CELERY_BROKER_URL = "memory://"
CELERY_BROKER_TRANSPORT_OPTIONS = {}
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True

FILE_STORE_URL = f"file://{TEST_DIR / 'files'}"
STORAGES = {
    "default": file_store(FILE_STORE_URL),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
