"""Council sessions: plan, agenda, dossiers, freeze, invitations, reading."""

from sessions.models.agenda import AgendaItem, ChairDecision
from sessions.models.dossier import Dossier, DossierFile, DossierPart, PartSubmission
from sessions.models.freeze import DossierFreeze, FrozenFile, Supplement
from sessions.models.groups import GroupOpinion, GroupRelease, GroupReport, GroupSitting
from sessions.models.invitation import Guest, Invitation, InvitationRun
from sessions.models.minutes import Minutes, MinutesRemark
from sessions.models.presiding import Presiding
from sessions.models.question import AnswerFile, Interpellation, QuestionFile, WrittenAnswer
from sessions.models.questioning import (
    OpinionSheet,
    QuestionGroup,
    QuestioningConclusion,
    SheetAnswer,
    SheetPlace,
)
from sessions.models.reading import AbsenceRequest, Note, ReadingReceipt
from sessions.models.resolution import (
    ChainStep,
    DraftOpinion,
    Resolution,
    ResolutionArticle,
    ResolutionLink,
    Target,
    TargetValue,
)
from sessions.models.session import CouncilSession, Milestone, Sitting

__all__ = [
    "AbsenceRequest",
    "AgendaItem",
    "AnswerFile",
    "ChainStep",
    "ChairDecision",
    "CouncilSession",
    "Dossier",
    "DossierFile",
    "DossierFreeze",
    "DossierPart",
    "DraftOpinion",
    "FrozenFile",
    "GroupOpinion",
    "GroupRelease",
    "GroupReport",
    "GroupSitting",
    "Guest",
    "Interpellation",
    "Invitation",
    "InvitationRun",
    "Milestone",
    "Minutes",
    "MinutesRemark",
    "Note",
    "OpinionSheet",
    "PartSubmission",
    "Presiding",
    "QuestionFile",
    "QuestionGroup",
    "QuestioningConclusion",
    "ReadingReceipt",
    "Resolution",
    "ResolutionArticle",
    "ResolutionLink",
    "SheetAnswer",
    "SheetPlace",
    "Sitting",
    "Supplement",
    "Target",
    "TargetValue",
    "WrittenAnswer",
]
