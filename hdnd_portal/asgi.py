"""The ASGI application that the web server serves."""

import gc
import os

from django.core.asgi import get_asgi_application

from hdnd_portal.environment import choose_settings

choose_settings("production")
# Requests run in threads that come and go; only the web server shares connections between them.
os.environ.setdefault("DATABASE_POOL", "true")

application = get_asgi_application()

from hdnd_portal.startup import refuse_sample_accounts  # noqa: E402 -- apps ready

refuse_sample_accounts()

# What is loaded by now stays for ever: the collector need not walk it again and again, which
# makes one request in ten wait a tenth of a second.
gc.collect()
gc.freeze()
