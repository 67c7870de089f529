"""Signing a resolution and giving its number, then issuing, sending up and publishing it.

Locks: session, item, resolution, then the register of numbers. The number is taken in the
transaction that signs: a refusal leaves no gap (Decree 30/2020, Art. 15).
"""

import io
from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.utils import timezone

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.documents import registers, store
from hdnd_portal.documents.document_kinds import LEGAL_RESOLUTION
from hdnd_portal.documents.kinds import PDF
from hdnd_portal.documents.models import Document, Version
from hdnd_portal.documents.papers import PaperError, render_pdf
from hdnd_portal.documents.services import Readable, store_made, store_upload
from sessions import signing
from sessions.chain import Step
from sessions.models import Resolution
from sessions.resolution_papers import lines_of, resolution_paper, symbol_of
from sessions.services import chain
from sessions.services.item_states import carry_item, locked_item
from sessions.services.locks import lock_session
from sessions.services.refusals import SessionRefused
from sessions.services.resolutions import locked
from sessions.services.signers import SignerChoice, signers_of
from sessions.workflow import ItemMove
from sessions.workflow.resolution import ResolutionMove, ResolutionState, resolution_after

Stamp = Callable[[bytes], bytes]
KIND = {True: LEGAL_RESOLUTION, False: "NQ"}


def _lock(resolution: Resolution) -> Resolution:
    """The resolution with its item, locked in the order of the whole app."""
    if resolution.item is not None and resolution.session is not None:
        locked_item(lock_session(resolution.session), resolution.item)
    return locked(resolution)


def _carry(resolution: Resolution, move: ItemMove) -> None:
    if resolution.item is not None:
        carry_item(resolution.item, move)


@transaction.atomic
def sign_digitally(
    resolution: Resolution, *, signer: int, on: date, key: bytes, passphrase: str, by: User
) -> Resolution:
    """Ký số và cấp số: one step gives the number, prints it and signs the file with the key.

    `signer` is the person's key among `signers_of`, `on` the day of the paper. The key is used and
    forgotten. Raises SessionRefused (those of `number_for_paper` and of the key), MoveRefused.
    """
    resolution = _lock(resolution)
    now = timezone.now()
    place = resolution.council.place

    def stamp(pdf: bytes) -> bytes:
        try:
            return signing.sign_pdf(pdf, key=key, passphrase=passphrase, place=place, now=now)
        except signing.KeyRefused as refusal:
            raise SessionRefused(refusal.code) from refusal

    _number(resolution, signer=signer, on=on, by=by, stamp=stamp)
    resolution.signature_kind = Resolution.SignatureKind.DIGITAL
    resolution.signed_file = resolution.paper
    _judge(resolution, by=by)
    resolution.save()
    log.record("resolution.signed", resolution, by=by, reference=resolution.reference,
               signer=_signer(resolution), kind="digital")  # fmt: skip
    return resolution


@transaction.atomic
def number_for_paper(resolution: Resolution, *, signer: int, on: date, by: User) -> Resolution:
    """Cấp số cho bản ký giấy: the Chair has signed on paper, the clerk gives number and day.

    The signed paper is scanned afterwards (`attach_signed`). Raises SessionRefused `not_a_signer`,
    `day_before_adoption`, `signed_in_future`, `not_printable`, MoveRefused.
    """
    resolution = _lock(resolution)
    _number(resolution, signer=signer, on=on, by=by)
    resolution.signature_kind = Resolution.SignatureKind.PAPER
    resolution.save()
    log.record("resolution.signed", resolution, by=by, reference=resolution.reference,
               signer=_signer(resolution), kind="paper")  # fmt: skip
    return resolution


def _signer(resolution: Resolution) -> str:
    return resolution.signer.name if resolution.signer else ""


