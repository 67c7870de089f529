"""What a meeting page and the form of an opinion show: counts, communes and fields to choose."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from hdnd_portal.accounts.models import User
from hdnd_portal.council.models import AdministrativeUnit, Field
from hdnd_portal.council.models.units import COMMUNE_KINDS
from voters.models import Opinion, VoterMeeting
from voters.workflow import Track


@dataclass(frozen=True, slots=True)
class OpinionCounts:
    """How many opinions of a meeting count, by track; letters are neither."""

    recommendations: int
    opinions: int
    letters: int
    answered: int

    @property
    def total(self) -> int:
        """All that count."""
        return self.recommendations + self.opinions + self.letters


def counts_of(meeting: VoterMeeting) -> OpinionCounts:
    """Counted in the database; letters are counted for everybody, and read by the office alone."""
    is_letter = Q(is_letter=True)
    found = (
        Opinion.objects.filter(meeting=meeting)
        .standing()
        .aggregate(
            recommendations=Count("pk", filter=Q(track_heard=Track.RECOMMENDATION) & ~is_letter),
            opinions=Count("pk", filter=Q(track_heard=Track.OPINION) & ~is_letter),
            letters=Count("pk", filter=is_letter),
            answered=Count("pk", filter=~Q(answered_there="") & ~is_letter),
        )
    )
    return OpinionCounts(**found)


def choices_of(meeting: VoterMeeting) -> dict[str, Sequence[Any]]:
    """What the form of an opinion offers: the communes met, all others, the fields in use.

    Two queries.
    """
    home = meeting.plan.council.unit
    units: list[AdministrativeUnit] = []
    if home.kind not in COMMUNE_KINDS:
        day = timezone.localdate(meeting.starts_at)
        rows = AdministrativeUnit.objects.in_force(day).communes_of(home)
        units = list(rows.order_by("folded", "pk"))
    return {
        "here": [meeting.unit, *meeting.guests.all()],
        "units": units,
        "fields": list(Field.objects.in_use()),
    }


def opinions_of(meeting: VoterMeeting, user: User) -> list[Opinion]:
    """The opinions of the meeting that the user may read, in the order of their numbers."""
    rows = Opinion.objects.visible_to(user).filter(meeting=meeting).for_list()
    found = list(rows.order_by("number"))
    for opinion in found:
        opinion.meeting = meeting  # the clock is judged by it
    return found


def clock_words(opinion: Opinion) -> str:
    """Both clocks where that of the device cannot be believed; empty otherwise."""
    if not opinion.has_wrong_clock:
        return ""
    received = timezone.localtime(opinion.recorded_at)
    if opinion.said_at is None:
        return _("Đồng hồ thiết bị sai; máy chủ nhận lúc {received}.").format(
            received=f"{received:%H:%M %d/%m/%Y}"
        )
    said = timezone.localtime(opinion.said_at)
    text = _("Đồng hồ thiết bị ghi {said}; máy chủ nhận lúc {received}.")
    return text.format(said=f"{said:%H:%M %d/%m/%Y}", received=f"{received:%H:%M %d/%m/%Y}")
