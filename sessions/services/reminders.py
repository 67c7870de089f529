"""Reminding of milestones and of parts of dossiers that are still owed (S4)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import Role
from hdnd_portal.council.models import Agency, Council
from hdnd_portal.documents.released import Words, words_of
from hdnd_portal.legal.public import calendar_for, register_for
from hdnd_portal.legal.words import day_with_weekday
from hdnd_portal.notices import send
from hdnd_portal.notices.models import Notice
from hdnd_portal.ui.language import in_office_language
from sessions import recipients
from sessions.models import AgendaItem, CouncilSession, DossierPart, Milestone
from sessions.reminding import Step, step_on
from sessions.wordings import SESSION_AHEAD, SESSION_DUE, SESSION_MISSED
from sessions.workflow import ITEM_GONE, SESSION_AT_REST, PartState, SessionState

EVENT = "session.reminded"
BEFORE, MISSED = "session.remind.before", "session.remind.missed"
PREPARED = frozenset(SessionState) - SESSION_AT_REST
# What is due after the closing day is still to be done when the session is over.
AFTER_CLOSING = ("closing", "signature")
# The earliest day of the conference is no day by which anything is owed.
NOT_OWED = ("conference_open",)
# Who is reminded of a milestone that nobody was named for.
HOLDERS: dict[str, tuple[Role, ...]] = {
    "office": (Role.OFFICER,),
    "standing_committee": (Role.STANDING_COMMITTEE,),
    "chair": (Role.CHAIR,),
    "council": (Role.CHAIR,),
    "committee": (Role.COMMITTEE_LEADER,),
    "delegate_group": (Role.GROUP_HEAD,),
}


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing owed by a day: who does it where, and who watches over it from where."""

    record: Milestone | DossierPart
    session: CouncilSession
    due_on: date
    what: str
    owner_name: str
    doers: tuple[User, ...]
    url: str
    watchers: tuple[User, ...]
    watch_url: str


def remind_all(*, on: date) -> int:
    """Remind in every council that has a session on hand; returns how many notices were new."""
    councils = Council.objects.filter(
        pk__in=CouncilSession.objects.filter(state__in=[*PREPARED, SessionState.CLOSED]).values(
            "council"
        )
    )
    return sum(len(remind(council, on=on)) for council in councils.order_by("pk"))


@in_office_language
def remind(council: Council, *, on: date) -> list[Notice]:
    """Tell everybody of the council's sessions what is due soon, is due, or was missed.

    Each thing is told to each person once per due day and step; a person who has several gets one
    letter. On a day off nothing is told. Every person is a transaction: what a killed run has not
    told, the next one tells.
    """
    calendar, register = calendar_for(council), register_for(council)
    if not calendar.is_working(on):
        return []
    before, missed = register.find(BEFORE, on=on), register.find(MISSED, on=on)
    words = words_of(council)
    lines: dict[User, list[send.Line]] = {}
    owed = [*_parts(council, on=on), *_milestones(council, on=on)]
    for thing in sorted(owed, key=lambda thing: thing.due_on):
        step = step_on(on, due_on=thing.due_on, before=before, missed=missed, calendar=calendar)
        if step is None:
            continue
        for user in thing.doers:
            lines.setdefault(user, []).append(_line(thing, step, words, today=on, url=thing.url))
        if step is Step.MISSED:
            for user in set(thing.watchers) - set(thing.doers):
                line = _line(
                    thing, step, words, today=on, url=thing.watch_url, owner=thing.owner_name
                )
                lines.setdefault(user, []).append(line)
    told: list[Notice] = []
    for user, of_user in sorted(lines.items(), key=lambda pair: pair[0].pk):
        told += send.together(
            EVENT,
            to=user,
            lines=of_user,
            title=_("Nhắc việc chuẩn bị kỳ họp ngày {day}").format(day=f"{on:%d/%m/%Y}"),
            council=council,
        )
    return told


