"""Settings of `make run`: one machine, embedded services unless addresses are given."""

import warnings

from celery.exceptions import SecurityWarning

from hdnd_portal.embedded import Postgres, Valkey
from hdnd_portal.settings.base import *  # noqa: F403
from hdnd_portal.settings.base import RUN_DIR, env
from hdnd_portal.settings.logging import logging_config
from hdnd_portal.settings.services import broker, cache, database, file_store

# Whoever tries the portal as root has been told once.
warnings.filterwarnings("ignore", category=SecurityWarning)

SECRET_KEY = env.str("SECRET_KEY", default="only-for-one-machine-and-sample-data")
NOTE_KEYS = env.list("NOTE_KEYS", default=["b25seS1mb3Itb25lLW1hY2hpbmUtYW5kLXNhbXBsZSE="])
DEBUG = env.bool("DEBUG", default=False)
SAMPLE_ALLOWED = True
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]

EMBEDDED_POSTGRES = None if env.str("DATABASE_URL", default="") else Postgres(RUN_DIR)
DATABASE_URL = EMBEDDED_POSTGRES.url() if EMBEDDED_POSTGRES else env.str("DATABASE_URL")
DATABASES = {"default": database(DATABASE_URL, pool=env.bool("DATABASE_POOL", default=False))}
REDIS_URL = env.str("REDIS_URL", default=Valkey(RUN_DIR).url())
CACHES = {"default": cache(REDIS_URL)}
CELERY_BROKER_URL = broker(REDIS_URL)

FILE_STORE_URL = env.str("FILE_STORE_URL", default=f"file://{RUN_DIR / 'files'}")
STORAGES = {
    "default": file_store(FILE_STORE_URL),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = env.str("EMAIL_BACKEND", default="hdnd_portal.notices.caught.Backend")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="van-phong@hdnd.example")
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

LOGGING = logging_config(machine=False, level=env.str("LOG_LEVEL", default="INFO"))
