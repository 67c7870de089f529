"""The registers: giving numbers to documents, one at a time, without a gap."""

from datetime import date

from django.db import transaction

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.council.models import Council, Person
from hdnd_portal.documents.document_kinds import KINDS, reference, sequence_of
from hdnd_portal.documents.models import Document, Register
from hdnd_portal.documents.names import one_line


class NumberRefused(Exception):
    """A number cannot be given or given up."""


@transaction.atomic
def take_number(
    council: Council,
    *,
    kind: str,
    symbol: str,
    on: date,
    by: User | None,
    summary: str,
    signer: Person | None = None,
    recipients: str = "",
    kept_by: str = "",
    copies: int | None = None,
    document: Document | None = None,
) -> Document:
    """Issue a document: give it the next number of its register, on the day it is issued.

    Call it in the transaction that issues the paper: if that fails, the number was never taken.
    The register's row is locked until then, so numbers come one after another and without a gap;
    each year begins at 01 (Decree 30/2020, Art. 15). `document` is a draft to be numbered; without
    it a new one is made. Raises NumberRefused for an unknown kind or a document already numbered.
    """
    symbol = one_line(symbol)
    if kind not in KINDS or not symbol:
        raise NumberRefused(f"no such kind of document: {kind!r} {symbol!r}")
    register = _locked_register(council, sequence_of(kind), symbol, on.year)
    if document is None:
        document = Document(council=council, created_by=by)
    else:
        document = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
        if document.state != Document.State.DRAFT or document.council_id != council.pk:
            raise NumberRefused(f"document {document.pk} is {document.state}")
    register.last_number += 1
    register.save(update_fields=["last_number"])
    document.kind = kind
    document.register = register
    document.number = register.last_number
    document.reference = reference(kind, register.last_number, symbol, on=on)
    document.issued_on = on
    document.summary = one_line(summary)[:500]
    document.signer = signer
    document.recipients = recipients
    document.kept_by = kept_by
    document.copies = copies
    document.state = Document.State.ISSUED
    document.save()
    log.record("document.numbered", document, by=by, reference=document.reference)
    return document


@transaction.atomic
def void_number(document: Document, *, reason: str, by: User) -> Document:
    """Give a number up: it stays in the register as void, with the reason, and is never reused.

    Raises NumberRefused unless the document is issued and a reason is given.
    """
    document = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    reason = one_line(reason)
    if document.state != Document.State.ISSUED or not reason:
        raise NumberRefused(f"document {document.pk} is {document.state}")
    document.state = Document.State.VOID
    document.void_reason = reason[:200]
    document.save(update_fields=["state", "void_reason"])
    log.record("document.number_voided", document, by=by, reason=document.void_reason)
    return document


@transaction.atomic
def attach_papers(
    document: Document, *, pdf: int | None = None, docx: int | None = None
) -> Document:
    """Keep the rendered paper with its document, once (keys of versions)."""
    document = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    document.pdf_id = pdf or document.pdf_id
    document.docx_id = docx or document.docx_id
    document.save(update_fields=["pdf", "docx"])
    return document


def _locked_register(council: Council, kind: str, symbol: str, year: int) -> Register:
    """The register's row, locked; made when the year begins."""
    Register.objects.get_or_create(council=council, kind=kind, symbol=symbol, year=year)
    return Register.objects.select_for_update().get(
        council=council, kind=kind, symbol=symbol, year=year
    )
