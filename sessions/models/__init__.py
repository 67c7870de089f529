"""Council sessions: plan, agenda, dossiers, freeze, invitations, reading, votes."""

from sessions.models.agenda import AgendaItem, ChairDecision
from sessions.models.attendance import Attendance
from sessions.models.ballot import CastVote, HandCount, PaperCount, RollEntry
from sessions.models.block import AgendaBlock, BlockRemoval
from sessions.models.delegate_comment import DelegateComment
from sessions.models.dossier import Dossier, DossierFile, DossierPart, PartSubmission
from sessions.models.freeze import DossierFreeze, FrozenFile, Supplement
from sessions.models.groups import GroupOpinion, GroupRelease, GroupReport, GroupSitting
from sessions.models.hotline import HotlineCall, HotlineCaller
from sessions.models.invitation import Guest, Invitation, InvitationRun
from sessions.models.later_entry import LaterEntry
from sessions.models.minutes import Minutes, MinutesRemark
from sessions.models.paper_question import PaperAnswer, PaperQuestion
from sessions.models.poll import Poll, PollRound
from sessions.models.presiding import Presiding
from sessions.models.proceeding import Proceeding, SpeechRequest, TimeBudget
from sessions.models.question import AnswerFile, Interpellation, QuestionFile, WrittenAnswer
from sessions.models.questioning import (
    OpinionSheet,
    QuestionGroup,
    QuestioningConclusion,
    SheetAnswer,
    SheetPlace,
)
from sessions.models.reading import AbsenceRequest, Note, ReadingReceipt
from sessions.models.reading_room import FileRestriction, RoomOpening
from sessions.models.rehearsal import Rehearsal
from sessions.models.resolution import (
    ChainStep,
    DraftOpinion,
    Resolution,
    ResolutionArticle,
    ResolutionLink,
    Target,
    TargetValue,
)
from sessions.models.review import PartReview, ReviewLevel
from sessions.models.session import CouncilSession, Milestone, Sitting
from sessions.models.signature_check import SignatureCheck

__all__ = [
    "AbsenceRequest",
    "AgendaBlock",
    "AgendaItem",
    "AnswerFile",
    "Attendance",
    "BlockRemoval",
    "CastVote",
    "ChainStep",
    "ChairDecision",
    "CouncilSession",
    "DelegateComment",
    "Dossier",
    "DossierFile",
    "DossierFreeze",
    "DossierPart",
    "DraftOpinion",
    "FileRestriction",
    "FrozenFile",
    "GroupOpinion",
    "GroupRelease",
    "GroupReport",
    "GroupSitting",
    "Guest",
    "HandCount",
    "HotlineCall",
    "HotlineCaller",
    "Interpellation",
    "Invitation",
    "InvitationRun",
    "LaterEntry",
    "Milestone",
    "Minutes",
    "MinutesRemark",
    "Note",
    "OpinionSheet",
    "PaperAnswer",
    "PaperCount",
    "PaperQuestion",
    "PartReview",
    "PartSubmission",
    "Poll",
    "PollRound",
    "Presiding",
    "Proceeding",
    "QuestionFile",
    "QuestionGroup",
    "QuestioningConclusion",
    "ReadingReceipt",
    "Rehearsal",
    "Resolution",
    "ResolutionArticle",
    "ResolutionLink",
    "ReviewLevel",
    "RollEntry",
    "RoomOpening",
    "SheetAnswer",
    "SheetPlace",
    "SignatureCheck",
    "Sitting",
    "SpeechRequest",
    "Supplement",
    "Target",
    "TargetValue",
    "TimeBudget",
    "WrittenAnswer",
]
