"""Delegates, leaders and staff of the invented province."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from hdnd_portal.council import services
from hdnd_portal.council.models import Agency, Body, Mandate, Membership, Person, Post
from hdnd_portal.sample.names import people
from hdnd_portal.sample.province import MAIL, SEATS, TERM_START, Province

SEED = 2026
BANS = ["BPC", "BKTNS", "BVHXH", "BDT"]
LEFT_ON = date(2026, 9, 15)
SUSPENDED_ON = date(2026, 10, 5)
# Agencies whose head is a delegate besides; their posts are the delegates' main work.
HEADS = {
    "UBND": "Chủ tịch Ủy ban nhân dân tỉnh",
    "STC": "Giám đốc Sở Tài chính",
    "SXD": "Giám đốc Sở Xây dựng",
    "SYT": "Giám đốc Sở Y tế",
    "SNV": "Giám đốc Sở Nội vụ",
    "CA": "Giám đốc Công an tỉnh",
    "BCHQS": "Chỉ huy trưởng Bộ Chỉ huy quân sự tỉnh",
    "TAND": "Chánh án Tòa án nhân dân tỉnh",
    "VKSND": "Viện trưởng Viện kiểm sát nhân dân tỉnh",
    "MTTQ": "Chủ tịch Ủy ban MTTQ Việt Nam tỉnh",
}


@dataclass(slots=True)
class People:
    """Who is who in the sample."""

    chair: Person
    vice_chairs: list[Person] = field(default_factory=list)
    ban_heads: dict[str, Person] = field(default_factory=dict)
    ban_deputies: dict[str, list[Person]] = field(default_factory=dict)
    ban_members: dict[str, list[Person]] = field(default_factory=dict)
    group_heads: list[Person] = field(default_factory=list)
    plain: list[Person] = field(default_factory=list)
    mandates: dict[int, Mandate] = field(default_factory=dict)
    staff: dict[str, list[Person]] = field(default_factory=dict)
    contacts: dict[str, Person] = field(default_factory=dict)


class _Registry:
    """Makes people one after another, each with an address that reaches nobody."""

    def __init__(self) -> None:
        self._names = people(SEED)
        self._chance = random.Random(SEED)  # noqa: S311 -- dates of birth, not secrets
        self._count = 0

    def make(self, count: int) -> list[Person]:
        """So many people, with keys; not saved."""
        return [self._one() for _ in range(count)]

    def _one(self) -> Person:
        self._count += 1
        name, sex = next(self._names)
        born = date(self._chance.randint(1966, 1994), self._chance.randint(1, 12), 15)
        return services.with_keys(
            Person(
                name=name,
                sex=sex,
                birth_date=born,
                email=f"nguoi{self._count:03d}@{MAIL}",
                phone=f"0900 000 {self._count:03d}",
                is_sample=True,
            )
        )


def make_people(province: Province) -> People:
    """Create 85 delegates in Thường trực, four Ban and twelve Tổ, and the staff of the office.

    One delegate has left and one is suspended, so that lists and counts show both.
    """
    registry = _Registry()
    delegates = Person.objects.bulk_create(registry.make(SEATS))
    found = People(chair=delegates[0])
    _make_mandates(province, found, delegates)
    _make_leaders(province, found, delegates)
    _make_groups(province, found, delegates)
    _make_posts(province, delegates)
    _make_staff(province, found, registry)
    _make_contacts(province, found, registry)
    leaving, suspended = found.plain[-1], found.plain[-2]
    found.mandates[leaving.pk] = services.end_mandate(
        found.mandates[leaving.pk],
        on=LEFT_ON,
        reason="released",
        document="Nghị quyết số 41/NQ-HĐND (dữ liệu mẫu)",
        by=None,
    )
    services.suspend_delegate(
        found.mandates[suspended.pk],
        on=SUSPENDED_ON,
        reason="Dữ liệu mẫu để thử việc tạm đình chỉ.",
        document="Nghị quyết số 12/NQ-TTHĐND (dữ liệu mẫu)",
        by=None,
    )
    return found


def _make_mandates(province: Province, found: People, delegates: list[Person]) -> None:
    mandates = Mandate.objects.bulk_create(
        Mandate(
            term=province.term,
            person=person,
            constituency=f"Đơn vị bầu cử số {number % len(province.groups) + 1}",
            is_full_time=number < 15,
            valid_from=TERM_START,
        )
        for number, person in enumerate(delegates)
    )
    found.mandates = {mandate.person_id: mandate for mandate in mandates}


def _make_leaders(province: Province, found: People, delegates: list[Person]) -> None:
    """Thường trực: Chair, two Vice-Chairs, heads of Ban (STR-4); Ban: head, deputies, members."""
    ready = iter(delegates)
    rows: list[Membership] = []
    standing = province.bodies["TT"]
    found.chair = next(ready)
    rows.append(_member(standing, found.chair, "chair"))
    found.vice_chairs = [next(ready), next(ready)]
    rows += [_member(standing, p, "vice_chair", full=True) for p in found.vice_chairs]
    for code in BANS:
        head = found.ban_heads[code] = next(ready)
        rows.append(_member(standing, head, "member", full=True))
        rows.append(_member(province.bodies[code], head, "head", full=True))
    for code in BANS:
        deputies = found.ban_deputies[code] = [next(ready), next(ready)]
        rows += [_member(province.bodies[code], p, "deputy_head", full=True) for p in deputies]
    # A head of a department may not lead a Ban (STR-6), but may be its member.
    others = list(ready)
    for number, code in enumerate(BANS):
        members = found.ban_members[code] = others[12 + number * 8 : 20 + number * 8]
        rows += [_member(province.bodies[code], p, "member") for p in members]
    Membership.objects.bulk_create(rows)
    found.plain = others[44:]


def _make_groups(province: Province, found: People, delegates: list[Person]) -> None:
    rows = []
    for number, group in enumerate(province.groups):
        members = delegates[number :: len(province.groups)]
        # The head is nobody of the Thường trực; the deputy comes next.
        head, deputy = members[2], members[3]
        found.group_heads.append(head)
        roles = {head.pk: "group_head", deputy.pk: "group_deputy"}
        rows += [_member(group, p, roles.get(p.pk, "member")) for p in members]
    Membership.objects.bulk_create(rows)


def _make_posts(province: Province, delegates: list[Person]) -> None:
    rows = [_post(delegates[0], None, "Bí thư Tỉnh ủy")]
    holders: Iterator[Person] = iter(delegates[15:])
    rows += [_post(next(holders), province.agencies[code], title) for code, title in HEADS.items()]
    for person, commune in zip(holders, province.communes, strict=False):
        rows.append(_post(person, None, f"Bí thư Đảng ủy {commune}"))
    Post.objects.bulk_create(rows)


def _make_staff(province: Province, found: People, registry: _Registry) -> None:
    plan = [("chief", 1), ("deputy_chief", 2), ("clerk", 1), ("officer", 8)]
    office = province.bodies["VP"]
    rows = []
    for role, count in plan:
        found.staff[role] = Person.objects.bulk_create(registry.make(count))
        rows += [_member(office, person, role, full=True) for person in found.staff[role]]
    Membership.objects.bulk_create(rows)


def _make_contacts(province: Province, found: People, registry: _Registry) -> None:
    """The person in each agency who hands in its papers."""
    made = Person.objects.bulk_create(registry.make(len(province.agencies)))
    found.contacts = dict(zip(province.agencies, made, strict=True))
    Post.objects.bulk_create(
        _post(person, province.agencies[code], "Chuyên viên tổng hợp")
        for code, person in found.contacts.items()
    )


def _member(body: Body, person: Person, role: str, *, full: bool = False) -> Membership:
    return Membership(body=body, person=person, role=role, is_full_time=full, valid_from=TERM_START)


def _post(person: Person, agency: Agency | None, title: str) -> Post:
    return Post(person=person, agency=agency, title=title, valid_from=TERM_START)
