"""Telling people: rows in the caller's transaction, letters by the worker after its commit."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import local

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log, rehearsing
from hdnd_portal.audit import subject as naming
from hdnd_portal.celery import kick
from hdnd_portal.council.models import Council
from hdnd_portal.notices import letters, tasks
from hdnd_portal.notices.models import Delivery, MailHours, Notice
from hdnd_portal.notices.opening import opening_for
from hdnd_portal.ui.language import in_office_language

_waiting = local()


@dataclass(frozen=True, slots=True)
class Line:
    """One of several things told together: what, the path where it is done, and what it is about.

    `key` makes it told once to each account.
    """

    key: str
    title: str
    body: str
    url: str
    about: models.Model


class SendRefused(Exception):
    """The letter cannot be sent again as it stands."""


@in_office_language
def after_commit(
    event: str,
    *,
    to: Iterable[User],
    about: models.Model | None,
    title: str,
    body: str = "",
    url: str = "",
    email: bool = True,
    urgent: bool = False,
    key: str = "",
    unsubscribe: Callable[[User], str] | None = None,
) -> list[Notice]:
    """Tell accounts of an event: a line in the inbox of each, and a letter where it has an address.

    The rows belong to the caller's transaction: rolled back, nobody is told. `url` is a path of the
    portal. A letter that is not `urgent` waits for the council's mail hours. With a `key`, an
    account that already has the notice of that key gets no second one. Neither title nor body may
    hold protected data. Inactive accounts are left out. Nobody is told of what is only rehearsed.
    `unsubscribe` gives the path at which somebody wants no more letters of the kind.
    """
    if rehearsing.is_rehearsed(about):
        return []
    people = {user.pk: user for user in to if user.is_active}
    if key:
        told = Notice.objects.filter(key=key, recipient__in=people).values_list("recipient", "key")
        for recipient, _key in told:
            del people[recipient]
    if not people:
        return []
    notices = Notice.objects.bulk_create(
        [
            Notice(
                recipient=user,
                event=event,
                title=str(title)[:300],
                body=str(body),
                url=url,
                is_urgent=urgent,
                key=key,
                **_about(about),
            )
            for user in people.values()
        ]
    )
    if email:
        _write_letters(notices, about=about, urgent=urgent, unsubscribe=unsubscribe)
    return notices


@in_office_language
@transaction.atomic
def together(
    event: str, *, to: User, lines: Sequence[Line], title: str, council: Council
) -> list[Notice]:
    """Tell an account several things: a line in the inbox for each, and one letter for all of them.

    `title` heads the letter of more than one. Lines whose key the account has are left out; with
    none left there is no letter. Two callers at once wait for each other at the account's row.
    """
    User.objects.select_for_update(no_key=True).get(pk=to.pk)
    keys = [line.key for line in lines]
    told = set(Notice.objects.filter(recipient=to, key__in=keys).values_list("key", flat=True))
    new = {line.key: line for line in lines if line.key not in told}
    if not new or not to.is_active:
        return []
    notices = Notice.objects.bulk_create(
        [
            Notice(
                recipient=to,
                event=event,
                title=line.title[:300],
                body=line.body,
                url=line.url,
                key=line.key,
                **_about(line.about),
            )
            for line in new.values()
        ]
    )
    if len(notices) == 1:
        _write_letters(notices, about=new[notices[0].key].about, urgent=False)
    else:
        _write_bundle(notices, to=to, title=title, council=council)
    return notices


@in_office_language
def email(
    event: str,
    *,
    address: str,
    name: str,
    subject: str,
    body: str,
    attachments: Sequence[int] = (),
    about: models.Model | None = None,
    by: User | None = None,
    url: str = "",
    phone: str = "",
    key: str = "",
) -> Delivery:
    """Write a letter to somebody who need not have an account; it goes at once, at any hour.

    `attachments` are primary keys of versions; whether `by` may send them out is the caller's to
    ask. With a `key`, the letter of that key is returned where there is one: a job that is done
    again writes no second letter. An empty or wrong address makes a letter that is given up,
    with the reason, so that it stands in the list of those to be telephoned.
    """
    if key and (written := Delivery.objects.filter(key=key).first()):
        return written
    now = timezone.now()
    council = _council(about)
    refusal = _refusal(address)
    letter = Delivery(
        council=council,
        event=event,
        address=address.strip()[:254],
        name=name[:200],
        telephone=phone,
        subject=str(subject)[:300],
        body=letters.text(
            name=name, body=str(body), url=url, council=council.name if council else ""
        ),
        is_urgent=True,
        state=Delivery.State.GIVEN_UP if refusal else Delivery.State.WAITING,
        last_error=refusal,
        next_try_at=now,
        message_id=letters.new_message_id(),
        key=key,
        created_by=by,
        **_about(about),
    )
    try:
        with transaction.atomic():
            letter.save()
            letter.attachments.set(attachments)
    except IntegrityError:
        written = Delivery.objects.filter(key=key).first() if key else None
        if written is None:
            raise
        return written
    if not refusal:
        wake()
    return letter


def to_account(
    event: str, *, to: User, title: str, body: str, council: Council, unsubscribe: str = ""
) -> Delivery | None:
    """Write a letter without a notice, in the council's mail hours; None without an address."""
    if _refusal(to.email):
        return None
    letter = Delivery.objects.create(
        council=council,
        event=event,
        address=to.email,
        name=to.name,
        telephone=to.person.phone if to.person else "",
        subject=title[:300],
        body=letters.text(name=to.name, body=body, council=council.name, unsubscribe=unsubscribe),
        unsubscribe=unsubscribe,
        next_try_at=_opening(council, timezone.now()),
        message_id=letters.new_message_id(),
    )
    wake()
    return letter


