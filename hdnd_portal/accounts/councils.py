"""Which of the user's councils the pages are about."""

from django.http import HttpRequest

from hdnd_portal.accounts.models import User
from hdnd_portal.council.models import Council

SESSION_KEY = "council"


def councils_of(user: User) -> list[Council]:
    """The councils in which the user holds a role today, by code; makes no query of its own."""
    found = {a.council_id: a.council for a in user.assignments}
    return sorted(found.values(), key=lambda council: council.code)


def current_council(request: HttpRequest) -> Council | None:
    """The council chosen in this session, or the first of the user's own; None without a role."""
    user = request.user
    if not isinstance(user, User):
        return None
    mine = councils_of(user)
    chosen = request.session.get(SESSION_KEY)
    return next((council for council in mine if council.pk == chosen), mine[0] if mine else None)


def choose_council(request: HttpRequest, council: Council) -> None:
    """Remember the choice for this session. Raises PermissionError for another's council."""
    user = request.user
    if not isinstance(user, User) or council.pk not in user.councils():
        raise PermissionError(f"no role in council {council.pk}")
    request.session[SESSION_KEY] = council.pk
