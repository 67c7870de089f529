"""The app `voters`: tiếp xúc cử tri."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VotersConfig(AppConfig):
    name = "voters"
    label = "voters"
    verbose_name = "Cử tri"

    def ready(self) -> None:
        """Tell the floor what this app has: permissions, rail entry, tones, trail, calendar."""
        from hdnd_portal.audit import wording  # noqa: PLC0415 -- app ready
        from hdnd_portal.commitments import sources  # noqa: PLC0415 -- app ready
        from hdnd_portal.legal.public import rules_changed  # noqa: PLC0415 -- app ready
        from hdnd_portal.ui import navigation  # noqa: PLC0415 -- app ready
        from hdnd_portal.ui.navigation import NavItem  # noqa: PLC0415 -- app ready
        from hdnd_portal.ui.tones import register_tones  # noqa: PLC0415 -- app ready
        from voters import (  # noqa: PLC0415 -- app ready
            calendar,  # noqa: F401
            events,
            file_access,  # noqa: F401
            followable,  # noqa: F401
            import_jobs,  # noqa: F401
            import_labels,
            labels,
            paper_worklist,  # noqa: F401
            permissions,  # noqa: F401
            promise_labels,
            report_jobs,  # noqa: F401
            result_labels,
            search,  # noqa: F401
            sending_worklist,  # noqa: F401
            sorting_events,
            sorting_labels,
            sorting_permissions,  # noqa: F401
            sorting_worklist,  # noqa: F401
            worklist,  # noqa: F401
        )
        from voters.models import VoterMeeting, VoterRecommendation  # noqa: PLC0415 -- app ready
        from voters.services import own  # noqa: PLC0415 -- app ready
        from voters.services.referring import page_of  # noqa: PLC0415 -- app ready
        from voters.services.rows import meeting_page  # noqa: PLC0415 -- app ready

        navigation.register(
            NavItem(
                _("Tiếp xúc cử tri"),
                "voters:plans",
                "users-group",
                "voters.view_plan",
                order=30,
                phone=False,
            )
        )
        tones = {**labels.TONES, **import_labels.IMPORT_TONES}
        for machine, of_states in tones.items():
            register_tones(machine, of_states)
        register_tones("voters.recommendation", sorting_labels.SORTING_TONES)
        register_tones("voters.promise", promise_labels.OUTCOME_TONES)
        register_tones("voters.result", result_labels.RESULT_TONES)
        wording.register(
            {
                **events.EVENTS,
                **sorting_events.SORTING_EVENTS,
                **promise_labels.PROMISE_EVENTS,
            }
        )
        sources.register(
            VoterRecommendation, url=page_of, visible=VoterRecommendation.objects.visible_to
        )
        sources.register(VoterMeeting, url=meeting_page, visible=VoterMeeting.objects.visible_to)
        rules_changed.connect(own.recount, dispatch_uid="voters.recount")
