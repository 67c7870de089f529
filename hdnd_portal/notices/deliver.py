"""Sending the letters: claim one, send it, note what became of it; then the next.

A letter is claimed in its own short transaction and carries the end of the worker's lease. A worker
that is killed leaves it claimed, and after the lease another one sends it, with the same
Message-ID: the mail caught by the sample set-up is then the same row, and over SMTP the receiver
can tell the copy. Twice is possible only where a worker dies between the server's "250 OK"
and the next commit.
"""

import logging
import smtplib
from datetime import timedelta

from django.conf import settings
from django.core.files.storage import storages
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hdnd_portal.audit import log
from hdnd_portal.notices import letters
from hdnd_portal.notices.models import Delivery
from hdnd_portal.notices.signals import delivery_settled

logger = logging.getLogger(__name__)

# Minutes until the next attempt, after the first, second … one; after the last, it is given up.
PAUSES = (1, 5, 15, 60, 240, 720, 1440)
PERMANENT = range(500, 600)


class _ServerDown(Exception):
    """No letter can be sent now."""


def deliver_due(limit: int = 200) -> int:
    """Send letters that are due, at most `limit`; returns how many were tried.

    A letter that fails is put off and blocks no other. When the mail server itself cannot be
    reached, the rest stay as they are and wait for the next call.
    """
    server = get_connection(fail_silently=False)
    tried = 0
    try:
        while tried < limit and (letter := _claim()):
            tried += 1
            try:
                _send(letter, server)
            except _ServerDown as down:
                _put_off(letter, down.__cause__ or down)
                break
            except Exception as error:
                server.close()
                _put_off(letter, error)
            else:
                _sent(letter)
    finally:
        server.close()
    return tried


@transaction.atomic
def _claim() -> Delivery | None:
    now = timezone.now()
    letter = (
        Delivery.objects.due(now)
        .select_for_update(skip_locked=True, of=("self",))
        .order_by("-is_urgent", "next_try_at", "pk")
        .first()
    )
    if letter is None:
        return None
    if letter.attempts > len(PAUSES):  # its workers have died over it, every time
        letter.state = Delivery.State.GIVEN_UP
        letter.last_error = _("Thư không gửi được; chi tiết có trong nhật ký hệ thống.")
        letter.save(update_fields=["state", "last_error"])
        log.record("delivery.given_up", letter, by=None)
        return _claim()
    letter.state = Delivery.State.SENDING
    letter.attempts += 1
    letter.next_try_at = now + timedelta(seconds=settings.MAIL_LEASE_SECONDS)
    letter.save(update_fields=["state", "attempts", "next_try_at"])
    return letter


def _send(letter: Delivery, server: BaseEmailBackend) -> None:
    message = EmailMessage(
        subject=letter.subject,
        body=letter.body,
        to=[letter.address],
        headers=_headers(letter),
        connection=server,
    )
    for version in letter.attachments.order_by("pk"):
        with storages["default"].open(version.key, "rb") as content:
            message.attach(version.name, content.read(), version.media_type)
    try:
        server.open()
    except (OSError, smtplib.SMTPException) as error:
        raise _ServerDown from error
    server.send_messages([message])


def _headers(letter: Delivery) -> dict[str, str]:
    """The letter's identity, and how a mail program stops letters of its kind (RFC 8058)."""
    headers = {"Message-ID": letter.message_id}
    if letter.unsubscribe:
        headers["List-Unsubscribe"] = f"<{letters.absolute(letter.unsubscribe)}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _sent(letter: Delivery) -> None:
    changes: dict[str, object] = {"sent_at": timezone.now(), "last_error": ""}
    if letter.is_private:
        changes["body"] = ""
    _settle(letter, state=Delivery.State.SENT, **changes)


def _put_off(letter: Delivery, error: BaseException) -> None:
    reason = _reason(error)
    logger.warning("letter %s was not sent: %s: %s", letter.pk, type(error).__name__, error)
    if letter.attempts > len(PAUSES) or _is_permanent(error):
        _settle(letter, state=Delivery.State.GIVEN_UP, last_error=reason)
        log.record("delivery.given_up", letter, by=None)
        return
    pause = timedelta(minutes=PAUSES[letter.attempts - 1])
    _settle(
        letter,
        state=Delivery.State.FAILED,
        last_error=reason,
        next_try_at=timezone.now() + pause,
    )


def _settle(letter: Delivery, **changes: object) -> None:
    """Note the outcome, unless the lease has run out and the letter is somebody else's by now."""
    ours = Delivery.objects.filter(
        pk=letter.pk, state=Delivery.State.SENDING, attempts=letter.attempts
    )
    if not ours.update(**changes):
        logger.warning("letter %s was taken over by another worker", letter.pk)
        return
    letter.refresh_from_db()
    for receiver, answer in delivery_settled.send_robust(Delivery, delivery=letter):
        if isinstance(answer, Exception):
            logger.error("%r failed on letter %s", receiver, letter.pk, exc_info=answer)


def _is_permanent(error: BaseException) -> bool:
    """Whether the receiving side has said that this letter will never be taken."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code in PERMANENT for code, _answer in error.recipients.values())
    return isinstance(error, smtplib.SMTPDataError) and error.smtp_code in PERMANENT


def _reason(error: BaseException) -> str:
    """What the office can do something with; the rest stands in the log."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return _("Máy chủ thư không nhận địa chỉ này.")
    if isinstance(error, smtplib.SMTPDataError):
        return _("Máy chủ thư từ chối nội dung thư.")
    if isinstance(error, FileNotFoundError):
        return _("Không đọc được tệp kèm theo.")
    if isinstance(error, OSError | smtplib.SMTPException):
        return _("Không kết nối được máy chủ thư.")
    return _("Thư không gửi được; chi tiết có trong nhật ký hệ thống.")
