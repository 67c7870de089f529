"""What happens to accounts: deputies, passwords, locks, and accounts that fell asleep."""

from datetime import date, datetime, timedelta
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hdnd_portal.accounts import mail
from hdnd_portal.accounts.models import Deputyship, PasswordRecord, RoleAssignment, User
from hdnd_portal.accounts.roles import DEPUTIES, PERSONAL, SAME_AGENCY, SAME_BODY, Role
from hdnd_portal.audit import log
from hdnd_portal.council.models import Council, Person
from hdnd_portal.ui.language import in_office_language
from hdnd_portal.ui.refusals import Refused


class AccountRefused(Refused):
    """The account cannot be opened; `code` says why: no_email, email_taken."""


class DeputyRefused(Refused):
    """The deputyship cannot be; `code` says why: no_role, unfit, overlaps, dates, self, over."""


def may_stand_in(own: RoleAssignment, other: RoleAssignment) -> bool:
    """Whether the holder of `other` may take over the tasks of `own`."""
    role = Role(own.role)
    return (
        other.role in DEPUTIES.get(role, frozenset())
        and other.council_id == own.council_id
        and (role not in SAME_BODY or other.body_id == own.body_id)
        and (role not in SAME_AGENCY or other.agency_id == own.agency_id)
    )


def possible_deputies(user: User, *, on: date) -> list[User]:
    """Accounts that may stand in for the user in every one of the user's roles, by name."""
    own = [a for a in user.own_assignments if a.role not in PERSONAL]
    if not own:
        return []
    councils = {a.council_id for a in own}
    candidates: dict[int, tuple[User, list[RoleAssignment]]] = {}
    rows = (
        RoleAssignment.objects.in_force(on)
        .filter(council__in=councils, user__is_active=True)
        .exclude(user=user)
        .select_related("user")
    )
    for row in rows:
        candidates.setdefault(row.user_id, (row.user, []))[1].append(row)
    fit = [
        person
        for person, held in candidates.values()
        if all(any(may_stand_in(mine, theirs) for theirs in held) for mine in own)
    ]
    return sorted(fit, key=lambda person: (person.get_short_name(), person.name, person.pk))


@transaction.atomic
def appoint_deputy(
    absent: User,
    *,
    deputy: User,
    valid_from: date,
    valid_to: date,
    on: date,
    by: User,
    reason: str = "",
) -> Deputyship:
    """Let the deputy take over the tasks of the absent from one day to another, both inclusive.

    `on` is the day of the appointment. Locks the absent's account. Raises DeputyRefused.
    """
    absent = User.objects.select_for_update().get(pk=absent.pk)
    if deputy.pk == absent.pk:
        raise DeputyRefused("self")
    if valid_to < valid_from or valid_to < on:
        raise DeputyRefused("dates")
    if not any(a.role not in PERSONAL for a in absent.own_assignments):
        raise DeputyRefused("no_role")
    if deputy.pk not in {person.pk for person in possible_deputies(absent, on=on)}:
        raise DeputyRefused("unfit")
    overlapping = absent.deputies.filter(valid_from__lte=valid_to, valid_to__gte=valid_from)
    if overlapping.exists():
        raise DeputyRefused("overlaps")
    ship = Deputyship.objects.create(
        absent=absent, deputy=deputy, valid_from=valid_from, valid_to=valid_to, reason=reason
    )
    log.record(
        "deputy.appointed",
        absent,
        by=by,
        deputy=deputy.pk,
        valid_from=valid_from.isoformat(),
        valid_to=valid_to.isoformat(),
    )
    return ship


@transaction.atomic
def end_deputyship(ship: Deputyship, *, by: User, on: date) -> None:
    """End the deputyship before the day, or withdraw one to come. Raises DeputyRefused."""
    ship = Deputyship.objects.select_for_update(of=("self",)).get(pk=ship.pk)
    if ship.valid_to < on:
        raise DeputyRefused("over")
    log.record("deputy.ended", ship.absent, by=by, deputy=ship.deputy_id, on=on.isoformat())
    if ship.valid_from >= on:
        ship.delete()
        return
    ship.valid_to = on - timedelta(days=1)
    ship.save(update_fields=["valid_to"])


@transaction.atomic
def pass_role(held: RoleAssignment, *, to: User, on: date, by: User | None) -> None:
    """End the assignment with the day, and let `to` hold the same from the day on, as long as it
    was to last; on the day both hold it. Locks the assignment.
    """
    held = RoleAssignment.objects.select_for_update(of=("self",)).get(pk=held.pk)
    starts_on, until = max(held.valid_from, on), held.valid_to
    same = {"role": held.role, "council": held.council_id}
    same |= {"body": held.body_id, "agency": held.agency_id}
    has_it = RoleAssignment.objects.in_force(starts_on).filter(user=to, **same)
    if until is not None:
        has_it = has_it.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=until))
    else:
        has_it = has_it.filter(valid_to__isnull=True)
    if not has_it.exists():
        given = RoleAssignment.objects.create(
            user=to,
            role=held.role,
            council=held.council,
            body=held.body,
            agency=held.agency,
            valid_from=starts_on,
            valid_to=until,
        )
        _record_role("account.role_given", given, by=by)
    _record_role("account.role_ended", held, by=by, on=on.isoformat())
    if held.valid_from > on:
        held.delete()
        return
    held.valid_to = on
    held.save(update_fields=["valid_to"])


