"""What a change at the sitting sends to every screen: the state itself, made once."""

from functools import partial

from django.db import transaction

from hdnd_portal.notices import live
from sessions import board, state_cache
from sessions.models import CouncilSession

INSIDE = "session.{session}.inside"
PUBLIC = "session.{session}.public"


def topic(session: int, *, inside: bool) -> str:
    """The topic of the screens of those inside the council, or of observers."""
    return (INSIDE if inside else PUBLIC).format(session=session)


def changed(session: CouncilSession) -> None:
    """After the commit, send the new state of the session to every screen.

    The state is read and put into words once for those inside and once for observers; screens ask
    for nothing.
    """
    state_cache.forget(session.pk)
    transaction.on_commit(partial(_send, session.pk), robust=True)


def _send(key: int) -> None:
    seq = live.moment()
    session = (
        CouncilSession.with_rehearsals.select_related("council", "term").filter(pk=key).first()
    )
    if session is None:
        return
    state = board.board_state(session)
    for inside in (True, False):
        made = state_cache.shown(state, inside=inside, seq=seq)
        state_cache.keep(key, made, inside=inside)
        live.publish(topic(key, inside=inside), made, seq=seq)
    state_cache.mark(key, seq)
