"""The app `hdnd_portal.commitments`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommitmentsConfig(AppConfig):
    name = "hdnd_portal.commitments"
    label = "commitments"
    verbose_name = "Kiến nghị và cam kết"

    def ready(self) -> None:
        """Enter permissions, the rail entry, tones, files and the words of the audit trail."""
        from hdnd_portal.audit import wording  # noqa: PLC0415 -- app ready
        from hdnd_portal.commitments import (  # noqa: PLC0415 -- app ready
            events,
            file_access,  # noqa: F401
            followable,  # noqa: F401
            labels,
            permissions,  # noqa: F401
            wordings,  # noqa: F401
        )
        from hdnd_portal.commitments.services import escalating  # noqa: PLC0415 -- app ready
        from hdnd_portal.legal.public import rules_changed  # noqa: PLC0415 -- app ready
        from hdnd_portal.ui import navigation  # noqa: PLC0415 -- app ready
        from hdnd_portal.ui.tones import register_tones  # noqa: PLC0415 -- app ready

        wording.register(events.EVENTS)
        rules_changed.connect(escalating.recount, dispatch_uid="commitments.recount")
        register_tones("commitments.commitment", labels.TONES)
        register_tones("commitments.claim", labels.CLAIM_TONES)
        register_tones("commitments.impression", labels.IMPRESSION_TONES)
        register_tones("commitments.sheet", labels.SHEET_TONES)
        register_tones("commitments.quality", labels.QUALITY_TONES)
        register_tones("commitments.step", labels.STEP_TONES)
        register_tones("commitments.finding", labels.FINDING_TONES)
        navigation.register(
            navigation.NavItem(
                _("Kiến nghị & cam kết"),
                "commitments:list",
                "checkup-list",
                "commitments.view_commitments",
                order=70,
            )
        )
