"""Which parts a dossier has, and by which rule each is due. Plain Python.

Sources: domain rules SES-6, SES-7 and SES-8; the lists are starting values that an officer edits.
"""

from dataclasses import dataclass
from enum import StrEnum


class PartKind(StrEnum):
    """Kinds of part; the words stand in `labels.py` and in the model."""

    SUBMISSION = "submission"
    DRAFT = "draft"
    REPORT = "report"
    ANNEX = "annex"
    VERIFICATION = "verification"
    EXPLANATION = "explanation"
    OPINION = "opinion"


# Days counted back from the opening day.
TO_BAN = "session.dossier_to_ban"
BAN_REPORT = "session.verification_report"
BAN_MEETING = "session.ban_meeting"
TO_DELEGATES = "session.docs"


@dataclass(frozen=True, slots=True)
class UsualPart:
    """A part as the law expects it for such an item."""

    kind: PartKind
    is_required: bool = True


def usual_parts(*, needs_resolution: bool, is_verified: bool) -> list[UsualPart]:
    """The parts of an item's dossier in reading order (SES-15, SES-16)."""
    if needs_resolution:
        parts = [UsualPart(PartKind.SUBMISSION), UsualPart(PartKind.DRAFT)]
    else:
        parts = [UsualPart(PartKind.REPORT)]
    parts.append(UsualPart(PartKind.ANNEX, is_required=False))
    if is_verified:
        parts.append(UsualPart(PartKind.VERIFICATION))
    return parts


def rule_of(kind: PartKind, *, is_verified: bool, has_draft: bool) -> str:
    """The key of the rule by which the part is due.

    The Ban reports on a draft resolution by the day of SES-7; reports it verifies at its meeting
    (SES-8).
    Papers that a Ban verifies go to the Ban first (SES-7); all others only to the delegates
    (SES-6). An explanation answers the Ban's report and comes after it.
    """
    if kind is PartKind.VERIFICATION:
        return BAN_REPORT if has_draft else BAN_MEETING
    if kind is PartKind.EXPLANATION or not is_verified:
        return TO_DELEGATES
    return TO_BAN
