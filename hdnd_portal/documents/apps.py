"""The app `hdnd_portal.documents`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "hdnd_portal.documents"
    label = "documents"
    verbose_name = "Văn bản"

    def ready(self) -> None:
        """Enter permissions, the rail entry, tones and the words of the audit trail."""
        from hdnd_portal.audit import wording  # noqa: PLC0415 -- app ready
        from hdnd_portal.documents import permissions  # noqa: F401, PLC0415 -- registers them
        from hdnd_portal.ui import navigation  # noqa: PLC0415 -- app ready
        from hdnd_portal.ui.tones import Tone, register_tones  # noqa: PLC0415 -- app ready

        wording.register(
            {
                "document.version_added": _("đã đưa lên tệp {name}"),
                "document.version_read": _("đã mở tệp"),
                "document.numbered": _("đã cấp số {reference}"),
                "wording.released": _("đã phát hành mẫu câu “{label}”: {text}"),
                "document.number_voided": _("đã bỏ số: {reason}"),
            }
        )
        register_tones(
            "documents.document",
            {"draft": Tone.GREY, "issued": Tone.GREEN, "void": Tone.RED},
        )
        navigation.register(
            navigation.NavItem(
                _("Văn bản"), "documents:list", "files", "documents.view_registers", order=80
            )
        )
