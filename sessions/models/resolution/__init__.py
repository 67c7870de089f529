"""Resolutions (nghị quyết): the record, its articles, what follows, opinions on drafts."""

from sessions.models.resolution.articles import DayRange, ResolutionArticle, ResolutionLink
from sessions.models.resolution.following import ChainStep, Target, TargetValue
from sessions.models.resolution.opinions import DraftOpinion, draft_opinion_answer_choices
from sessions.models.resolution.record import (
    Resolution,
    resolution_issuer_choices,
    signature_kind_choices,
)

__all__ = [
    "ChainStep",
    "DayRange",
    "DraftOpinion",
    "Resolution",
    "ResolutionArticle",
    "ResolutionLink",
    "Target",
    "TargetValue",
    "draft_opinion_answer_choices",
    "resolution_issuer_choices",
    "signature_kind_choices",
]
