"""What changed in followed matters: read from the trail, told once it has been quiet a while.

The trail is the record of what happened, written with the event itself. Its links are numbered in
the order in which they can be seen, so that nothing is passed over however long a transaction took.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import models, transaction
from django.db.models import Max, Min
from django.utils import timezone
from django.utils.translation import gettext as _

from hdnd_portal.accounts.models import User
from hdnd_portal.audit.models import Entry
from hdnd_portal.audit.sealing import seal_entries
from hdnd_portal.notices import followed, send
from hdnd_portal.notices.models import Change, Follow, Notice, ReadUpTo
from hdnd_portal.notices.stopping import stop_path
from hdnd_portal.ui.language import in_office_language

EVENT = "matter.changed"
BATCH = 2000
# What happens to a matter within this time is told together.
QUIET = timedelta(minutes=10)
# Somebody who was told by the act itself, give or take, is not told again.
SAME_TIME = timedelta(minutes=2)

Matter = tuple[str, str]


def gather() -> int:
    """Note what changed in followed matters since the trail was last read; returns how many.

    Callers at once wait for each other at the mark.
    """
    seal_entries()
    noted = 0
    while (step := _gather_batch()) is not None:
        noted += step
    return noted


@transaction.atomic
def _gather_batch() -> int | None:
    """Read on; None where all is read."""
    mark = _mark()
    last = Entry.objects.aggregate(last=Max("sequence"))["last"] or 0
    if last <= mark.sequence:
        return None
    events = {event for kind in followed.kinds() for event in kind.events}
    entries = list(
        Entry.objects.filter(
            sequence__gt=mark.sequence, sequence__lte=last, event__in=events
        ).order_by("sequence")[:BATCH]
    )
    noted = _note(entries)
    mark.sequence = (entries[-1].sequence or last) if len(entries) == BATCH else last
    mark.save(update_fields=["sequence"])
    return noted


def _mark() -> ReadUpTo:
    """The mark, under lock. Where there is none, nobody was told of what came before the first
    who follows anything.
    """
    mark = ReadUpTo.objects.select_for_update().first()
    if mark is None:
        first = Follow.objects.aggregate(first=Min("created_at"))["first"] or timezone.now()
        before = Entry.objects.filter(at__lt=first).aggregate(last=Max("sequence"))["last"]
        ReadUpTo.objects.bulk_create([ReadUpTo(sequence=before or 0)], ignore_conflicts=True)
        mark = ReadUpTo.objects.select_for_update().get()
    return mark


def _note(entries: Sequence[Entry]) -> int:
    found: list[tuple[Matter, Entry]] = []
    for kind in followed.kinds():
        telling = [entry for entry in entries if entry.event in kind.events]
        found += [
            ((kind.label, one.subject_id), one) for one in telling if one.subject_type == kind.label
        ]
        for model, through in kind.through.items():
            others = [one for one in telling if one.subject_type == model._meta.label_lower]
            led = dict(through({one.subject_id for one in others})) if others else {}
            found += [
                ((kind.label, led[one.subject_id]), one) for one in others if one.subject_id in led
            ]
    keys = {key for (_label, key), _entry in found}
    known = set(Follow.objects.filter(about_id__in=keys).values_list("about_type", "about_id"))
    rows = [
        Change(about_type=matter[0], about_id=matter[1], entry=entry, at=entry.at)
        for matter, entry in found
        if matter in known
    ]
    Change.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def tell_due(now: datetime) -> int:
    """Tell of the matters that have had something to tell for a while; returns how many notices.

    Each matter is a transaction of its own, and what another worker tells of is passed over.
    """
    waiting = Change.objects.filter(told_at=None).order_by().values_list("about_type", "about_id")
    due = waiting.annotate(first=Min("at")).filter(first__lte=now - QUIET)
    return sum(len(_tell((label, key), now=now)) for label, key, _first in list(due))


@in_office_language
@transaction.atomic
def _tell(matter: Matter, *, now: datetime) -> list[Notice]:
    changes = list(
        Change.objects.filter(about_type=matter[0], about_id=matter[1], told_at=None)
        .select_for_update(of=("self",), skip_locked=True)
        .select_related("entry")
        .order_by("at", "pk")
    )
    told: list[Notice] = []
    for user, of_user in _by_reader(matter, changes):
        told += _tell_reader(matter, of_user, user)
    Change.objects.filter(pk__in=[one.pk for one in changes]).update(told_at=now)
    return told


def _by_reader(matter: Matter, changes: Sequence[Change]) -> Iterable[tuple[User, list[Change]]]:
    """Who follows it, with what each has not heard of and has not done."""
    follows = Follow.objects.filter(
        about_type=matter[0], about_id=matter[1], user__is_active=True
    ).select_related("user")
    heard = _heard_directly(changes)
    for follow in follows.order_by("pk"):
        new = [
            one
            for one in changes
            if one.at >= follow.created_at
            and one.entry.actor_id != follow.user_id
            and (follow.user_id, one.pk) not in heard
        ]
        if new:
            yield follow.user, new


def _heard_directly(changes: Iterable[Change]) -> set[tuple[int, int]]:
    """Keys of account and change, where the act itself has told the account."""
    found: set[tuple[int, int]] = set()
    for one in changes:
        told = Notice.objects.filter(
            about_type=one.entry.subject_type,
            about_id=one.entry.subject_id,
            event=one.entry.event,
            created_at__range=(one.at - SAME_TIME, one.at + SAME_TIME),
        )
        found |= {(user, one.pk) for user in told.values_list("recipient", flat=True)}
    return found


def _tell_reader(matter: Matter, changes: Sequence[Change], user: User) -> list[Notice]:
    """Tell one account, if it may still see the matter."""
    label, key = matter
    seen = followed.seen(user, [matter]).get(matter)
    if seen is None:
        return []
    kind, record = seen
    body = "\n".join(f"– {line_of(one)}" for one in changes)
    return send.after_commit(
        EVENT,
        to=[user],
        about=record,
        title=_("Có thay đổi: {what}").format(what=record),
        body=body,
        url=kind.url(record),
        key=f"matter-{changes[-1].pk}",
        unsubscribe=lambda reader: stop_path(reader, label, key),
    )


def line_of(change: Change) -> str:
    """When, and what."""
    words = followed.words_of(change.about_type, change.entry)
    return f"{timezone.localtime(change.at):%H:%M %d/%m/%Y}: {words}"


def news_for(user: User, *, since: datetime) -> models.QuerySet[Change]:
    """What others did since then in matters the user follows, the newest first.

    Which of these matters the user may still see is the caller's to ask, by `followed.seen`.
    """
    follows = Follow.objects.visible_to(user).filter(
        about_type=models.OuterRef("about_type"),
        about_id=models.OuterRef("about_id"),
        created_at__lte=models.OuterRef("at"),
    )
    rows = Change.objects.filter(models.Exists(follows), at__gt=since)
    return rows.exclude(entry__actor=user).select_related("entry").order_by("-at", "-pk")
