"""Letters about accounts: handed to the outbox, which lies above this package and registers here.

They hold links that set a password, so the outbox shows their text to nobody and forgets it.
"""

from typing import Protocol

from django.core.exceptions import ImproperlyConfigured


class Sender(Protocol):
    """Writes one letter as a row; it is sent after the caller's commit, and again if that fails."""

    def __call__(self, event: str, *, address: str, name: str, subject: str, body: str) -> object:
        """Write the letter; the text is sent as it is."""


_senders: list[Sender] = []


def register_sender(sender: Sender) -> None:
    """Say who sends the letters; the last one stands."""
    _senders[:] = [sender]


def send(event: str, *, address: str, name: str, subject: str, body: str) -> None:
    """Write a letter to an account, in the caller's transaction.

    Raises ImproperlyConfigured where nobody sends letters.
    """
    if not _senders:
        raise ImproperlyConfigured("no outbox has registered with hdnd_portal.accounts.mail")
    _senders[0](event, address=address, name=name, subject=subject, body=body)
