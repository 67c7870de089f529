"""Refusals of the session services; the pages put them into Vietnamese."""

from sessions.workflow import SESSION_OVER, MoveRefused, Refused, SessionState


class SessionRefused(Refused):
    """A rule of planning, agenda, invitations or absences says no (`sentences.py`)."""


class DossierRefused(Refused):
    """A rule of dossiers or of their freeze says no (`dossier_sentences.py`)."""


def refuse_if_over(state: str) -> None:
    """Raise SessionRefused `session_ended` for a session that is closed or cancelled."""
    if SessionState(state) in SESSION_OVER:
        raise SessionRefused("session_ended")


__all__ = ["DossierRefused", "MoveRefused", "SessionRefused", "refuse_if_over"]
