"""Digital signatures on PDF (PAdES): made with a PKCS#12 key, and checked.

The key is used once, in memory, and is never stored. A signature is worth what its certificate is:
the roots that are trusted come from the setting SIGNATURE_ROOTS_FILE (PEM); without it a signature
can be found unbroken, but nobody vouches for who made it.
"""

import io
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from asn1crypto import pem, x509
from django.conf import settings
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from hdnd_portal.ui.refusals import Refused

FIELD = "ChuKy"
MAX_KEY_BYTES = 64 * 1024


class KeyRefused(Refused):
    """The key cannot sign; `code` names the sentence: `key_unreadable`, `key_expired` …"""


@dataclass(frozen=True, slots=True)
class SignatureFound:
    """One signature of a PDF: whose, when, and whether it holds."""

    signer: str
    issuer: str
    serial: str
    valid_from: str
    valid_to: str
    signed_at: str  # as the signer's machine says, where no time stamp stands
    has_timestamp: bool
    is_intact: bool  # the bytes it covers are as they were
    is_valid: bool  # and the signature was made with the key of the certificate
    covers_all: bool  # nothing was added to the file after it
    is_trusted: bool  # a trusted root stands behind the certificate
    algorithm: str
    problem: str = ""


def _load(key: bytes, passphrase: str) -> tuple[signers.SimpleSigner, x509.Certificate]:
    if len(key) > MAX_KEY_BYTES:
        raise KeyRefused("key_unreadable")
    signer = signers.SimpleSigner.load_pkcs12_data(
        pkcs12_bytes=key, other_certs=[], passphrase=passphrase.encode()
    )
    if signer is None or signer.signing_cert is None:
        # The library says only that it failed: a wrong password and a wrong file look the same.
        raise KeyRefused("key_unreadable")
    return signer, signer.signing_cert


def sign_pdf(pdf: bytes, *, key: bytes, passphrase: str, place: str, now: datetime) -> bytes:
    """The PDF with a PAdES signature over all of it. Raises KeyRefused."""
    try:
        signer, certificate = _load(key, passphrase)
    except (ValueError, TypeError, OSError) as error:
        raise KeyRefused("key_unreadable") from error
    if not certificate.not_valid_before <= now <= certificate.not_valid_after:
        raise KeyRefused("key_expired")
    usage = certificate.key_usage_value
    if usage is not None and not {"digital_signature", "non_repudiation"} & usage.native:
        raise KeyRefused("key_not_for_signing")
    metadata = signers.PdfSignatureMetadata(
        field_name=FIELD,
        location=place,
        reason="Ký chứng thực",
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
    )
    out = io.BytesIO()
    try:
        signers.PdfSigner(metadata, signer=signer).sign_pdf(
            IncrementalPdfFileWriter(io.BytesIO(pdf)), output=out
        )
    except (SigningError, PdfError) as error:
        raise KeyRefused("key_cannot_sign") from error
    return out.getvalue()


def _roots() -> list[x509.Certificate]:
    """The trusted roots of the deployment; none where the setting is empty."""
    path = settings.SIGNATURE_ROOTS_FILE
    if not path:
        return []
    content = Path(path).read_bytes()
    return [x509.Certificate.load(der) for _kind, _headers, der in pem.unarmor(content, True)]


def signatures_of(pdf: bytes) -> list[SignatureFound]:
    """Every signature of a PDF with what was found about it; none for an unsigned file.

    Nothing is fetched from outside: no revocation list is asked, so a revoked key is not noticed.
    """
    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=False)
        embedded = list(reader.embedded_regular_signatures)
    except (PdfError, ValueError, KeyError):
        return []
    roots = _roots()
    return [_judge(one, roots) for one in embedded]


def _judge(signature: Any, roots: list[x509.Certificate]) -> SignatureFound:
    certificate = signature.signer_cert
    common = {
        "signer": _name(certificate.subject),
        "issuer": _name(certificate.issuer),
        "serial": format(certificate.serial_number, "X"),
        "valid_from": certificate.not_valid_before.isoformat(),
        "valid_to": certificate.not_valid_after.isoformat(),
        "signed_at": _stamp(signature.self_reported_timestamp),
        "algorithm": str(signature.md_algorithm).upper(),
    }
    moment = signature.self_reported_timestamp
    context = ValidationContext(
        trust_roots=roots, allow_fetching=False, moment=moment, best_signature_time=moment
    )
    try:
        status = validate_pdf_signature(signature, signer_validation_context=context)
    except Exception as error:  # a hostile file may break any step of the library
        return SignatureFound(
            **common,
            has_timestamp=False,
            is_intact=False,
            is_valid=False,
            covers_all=False,
            is_trusted=False,
            problem=type(error).__name__,
        )
    return SignatureFound(
        **common,
        has_timestamp=status.timestamp_validity is not None,
        is_intact=bool(status.intact),
        is_valid=bool(status.valid),
        covers_all=status.coverage is not None and status.coverage.name == "ENTIRE_FILE",
        is_trusted=bool(status.trusted),
    )


def _name(name: x509.Name) -> str:
    native = name.native
    common = native.get("common_name") or name.human_friendly
    return common if isinstance(common, str) else ", ".join(common)


def _stamp(moment: datetime | None) -> str:
    return moment.astimezone(UTC).isoformat() if moment else ""


def as_rows(found: list[SignatureFound]) -> list[dict[str, Any]]:
    """The findings as plain values, to be kept with the record."""
    return [asdict(one) for one in found]
