"""Contacts of a delegate beside the plan: asked for and answered, or announced.

Locks: the council's row for the plan that holds them, then the contact, then the delegate's seat.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hdnd_portal.accounts import recipients
from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import Role
from hdnd_portal.audit import log
from hdnd_portal.council.models import AdministrativeUnit, Body, Council, Mandate
from hdnd_portal.legal.public import deadline_for
from hdnd_portal.notices import send
from hdnd_portal.ui.language import in_office_language
from sessions.public import SessionFacts, sessions_of
from voters.labels import BESIDE
from voters.models import ContactPlan, OwnContact, VoterMeeting
from voters.refusals import ContactRefused
from voters.services.meetings import refuse_busy
from voters.services.rows import contact_page
from voters.workflow import (
    ASKED_FOR,
    ContactKind,
    ContactMove,
    ContactState,
    PlanState,
    contact_after,
)

DECIDERS = frozenset({Role.CHAIR, Role.STANDING_COMMITTEE})


@in_office_language
@transaction.atomic
def announce_contact(
    mandate: Mandate,
    *,
    kind: str,
    unit: AdministrativeUnit,
    mode: str,
    starts_at: datetime,
    ends_at: datetime,
    place: str,
    purpose: str,
    by: User,
) -> OwnContact:
    """Báo một cuộc tiếp xúc: asked for where it needs an answer and lies ahead, else put down.

    Individuals and groups, and voters outside the constituency, are asked for; the Standing
    Committee answers by `tx.ind.decide`, `tx.out.decide` (NQLT 72/2025, Arts. 32, 33). Raises
    ContactRefused `hours_reversed`, `unit_elsewhere`, `no_group`, `no_session`, `delegate_busy`.
    """
    if ends_at <= starts_at:
        raise ContactRefused("hours_reversed")
    council = Council.objects.get(pk=mandate.term.council_id)
    if council.unit_id not in (unit.pk, unit.parent_id):
        raise ContactRefused("unit_elsewhere", unit=str(unit))
    contact = OwnContact(
        council=council,
        session_id=_session_of(council, timezone.localdate(starts_at)).pk,
        mandate=mandate,
        kind=kind,
        unit=unit,
        mode=mode,
        starts_at=starts_at,
        ends_at=ends_at,
        place=place,
        purpose=purpose,
        asked_on=timezone.localdate(),
        created_by=by,
    )
    rule = ASKED_FOR.get(ContactKind(kind))
    if rule is None or starts_at <= timezone.now():
        contact.state = ContactState.ANNOUNCED
        contact.meeting = _meeting_of(contact, by=by)
        contact.save()
        log.record("own_contact.announced", contact, by=by)
        return contact
    _count(contact, rule)
    contact.state = ContactState.ASKED
    contact.save()
    log.record("own_contact.asked", contact, by=by)
    to = recipients.holders(council, DECIDERS, on=contact.asked_on)
    _tell(contact, to, _("Đại biểu đề nghị tiếp xúc cử tri ngoài kế hoạch"))
    return contact


@in_office_language
@transaction.atomic
def agree_contact(contact: OwnContact, *, by: User) -> OwnContact:
    """Đồng ý: the meeting stands from now on. Raises ContactRefused `contact_state`, `no_group`,
    `delegate_busy`.
    """
    contact = _moved(contact, ContactMove.AGREE, by)
    contact.meeting = _meeting_of(contact, by=by)
    contact.save()
    log.record("own_contact.agreed", contact, by=by)
    _tell(contact, _delegate(contact), _("Thường trực HĐND đồng ý cuộc tiếp xúc ngoài kế hoạch"))
    return contact


@in_office_language
@transaction.atomic
def decline_contact(contact: OwnContact, *, reason: str, by: User) -> OwnContact:
    """Không đồng ý, and why. Raises ContactRefused `contact_state`, `decline_reason_missing`."""
    contact = _moved(contact, ContactMove.DECLINE, by)
    if not reason.strip():
        raise ContactRefused("decline_reason_missing")
    contact.reason = reason.strip()
    contact.save()
    log.record("own_contact.declined", contact, by=by, reason=contact.reason)
    title = _("Thường trực HĐND không đồng ý cuộc tiếp xúc ngoài kế hoạch")
    _tell(contact, _delegate(contact), title, contact.reason)
    return contact


@transaction.atomic
def withdraw_contact(contact: OwnContact, *, by: User) -> OwnContact:
    """Rút đề nghị. Raises ContactRefused `contact_state`."""
    contact = _moved(contact, ContactMove.WITHDRAW, by)
    contact.decided_at, contact.decided_by = None, None
    contact.save()
    log.record("own_contact.withdrawn", contact, by=by)
    return contact


def recount(*, council: Council | None, by: User | None, **_signal: object) -> int:
    """Count the answers still due again after a rule or a day changed; returns how many moved."""
    rows = OwnContact.objects.filter(state=ContactState.ASKED)
    if council is not None:
        rows = rows.filter(council=council)
    moved = 0
    with transaction.atomic():
        for contact in (
            rows.select_for_update(of=("self",)).select_related("council").order_by("pk")
        ):
            before = contact.due_on
            _count(contact, ASKED_FOR[ContactKind(contact.kind)])
            if contact.due_on != before:
                contact.save(update_fields=["due_on", "explanation"])
                log.record("own_contact.recounted", contact, by=by)
                moved += 1
    return moved


def _count(contact: OwnContact, rule: str) -> None:
    deadline = deadline_for(rule, contact.asked_on, council=contact.council)
    contact.due_on, contact.explanation = deadline.due_on, deadline.as_dict()


def _moved(contact: OwnContact, move: ContactMove, by: User) -> OwnContact:
    rows = OwnContact.objects.select_for_update(of=("self",))
    contact = rows.select_related("council", "unit", "mandate__person").get(pk=contact.pk)
    contact.state = contact_after(ContactState(contact.state), move)
    contact.decided_at, contact.decided_by = timezone.now(), by
    return contact


def _session_of(council: Council, day: date) -> SessionFacts:
    """The session to which what is said then goes: the next one, else the last there is."""
    sessions = sessions_of([council.pk])
    coming = [one for one in sessions if one.opening_on >= day]
    if not sessions:
        raise ContactRefused("no_session")
    return min(coming, key=lambda one: one.opening_on) if coming else sessions[0]


def _meeting_of(contact: OwnContact, *, by: User) -> VoterMeeting:
    """The meeting itself, in the plan that holds what is met beside the others."""
    Council.objects.select_for_update(of=("self",)).get(pk=contact.council_id)
    day = timezone.localdate(contact.starts_at)
    plan, _made = ContactPlan.objects.get_or_create(
        session_id=contact.session_id,
        timing=BESIDE,
        defaults={
            "council_id": contact.council_id,
            "starts_on": day,
            "ends_on": day,
            "state": PlanState.ISSUED,
            "issued_at": timezone.now(),
            "created_by": by,
        },
    )
    plan.starts_on, plan.ends_on = min(plan.starts_on, day), max(plan.ends_on, day)
    plan.save(update_fields=["starts_on", "ends_on"])
    refuse_busy(None, [contact.mandate], contact.starts_at, contact.ends_at)
    meeting = VoterMeeting.objects.create(
        plan=plan,
        group=_group_of(contact.mandate, day),
        unit=contact.unit,
        starts_at=contact.starts_at,
        ends_at=contact.ends_at,
        place=contact.place,
        mode=contact.mode,
        is_fixed=True,
    )
    meeting.mandates.set([contact.mandate])
    return meeting


def _group_of(mandate: Mandate, day: date) -> Body:
    groups = Body.objects.filter(term=mandate.term_id, kind=Body.Kind.DELEGATE_GROUP)
    member = mandate.person.memberships.in_force(day).filter(body__in=groups).first()
    if member is None:
        raise ContactRefused("no_group", name=mandate.person.name)
    return groups.get(pk=member.body_id)


def _delegate(contact: OwnContact) -> list[User]:
    return list(User.objects.filter(person=contact.mandate.person_id, is_active=True))


def _tell(contact: OwnContact, to: object, title: str, more: str = "") -> None:
    starts = timezone.localtime(contact.starts_at)
    who = f"{contact.mandate.person.name}, {contact}, {starts:%H:%M}."
    send.after_commit(
        "own_contact.told",
        to=to,  # type: ignore[arg-type]
        about=contact,
        title=title,
        body=f"{who} {more}".strip(),
        url=contact_page(contact),
    )
