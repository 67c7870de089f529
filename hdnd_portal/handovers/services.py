"""What happens with hand-overs: planned, cancelled, carried out on their day.

Two hand-overs of one person, or from a person to one who is leaving, wait for each other at the
accounts, which are locked in the order of their keys, before the hand-over itself.
"""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hdnd_portal.accounts import recipients
from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.services import (
    AccountRefused,
    end_deputyship,
    invite,
    open_account,
    pass_role,
)
from hdnd_portal.audit import log
from hdnd_portal.council.models import Person
from hdnd_portal.handovers.models import Handover
from hdnd_portal.handovers.passing import TOMORROW, Passing, ending, passing
from hdnd_portal.handovers.places import Place, place_of, possible_successors, roles_of
from hdnd_portal.handovers.registry import ownerships
from hdnd_portal.handovers.rules import Facts, HandoverRefused, State, is_due, objection
from hdnd_portal.notices import send
from hdnd_portal.ui.formats import date_text
from hdnd_portal.ui.language import in_office_language


def page_of(handover: Handover) -> str:
    """The path of the record."""
    return reverse("handovers:handover", kwargs={"handover": handover.pk})


@in_office_language
@transaction.atomic
def hand_over(
    place: Place,
    *,
    successor: User | Person,
    last_on: date,
    today: date,
    by: User,
    reason: str = "",
) -> Handover:
    """Pass the work of the place to the successor on the last day of the old one: now, if that is
    today, otherwise by the daily sweep. For a person without an account one is opened.

    Raises HandoverRefused: what `rules.objection` says, `no_email`, `email_taken`.
    """
    if isinstance(successor, Person):
        successor = _account_of(successor, by=by)
    _lock(place.user, successor)
    binding = Handover.objects.binding(today).filter(
        leaver=place.user, council=place.council, agency=place.agency
    )
    states = set(binding.values_list("state", flat=True))
    _refuse_unless_possible(place, successor, last_on=last_on, today=today, states=states)
    handover = Handover.objects.create(
        council=place.council,
        agency=place.agency,
        leaver=place.user,
        successor=successor,
        last_on=last_on,
        reason=reason,
        planned_by=by,
    )
    log.record(
        "handover.planned",
        handover,
        by=by,
        leaver=str(place.user),
        successor=str(successor),
        last_on=last_on.isoformat(),
    )
    if is_due(last_on, today):
        return _carry_out(handover, on=today)
    _tell_both(
        handover,
        "handover.planned",
        _("Bàn giao công việc ngày {day}: {leaver} → {successor}"),
        _("Đến ngày đó vai trò và công việc mới chuyển; trước ngày đó chưa có gì thay đổi."),
    )
    return handover


@in_office_language
@transaction.atomic
def cancel(handover: Handover, *, reason: str, by: User | None) -> Handover:
    """Give a hand-over up before its day. Raises HandoverRefused `over`."""
    handover = Handover.objects.select_for_update(of=("self",)).for_list().get(pk=handover.pk)
    if not handover.is_planned:
        raise HandoverRefused("over")
    handover.state = State.CANCELLED.value
    handover.cancelled_at = timezone.now()
    handover.cancel_reason = reason
    handover.save(update_fields=["state", "cancelled_at", "cancel_reason"])
    log.record("handover.cancelled", handover, by=by, reason=reason)
    _tell_both(
        handover,
        "handover.cancelled",
        _("Đã hủy bàn giao công việc ngày {day}: {leaver} → {successor}"),
        reason,
    )
    return handover


def carry_out_due(*, on: date) -> int:
    """Carry out what is due; each by itself, safe to run twice. How many were done.

    One whose successor has meanwhile left, or whose leaver has lost the role, is cancelled, and
    whoever planned it is told: nobody gets a role that nobody would give today.
    """
    return sum(_one_due(handover, on=on) for handover in Handover.objects.due(on).for_list())


