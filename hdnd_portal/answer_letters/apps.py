"""The app `hdnd_portal.answer_letters`."""

from django.apps import AppConfig


class AnswerLettersConfig(AppConfig):
    name = "hdnd_portal.answer_letters"
    label = "answer_letters"
    verbose_name = "Công văn trả lời nhiều kiến nghị"

    def ready(self) -> None:
        """Enter permissions, files, the job, the words of the audit trail and colours."""
        from hdnd_portal.answer_letters import (  # noqa: PLC0415 -- app ready
            file_access,  # noqa: F401
            jobs,  # noqa: F401
            labels,
            permissions,  # noqa: F401
        )
        from hdnd_portal.audit import wording  # noqa: PLC0415 -- app ready
        from hdnd_portal.ui.tones import register_tones  # noqa: PLC0415 -- app ready

        wording.register(labels.EVENTS)
        register_tones("answer_letters.letter", labels.LETTER_TONES)
        register_tones("answer_letters.part", labels.PART_TONES)
