"""The digest: what changed in followed matters, what waits, what is counted for those who lead.

It says what the pages say: the tasks are those of "Việc của tôi", and what may not be seen is asked
anew. A letter travels open: what is protected is a task and no more.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hdnd_portal.accounts.councils import councils_of
from hdnd_portal.accounts.models import RoleAssignment, User
from hdnd_portal.accounts.roles import Role
from hdnd_portal.council.models import Council
from hdnd_portal.legal.calendar import WorkCalendar
from hdnd_portal.legal.public import calendar_for
from hdnd_portal.notices import changes, followed, links, send
from hdnd_portal.notices.letters import absolute
from hdnd_portal.notices.models import Change
from hdnd_portal.ui.language import in_office_language
from hdnd_portal.worklist import registry
from hdnd_portal.worklist.frequencies import Frequency, default_for, is_due, period_of
from hdnd_portal.worklist.models import Digest, DigestChoice
from hdnd_portal.worklist.registry import Bucket, Figure, Task

logger = logging.getLogger(__name__)

EVENT = "digest.sent"
STOP = "stop_digest"
# Of each part; a letter of eighty lines is not read.
SHOWN = 20
# Who gets the first one hears of as many days.
FIRST = timedelta(days=7)
PARTS = (Bucket.OVERDUE, Bucket.TODAY, Bucket.SOON, Bucket.LATER)


@dataclass(frozen=True, slots=True)
class News:
    """One matter that changed: its name, its path, and the changes, the newest first."""

    title: str
    url: str
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class Contents:
    """What a digest of the day holds."""

    on: date
    since: datetime
    tasks: dict[Bucket, list[Task]]
    news: list[News]
    figures: list[Figure]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to send; what waits for others alone is nothing."""
        return not (self.news or self.figures or any(self.tasks[part] for part in PARTS))


def contents_for(user: User, *, on: date, since: datetime) -> Contents:
    """What the digest would say; as many queries for many followed matters as for one."""
    tasks = registry.grouped(registry.tasks_for(user, on), on)
    return Contents(on, since, tasks, _news(user, since), registry.figures_for(user, on))


def since_for(user: User, *, seen: bool = True) -> datetime:
    """When the user last looked: the last digest, and (`seen`) the last time of signing in."""
    last = Digest.objects.filter(user=user, is_empty=False).order_by("-made_at").first()
    known = [moment for moment in (last and last.made_at, seen and user.last_login) if moment]
    return max(known, default=timezone.now() - FIRST)


@in_office_language
def subject_of(contents: Contents) -> str:
    """The head of the letter, with the numbers that matter."""
    late, new = len(contents.tasks[Bucket.OVERDUE]), len(contents.news)
    parts = []
    if late:
        parts.append(ngettext("{n} việc quá hạn", "{n} việc quá hạn", late).format(n=late))
    if new:
        parts.append(ngettext("{n} việc có thay đổi", "{n} việc có thay đổi", new).format(n=new))
    head = _("Bản tin ngày {day}").format(day=f"{contents.on:%d/%m/%Y}")
    return f"{head}: {', '.join(parts)}" if parts else head


@in_office_language
def text_of(contents: Contents) -> str:
    """The digest as plain text, as it is sent and as it is shown before."""
    titles = {
        Bucket.OVERDUE: _("VIỆC QUÁ HẠN"),
        Bucket.TODAY: _("VIỆC HÔM NAY"),
        Bucket.SOON: _("VIỆC SẮP ĐẾN HẠN"),
        Bucket.LATER: _("VIỆC CÒN THỜI GIAN"),
    }
    parts = [
        _part(titles[bucket], [_task_lines(one) for one in contents.tasks[bucket]], "home")
        for bucket in PARTS
    ]
    since = f"{timezone.localtime(contents.since):%H:%M %d/%m/%Y}"
    changed = _("CÓ THAY ĐỔI TRONG VIỆC ĐANG THEO DÕI, TỪ {since}").format(since=since)
    parts.append(_part(changed, [_news_lines(one) for one in contents.news], "notices:following"))
    counted = [f"– {one.label}: {one.count}\n  {absolute(one.url)}" for one in contents.figures]
    parts.append(_part(_("SỐ LIỆU"), counted, "home"))
    return "\n\n".join(part for part in parts if part)


def frequency_of(user: User) -> Frequency:
    """What the user has chosen, or what the own roles get."""
    choice = DigestChoice.objects.filter(user=user).first()
    if choice is not None:
        return Frequency(choice.frequency)
    return default_for(Role(held.role) for held in user.own_assignments)


