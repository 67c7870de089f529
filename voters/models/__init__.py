"""Voter contact: plans, meetings, what is said at them, and what becomes of it."""

from voters.models.imports import OpinionImport, OpinionImportRow
from voters.models.own import OwnContact
from voters.models.papers import ContactPaper
from voters.models.plan import AwayTime, ContactPlan, MeetingChange, VoterMeeting
from voters.models.promise import VoterPromise
from voters.models.record import MeetingPresence, MeetingRecord, Opinion, OpinionSpeaker
from voters.models.sending import RecommendationStage, ReferralReceipt
from voters.models.sorting import (
    RecommendationPair,
    RecommendationSource,
    Referral,
    VoterRecommendation,
)

__all__ = [
    "AwayTime",
    "ContactPaper",
    "ContactPlan",
    "MeetingChange",
    "MeetingPresence",
    "MeetingRecord",
    "Opinion",
    "OpinionImport",
    "OpinionImportRow",
    "OpinionSpeaker",
    "OwnContact",
    "RecommendationPair",
    "RecommendationSource",
    "RecommendationStage",
    "Referral",
    "ReferralReceipt",
    "VoterMeeting",
    "VoterPromise",
    "VoterRecommendation",
]
