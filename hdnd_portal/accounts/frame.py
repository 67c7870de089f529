"""What accounts put into the frame of every page: the council at work, whom one stands in for."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hdnd_portal.accounts.councils import councils_of, current_council
from hdnd_portal.accounts.models import RoleAssignment, User
from hdnd_portal.council.models import Council
from hdnd_portal.ui.frame import CouncilOption, CouncilSwitch, register_councils, register_note
from hdnd_portal.ui.navigation import NavItem, register, register_account_item


def _option(council: Council) -> CouncilOption:
    return CouncilOption(
        key=str(council.pk), name=council.name, note=council.place, is_sample=council.is_sample
    )


def council_switch(request: HttpRequest) -> CouncilSwitch | None:
    """The council at work and the user's others."""
    user = request.user
    if not isinstance(user, User):
        return None
    current = current_council(request)
    return CouncilSwitch(
        current=_option(current) if current else None,
        options=tuple(_option(council) for council in councils_of(user)),
        url_name="accounts:choose_council",
    )


def stands_in_note(request: HttpRequest) -> str:
    """ "Đang thay: …", or nothing. No query for whoever stands in for nobody."""
    user = request.user
    if not isinstance(user, User):
        return ""
    names = _names(user.assignments)
    waiting = _names(user.waiting_assignments)
    notes = []
    if names:
        notes.append(_("Đang thay: {names}").format(names=names))
    if waiting:
        text = _("Chưa nhận việc của {names}: cần xác thực hai lớp")
        notes.append(text.format(names=waiting))
    return " · ".join(notes)


def _names(assignments: Iterable[RoleAssignment]) -> str:
    """Whose roles these are, each person once."""
    return ", ".join(dict.fromkeys(str(a.via) for a in assignments if a.via is not None))


def hang_up() -> None:
    """Register all of it; called when the app is ready."""
    register_councils(council_switch)
    register_note(stands_in_note)
    register_account_item(
        NavItem(gettext_lazy("Bảo mật tài khoản"), "mfa_index", "shield-lock", order=10)
    )
    register_account_item(
        NavItem(
            gettext_lazy("Người thay khi vắng"),
            "accounts:deputies",
            "user-share",
            permission="accounts.appoint_deputy",
            order=20,
        )
    )
    register(
        NavItem(
            gettext_lazy("Rà soát tài khoản"),
            "accounts:review",
            "users",
            permission="accounts.review_accounts",
            order=900,
            phone=False,
        )
    )
    register(
        NavItem(
            gettext_lazy("Quản trị"),
            "admin:index",
            "settings",
            permission="accounts.administer",
            order=910,
            phone=False,
        )
    )
