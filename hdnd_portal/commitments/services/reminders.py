"""Reminding of commitments of which the agency owes word: one daily sweep, each rung once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.translation import gettext as _

from hdnd_portal.accounts import recipients
from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import INSIDE, Role
from hdnd_portal.commitments.ladder import AFTER, KEYS, Rung, escalated_up_to, rung_on
from hdnd_portal.commitments.models import Commitment, EscalationStep
from hdnd_portal.commitments.services.following import desk, page_of
from hdnd_portal.commitments.wordings import key_of
from hdnd_portal.council.heads import heads_of
from hdnd_portal.council.models import Agency, Council, Post
from hdnd_portal.documents.released import Words, words_of
from hdnd_portal.legal.public import calendar_for, register_for
from hdnd_portal.legal.words import day_with_weekday
from hdnd_portal.notices import send
from hdnd_portal.notices.models import Notice
from hdnd_portal.ui.language import in_office_language

EVENT = "commitment.reminded"
LEADERS = (Role.OFFICER, Role.OFFICE_HEAD)
ABOVE = (Role.STANDING_COMMITTEE, Role.CHAIR)


def remind_all(*, on: date) -> int:
    """Remind in every council to which something is owed; returns how many notices were new."""
    owed = Commitment.objects.awaited().filter(due_on__isnull=False)
    councils = Council.objects.filter(pk__in=owed.values("council")).order_by("pk")
    return sum(len(remind(council, on=on)) for council in councils)


@in_office_language
def remind(council: Council, *, on: date) -> list[Notice]:
    """Tell the agencies what is due soon, is due, or was missed; the office what was missed, then
    the heads of the agencies, and the Standing Committee what has been missed so long that a
    further step is to be decided. A head without an account that sees it gets a letter to the
    agency's address, one for what was due on one day.

    Each person is told once per commitment, due day and rung; several at once come in one letter.
    On a day off nothing is told. Every person is a transaction of its own.
    """
    calendar, register = calendar_for(council), register_for(council)
    if not calendar.is_working(on):
        return []
    words = words_of(council)
    rules = {rung: register.find(key, on=on) for rung, key in KEYS.items()}
    rows = (
        Commitment.objects.awaited()
        .filter(council=council, due_on__isnull=False)
        .for_list()
        .prefetch_related("contributors")
        .order_by("due_on", "pk")
    )
    office = list(recipients.holders(council, LEADERS, on=on))
    above = list(recipients.holders(council, ABOVE, on=on))
    desks: dict[models.Model, list[User]] = {}
    lines: dict[User, list[send.Line]] = {}
    unheard: dict[tuple[Agency, date], list[Commitment]] = {}
    heads = _Heads.of(rows, on=on)
    for row in rows:
        assert row.due_on is not None  # noqa: S101 -- filtered above
        rung = rung_on(on, due_on=row.due_on, rules=rules, calendar=calendar)
        if rung is None:
            continue
        if row.owner not in desks:
            desks[row.owner] = desk(row, on=on, with_contributors=False)
        doers = desks[row.owner]
        for user in doers:
            lines.setdefault(user, []).append(_line(row, rung, words, today=on))
        watchers = {
            Rung.MISSED: office,
            Rung.HEAD: [*office, *_group_head(row, on=on)],
            Rung.ESCALATED: [*office, *above],
        }.get(rung, [])
        if rung is Rung.HEAD and row.lead is not None:
            account = heads.account(row)
            if account is None:
                unheard.setdefault((row.lead, row.due_on), []).append(row)
            elif account not in doers:
                lines.setdefault(account, []).append(_line(row, rung, words, today=on))
        for user in dict.fromkeys(watchers):
            if user not in doers:
                line = _line(row, rung, words, today=on, owner=str(row.owner))
                lines.setdefault(user, []).append(line)
    for (agency, due_on), of_head in unheard.items():
        _write_to_head(agency, heads.posts.get(agency.pk), of_head, due_on=due_on, words=words)
    told: list[Notice] = []
    for user, of_user in sorted(lines.items(), key=lambda pair: pair[0].pk):
        title = _("Nhắc thực hiện kiến nghị, cam kết ngày {day}").format(day=f"{on:%d/%m/%Y}")
        told += send.together(EVENT, to=user, lines=of_user, title=title, council=council)
    return told


def escalated(council: Council, *, on: date) -> models.QuerySet[Commitment]:
    """Commitments missed so long that the next step is to be decided (OVS-25)."""
    rule = register_for(council).find(KEYS[Rung.ESCALATED], on=on)
    up_to = escalated_up_to(on, rule=rule, calendar=calendar_for(council))
    return Commitment.objects.pending().filter(council=council, due_on__lte=up_to)


def awaiting_decision(council: Council, *, on: date) -> models.QuerySet[Commitment]:
    """Of them those of agencies for which no step goes on, or the explanation did not come."""
    goes_on = EscalationStep.objects.open().filter(
        models.Q(due_on__isnull=True) | models.Q(due_on__gte=on), commitment=models.OuterRef("pk")
    )
    rows = escalated(council, on=on).filter(lead__isnull=False)
    return rows.filter(~models.Exists(goes_on))


@dataclass(frozen=True, slots=True)
class _Heads:
    """Heads of the agencies that owe something, and their accounts by person."""

    posts: dict[int, Post]
    accounts: dict[int, User]

    @classmethod
    def of(cls, rows: Iterable[Commitment], *, on: date) -> "_Heads":
        agencies = {row.lead for row in rows if row.lead is not None}
        posts = heads_of(agencies, on=on)
        people = {post.person_id for post in posts.values()}
        found = User.objects.filter(person__in=people, is_active=True).order_by("-pk")
        return cls(posts, {user.person_id: user for user in found if user.person_id})

    def account(self, row: Commitment) -> User | None:
        """The head's account, if it may open the commitment."""
        post = self.posts.get(row.lead_id or 0)
        user = self.accounts.get(post.person_id) if post else None
        if user is None:
            return None
        inside = user.has_role(*INSIDE, council=row.council_id)
        return user if inside or row.lead_id in user.agencies() else None


