"""The roles of the portal, as code. Who holds one, where and when, is a `RoleAssignment`."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from hdnd_portal.ui.choices import Choices, Label


class Role(StrEnum):
    """A role a user may hold for a council, one of its bodies, or an agency."""

    OFFICER = "officer"
    CLERK = "clerk"
    OFFICE_HEAD = "office_head"
    STANDING_COMMITTEE = "standing_committee"
    CHAIR = "chair"
    COMMITTEE_LEADER = "committee_leader"
    COMMITTEE_MEMBER = "committee_member"
    DELEGATE = "delegate"
    GROUP_HEAD = "group_head"
    AGENCY = "agency"
    FRONT = "front"
    ADMIN = "admin"


ROLE_NAMES: dict[Role, Label] = {
    Role.OFFICER: _("Chuyên viên Văn phòng"),
    Role.CLERK: _("Văn thư"),
    Role.OFFICE_HEAD: _("Lãnh đạo Văn phòng"),
    Role.STANDING_COMMITTEE: _("Thường trực HĐND"),
    Role.CHAIR: _("Chủ tịch HĐND"),
    Role.COMMITTEE_LEADER: _("Lãnh đạo Ban"),
    Role.COMMITTEE_MEMBER: _("Thành viên Ban"),
    Role.DELEGATE: _("Đại biểu HĐND"),
    Role.GROUP_HEAD: _("Tổ trưởng Tổ đại biểu"),
    Role.AGENCY: _("Cán bộ cơ quan"),
    Role.FRONT: _("Ủy ban MTTQ Việt Nam"),
    Role.ADMIN: _("Quản trị hệ thống"),
}

# What an assignment of the role must name besides the council.
NEEDS_BODY = frozenset({Role.COMMITTEE_LEADER, Role.COMMITTEE_MEMBER, Role.GROUP_HEAD})
NEEDS_AGENCY = frozenset({Role.AGENCY, Role.FRONT})
# The staff of the office: they see every working record of their council.
STAFF = frozenset({Role.OFFICER, Role.CLERK, Role.OFFICE_HEAD})

# What nobody can do for another: a delegate's seat and vote, membership of a Ban, administration.
PERSONAL = frozenset({Role.DELEGATE, Role.COMMITTEE_MEMBER, Role.ADMIN})
# Who may stand in for whom: the deputy must hold one of these roles in the same council.
DEPUTIES: dict[Role, frozenset[Role]] = {
    Role.OFFICER: STAFF,
    Role.CLERK: STAFF,
    Role.OFFICE_HEAD: STAFF,
    Role.STANDING_COMMITTEE: frozenset({Role.STANDING_COMMITTEE, Role.CHAIR}),
    Role.CHAIR: frozenset({Role.STANDING_COMMITTEE}),
    Role.COMMITTEE_LEADER: frozenset({Role.COMMITTEE_LEADER, Role.COMMITTEE_MEMBER}),
    Role.GROUP_HEAD: frozenset({Role.GROUP_HEAD, Role.DELEGATE}),
    Role.AGENCY: frozenset({Role.AGENCY}),
    Role.FRONT: frozenset({Role.FRONT}),
}
# A deputy of these roles must act for the same Ban, or the same agency.
SAME_BODY = frozenset({Role.COMMITTEE_LEADER})
SAME_AGENCY = NEEDS_AGENCY
# Roles inside the council: they see its sessions. Agencies and the Front see what they work on.
INSIDE = frozenset(set(Role) - {Role.ADMIN, Role.AGENCY, Role.FRONT})


def role_choices() -> Choices:
    return [(role.value, ROLE_NAMES[role]) for role in Role]