@in_office_language
@transaction.atomic
def _one_due(handover: Handover, *, on: date) -> bool:
    _lock(handover.leaver, handover.successor)
    handover = Handover.objects.select_for_update(of=("self",)).for_list().get(pk=handover.pk)
    if not handover.is_planned:
        return False
    place = place_of(handover)
    try:
        _refuse_unless_possible(place, handover.successor, last_on=on, today=on, states=set())
    except HandoverRefused:
        reason = _("Đến ngày bàn giao, người nhận hoặc người bàn giao không còn làm việc tại đây.")
        cancel(handover, reason=reason, by=None)
        return False
    _carry_out(handover, on=on)
    return True


def _account_of(person: Person, *, by: User) -> User:
    try:
        return open_account(person, by=by)
    except AccountRefused as refused:
        raise HandoverRefused(refused.code) from refused


def _lock(*users: User) -> None:
    rows = User.objects.select_for_update(no_key=True).filter(pk__in=[user.pk for user in users])
    list(rows.order_by("pk"))


def _refuse_unless_possible(
    place: Place, successor: User, *, last_on: date, today: date, states: set[str]
) -> None:
    fit = possible_successors(place, on=max(last_on, today))
    facts = Facts(
        last_on=last_on,
        today=today,
        has_place=bool(roles_of(place, on=last_on)),
        is_self=successor.pk == place.user.pk,
        is_fit=fit.filter(pk=successor.pk).exists(),
        is_planned=State.PLANNED in states,
        was_done_today=State.DONE in states,
    )
    if code := objection(facts):
        raise HandoverRefused(code)


def _carry_out(handover: Handover, *, on: date) -> Handover:
    """Move all of it, in the transaction of the caller, which holds the locks.

    Roles end with the day itself and not with a day that was missed: what was done until now was
    done in the role.
    """
    place, to, by = place_of(handover), handover.successor, handover.planned_by
    found = passing(place, on=on)
    for kind in ownerships():
        for row in kind.rows(place.user, place.council).select_for_update(of=("self",)):
            kind.give(row, to=to, by=by)
    ships = ending(place, on=on)
    for ship in ships:
        end_deputyship(ship, by=by, on=on + TOMORROW)
    for held in roles_of(place, on=on):
        pass_role(held, to=to, on=on, by=by)
    if not to.has_usable_password():
        invite(to, by=by, base_url=settings.PORTAL_URL)
    handover.state = State.DONE.value
    handover.done_at = timezone.now()
    handover.passed = found.as_json()
    handover.save(update_fields=["state", "done_at", "passed"])
    log.record(
        "handover.done",
        handover,
        by=by,
        leaver=str(place.user),
        successor=str(to),
        count=found.named_count,
        shared=len(found.shared),
    )
    _tell_done(handover, found, on=on)
    _tell_absent((ship.absent for ship in ships), handover)
    return handover


def _tell_done(handover: Handover, found: Passing, *, on: date) -> None:
    """Tell both and the office, with the list of what stood in the leaver's name."""
    office = recipients.office(handover.council, on=on)
    people = {user.pk: user for user in (*office, handover.leaver, handover.successor)}
    lines = [
        f"- {group.title}: {task.what} ({task.record})"
        for group in found.named
        for task in group.tasks
        if not task.is_protected
    ]
    counted = _("{named} việc đứng tên đã chuyển sang tên người nhận; {shared} việc theo vai trò.")
    send.after_commit(
        "handover.done",
        to=people.values(),
        about=handover,
        title=_("{place}: {leaver} đã bàn giao công việc cho {successor}").format(
            place=place_of(handover).name, leaver=handover.leaver, successor=handover.successor
        ),
        body="\n".join([counted.format(named=found.named_count, shared=len(found.shared)), *lines]),
        url=page_of(handover),
    )


def _tell_absent(absent: Iterable[User], handover: Handover) -> None:
    send.after_commit(
        "handover.deputy_left",
        to=absent,
        about=handover,
        title=_("{name} thôi làm thay: hãy cử người thay khác").format(name=handover.leaver),
        url=reverse("accounts:deputies"),
    )


def _tell_both(handover: Handover, event: str, title: str, body: str) -> None:
    people = {user.pk: user for user in (handover.leaver, handover.successor, handover.planned_by)}
    send.after_commit(
        event,
        to=people.values(),
        about=handover,
        title=title.format(
            day=date_text(handover.last_on),
            leaver=handover.leaver,
            successor=handover.successor,
        ),
        body=body,
        url=page_of(handover),
    )