def choose(user: User, frequency: Frequency) -> None:
    """How often the user wants it from now on."""
    DigestChoice.objects.update_or_create(user=user, defaults={"frequency": frequency.value})


def send_due(*, now: datetime) -> int:
    """Make the digests that are due and not made yet; returns how many were sent.

    Each person is a transaction of its own; one that fails is tried again by the next sweep and
    blocks no other.
    """
    on = timezone.localdate(now)
    sent = 0
    for reader, frequency in _due(on):
        try:
            sent += make(reader, frequency, now=now)
        except Exception:
            logger.exception("digest of account %s was not made", reader.pk)
    return sent


@in_office_language
@transaction.atomic
def make(user: User, frequency: Frequency, *, now: datetime) -> bool:
    """Make and send the digest of the period; False where it was made before or says nothing.

    Two workers at once wait for each other at the constraint of the period.
    """
    on = timezone.localdate(now)
    contents = contents_for(user, on=on, since=since_for(user))
    councils = councils_of(user)
    try:
        with transaction.atomic():
            made = Digest.objects.create(
                user=user,
                frequency=frequency.value,
                starts_on=period_of(frequency, on),
                made_at=now,
                is_empty=contents.is_empty or not councils,
            )
    except IntegrityError:
        return False
    if made.is_empty:
        return False
    send.to_account(
        EVENT,
        to=user,
        title=subject_of(contents),
        body=text_of(contents),
        council=councils[0],
        unsubscribe=stop_path(user),
    )
    return True


def stop_path(user: User) -> str:
    """The path by which the user wants no more digests, without signing in."""
    token = links.make(STOP, user.pk, until=date.max)
    return reverse("stop_digest", kwargs={"token": token})


def _due(on: date) -> Iterable[tuple[User, Frequency]]:
    """Whose digest of the period is due and not made; a few queries for all."""
    held: dict[int, list[RoleAssignment]] = {}
    rows = RoleAssignment.objects.in_force(on).filter(user__is_active=True).exclude(user__email="")
    for row in rows.select_related("council", "user__person").order_by("user", "council__code"):
        held.setdefault(row.user_id, []).append(row)
    chosen = {one.user_id: one for one in DigestChoice.objects.all()}
    made = set(
        Digest.objects.filter(starts_on__gte=on - timedelta(days=31)).values_list(
            "user", "frequency", "starts_on"
        )
    )
    calendars: dict[Council, WorkCalendar] = {}
    for key, roles in held.items():
        user, council, choice = roles[0].user, roles[0].council, chosen.get(key)
        frequency = (
            Frequency(choice.frequency) if choice else default_for(Role(one.role) for one in roles)
        )
        if (key, frequency, period_of(frequency, on)) in made:
            continue
        if council not in calendars:
            calendars[council] = calendar_for(council)
        chosen_on = timezone.localdate(choice.chosen_at if choice else user.date_joined)
        if is_due(frequency, on, calendar=calendars[council], chosen_on=chosen_on):
            yield user, frequency


def _news(user: User, since: datetime) -> list[News]:
    found: dict[tuple[str, str], list[Change]] = {}
    for one in changes.news_for(user, since=since):
        found.setdefault((one.about_type, one.about_id), []).append(one)
    seen = followed.seen(user, found)
    news = []
    for matter, of_matter in found.items():
        if matter in seen:
            kind, record = seen[matter]
            lines = [changes.line_of(one) for one in of_matter]
            news.append(News(str(record), kind.url(record), lines))
    return news


def _part(title: str, items: Sequence[str], route: str) -> str:
    """A heading with its number, and the items as far as they fit."""
    if not items:
        return ""
    lines = [f"{title} ({len(items)})", *items[:SHOWN]]
    hidden = len(items) - SHOWN
    if hidden > 0:
        more = ngettext("… và {n} việc khác", "… và {n} việc khác", hidden).format(n=hidden)
        lines.append(f"{more}: {absolute(reverse(route))}")
    return "\n".join(lines)


def _task_lines(task: Task) -> str:
    due = _(". Hạn: {day}").format(day=f"{task.due_on:%d/%m/%Y}") if task.due_on else ""
    if task.is_protected:
        return f"– {_('Việc có nội dung bảo mật')}{due}\n  {absolute(reverse('home'))}"
    instead = _(" (thay {name})").format(name=task.stands_in_for) if task.stands_in_for else ""
    return f"– {task.what}{instead}: {task.record}{due}\n  {absolute(task.url)}"


def _news_lines(news: News) -> str:
    told = "\n".join(f"  {line}" for line in news.lines)
    return f"– {news.title}\n{told}\n  {absolute(news.url)}"