@in_office_language
def _record_role(event: str, row: RoleAssignment, *, by: User | None, **details: Any) -> None:
    log.record(
        event, row.user, by=by, council=row.council_id, key=row.role, role=row.words, **details
    )


@transaction.atomic
def open_account(person: Person, *, by: User) -> User:
    """The account of somebody of the directory, which is opened if there is none: without role or
    password, its user name the e-mail address. Locks the person. Raises AccountRefused.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    if (found := User.objects.filter(person=person).first()) is not None:
        return found
    if not person.email:
        raise AccountRefused("no_email")
    if User.objects.named(person.email).exists():
        raise AccountRefused("email_taken")
    user = User(username=person.email.lower(), name=person.name, email=person.email, person=person)
    user.set_unusable_password()
    user.save()
    log.record("account.created", user, by=by)
    return user


@transaction.atomic
def unlock(user: User, *, by: User) -> bool:
    """Forget the failed sign-ins of the account; whether there were any."""
    count, _rows = AccessAttempt.objects.filter(username=user.username).delete()
    log.record("account.unlocked", user, by=by)
    return bool(count)


@transaction.atomic
def require_password_change(user: User, *, by: User | None) -> None:
    """Make the user choose a new password at the next page."""
    user.must_change_password = True
    user.save(update_fields=["must_change_password"])
    log.record("account.password_change_required", user, by=by)


@transaction.atomic
def note_password_change(user: User, *, by: User | None) -> None:
    """Record that the user has a new password; the duty to change it is met."""
    user.must_change_password = False
    user.password_changed_at = timezone.now()
    user.save(update_fields=["must_change_password", "password_changed_at"])
    PasswordRecord.objects.create(user=user, password=user.password)
    log.record("account.password_changed", user, by=by)


@transaction.atomic
def deactivate(user: User, *, by: User | None, reason: str) -> bool:
    """Close the account; whether it was open. Its sessions end with it."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if not user.is_active:
        return False
    user.is_active = False
    user.save(update_fields=["is_active"])
    log.record("account.deactivated", user, by=by, reason=reason)
    return True


@transaction.atomic
def activate(user: User, *, by: User) -> bool:
    """Open the account again; whether it was closed. The 45 days count anew from today."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.is_active:
        return False
    user.is_active = True
    user.last_login = timezone.now()
    user.save(update_fields=["is_active", "last_login"])
    log.record("account.activated", user, by=by)
    return True


def deactivate_inactive(*, on: date) -> list[User]:
    """Close accounts not used for 45 days (TCVN 14423:2026, QCVN 12:2026/BCA); safe to run twice.

    Superusers stay: one of them must be able to open the others again.
    """
    before = on - settings.INACTIVE_AFTER
    asleep = (
        User.objects.active()
        .annotate(used_at=Coalesce("last_login", "date_joined"))
        .filter(~Q(is_superuser=True), used_at__date__lt=before)
        .order_by("pk")
    )
    return [user for user in asleep if deactivate(user, by=None, reason="inactive")]


def reset_second_factor(user: User, *, by: User) -> int:
    """Take away every second factor of the user, who lost the phone; how many there were."""
    with transaction.atomic():
        count, _rows = Authenticator.objects.filter(user=user).delete()
        log.record("account.second_factor_reset", user, by=by, count=count)
    return int(count)


def note_review(council: Council, *, by: User) -> None:
    """Record that the accounts of the council were reviewed."""
    log.record("account.reviewed", council, by=by)


def last_review(council: Council) -> datetime | None:
    """When the accounts of the council were last reviewed."""
    entry = log.entries_for(council).filter(event="account.reviewed").first()
    return entry.at if entry else None


def password_link(user: User, base_url: str) -> str:
    """A link with which the user sets a password; it lives PASSWORD_RESET_TIMEOUT seconds."""
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    uid, _dash, token = key.partition("-")
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
    return f"{base_url.rstrip('/')}{path}"


@in_office_language
def invite(user: User, *, by: User, base_url: str) -> bool:
    """Write a new user the letter with the link to set a password; False without an address."""
    if not user.email:
        return False
    context: dict[str, Any] = {
        "user": user,
        "link": password_link(user, base_url),
        "days": settings.PASSWORD_RESET_TIMEOUT // 86400,
    }
    body = render_to_string("account/email/invitation.txt", context)
    with transaction.atomic():
        log.record("account.invited", user, by=by)
        mail.send(
            "account.invited",
            address=user.email,
            name=user.name,
            subject=_("Tài khoản của Ông/Bà trên Cổng HĐND"),
            body=body,
        )
    return True
