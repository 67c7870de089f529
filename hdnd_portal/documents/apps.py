"""The app `hdnd_portal.documents`."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "hdnd_portal.documents"
    label = "documents"
    verbose_name = "Văn bản"
