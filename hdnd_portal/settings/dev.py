"""Settings of `make run`: one machine, embedded services, mail caught."""

from hdnd_portal.settings.base import *  # noqa: F403
from hdnd_portal.settings.base import env

SECRET_KEY = env.str("SECRET_KEY", default="only-for-one-machine-and-sample-data")
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]
