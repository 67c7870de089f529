"""The mail backend of the sample set-up: letters are kept in the database instead of being sent."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from hdnd_portal.notices.models import CaughtMail


class Backend(BaseEmailBackend):
    """Keeps each letter once: a second copy with the same Message-ID changes nothing."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep the letters; returns how many were given, as every mail backend does."""
        caught = []
        for message in email_messages:
            if not message.recipients():
                continue
            letter = message.message()
            caught.append(
                CaughtMail(
                    message_id=str(letter["Message-ID"])[:200],
                    sender=str(message.from_email)[:254],
                    recipients=", ".join(message.recipients())[:1000],
                    subject=str(message.subject)[:500],
                    source=letter.as_bytes(),
                )
            )
        CaughtMail.objects.bulk_create(caught, ignore_conflicts=True)
        return len(caught)
