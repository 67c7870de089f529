"""Text that lies encrypted in the database: private notes, who called the hotline.

The first key of `NOTE_KEYS` encrypts, older ones still open what was written with them.
"""

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def _box() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.NOTE_KEYS])


def encrypted(text: str) -> bytes:
    """The text as it is kept."""
    return _box().encrypt(text.encode())


def decrypted(secret: bytes | memoryview) -> str:
    """The text again. Whoever asks has asked for leave before, and keeps that it was read."""
    return _box().decrypt(bytes(secret)).decode()
