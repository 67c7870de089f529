"""What a person says of a part: what it answers, or nothing, or that it goes with another.

Locks: the letter.
"""

from collections.abc import Collection, Iterable
from dataclasses import asdict
from datetime import date

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from hdnd_portal.accounts.models import User
from hdnd_portal.answer_letters.hints import hints_of
from hdnd_portal.answer_letters.models import AnswerLetter, LetterAnswer, LetterPart
from hdnd_portal.answer_letters.services.letters import finder_of, open_letter
from hdnd_portal.answer_letters.workflow import LetterRefused, PartState
from hdnd_portal.commitments.answers import Answer
from hdnd_portal.commitments.codes import code_of
from hdnd_portal.commitments.models import Commitment, Reply
from hdnd_portal.commitments.models.commitment import CommitmentQuerySet
from hdnd_portal.commitments.workflow import MOVES, Move

# Parts of one letter at most, and how far off a place is kept while others move up.
MOST, FAR = 1_000, 10_000


def owed_by(letter: AnswerLetter) -> CommitmentQuerySet:
    """All that the agency may answer now, also again: as lead or contributor, in this council."""
    agency = letter.agency_id
    helping = Commitment.contributors.through.objects.filter(agency=agency).values("commitment")
    rows = Commitment.objects.filter(
        council=letter.council_id, stage__in=sorted(MOVES[Move.REPLY][0])
    )
    return rows.filter(lead=agency) | rows.filter(pk__in=helping)


@transaction.atomic
def confirm_part(
    part: LetterPart, *, answers: Collection[int], said: Answer, by: User
) -> LetterPart:
    """Xác nhận: the part answers these commitments (keys), with what is said.

    What the result demands may still be missing; it is asked before sending. Raises LetterRefused
    `letter_settled`, `part_merged`, `nothing_chosen`, `not_owed`, `chosen_elsewhere`.
    """
    letter = open_letter(part.letter)
    part = _part(part)
    keys = sorted(set(answers))
    if not keys:
        raise LetterRefused("nothing_chosen")
    known = set(owed_by(letter).filter(pk__in=keys).values_list("pk", flat=True))
    if strangers := [key for key in keys if key not in known]:
        raise LetterRefused("not_owed", codes=_codes(strangers))
    _refuse_twice(letter, part, keys)
    sent = Reply.objects.sent().filter(agency=letter.agency_id, commitment__in=keys)
    last = dict(sent.order_by().values_list("commitment").annotate(Max("number")))
    part.answers.all().delete()
    LetterAnswer.objects.bulk_create(
        LetterAnswer(letter=letter, part=part, commitment_id=key, replied=last.get(key) or 0)
        for key in keys
    )
    part.claimed, part.text, part.measure = said.claimed.value, said.text, said.measure
    part.done_on, part.promised_on = said.done_on, said.promised_on
    part.amount, part.money_source, part.evidence = said.amount, said.money_source, said.evidence
    return _decide(part, PartState.CONFIRMED, by)


def _refuse_twice(letter: AnswerLetter, part: LetterPart, keys: Iterable[int]) -> None:
    other = letter.answers.filter(commitment__in=keys).exclude(part=part)
    found = other.select_related("part").first()
    if found is not None:
        raise LetterRefused(
            "chosen_elsewhere", what=code_of(found.commitment_id), position=found.part.position
        )


def _codes(keys: Iterable[int]) -> str:
    return ", ".join(code_of(key) for key in keys)


@transaction.atomic
def set_aside(part: LetterPart, *, by: User) -> LetterPart:
    """Không phải câu trả lời. Raises LetterRefused `letter_settled`, `part_merged`."""
    open_letter(part.letter)
    part = _part(part)
    part.answers.all().delete()
    return _decide(part, PartState.ASIDE, by)


@transaction.atomic
def reopen_part(part: LetterPart, *, by: User) -> LetterPart:
    """Xem lại: what was said of the part is taken back; what was typed stays.

    Raises LetterRefused `letter_settled`, `part_merged`.
    """
    open_letter(part.letter)
    part = _part(part)
    part.answers.all().delete()
    return _decide(part, PartState.OPEN, by)


@transaction.atomic
def merge_part(part: LetterPart, *, by: User, on: date) -> LetterPart:
    """Gộp vào phần trước: both together answer; returns the one before, to be looked at again.

    Raises LetterRefused `letter_settled`, `part_merged`, `nothing_before`.
    """
    letter = open_letter(part.letter)
    part = _part(part)
    before = letter.parts.filter(position__lt=part.position).exclude(state=PartState.MERGED)
    target = before.exclude(state=PartState.ASIDE).last()
    if target is None:
        raise LetterRefused("nothing_before")
    part.answers.all().delete()
    target.answers.all().delete()
    more = "\n".join(text for text in (part.asked, part.answer) if text)
    target.answer = f"{target.answer}\n{more}".strip()
    if target.text:
        target.text = f"{target.text}\n{more}".strip()
    target.hints = hints_of(target.answer, on=on)
    known = {one["key"] for one in target.proposals}
    target.proposals += [one for one in part.proposals if one["key"] not in known]
    target.save(update_fields=["answer", "text", "hints", "proposals"])
    _decide(part, PartState.MERGED, by)
    return _decide(target, PartState.OPEN, by)


@transaction.atomic
def split_part(part: LetterPart, *, at: int, of: int, by: User, on: date) -> LetterPart:
    """Tách phần: from the paragraph `at` on, counted from 0, it is a part of its own.

    Both are looked at anew, with what is proposed for each; returns the second. `of` is how many
    paragraphs the person saw. Raises LetterRefused `letter_settled`, `part_merged`,
    `nothing_to_split`, `letter_long`.
    """
    letter = open_letter(part.letter)
    part = _part(part)
    lines = part.answer.split("\n")
    head, tail = "\n".join(lines[:at]).strip(), "\n".join(lines[at:]).strip()
    if len(lines) != of or not 0 < at < of or not head or not tail:
        raise LetterRefused("nothing_to_split")
    if letter.parts.count() >= MOST:
        raise LetterRefused("letter_long", most=MOST)
    part.answers.all().delete()
    letter.parts.filter(position__gt=part.position).update(position=F("position") + FAR)
    letter.parts.filter(position__gt=FAR).update(position=F("position") - (FAR - 1))
    made = LetterPart(
        letter=letter, position=part.position + 1, label=part.label, page=part.page, answer=tail
    )
    part.answer = head
    finder = finder_of(letter)
    for one in (part, made):
        one.proposals = [asdict(match) for match in finder.find(one.asked, one.answer)]
        one.hints = hints_of(one.answer, on=on)
        one.claimed = one.text = one.measure = one.money_source = one.evidence = ""
        one.done_on = one.promised_on = one.amount = None
        _decide(one, PartState.OPEN, by)
    return made


def _part(part: LetterPart) -> LetterPart:
    """The part as it is now that its letter is locked."""
    part = LetterPart.objects.get(pk=part.pk)
    if part.state == PartState.MERGED:
        raise LetterRefused("part_merged")
    return part


def _decide(part: LetterPart, state: PartState, by: User) -> LetterPart:
    is_open = state is PartState.OPEN
    part.state = state.value
    part.decided_by, part.decided_at = (None, None) if is_open else (by, timezone.now())
    part.save()
    return part
