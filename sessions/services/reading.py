"""A delegate's reading: receipts and private notes."""

from django.db import transaction
from django.utils import timezone

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import Role
from hdnd_portal.council.models import Mandate
from hdnd_portal.documents.models import Version
from hdnd_portal.secret_text import decrypted, encrypted
from sessions.models import CouncilSession, FrozenFile, Note, ReadingReceipt
from sessions.services.refusals import SessionRefused


@transaction.atomic
def open_version(session: CouncilSession, version: Version, *, by: User) -> ReadingReceipt | None:
    """Keep that a delegate opened a frozen paper for the first time (A9); others leave no receipt.

    Raises SessionRefused `not_frozen` for a version that is not in the session's manifest.
    """
    if not FrozenFile.objects.filter(freeze__session=session, version=version).exists():
        raise SessionRefused("not_frozen")
    if not by.has_role(Role.DELEGATE, council=session.council_id):
        return None
    receipt, _made = ReadingReceipt.objects.get_or_create(
        user=by, version=version, defaults={"session": session, "opened_at": timezone.now()}
    )
    return receipt


@transaction.atomic
def read_to_page(receipt: ReadingReceipt, *, page: int) -> ReadingReceipt:
    """Keep how far the paper was read; the last page makes it read through. Never goes back."""
    receipt = ReadingReceipt.objects.select_for_update(of=("self",)).get(pk=receipt.pk)
    last = receipt.version.pages or 1
    receipt.last_page = max(receipt.last_page, min(page, last))
    if receipt.last_page >= last and receipt.read_through_at is None:
        receipt.read_through_at = timezone.now()
    receipt.save(update_fields=["last_page", "read_through_at"])
    return receipt


@transaction.atomic
def mark_read(session: CouncilSession, version: Version, *, by: User) -> ReadingReceipt | None:
    """The delegate says the paper is read through."""
    receipt = open_version(session, version, by=by)
    return read_to_page(receipt, page=version.pages or 1) if receipt else None


@transaction.atomic
def write_note(
    session: CouncilSession,
    *,
    text: str,
    by: User,
    version: Version | None = None,
    page: int | None = None,
) -> Note:
    """Keep a private note, encrypted; only its writer ever reads it, and no trail holds its words.

    Raises SessionRefused `note_empty`.
    """
    if not text.strip():
        raise SessionRefused("note_empty")
    return Note.objects.create(
        user=by, session=session, version=version, page=page, secret_text=encrypted(text)
    )


def note_text(note: Note, *, by: User) -> str:
    """The words of a note, for its writer alone. Raises PermissionError for anybody else."""
    if note.user_id != by.pk:
        raise PermissionError("a note belongs to its writer")
    return decrypted(note.secret_text)


@transaction.atomic
def delete_note(note: Note, *, by: User) -> None:
    """Erase a note. Raises PermissionError for anybody but its writer."""
    if note.user_id != by.pk:
        raise PermissionError("a note belongs to its writer")
    note.delete()


def mandate_of(user: User, session: CouncilSession) -> Mandate | None:
    """The seat the user holds on the opening day of the session."""
    if user.person_id is None:
        return None
    seats = Mandate.objects.in_office(session.opening_on)
    return seats.filter(term=session.term_id, person=user.person_id).first()


def receipt_of(user: User, version: Version) -> ReadingReceipt | None:
    """The user's receipt for the version."""
    return ReadingReceipt.objects.filter(user=user, version=version).first()
