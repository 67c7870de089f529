"""The ASGI application that the web server serves."""

import os

from django.core.asgi import get_asgi_application

from hdnd_portal.environment import choose_settings

choose_settings("production")
# Requests run in threads that come and go; only the web server shares connections between them.
os.environ.setdefault("DATABASE_POOL", "true")

application = get_asgi_application()

from hdnd_portal.startup import refuse_sample_accounts  # noqa: E402 -- apps ready

refuse_sample_accounts()