def _line(
    thing: Owed, step: Step, words: Words, *, today: date, url: str, owner: str = ""
) -> send.Line:
    day = f"{thing.due_on:%d/%m/%Y}"
    what = f"{owner}: {thing.what}" if owner else thing.what
    if step is Step.MISSED:
        key = SESSION_MISSED
    else:
        key = SESSION_DUE if thing.due_on == today else SESSION_AHEAD
    return send.Line(
        key=f"remind-{thing.record._meta.model_name}-{thing.record.pk}-{thing.due_on}-{step}",
        title=words.say(key, day=day, what=what),
        body=_("{session}. Hạn: {day}.").format(
            session=thing.session.name, day=day_with_weekday(thing.due_on)
        ),
        url=url,
        about=thing.record,
    )


def _parts(council: Council, *, on: date) -> Iterator[Owed]:
    """Required parts whose turn is with their owner, of sessions that are being prepared."""
    parts = (
        DossierPart.objects.filter(
            dossier__item__session__council=council,
            dossier__item__session__state__in=PREPARED,
            state__in=[PartState.AWAITED, PartState.RETURNED],
            is_required=True,
        )
        .exclude(dossier__item__state__in=ITEM_GONE)
        .select_related("dossier__requested_by")
        .for_list()
    )
    office = _people(recipients.office(council, on=on))
    desks: dict[models.Model, tuple[User, ...]] = {}
    for part in parts:
        owner, item, asker = part.owner, part.dossier.item, part.dossier.requested_by
        if owner not in desks:
            desks[owner] = _people(recipients.owners(part, on=on))
        again = part.state == PartState.RETURNED
        what = _("sửa và gửi lại {part} – {item}") if again else _("gửi {part} – {item}")
        place = {"session": item.session_id, "item": item.pk}
        yield Owed(
            record=part,
            session=item.session,
            due_on=part.due_on,
            what=what.format(part=part, item=item.title),
            owner_name=str(owner),
            doers=desks[owner],
            url=reverse("sessions:dossier_part", kwargs={"part": part.pk}),
            # The officer who asked for it; once that person has left, the whole office.
            watchers=(asker,) if asker in office else office,
            watch_url=f"{reverse('sessions:dossier', kwargs=place)}#phan-{part.pk}",
        )


def _milestones(council: Council, *, on: date) -> Iterator[Owed]:
    """Milestones not reached; those counted from the closing day also after the session."""
    rows = (
        Milestone.objects.filter(
            models.Q(session__state__in=PREPARED)
            | models.Q(session__state=SessionState.CLOSED, anchor__in=AFTER_CLOSING),
            session__council=council,
            done_on__isnull=True,
            due_on__isnull=False,
        )
        .exclude(rule_key="")
        .exclude(step__in=NOT_OWED)
        .select_related("session", "owner_user")
        .order_by("due_on", "pk")
    )
    office = _people(recipients.office(council, on=on))
    held = {
        owner: _people(recipients.holders(council, roles, on=on))
        for owner, roles in HOLDERS.items()
    }
    presenting: dict[int, tuple[User, ...]] = {}
    for row in rows:
        if row.owner_user is not None and row.owner_user.is_active:
            doers: tuple[User, ...] = (row.owner_user,)
        elif row.owner == "agency":
            if row.session_id not in presenting:
                presenting[row.session_id] = _presenters(row.session, on=on)
            doers = presenting[row.session_id]
        else:
            doers = held[row.owner]
        url = f"{reverse('sessions:plan', kwargs={'session': row.session_id})}#moc-{row.pk}"
        yield Owed(
            record=row,
            session=row.session,
            due_on=row.due_on,  # type: ignore[arg-type]  # filtered above
            what=row.name,
            owner_name=str(row.owner_user or row.get_owner_display()),
            doers=doers,
            url=url,
            watchers=office,
            watch_url=url,
        )


def _presenters(session: CouncilSession, *, on: date) -> tuple[User, ...]:
    """Desks of agencies that present an item and were not asked for a part with a day of its own.

    The others are reminded of their parts, where they hand them in.
    """
    items = AgendaItem.objects.filter(session=session).exclude(state__in=ITEM_GONE)
    asked = DossierPart.objects.asked_for().filter(
        dossier__item__session=session, agency__isnull=False
    )
    agencies = Agency.objects.filter(pk__in=items.values("presenter")).exclude(
        pk__in=asked.values("agency")
    )
    return tuple(user for agency in agencies for user in recipients.agency_desk(agency, on=on))


def _people(users: Iterable[User]) -> tuple[User, ...]:
    return tuple(users)
