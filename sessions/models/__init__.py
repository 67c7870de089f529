"""Council sessions: plan, agenda, dossiers, freeze, invitations, reading."""

from sessions.models.agenda import AgendaItem, ChairDecision
from sessions.models.dossier import Dossier, DossierFile, DossierPart, PartSubmission
from sessions.models.freeze import DossierFreeze, FrozenFile, Supplement
from sessions.models.invitation import Guest, Invitation, InvitationRun
from sessions.models.presiding import Presiding
from sessions.models.reading import AbsenceRequest, Note, ReadingReceipt
from sessions.models.session import CouncilSession, Milestone, Sitting

__all__ = [
    "AbsenceRequest",
    "AgendaItem",
    "ChairDecision",
    "CouncilSession",
    "Dossier",
    "DossierFile",
    "DossierFreeze",
    "DossierPart",
    "FrozenFile",
    "Guest",
    "Invitation",
    "InvitationRun",
    "Milestone",
    "Note",
    "PartSubmission",
    "Presiding",
    "ReadingReceipt",
    "Sitting",
    "Supplement",
]
