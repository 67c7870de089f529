"""The portal of a provincial People's Council: the project and the floor its five apps stand on."""

from hdnd_portal.celery import app as celery_app

__all__ = ["celery_app"]
