"""How far a commitment has climbed: reminders and steps in the order of their days (OVS-25)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import INSIDE
from hdnd_portal.audit import subject
from hdnd_portal.commitments import targets
from hdnd_portal.commitments.escalation import StepState
from hdnd_portal.commitments.labels import RUNGS
from hdnd_portal.commitments.ladder import Rung
from hdnd_portal.commitments.models import Commitment, EscalationStep, ReminderLetter
from hdnd_portal.commitments.services.reminders import EVENT
from hdnd_portal.notices.models import Notice
from hdnd_portal.ui.choices import Label

LETTER = _("Công văn đôn đốc")


@dataclass(frozen=True, slots=True)
class LadderLine:
    """One step of the ladder: a reminder that was sent, or what was decided."""

    on: date
    label: Label
    step: EscalationStep | None = None
    record: targets.Shown | None = None
    letter: ReminderLetter | None = None


def ladder_of(row: Commitment, user: User, steps: Sequence[EscalationStep]) -> list[LadderLine]:
    """The dated steps. Two queries, and one for each kind of record that steps created.

    To an agency a record is nothing until it may open it: not its name, nor how it ended.
    """
    shown = targets.shown(steps, user)
    if not user.has_role(*INSIDE, council=row.council_id):
        for one in steps:
            if one.pk in shown and not shown[one.pk].url:
                del shown[one.pk]
                one.note = one.note if one.state == StepState.WITHDRAWN else ""
    lines = [
        *_reminders(row),
        *_letters(row, user),
        *(
            LadderLine(one.decided_on, one.get_kind_display(), one, shown.get(one.pk))
            for one in steps
        ),
    ]
    return sorted(lines, key=lambda line: (line.on, line.step.pk if line.step else 0))


def _letters(row: Commitment, user: User) -> list[LadderLine]:
    found = row.letters.visible_to(user).standing().select_related("document")
    return [
        LadderLine(one.document.issued_on, LETTER, letter=one)
        for one in found
        if one.document.issued_on
    ]


def _reminders(row: Commitment) -> list[LadderLine]:
    told = (
        Notice.objects.filter(
            about_type=subject.kind_of(row), about_id=subject.key_of(row), event=EVENT
        )
        .order_by()
        .values_list("key")
        .annotate(first=Min("created_at"))
    )
    lines = []
    for key, first in told:
        rung = key.rpartition("-")[2]
        if rung in set(Rung):
            lines.append(LadderLine(timezone.localdate(first), RUNGS[rung]))
    return lines
