"""Row locks of sessions, always in one order: session, then item, then part (docs/sessions.md)."""

from django.db import connection

from hdnd_portal.ui.refusals import Refused
from sessions.models import AgendaItem, CouncilSession, DossierPart
from sessions.workflow import SESSION_OVER, SessionState


def lock_session(session: CouncilSession, *, over: Refused | None = None) -> CouncilSession:
    """The session as it stands, locked until the transaction ends: one change of it at a time.

    `over` is raised for a session that is closed or cancelled; without it any state is taken.
    """
    locked = CouncilSession.with_rehearsals.select_for_update(of=("self",))
    session = locked.select_related("council").get(pk=session.pk)
    if over is not None and SessionState(session.state) in SESSION_OVER:
        raise over
    return session


def hold_session(session: int) -> None:
    """Keep the session as it is until the transaction ends: neither frozen nor moved meanwhile.

    A shared lock: many agencies hand in at once, whoever changes the session (FOR UPDATE) waits.
    """
    table = connection.ops.quote_name(CouncilSession._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {table} WHERE id = %s FOR SHARE", [session])  # noqa: S608 -- our own table


def lock_items_and_parts(session: CouncilSession) -> None:
    """Lock every item and part of a session whose row the caller has locked, by primary key."""
    items = session.items.order_by("pk").select_for_update(of=("self",))
    list(items.values_list("pk", flat=True))
    parts = DossierPart.objects.filter(dossier__item__session=session).order_by("pk")
    list(parts.select_for_update(of=("self",)).values_list("pk", flat=True))


def lock_item(item: int) -> None:
    """Lock one item; the caller holds its session."""
    list(AgendaItem.objects.select_for_update(of=("self",)).filter(pk=item).values_list("pk"))
