"""Reading the text of stored files, for search. Done by the worker, after the upload."""

import unicodedata

from django.conf import settings

from hdnd_portal.documents import store
from hdnd_portal.documents.models import Version
from hdnd_portal.documents.reader import ReaderFailed, ask


def read_text(version: Version) -> Version.TextState:
    """Read the file's text once and keep it; a file that cannot be read is marked so.

    Safe to run twice: only a version that still waits is written, and the trigger holds the rest.
    """
    try:
        with store.local_path(version.key) as path:
            answer = ask(
                "text",
                path,
                version.media_type,
                seconds=settings.FILE_READING_SECONDS * 3,
                number=settings.FILE_TEXT_LIMIT,
            )
    except (ReaderFailed, FileNotFoundError):
        text, state = "", Version.TextState.FAILED
    else:
        # PostgreSQL takes no NUL in text.
        text = unicodedata.normalize("NFC", answer["text"].replace("\x00", "")).strip()
        state = Version.TextState.DONE if text else Version.TextState.NONE
    waiting = Version.objects.filter(pk=version.pk, text_state=Version.TextState.WAITING)
    waiting.update(text=text, text_state=state)
    return state


def read_waiting(limit: int = 200) -> int:
    """Read versions whose task was lost; returns how many were read."""
    waiting = Version.objects.filter(text_state=Version.TextState.WAITING).order_by("pk")
    count = 0
    for version in waiting[:limit]:
        read_text(version)
        count += 1
    return count
