"""Which papers of a session wait to be entered, and how far each has come (S13)."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hdnd_portal.accounts.models import User
from hdnd_portal.ui.choices import Label
from sessions.models import CouncilSession, LaterEntry
from sessions.paper_labels import LATER_KINDS, LATER_STATES
from sessions.services.later_entries import Entries
from sessions.services.later_votes import KIND_OF
from sessions.workflow.paper import LaterKind
from sessions.workflow.poll import PollKind, PollState


@dataclass(frozen=True, slots=True)
class LaterPaper:
    """One paper: what it is of, how far its entry has come, and where it is entered."""

    name: str
    kind: Label
    state: str
    people: str
    url: str
    may_enter: bool

    @property
    def label(self) -> Label:
        """The state in words."""
        return LATER_STATES[self.state]


def later_papers(session: CouncilSession, user: User) -> list[LaterPaper]:
    """Check-in lists of sittings that have begun, then votes not opened here. Three queries."""
    by_sitting: dict[int, list[LaterEntry]] = defaultdict(list)
    by_poll: dict[int, list[LaterEntry]] = defaultdict(list)
    for entry in session.later_entries.select_related("entered_by").order_by("place"):
        if entry.sitting_id is not None:
            by_sitting[entry.sitting_id].append(entry)
        if entry.poll_id is not None:
            by_poll[entry.poll_id].append(entry)

    def paper(name: str, kind: LaterKind, rows: list[LaterEntry], url: str) -> LaterPaper:
        entries = Entries(tuple(rows))
        may_enter = entries.state != "settled" and not entries.entered_by(user)
        return LaterPaper(name, LATER_KINDS[kind], entries.state, entries.people, url, may_enter)

    now = timezone.now()
    address = _addresses(session)
    papers = [
        paper(
            _("Phiên {number}, {at}").format(number=sitting.ordinal, at=str(sitting)),
            LaterKind.ATTENDANCE,
            by_sitting[sitting.pk],
            address("later_attendance", "sitting", sitting.pk),
        )
        for sitting in session.sittings.order_by("ordinal")
        if sitting.starts_at <= now
    ]
    polls = session.polls.filter(
        Q(state=PollState.PREPARED, kind__in=[*KIND_OF, PollKind.SECRET_PAPER])
        | Q(pk__in=list(by_poll))
    ).order_by("position")
    papers += [
        paper(
            poll.title,
            KIND_OF.get(poll.kind, LaterKind.BALLOTS),
            by_poll[poll.pk],
            address("later_vote", "poll", poll.pk),
        )
        for poll in polls
    ]
    return papers


def _addresses(session: CouncilSession) -> Callable[[str, str, int], str]:
    def address(name: str, key: str, record: int) -> str:
        return reverse(f"sessions:{name}", kwargs={"session": session.pk, key: record})

    return address
