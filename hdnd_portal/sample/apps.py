"""The app `hdnd_portal.sample`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from hdnd_portal.audit import wording


class SampleConfig(AppConfig):
    name = "hdnd_portal.sample"
    label = "sample"
    verbose_name = "Dữ liệu mẫu"

    def ready(self) -> None:
        """Give the trail the words for this app's acts."""
        wording.register({"sample.wiped": _("đã xóa dữ liệu mẫu: {rows} dòng, {files} tệp")})
