"""Checking the digital signatures of PDFs in dossiers, behind their receipt (D11).

What is found stops nobody: a file is taken as it is, and whoever receives or reads it is told.
"""

import structlog
from django.db import transaction
from django.utils import timezone

from hdnd_portal.celery import kick
from hdnd_portal.documents.models import Version
from sessions.answer_signatures import PDF, signatures_in
from sessions.models import SignatureCheck

logger = structlog.get_logger(__name__)


def check_later(version: Version) -> None:
    """After the commit, ask a worker to check a PDF; one whose task is lost is found by a sweep."""
    if version.media_type != PDF:
        return
    from sessions.tasks import check_file_signatures  # noqa: PLC0415 -- the tasks call services

    transaction.on_commit(lambda: kick(check_file_signatures, version.pk), robust=True)


def check_version(version: Version) -> SignatureCheck | None:
    """Look at the signatures of a PDF once and keep what was found; none for another file.

    Safe to run twice, and two at once: the first row stays.
    """
    if version.media_type != PDF:
        return None
    signatures, problem = [], ""
    try:
        signatures = signatures_in(version)
    except FileNotFoundError:
        problem = "FileNotFoundError"
    except Exception as error:  # a hostile file may break any step of the library
        problem = type(error).__name__
        logger.warning("signatures.unread", version=version.pk, error=problem)
    row, _made = SignatureCheck.objects.get_or_create(
        version=version,
        defaults={"signatures": signatures, "problem": problem, "checked_at": timezone.now()},
    )
    return row


def check_waiting(limit: int = 100) -> int:
    """Check PDFs of dossiers that nobody has looked at yet; returns how many."""
    waiting = Version.objects.filter(
        media_type=PDF, file__dossier_file__isnull=False, signature_check__isnull=True
    )
    found = list(waiting.distinct().order_by("-pk")[:limit])
    for version in found:
        check_version(version)
    return len(found)
