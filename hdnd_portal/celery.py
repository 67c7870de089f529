"""The Celery application: queues `urgent`, `default` and `reports`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hdnd_portal.settings.dev")

app = Celery("hdnd_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
