"""What a change at the sitting sends to every screen: the state itself, made once."""

from functools import partial

from django.core.cache import cache
from django.db import transaction

from hdnd_portal.celery import kick
from hdnd_portal.notices import live
from sessions import state_cache
from sessions.models import CouncilSession
from sessions.tasks import send_state

INSIDE = "session.{session}.inside"
PUBLIC = "session.{session}.public"
SOON = "sessions.floor.soon.{session}"
SOON_SECONDS = 0.5


def topic(session: int, *, inside: bool) -> str:
    """The topic of the screens of those inside the council, or of observers."""
    return (INSIDE if inside else PUBLIC).format(session=session)


def changed(session: CouncilSession) -> None:
    """After the commit, send the new state of the session to every screen.

    The state is read and put into words once for those inside and once for observers; screens ask
    for nothing.
    """
    state_cache.forget(session.pk)
    transaction.on_commit(partial(send, session.pk), robust=True)


def changed_soon(session: int) -> None:
    """The same for what comes a hundred times at once, such as votes: twice a second at most.

    A worker sends the state a moment later, with all that came meanwhile.
    """
    state_cache.forget(session)
    transaction.on_commit(partial(_ask, session), robust=True)


def _ask(session: int) -> None:
    if cache.add(SOON.format(session=session), 1, timeout=5):
        kick(send_state, session, queue="urgent", after=SOON_SECONDS)


def send_now(session: int) -> None:
    """What `changed_soon` asked for; whatever comes from now on asks anew."""
    cache.delete(SOON.format(session=session))
    send(session)


def send(key: int) -> None:
    """Make the state of the session now, and send it."""
    session = (
        CouncilSession.with_rehearsals.select_related("council", "term").filter(pk=key).first()
    )
    if session is None:
        return
    reading = state_cache.read(session)
    for inside in (True, False):
        live.publish(topic(key, inside=inside), reading.shown(inside=inside), seq=reading.seq)
    state_cache.mark(key, reading.seq)
