"""How long somebody may speak, and whether the groups of delegates come to speak alike (S10)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hdnd_portal.legal.public import Rule, register_for
from hdnd_portal.legal.register import RuleRefused
from sessions.models import CouncilSession
from sessions.workflow.sitting import SpeechKind

# The rule of each kind; the second is for a debate that belongs to no questioning.
RULES: dict[SpeechKind, str] = {
    SpeechKind.SPEECH: "discussion.time.speech",
    SpeechKind.QUESTION: "question.time.ask",
    SpeechKind.DEBATE: "question.time.debate",
    SpeechKind.PROCEDURE: "discussion.time.procedure",
    SpeechKind.ANSWER: "question.time.answer",
}
DEBATE_IN_DISCUSSION = "discussion.time.debate"
# Where the register holds no figure the clock runs without a warning for so long.
WITHOUT_RULE = 3600


def limit_rule(session: CouncilSession, kind: SpeechKind, *, questioning: bool) -> Rule | None:
    """The row of the register that limits a speech; None where it holds no figure."""
    key = RULES[kind]
    if kind is SpeechKind.DEBATE and not questioning:
        key = DEBATE_IN_DISCUSSION
    try:
        rule = register_for(session.council).find(key, on=session.opening_on)
        return rule if rule.number > 0 else None
    except RuleRefused:
        return None


def limit_seconds(session: CouncilSession, kind: SpeechKind, *, questioning: bool) -> int:
    """Seconds a speech may take, by the register of the council on the opening day."""
    rule = limit_rule(session, kind, questioning=questioning)
    return rule.number * 60 if rule else WITHOUT_RULE


@dataclass(frozen=True, slots=True)
class GroupShare:
    """What a Tổ has spoken, beside what its members would speak if all spoke alike."""

    group: int
    members: int
    speeches: int
    seconds: int
    fair_seconds: int
    is_behind: bool


def shares(
    members: Mapping[int, int], spoken: Iterable[tuple[int | None, int]]
) -> dict[int, GroupShare]:
    """The share of each group, from the members of each and the (group, seconds) of each speech.

    A group is behind when it has spoken less than half of its share. Speeches of delegates without
    a group count for none.
    """
    seconds = dict.fromkeys(members, 0)
    speeches = dict.fromkeys(members, 0)
    for group, taken in spoken:
        if group in seconds:
            seconds[group] += taken
            speeches[group] += 1
    total, everybody = sum(seconds.values()), sum(members.values())
    result = {}
    for group, count in members.items():
        fair = total * count // everybody if everybody else 0
        result[group] = GroupShare(
            group, count, speeches[group], seconds[group], fair, 2 * seconds[group] < fair
        )
    return result
