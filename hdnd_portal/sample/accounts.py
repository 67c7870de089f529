"""Accounts of the sample province: one at least for every role."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from hdnd_portal.accounts.models import RoleAssignment, User
from hdnd_portal.accounts.passwords import made_password
from hdnd_portal.accounts.roles import ROLE_NAMES, Role
from hdnd_portal.council.models import Agency, Body, Person
from hdnd_portal.sample.models import SampleAccount
from hdnd_portal.sample.names import CODE
from hdnd_portal.sample.people import BANS, People
from hdnd_portal.sample.province import MAIL, TERM_START, Province

# Letters and digits that nobody takes for each other.
BAN_NAMES = {"BPC": "phapche", "BKTNS": "kinhte", "BVHXH": "vanhoa", "BDT": "dantoc"}
AGENCY_USERS = {
    "UBND": "ubnd.tinh",
    "STC": "so.taichinh",
    "SXD": "so.xaydung",
    "SNNMT": "so.nongnghiep",
    "SYT": "so.yte",
    "SGDDT": "so.giaoduc",
    "SNV": "so.noivu",
    "STP": "so.tuphap",
    "SCT": "so.congthuong",
    "TTR": "thanhtra",
    "TAND": "toaan",
    "VKSND": "vienkiemsat",
    "THADS": "thihanhan",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """An account to make: its roles with the body or agency of each; the first is its main one."""

    username: str
    person: Person | None
    roles: tuple[tuple[Role, Body | Agency | None], ...]
    has_password: bool = True
    name: str = ""


def new_password() -> str:
    """Four groups of four: enough for every rule on passwords, and easy to read aloud."""
    return f"Mau-{made_password(group=3)}"


def make_accounts(province: Province, people: People) -> dict[str, User]:
    """Create the accounts; those with a password are listed by `manage.py sample_accounts`."""
    wanted = [*_office(people), *_council(province, people), *_outside(province, people)]
    now = timezone.now()
    passwords = {w.username: new_password() for w in wanted if w.has_password}
    users = User.objects.bulk_create(
        User(
            username=w.username,
            name=w.person.name if w.person else w.name,
            email=w.person.email if w.person else f"{w.username}@{MAIL}",
            person=w.person,
            password=make_password(passwords.get(w.username)),
            password_changed_at=now,
            is_staff=w.roles[0][0] is Role.ADMIN,
            is_sample=True,
        )
        for w in wanted
    )
    made = {user.username: user for user in users}
    RoleAssignment.objects.bulk_create(
        RoleAssignment(
            user=made[w.username],
            role=role.value,
            council=province.council,
            body=place if isinstance(place, Body) else None,
            agency=place if isinstance(place, Agency) else None,
            valid_from=TERM_START,
        )
        for w in wanted
        for role, place in w.roles
    )
    SampleAccount.objects.bulk_create(
        SampleAccount(user=made[name], password=password, position=position)
        for position, (name, password) in enumerate(passwords.items(), start=1)
    )
    return made


def _office(people: People) -> list[Wanted]:
    def one(username: str, person: Person | None, role: Role, name: str = "") -> Wanted:
        return Wanted(username, person, ((role, None),), name=name)

    officers = people.staff["officer"]
    return [
        one("admin", None, Role.ADMIN, "Quản trị hệ thống (mẫu)"),
        one("chuyenvien", officers[0], Role.OFFICER),
        one("chuyenvien2", officers[1], Role.OFFICER),
        one("vanthu", people.staff["clerk"][0], Role.CLERK),
        one("chanhvanphong", people.staff["chief"][0], Role.OFFICE_HEAD),
        one("phochanhvanphong", people.staff["deputy_chief"][0], Role.OFFICE_HEAD),
    ]


def _council(province: Province, people: People) -> list[Wanted]:
    standing = (Role.STANDING_COMMITTEE, None)
    seat = (Role.DELEGATE, None)
    bodies = province.bodies
    wanted = [
        Wanted("chutich", people.chair, ((Role.CHAIR, None), standing, seat)),
        Wanted("thuongtruc", people.vice_chairs[0], (standing, seat)),
        Wanted("thuongtruc2", people.vice_chairs[1], (standing, seat)),
    ]
    for code in BANS:
        name = BAN_NAMES[code]
        leader = (Role.COMMITTEE_LEADER, bodies[code])
        member = (Role.COMMITTEE_MEMBER, bodies[code])
        wanted.append(Wanted(f"truongban.{name}", people.ban_heads[code], (leader, standing, seat)))
        wanted += [
            Wanted(f"photruongban{n}.{name}", p, (leader, seat), has_password=False)
            for n, p in enumerate(people.ban_deputies[code], start=1)
        ]
        wanted += [
            Wanted(f"thanhvien{n}.{name}", p, (member, seat), has_password=False)
            for n, p in enumerate(people.ban_members[code][1:], start=2)
        ]
        first = "thanhvienban" if code == "BPC" else f"thanhvienban.{name}"
        wanted.append(Wanted(first, people.ban_members[code][0], (member, seat)))
    wanted += _plain(province, people, {w.person.pk for w in wanted if w.person})
    return _with_groups(province, people, wanted)


def _plain(province: Province, people: People, taken: set[int]) -> list[Wanted]:
    """Everybody else with a seat; `daibieu` is one who holds nothing besides it."""
    heads = {person.pk for person in people.group_heads}
    simple = [p for p in people.plain if p.pk not in heads | taken][:1]
    rest = [
        mandate.person
        for pk, mandate in people.mandates.items()
        if pk not in taken and mandate.person not in simple and mandate.valid_to is None
    ]
    return [Wanted("daibieu", simple[0], ((Role.DELEGATE, None),))] + [
        Wanted(f"daibieu.{n:02d}", p, ((Role.DELEGATE, None),), has_password=False)
        for n, p in enumerate(rest, start=1)
    ]


def _with_groups(province: Province, people: People, wanted: list[Wanted]) -> list[Wanted]:
    """Heads of Tổ get that role besides; the first free one is `totruong`."""
    group_of = dict(zip((p.pk for p in people.group_heads), province.groups, strict=True))
    result, named = [], False
    for w in wanted:
        group = group_of.get(w.person.pk) if w.person else None
        if group is None:
            result.append(w)
            continue
        main = (Role.GROUP_HEAD, group)
        if not named and not w.has_password:
            named = True
            result.append(Wanted("totruong", w.person, (main, *w.roles)))
        else:
            result.append(Wanted(w.username, w.person, (*w.roles, main), w.has_password))
    return result


def _outside(province: Province, people: People) -> list[Wanted]:
    agencies = province.agencies
    wanted = [
        Wanted(username, people.contacts[code], ((Role.AGENCY, agencies[code]),))
        for code, username in AGENCY_USERS.items()
    ]
    wanted.append(Wanted("mttq", people.contacts["MTTQ"], ((Role.FRONT, agencies["MTTQ"]),)))
    return wanted


def account_rows() -> list[dict[str, Any]]:
    """The accounts with a password, in their order; the first of a role is the one to use."""
    rows = []
    listed = SampleAccount.objects.select_related("user").prefetch_related(
        "user__role_assignments__body", "user__role_assignments__agency"
    )
    for account in listed:
        held = sorted(account.user.role_assignments.all(), key=lambda a: a.pk)
        places = [a.body or a.agency for a in held if a.body_id or a.agency_id]
        rows.append(
            {
                "username": account.user.username,
                "password": account.password,
                "name": account.user.name,
                "roles": [a.role for a in held],
                "role_name": str(ROLE_NAMES[Role(held[0].role)]) if held else "",
                "place": str(places[0]) if places else "",
                "council": CODE,
            }
        )
    return rows


def accounts_by_role(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """For each role the account to use: the one whose first role it is."""
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        for role in row["roles"][:1]:
            found.setdefault(role, row)
    return {role.value: found[role.value] for role in Role if role.value in found}