def _number(
    resolution: Resolution, *, signer: int, on: date, by: User, stamp: Stamp | None = None
) -> None:
    """Take the number, print the paper with it, and carry record and item."""
    after = resolution_after(ResolutionState(resolution.state), ResolutionMove.SIGN)
    if on > timezone.localdate():
        raise SessionRefused("signed_in_future")
    if on < resolution.adopted_on:
        raise SessionRefused("day_before_adoption", day=resolution.adopted_on)
    choice = _choice(resolution, signer, on)
    document = registers.take_number(
        resolution.council,
        kind=KIND[resolution.is_legal],
        symbol=symbol_of(resolution),
        on=on,
        by=by,
        summary=resolution.title,
        signer=choice.person,
        recipients="; ".join(lines_of(resolution.recipients)),
        kept_by=resolution.archive,
    )
    resolution.document, resolution.signer = document, choice.person
    resolution.signer_block = list(choice.block)
    resolution.signed_on = on
    resolution.paper = _print(resolution, document, on, by=by, stamp=stamp)
    registers.attach_papers(document, pdf=resolution.paper.pk)
    resolution.state = after
    _carry(resolution, ItemMove.SIGN)
    resolution.save()
    chain.plan_resolution(resolution)
    step = chain.step_of(resolution, Step.AUTHENTICATE)
    if step is not None:
        chain.mark(step, on=on, by=by, reference=document.reference, proof=resolution.paper)


def _choice(resolution: Resolution, signer: int, on: date) -> SignerChoice:
    for choice in signers_of(resolution, on=on):
        if choice.person.pk == signer:
            return choice
    raise SessionRefused("not_a_signer")


def _print(
    resolution: Resolution, document: Document, on: date, *, by: User, stamp: Stamp | None
) -> Version:
    try:
        content = render_pdf(resolution_paper(resolution, number=document.number, on=on))
    except PaperError as error:
        raise SessionRefused("not_printable") from error
    if stamp is not None:
        content = stamp(content)
    name = f"NQ {document.reference.replace('/', '-')}.pdf"
    return store_made(
        resolution.council,
        data=io.BytesIO(content),
        name=name,
        media_type=PDF.media_type,
        by=by,
        title=f"{document.reference} {resolution.title}",
    )


@transaction.atomic
def attach_signed(
    resolution: Resolution, *, data: Readable, name: str, compared: bool, by: User
) -> Resolution:
    """Nộp bản đã ký: the scan of the signed paper, or the file signed with a token elsewhere.

    A signature in the file is checked and shown; a scan is vouched for by who compared it. Raises
    SessionRefused `not_signed_yet`, `scan_not_compared`, `signed_not_pdf`, `signature_broken`,
    FileRefused.
    """
    resolution = _lock(resolution)
    if ResolutionState(resolution.state) is not ResolutionState.SIGNED:
        raise SessionRefused("not_signed_yet")
    version = store_upload(
        resolution.council, data=data, name=name, by=by, title=f"{resolution.reference} (đã ký)"
    )
    if version.media_type != PDF.media_type:
        raise SessionRefused("signed_not_pdf")
    found = signing.signatures_of(_bytes(version))
    if any(not (one.is_intact and one.is_valid) for one in found):
        raise SessionRefused("signature_broken")
    if not found and not compared:
        raise SessionRefused("scan_not_compared")
    kinds = Resolution.SignatureKind
    resolution.signature_kind = kinds.DIGITAL if found else kinds.PAPER
    resolution.signed_file = version
    _judge(resolution, by=by, compared=compared)
    resolution.save()
    document = resolution.document
    assert document is not None  # noqa: S101 -- the constraint signed_resolution_has_number
    registers.attach_papers(document, pdf=version.pk)
    log.record("resolution.signed_file_added", resolution, by=by, sha256=version.sha256)
    return resolution


def _bytes(version: Version) -> bytes:
    with store.open_blob(version.key) as file:
        return bytes(file.read())


def _judge(resolution: Resolution, *, by: User, compared: bool = False) -> None:
    """Write down what the check of the signed file found, who did it and when."""
    signed, paper = resolution.signed_file, resolution.paper
    assert signed is not None  # noqa: S101 -- the callers have set it
    assert paper is not None  # noqa: S101 -- printed when the number was given
    content = _bytes(signed)
    found = signing.signatures_of(content)
    resolution.signature_report = {
        "signatures": signing.as_rows(found),
        # Signed as printed here: the file begins with the very bytes of the paper.
        "is_our_paper": signed.pk == paper.pk or content.startswith(_bytes(paper)),
        "compared": compared,
        "pages": signed.pages,
        "sha256": signed.sha256,
        "checked_by": by.name,
        "checked_at": timezone.now().isoformat(),
    }


