"""Taking files in. The only writer of `File` and `Version`."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Protocol

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.celery import kick
from hdnd_portal.council.models import Council
from hdnd_portal.documents import store
from hdnd_portal.documents.detection import detect
from hdnd_portal.documents.kinds import BY_MEDIA_TYPE, FileRefused, Limits, Refusal
from hdnd_portal.documents.models import File, Version
from hdnd_portal.documents.names import clean_name, one_line
from hdnd_portal.documents.reader import ReaderFailed, ReaderTooSlow, ask

_PROBLEMS = {
    "password": Refusal.PASSWORD,
    "broken": Refusal.BROKEN,
    "expands": Refusal.EXPANDS,
}


class Readable(Protocol):
    """What bytes are read from: an uploaded file, an open file, a BytesIO."""

    def read(self, size: int = ..., /) -> bytes:
        """Up to so many bytes; none at the end."""
        ...


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found out about the bytes of a file."""

    sha256: str
    size: int
    media_type: str
    pages: int | None
    reads_text: bool = True
    stated: int | None = None


def limits() -> Limits:
    """The bounds this deployment sets for one file."""
    return Limits(
        size=settings.FILE_SIZE_LIMIT,
        pages=settings.FILE_PAGE_LIMIT,
        expanded_size=settings.FILE_EXPANDED_LIMIT,
        reading_seconds=settings.FILE_READING_SECONDS,
        text_characters=settings.FILE_TEXT_LIMIT,
    )


def store_upload(
    council: Council,
    *,
    data: Readable,
    name: str,
    by: User | None,
    title: str = "",
    into: File | None = None,
) -> Version:
    """Check the bytes, store them, and make them the next version of the file (a new one if none).

    Raises FileRefused, with nothing kept. `by` is None where the portal itself made the file.
    The version is there when the caller's transaction commits; its text is read after that.
    """
    name = clean_name(name)
    with _spooled(data, name, limits().size) as (temporary, sha256, size):
        looked = look(Path(temporary.name), name, sha256=sha256, size=size)
        if into is not None and _is_unchanged(into, sha256):
            raise FileRefused(Refusal.UNCHANGED, name)
        return _keep(council, temporary, looked, name=name, title=title, by=by, into=into)


def checked_bytes(*, data: Readable, name: str, most: int) -> tuple[bytes, Looked]:
    """Check the bytes as an upload is checked and return them; nothing is stored.

    For files that are read once and not kept. `most` bounds the size in bytes. Raises FileRefused.
    """
    name = clean_name(name)
    with _spooled(data, name, min(most, limits().size)) as (temporary, sha256, size):
        path = Path(temporary.name)
        return path.read_bytes(), look(path, name, sha256=sha256, size=size)


def store_made(
    council: Council,
    *,
    data: Readable,
    name: str,
    media_type: str,
    by: User | None,
    title: str = "",
    pages: int | None = None,
    into: File | None = None,
    reads_text: bool = True,
) -> Version:
    """Store what the portal itself made (a paper, a bundle, an export), whose kind is known.

    The text of a bundle is that of its files and is not read again (`reads_text`).
    """
    name = clean_name(name)
    with _spooled(data, name, settings.FILE_MADE_LIMIT) as (temporary, sha256, size):
        looked = Looked(sha256, size, media_type, pages, reads_text=reads_text)
        return _keep(council, temporary, looked, name=name, title=title, by=by, into=into)


def look(path: Path, name: str, *, sha256: str, size: int) -> Looked:
    """Find out kind and pages of the bytes at the path. Raises FileRefused."""
    bounds = limits()
    kind = detect(path, name, bounds)
    try:
        answer = ask("info", path, kind.media_type, seconds=bounds.reading_seconds)
    except ReaderTooSlow as error:
        raise FileRefused(Refusal.TOO_SLOW, name) from error
    except ReaderFailed as error:
        raise FileRefused(Refusal.BROKEN, name) from error
    if problem := answer.get("problem"):
        raise FileRefused(_PROBLEMS[problem], name)
    pages: int | None = answer["pages"]
    if pages is not None and pages > bounds.pages:
        raise FileRefused(Refusal.TOO_MANY_PAGES, name, pages=pages, limit=bounds.pages)
    stated: int | None = answer.get("stated")
    if stated is not None and stated > bounds.pages:
        stated = None
    return Looked(sha256, size, kind.media_type, pages, stated=stated)


def _keep(
    council: Council,
    temporary: IO[bytes],
    looked: Looked,
    *,
    name: str,
    title: str,
    by: User | None,
    into: File | None,
) -> Version:
    key = store.new_key(timezone.now())
    store.write(key, temporary)
    with transaction.atomic():
        if into is None:
            title = one_line(title)[:500] or name.rpartition(".")[0] or name
            file = File.objects.create(council=council, title=title)
        else:
            # The row lock hands out one version number at a time.
            file = File.objects.select_for_update(of=("self",)).get(pk=into.pk)
            if file.council_id != council.pk:
                raise ValueError("the file belongs to another council")
        last = file.versions.aggregate(last=Max("number"))["last"] or 0
        has_text = looked.reads_text and BY_MEDIA_TYPE[looked.media_type].has_text
        version = Version.objects.create(
            file=file,
            number=last + 1,
            name=name,
            key=key,
            sha256=looked.sha256,
            size=looked.size,
            media_type=looked.media_type,
            pages=looked.pages,
            stated_count=looked.stated,
            text_state=Version.TextState.WAITING if has_text else Version.TextState.NONE,
            added_by=by,
        )
        log.record("document.version_added", version, by=by, sha256=looked.sha256, name=name)
        if has_text:
            transaction.on_commit(lambda: _read_later(version.pk), robust=True)
    return version


def _read_later(version_pk: int) -> None:
    from hdnd_portal.documents.tasks import read_text  # noqa: PLC0415 -- the tasks call services

    kick(read_text, version_pk)


def _is_unchanged(file: File, sha256: str) -> bool:
    latest = file.versions.order_by("-number").values_list("sha256", flat=True).first()
    return latest == sha256


@contextmanager
def _spooled(data: Readable, name: str, limit: int) -> Iterator[tuple[IO[bytes], str, int]]:
    """The bytes in a temporary file, with SHA-256 and size; no byte is read past the limit."""
    declared = getattr(data, "size", None)
    if isinstance(declared, int) and declared > limit:
        raise FileRefused(Refusal.TOO_LARGE, name, limit=limit)
    digest = hashlib.sha256()
    size = 0
    with NamedTemporaryFile(prefix="hdnd-") as temporary:
        while piece := data.read(store.CHUNK):
            size += len(piece)
            if size > limit:
                raise FileRefused(Refusal.TOO_LARGE, name, limit=limit)
            digest.update(piece)
            temporary.write(piece)
        if size == 0:
            raise FileRefused(Refusal.EMPTY, name)
        temporary.flush()
        yield temporary, digest.hexdigest(), size
