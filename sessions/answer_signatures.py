"""Signatures in the files of a written answer: whose they are, and whether they hold."""

from collections.abc import Iterable
from typing import Any

from hdnd_portal.documents import store
from hdnd_portal.documents.models import Version
from sessions import signing

PDF = "application/pdf"


def signature_rows(versions: Iterable[Version], *, person: str) -> list[dict[str, Any]]:
    """Each file with its signatures, and whether the person questioned made them (QST-9).

    A file without one is a scan, or no PDF. Nothing is asked outside: that a certificate was
    revoked is not noticed.
    """
    return [
        {
            "version": version.pk,
            "name": version.name,
            "is_pdf": version.media_type == PDF,
            "signatures": [
                {**row, "is_of_person": _same_name(row["signer"], person)}
                for row in signatures_in(version)
            ],
        }
        for version in versions
    ]


def holds(rows: Iterable[dict[str, Any]]) -> bool:
    """Whether no signature among them is broken."""
    return all(one["is_intact"] and one["is_valid"] for row in rows for one in row["signatures"])


def signatures_in(version: Version) -> list[dict[str, Any]]:
    """The signatures of a stored file as plain values; none of what is no PDF."""
    if version.media_type != PDF:
        return []
    with store.open_blob(version.key) as blob:
        return signing.as_rows(signing.signatures_of(blob.read()))


def _same_name(certificate: str, person: str) -> bool:
    """Certificates often add a title or an office to the name of the person."""
    return " ".join(person.lower().split()) in " ".join(certificate.lower().split())