@transaction.atomic
def check_again(resolution: Resolution, *, by: User) -> Resolution:
    """Kiểm tra lại chữ ký của tệp đang lưu. Raises SessionRefused `no_signed_file`."""
    resolution = locked(resolution)
    if resolution.signed_file is None:
        raise SessionRefused("no_signed_file")
    _judge(resolution, by=by, compared=bool(resolution.signature_report.get("compared")))
    resolution.save(update_fields=["signature_report"])
    log.record("resolution.signature_checked", resolution, by=by)
    return resolution


@transaction.atomic
def withdraw_number(resolution: Resolution, *, reason: str, by: User) -> Resolution:
    """Bỏ số trước khi phát hành: the number stays in the register as void; the text is reworked.

    Raises SessionRefused `reason_missing`, MoveRefused.
    """
    resolution = _lock(resolution)
    if not reason.strip():
        raise SessionRefused("reason_missing")
    after = resolution_after(ResolutionState(resolution.state), ResolutionMove.WITHDRAW_NUMBER)
    document = resolution.document
    assert document is not None  # noqa: S101 -- the constraint signed_resolution_has_number
    reference = document.reference
    registers.void_number(document, reason=reason, by=by)
    resolution.document = resolution.signer = resolution.signed_on = None
    resolution.paper = resolution.signed_file = None
    resolution.signer_block, resolution.signature_report = [], {}
    resolution.check_report = []
    resolution.signature_kind = Resolution.SignatureKind.NONE
    resolution.state = after
    resolution.save()
    _carry(resolution, ItemMove.UNSIGN)
    step = chain.step_of(resolution, Step.AUTHENTICATE)
    if step is not None:
        step.done_on = step.done_by = step.proof = None
        step.reference = ""
        step.save()
    chain.plan_resolution(resolution)
    log.record("resolution.number_withdrawn", resolution, by=by, reference=reference, reason=reason)
    return resolution


@transaction.atomic
def issue(resolution: Resolution, *, by: User) -> Resolution:
    """Phát hành: the signed file goes out; what it replaces or repeals ends with its effect.

    Raises SessionRefused `no_signed_file`, `scan_not_compared`, MoveRefused.
    """
    resolution = _lock(resolution)
    after = resolution_after(ResolutionState(resolution.state), ResolutionMove.ISSUE)
    if resolution.signed_file is None:
        raise SessionRefused("no_signed_file")
    resolution.state = after
    resolution.save(update_fields=["state"])
    _carry(resolution, ItemMove.ISSUE)
    log.record("resolution.issued", resolution, by=by, reference=resolution.reference)
    return resolution


@transaction.atomic
def send_up(
    resolution: Resolution,
    *,
    on: date,
    today: date,
    by: User,
    reference: str = "",
    proof: Version | None = None,
) -> Resolution:
    """Gửi Ủy ban Thường vụ Quốc hội, with what proves it (SES-22).

    Raises SessionRefused `done_in_future`, `step_without_proof`, `step_too_early`, MoveRefused.
    """
    resolution = _lock(resolution)
    after = resolution_after(ResolutionState(resolution.state), ResolutionMove.SEND_UP)
    if on > today:
        raise SessionRefused("done_in_future")
    if resolution.signed_on is None or on < resolution.signed_on:
        raise SessionRefused("step_too_early")
    if not reference.strip() and proof is None:
        raise SessionRefused("step_without_proof")
    step = chain.step_of(resolution, Step.TO_UBTVQH)
    if step is not None:
        chain.mark(step, on=on, by=by, reference=reference, proof=proof)
    resolution.state = after
    resolution.save(update_fields=["state"])
    _carry(resolution, ItemMove.SEND_UP)
    log.record("resolution.sent_up", resolution, by=by, on=on.isoformat(), to=reference)
    return resolution


@transaction.atomic
def publish(resolution: Resolution, *, by: User) -> Resolution:
    """Đã công bố: once the chain says where and when it was published.

    Raises SessionRefused `not_published_yet`, MoveRefused.
    """
    resolution = _lock(resolution)
    after = resolution_after(ResolutionState(resolution.state), ResolutionMove.PUBLISH)
    wanted = {Step.PUBLISH, *({Step.TO_GAZETTE} if resolution.is_legal else set())}
    if resolution.steps.filter(step__in=wanted, done_on=None).exists():
        raise SessionRefused("not_published_yet")
    resolution.state = after
    resolution.save(update_fields=["state"])
    log.record("resolution.published", resolution, by=by, reference=resolution.reference)
    return resolution
