"""The app `sessions`: kỳ họp."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CouncilSessionsConfig(AppConfig):
    name = "sessions"
    label = "council_sessions"  # "sessions" is the label of django.contrib.sessions
    verbose_name = "Kỳ họp"

    def ready(self) -> None:
        """Tell the floor what this app has: permissions, rail entry, tones of states."""
        from hdnd_portal.legal.public import rules_changed  # noqa: PLC0415 -- app ready
        from hdnd_portal.ui import navigation  # noqa: PLC0415 -- app ready
        from hdnd_portal.ui.navigation import NavItem  # noqa: PLC0415 -- app ready
        from hdnd_portal.ui.tones import register_tones  # noqa: PLC0415 -- app ready
        from sessions import (  # noqa: PLC0415 -- app ready
            file_access,  # noqa: F401
            followable,  # noqa: F401
            handing_over,  # noqa: F401
            jobs,  # noqa: F401
            permissions,  # noqa: F401
            receivers,
            rehearsed,  # noqa: F401
            search,  # noqa: F401
            tones,
            wordings,  # noqa: F401
            worklist,  # noqa: F401
        )

        rules_changed.connect(receivers.recount, dispatch_uid="sessions.recount")

        for item in (
            NavItem(
                _("Kỳ họp"),
                "sessions:list",
                "calendar-event",
                "council_sessions.view_session",
                order=20,
            ),
            NavItem(
                _("Chất vấn"),
                "sessions:questions",
                "help",
                "council_sessions.view_questions",
                order=22,
            ),
            NavItem(
                _("Nghị quyết"),
                "sessions:resolutions",
                "certificate",
                "council_sessions.read_resolution",
                order=24,
                phone=False,
            ),
        ):
            navigation.register(item)
        navigation.register_account_item(
            NavItem(
                _("Hoạt động của tôi"),
                "sessions:my_record",
                "user-check",
                permission="council_sessions.comment_delegate_record",
                order=5,
            )
        )
        for machine, of_states in tones.TONES.items():
            register_tones(machine, of_states)
        self.say_dossiers()

    def say_dossiers(self) -> None:
        """Tell the floor who may open the files of dossiers, and what the trail says."""
        from hdnd_portal.audit import wording  # noqa: PLC0415 -- app ready
        from sessions import (  # noqa: PLC0415 -- app ready
            block_labels,
            calendar,  # noqa: F401
            dossier_access,  # noqa: F401
            dossier_jobs,  # noqa: F401
            dossier_wording,
            dossier_worklist,  # noqa: F401
            escalated,  # noqa: F401
            events,
            fallback_jobs,  # noqa: F401
            group_events,
            group_worklist,  # noqa: F401
            hotline_events,
            item_tasks_floor,  # noqa: F401
            paper_question_floor,  # noqa: F401
            poll_events,
            question_access,  # noqa: F401
            question_events,
            question_floor,  # noqa: F401
            question_worklist,  # noqa: F401
            resolution_access,  # noqa: F401
            resolution_events,
            resolution_worklist,  # noqa: F401
            room_events,
            sitting_events,
            standing_in_events,
        )

        wording.register(dossier_wording.EVENTS)
        wording.register(events.EVENTS)
        wording.register(resolution_events.EVENTS)
        wording.register(question_events.EVENTS)
        wording.register(sitting_events.EVENTS)
        wording.register(poll_events.EVENTS)
        wording.register(block_labels.EVENTS)
        wording.register(group_events.EVENTS)
        wording.register(hotline_events.EVENTS)
        wording.register(standing_in_events.EVENTS)
        wording.register(room_events.EVENTS)