def account_letter(event: str, *, address: str, name: str, subject: str, body: str) -> Delivery:
    """Write a letter about an account, urgent and of no council; see `Delivery.is_private`."""
    letter = Delivery.objects.create(
        event=event,
        address=address[:254],
        name=name[:200],
        subject=subject[:300],
        body=body,
        is_urgent=True,
        next_try_at=timezone.now(),
        message_id=letters.new_message_id(),
    )
    wake()
    return letter


@in_office_language
@transaction.atomic
def again(delivery: Delivery, *, by: User, address: str = "") -> Delivery:
    """Send a letter once more that failed or was given up, perhaps to a corrected address.

    Raises SendRefused for one that was sent or is on its way, and for another address of a letter
    that holds somebody's password link.
    """
    delivery = Delivery.objects.select_for_update(of=("self",)).get(pk=delivery.pk)
    if delivery.state not in {Delivery.State.FAILED, Delivery.State.GIVEN_UP}:
        raise SendRefused(f"delivery {delivery.pk} is {delivery.state}")
    if delivery.is_private and address and address != delivery.address:
        raise SendRefused(f"delivery {delivery.pk} goes to its own address only")
    delivery.address = (address or delivery.address).strip()[:254]
    delivery.last_error = _refusal(delivery.address)
    delivery.state = Delivery.State.GIVEN_UP if delivery.last_error else Delivery.State.WAITING
    delivery.attempts = 0
    delivery.next_try_at = timezone.now()
    delivery.save(update_fields=["address", "last_error", "state", "attempts", "next_try_at"])
    log.record("delivery.sent_again", delivery, by=by)
    wake()
    return delivery


def wake() -> None:
    """Have the worker look for letters after the caller's commit, once per commit."""
    _waiting.letters = True
    transaction.on_commit(_wake_worker)


def _wake_worker() -> None:
    if getattr(_waiting, "letters", False):
        _waiting.letters = False
        kick(tasks.deliver)


def _write_letters(
    notices: list[Notice],
    *,
    about: models.Model | None,
    urgent: bool,
    unsubscribe: Callable[[User], str] | None = None,
) -> None:
    addressed = [notice for notice in notices if not _refusal(notice.recipient.email)]
    if not addressed:
        return
    council = _council(about)
    now = timezone.now()
    goes_at = now if urgent else _opening(council, now)
    stops = {
        notice.pk: unsubscribe(notice.recipient) if unsubscribe else "" for notice in addressed
    }
    Delivery.objects.bulk_create(
        [
            Delivery(
                council=council,
                notice=notice,
                event=notice.event,
                address=notice.recipient.email,
                name=notice.recipient.name,
                subject=notice.title,
                body=letters.text(
                    name=notice.recipient.name,
                    body=notice.body or notice.title,
                    url=notice.url,
                    council=council.name if council else "",
                    unsubscribe=stops[notice.pk],
                ),
                unsubscribe=stops[notice.pk],
                is_urgent=urgent,
                next_try_at=goes_at,
                message_id=letters.new_message_id(),
                **_about(about),
            )
            for notice in addressed
        ]
    )
    wake()


def _write_bundle(notices: list[Notice], *, to: User, title: str, council: Council) -> None:
    lines = [
        f"{number}. {notice.title}\n{notice.body}\n{letters.absolute(notice.url)}"
        for number, notice in enumerate(notices, start=1)
    ]
    to_account(notices[0].event, to=to, title=title, body="\n\n".join(lines), council=council)


def _opening(council: Council | None, now: datetime) -> datetime:
    hours = MailHours.objects.filter(council=council).first() if council else None
    return opening_for(hours, now) if hours else now


def _council(about: models.Model | None) -> Council | None:
    key = naming.council_of(about)
    return Council.objects.filter(pk=key).first() if key is not None else None


def _about(record: models.Model | None) -> dict[str, str]:
    if record is None:
        return {}
    return {"about_type": naming.kind_of(record), "about_id": naming.key_of(record)}


def _refusal(address: str) -> str:
    """Why no letter can go to the address, in Vietnamese; empty when one can."""
    if not address.strip():
        return _("Chưa có địa chỉ thư điện tử.")
    try:
        validate_email(address.strip())
    except ValidationError:
        return _("Địa chỉ thư điện tử không đúng: {address}").format(address=address)
    return ""
