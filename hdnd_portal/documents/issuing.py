"""Issuing a paper: the number of its register, and both files as they were printed.

Locks: the register, which lets one paper of its kind through at a time. Both files are made inside,
so that a paper that cannot be printed takes no number.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO

from hdnd_portal.accounts.models import User
from hdnd_portal.council.models import Council, Person
from hdnd_portal.documents import registers
from hdnd_portal.documents.kinds import DOCX, PDF, Kind
from hdnd_portal.documents.models import Document, Version
from hdnd_portal.documents.papers import Paper, Signature, render_docx, render_pdf
from hdnd_portal.documents.services import store_made


def issue_document(
    council: Council,
    draft: Paper,
    *,
    kind: str,
    person: Person,
    signature: Signature,
    on: date,
    by: User,
    check: Callable[[], None] = lambda: None,
) -> Document:
    """Number the draft and keep PDF and DOCX; call it in the transaction that issues the paper.

    `check` is asked once the register is held: whoever held it before may have issued the same.
    Raises PaperError, and what `check` raises; then the number was never taken.
    """
    draft = replace(draft, marks=(), signatures=(signature,))
    document = _numbered(council, draft, kind, person, on, by)
    check()
    assert document.number is not None  # noqa: S101 -- just taken
    paper = draft.numbered(document.number, on)
    pdf, docx = render_pdf(paper), render_docx(paper)
    return registers.attach_papers(
        document,
        pdf=_kept(document, pdf, PDF, by).pk,
        docx=_kept(document, docx, DOCX, by).pk,
    )


def _numbered(
    council: Council, draft: Paper, kind: str, person: Person, on: date, by: User
) -> Document:
    assert draft.number is not None  # noqa: S101 -- every paper that is issued bears a number
    to = draft.recipients.items if draft.recipients else ()
    return registers.take_number(
        council,
        kind=kind,
        symbol=draft.number.code.removeprefix(f"{kind}-"),
        on=on,
        by=by,
        summary=draft.summary,
        signer=person,
        recipients="; ".join([*draft.addressees, *to]),
        kept_by=draft.recipients.archive if draft.recipients else "VT",
    )


def _kept(document: Document, content: bytes, kind: Kind, by: User) -> Version:
    name = document.reference.replace("/", "-")
    return store_made(
        document.council,
        data=BytesIO(content),
        name=f"{name}.{'pdf' if kind is PDF else 'docx'}",
        media_type=kind.media_type,
        by=by,
        title=f"{document.reference} {document.summary}"[:500],
    )
