"""Text that lies encrypted in the database: private notes, who called or spoke.

The first key of `NOTE_KEYS` encrypts, older ones still open what was written with them.
"""

import json
from dataclasses import asdict, dataclass

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


@dataclass(frozen=True, slots=True)
class Voter:
    """Cử tri: who called or spoke, as far as they said it."""

    name: str = ""
    phone: str = ""

    def __bool__(self) -> bool:
        """Whether anything was said."""
        return bool(self.name or self.phone)


def _box() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.NOTE_KEYS])


def encrypted(text: str) -> bytes:
    """The text as it is kept."""
    return _box().encrypt(text.encode())


def decrypted(secret: bytes | memoryview) -> str:
    """The text again. Whoever asks has asked for leave before, and keeps that it was read."""
    return _box().decrypt(bytes(secret)).decode()


def encrypted_voter(voter: Voter) -> bytes:
    """Name and telephone as they are kept."""
    return encrypted(json.dumps(asdict(voter), ensure_ascii=False))


def decrypted_voter(secret: bytes | memoryview) -> Voter:
    """Who it was; asked as `decrypted` is."""
    return Voter(**json.loads(decrypted(secret)))