def _group_head(row: Commitment, *, on: date) -> list[User]:
    """Of what a delegate owes the head of the Tổ is told, as the head of an agency is."""
    if row.lead_delegate is None or row.lead_body is None:
        return []
    return list(recipients.body_desk(row.lead_body, on=on))


def _write_to_head(
    agency: Agency, post: Post | None, rows: list[Commitment], *, due_on: date, words: Words
) -> None:
    """A letter to the official address; without one it stands among those to be telephoned."""
    day = f"{due_on:%d/%m/%Y}"
    listed = [words.say(key_of(Rung.HEAD), day=day, what=str(row)) for row in rows]
    send.email(
        EVENT,
        address=agency.email or (post.person.email if post else ""),
        name=f"{post.title} {post.person.name}" if post else str(agency),
        subject=_("Kiến nghị, cam kết quá hạn của {agency}").format(agency=agency),
        body="\n\n".join(listed),
        about=rows[0],
        phone=agency.phone,
        key=f"remind-head-{agency.pk}-{due_on}",
    )


def _line(row: Commitment, rung: Rung, words: Words, *, today: date, owner: str = "") -> send.Line:
    assert row.due_on is not None  # noqa: S101 -- the caller asks only of those with a day
    day = f"{row.due_on:%d/%m/%Y}"
    what = f"{owner}: {row}" if owner else str(row)
    ahead = Rung.DUE if row.due_on == today else Rung.FIRST
    said = rung if rung in AFTER else ahead
    return send.Line(
        key=f"remind-commitment-{row.pk}-{row.due_on}-{rung}",
        title=words.say(key_of(said), day=day, what=what),
        body=_("{source}. Hạn: {day}.").format(
            source=row.source_label, day=day_with_weekday(row.due_on)
        ),
        url=page_of(row),
        about=row,
    )
