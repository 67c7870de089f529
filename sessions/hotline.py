"""What voters say by telephone, by topic: for those who preside, the minutes and the report (S17).

No function here touches who called.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from hdnd_portal.council.models import AdministrativeUnit
from hdnd_portal.council.models.units import COMMUNE_KINDS, UnitQuerySet
from hdnd_portal.notices import live
from hdnd_portal.ui.language import in_office_language
from hdnd_portal.ui.text import fold
from sessions.models import CouncilSession, HotlineCall

# So many of the newest are shown whole; all are in the list.
NEWEST = 20
TOPIC = "session.{session}.hotline"


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic with its calls, the newest first."""

    words: str
    calls: tuple[HotlineCall, ...]

    @property
    def count(self) -> int:
        """How many calls."""
        return len(self.calls)

    @property
    def localities(self) -> list[tuple[str, int]]:
        """From where they came, most calls first; where nobody said it, nowhere."""
        places = Counter(str(call.unit) for call in self.calls if call.unit)
        return sorted(places.items(), key=lambda place: (-place[1], fold(place[0])))


def by_topic(calls: Iterable[HotlineCall]) -> list[Topic]:
    """The calls by topic, the most called one first.

    Topics in free words are one where they differ in case and marks only.
    """
    found: dict[int | str, list[HotlineCall]] = {}
    for call in sorted(calls, key=lambda call: (call.called_at, call.pk), reverse=True):
        found.setdefault(call.item_id or fold(call.topic), []).append(call)
    topics = [Topic(calls[0].topic_words, tuple(calls)) for calls in found.values()]
    return sorted(topics, key=lambda topic: (-topic.count, fold(topic.words)))


def localities_of(session: CouncilSession) -> UnitQuerySet:
    """Communes of the council's province on the opening day; of a commune's council itself."""
    units = AdministrativeUnit.objects.in_force(session.opening_on)
    unit = session.council.unit
    if unit.kind in COMMUNE_KINDS:
        return units.filter(pk=unit.pk)
    return units.communes_of(unit).order_by("folded", "pk")


def live_topic(session: int) -> str:
    """The topic of the channel on which followers of the hotline are told."""
    return TOPIC.format(session=session)


@in_office_language
def hotline_state(session: CouncilSession) -> dict[str, Any]:
    """What followers see now, as their screens take it. Two queries."""
    seq = live.moment()
    calls = list(session.hotline_calls.standing().for_list().order_by("-called_at", "-pk"))
    context = {"calls": calls[:NEWEST], "count": len(calls), "topics": by_topic(calls)}
    parts = {
        name: render_to_string(f"sessions/live/hotline_{name}.html", context)
        for name in ("topics", "calls")
    }
    digest = hashlib.sha256(repr(sorted(parts.items())).encode()).hexdigest()[:20]
    at = int(timezone.now().timestamp() * 1000)
    return {"at": at, "seq": seq, "digest": digest, "parts": parts}
