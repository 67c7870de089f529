"""What passes with a hand-over and what stays: seen before it, kept and printed after it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from hdnd_portal.accounts.models import Deputyship, RoleAssignment, User
from hdnd_portal.handovers.models import Handover
from hdnd_portal.handovers.places import Place, other_roles, place_of, roles_of
from hdnd_portal.handovers.registry import ownerships
from hdnd_portal.ui.choices import Label
from hdnd_portal.worklist.registry import Task, tasks_by

TOMORROW = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Named:
    """Records of one kind that stand in the leaver's name."""

    title: Label
    tasks: list[Task]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passing:
    """What passes. `shared` are tasks of the role: nothing of them is rewritten, the next holder
    of the role sees them. `absent` are those whom the leaver stands in for, longer than today.
    """

    roles: list[str]
    named: list[Named]
    shared: list[Task]
    absent: list[str]
    elsewhere: list[str]

    @property
    def named_count(self) -> int:
        """How many records change their name."""
        return sum(len(group.tasks) for group in self.named)

    def as_json(self) -> dict[str, Any]:
        """As it is kept; what only the role may read is kept without its words."""
        return {
            "roles": self.roles,
            "named": [
                {"title": str(one.title), "tasks": [_kept(task) for task in one.tasks]}
                for one in self.named
            ],
            "shared": [_kept(task) for task in self.shared],
            "absent": self.absent,
            "elsewhere": self.elsewhere,
        }


def passing(place: Place, *, on: date) -> Passing:
    """What would pass if the place were handed over on the day."""
    held = roles_of(place, on=on)
    named = [
        Named(kind.title, [kind.task(row) for row in kind.rows(place.user, place.council)])
        for kind in ownerships()
    ]
    in_name = {task.key for group in named for task in group.tasks}
    return Passing(
        roles=[one.words for one in held],
        named=[group for group in named if group.tasks],
        shared=[task for task in _of_roles(place.user, held, on) if task.key not in in_name],
        absent=[str(ship.absent) for ship in ending(place, on=on)],
        elsewhere=other_roles(place, held, on=on),
    )


def ending(place: Place, *, on: date) -> list[Deputyship]:
    """Where the leaver stands in for a colleague of the place for longer than the day.

    A deputy uses the roles of the absent; who has left must not.
    """
    colleagues = RoleAssignment.objects.filter(place.roles).values("user")
    ships = Deputyship.objects.filter(
        deputy=place.user, absent__in=colleagues, valid_to__gt=on
    ).select_related("absent", "deputy")
    return list(ships.order_by("pk"))


def shown(handover: Handover, *, on: date) -> Passing:
    """What the page of a hand-over lists: what passed, or what would pass today."""
    if handover.is_planned:
        return passing(place_of(handover), on=on)
    kept: dict[str, Any] = handover.passed
    return Passing(
        roles=kept.get("roles", []),
        named=[Named(one["title"], _tasks(one["tasks"])) for one in kept.get("named", [])],
        shared=_tasks(kept.get("shared", [])),
        absent=kept.get("absent", []),
        elsewhere=kept.get("elsewhere", []),
    )


def staying(place: Place, found: Passing) -> list[str]:
    """What does not pass, in sentences."""
    lines = [
        _("ghi chú riêng, dấu đã đọc, thông báo, lịch và bộ lọc riêng của người bàn giao"),
        _("phiếu biểu quyết, phiếu xin ý kiến, chất vấn đã đặt: gắn với từng đại biểu"),
        _("việc đã làm xong: vẫn ghi tên người đã làm"),
    ]
    if place.agency is not None:
        lines.append(
            _(
                "kiến nghị, cam kết, hồ sơ, chất vấn gửi {agency}: gửi cho cơ quan, vẫn ở cơ quan"
            ).format(agency=place.agency)
        )
    if found.elsewhere:
        lines.append(_("vai trò khác: {roles}").format(roles="; ".join(found.elsewhere)))
    return lines


def _of_roles(user: User, held: Iterable[RoleAssignment], on: date) -> list[Task]:
    """What the roles ask of the user, without what is only watched."""
    today = [one for one in held if one.valid_from <= on]
    return [task for task in tasks_by(user, today, on) if not task.waiting_for]


def _kept(task: Task) -> dict[str, Any]:
    return {
        "what": _("Việc có nội dung kín") if task.is_protected else str(task.what),
        "record": "" if task.is_protected else str(task.record),
        "url": task.url,
        "due_on": task.due_on.isoformat() if task.due_on else None,
    }


def _tasks(kept: Iterable[dict[str, Any]]) -> list[Task]:
    return [
        Task(
            key=one["url"],
            what=one["what"],
            record=one["record"],
            url=one["url"],
            due_on=date.fromisoformat(one["due_on"]) if one["due_on"] else None,
        )
        for one in kept
    ]
