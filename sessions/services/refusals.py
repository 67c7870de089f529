"""Refusals of the session services; the pages put them into Vietnamese."""

from hdnd_portal.ui.refusals import Refused
from sessions.workflow import MoveRefused


class SessionRefused(Refused):
    """A rule of planning, agenda, invitations or absences says no (`sentences.py`)."""


class DossierRefused(Refused):
    """A rule of dossiers or of their freeze says no (`dossier_sentences.py`)."""


class QuestionRefused(Refused):
    """A rule of questioning says no (`sentences/questioning.py`)."""


__all__ = ["DossierRefused", "MoveRefused", "QuestionRefused", "SessionRefused"]
