"""The file store: blobs under keys that nobody can guess, in a private folder or in S3.

A blob is written and synced before its row, so a row never points at nothing; a blob whose row was
not committed is an orphan, and the sweep removes it.
"""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any

from django.core.files import File as DjangoFile
from django.core.files.storage import storages

from hdnd_portal.documents.models import Version

CHUNK = 256 * 1024


def new_key(now: datetime) -> str:
    """A key that says nothing of the file: the month, then 24 random bytes."""
    return f"{now:%Y/%m}/{secrets.token_urlsafe(24)}"


def write(key: str, source: IO[bytes]) -> None:
    """Store the bytes under the key and wait until they are on the disk."""
    storage = storages["default"]
    source.seek(0)
    saved = storage.save(key, DjangoFile(source))
    if saved != key:
        storage.delete(saved)
        raise RuntimeError("a key of the file store was given twice")
    try:
        path = Path(storage.path(key))
    except NotImplementedError:
        return  # S3 answers only after the object is durable
    for place in (path, path.parent):
        descriptor = os.open(place, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def open_blob(key: str) -> IO[bytes]:
    """The bytes under the key, readable from any place. Raises FileNotFoundError."""
    return storages["default"].open(key, "rb")


def pieces(key: str, start: int, length: int) -> Iterator[bytes]:
    """The bytes from `start` on, in pieces. S3 is asked for these bytes only."""
    storage: Any = storages["default"]
    if hasattr(storage, "bucket"):
        name = storage._normalize_name(key)
        answer = storage.bucket.Object(name).get(Range=f"bytes={start}-{start + length - 1}")
        yield from answer["Body"].iter_chunks(CHUNK)
        return
    with open_blob(key) as file:
        file.seek(start)
        while length > 0 and (piece := file.read(min(CHUNK, length))):
            length -= len(piece)
            yield piece


@contextmanager
def local_path(key: str) -> Iterator[Path]:
    """A path at which the bytes can be read: the blob itself, or a copy for the time of the block.

    The blob is only to be read.
    """
    storage = storages["default"]
    try:
        path = Path(storage.path(key))
    except NotImplementedError:
        with NamedTemporaryFile(prefix="hdnd-") as copy:
            with open_blob(key) as blob:
                shutil.copyfileobj(blob, copy, CHUNK)
            copy.flush()
            yield Path(copy.name)
        return
    yield path


def delete_orphans(*, now: datetime, older_than: timedelta = timedelta(days=1)) -> list[str]:
    """Delete blobs without a row, and return their keys.

    Younger ones are left alone: their row may be about to be committed.
    """
    storage = storages["default"]
    removed = []
    for key in _keys(""):
        if Version.objects.filter(key=key).exists():
            continue
        if storage.get_modified_time(key) < now - older_than:
            storage.delete(key)
            removed.append(key)
    return removed


def _keys(folder: str) -> Iterator[str]:
    try:
        folders, files = storages["default"].listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(files):
        yield f"{folder}/{name}" if folder else name
    for name in sorted(folders):
        yield from _keys(f"{folder}/{name}" if folder else name)
