"""The votes of the two days: twelve of each kind, one abandoned, one done again, one on paper."""

from __future__ import annotations

from itertools import cycle, islice
from uuid import uuid4

import pytest
from django.utils import timezone

from sessions.models import Poll, RollEntry
from sessions.services import later_votes, polls, polls_counting, polls_preparing, polls_reset
from sessions.services.attendance import present_at
from sessions.services.polls_preparing import Question
from sessions.services.refusals import SessionRefused
from sessions.tally import Ballots
from tests.sessions.replay.stage import SECOND, Stage, at

ANSWERS = ("for", "for", "for", "for", "against", "for", "abstain", "for", "for", "")
# What the office counts, vote after vote: hands, then ballots.
HANDS = ((13, 2, 1), (8, 5, 3), (10, 4, 2))
BALLOTS = (Ballots(17, 16, 15, 1, 13, 2, 0), Ballots(17, 17, 17, 0, 9, 6, 2))


class Voting(Stage):
    """How each kind of vote is held."""

    def put(self, kind: str, **fields: object) -> Poll:
        """A vote that is prepared, on a matter of procedure unless an item is named."""
        number = self.session.polls.count() + 1
        subject = "resolution" if "item" in fields else "procedure"
        asked = {"subject": subject, "title": f"Biểu quyết số {number}", "question": "Thông qua?"}
        by = self.may(self.officer, "run_polls", self.session)
        return polls_preparing.prepare(self.session, Question(kind=kind, **asked, **fields), by=by)

    def begin(self, poll: Poll) -> Poll:
        """It opens."""
        return polls.open_poll(poll, by=self.may(self.officer, "run_polls", self.session))

    def finish(self, poll: Poll) -> Poll:
        """It ends, and its result is published."""
        by = self.may(self.officer, "run_polls", self.session)
        return polls.publish(polls.close_poll(poll, by=by), by=by)

    def here_now(self) -> list[int]:
        """Places among the delegates of those who are in the hall."""
        here = present_at(self.session, timezone.now())
        return [place for place, seat in enumerate(self.mandates) if seat.pk in here]

    def by_device(self, poll: Poll) -> None:
        """Each delegate answers on the own device; some not at all."""
        for place, choice in zip(self.here_now(), cycle(ANSWERS), strict=False):
            if choice:
                voter = self.may(self.delegates[place], "cast_vote", self.session)
                key = uuid4()
                first = self.cast(poll, voter, choice, key=key)
                if place == 0:  # the network failed: the same vote comes again, and counts once
                    assert self.cast(poll, voter, choice, key=key) == first

    def vote(self, kind: str, number: int = 0, **fields: object) -> Poll:
        """A vote of the kind, from its preparation to its publication."""
        poll = self.begin(self.put(kind, **fields))
        counts = self.may(self.clerks[0], "count_votes", self.session)
        seats = [self.mandates[place] for place in self.here_now()]
        if kind == "opinion_sheet":
            seats = self.able[SECOND]
        chosen = list(islice(cycle(ANSWERS[number % 3 :] + ANSWERS[: number % 3]), len(seats)))
        lines = dict(RollEntry.objects.filter(poll=poll).values_list("mandate", "pk"))
        if kind == "electronic":
            self.by_device(poll)
        elif kind == "roll_call":
            named = {lines[seat.pk]: one for seat, one in zip(seats, chosen, strict=True) if one}
            polls_counting.enter_names(poll, answers=named, seen={}, by=counts)
        elif kind == "show_of_hands":
            in_favour, against, abstained = HANDS[number % 3]
            polls_counting.enter_totals(
                poll, in_favour=in_favour, against=against, abstained=abstained, by=counts
            )
        elif kind == "secret_paper":
            for by in self.clerks:
                by = self.may(by, "count_votes", self.session)
                polls_counting.enter_ballots(poll, BALLOTS[number % 2], by=by)
        else:
            for seat, choice in zip(seats, chosen, strict=True):
                polls_counting.enter_sheet(
                    poll,
                    entry=lines[seat.pk],
                    choice=choice or "against",
                    received_at=poll.opened_at,
                    by=counts,
                )
        return self.finish(poll)

    def abandoned(self) -> None:
        """A vote that the chair breaks off."""
        poll = self.begin(self.put("electronic"))
        self.by_device(poll)
        by = self.may(self.officer, "run_polls", self.session)
        polls.abandon(poll, reason="Chủ tọa cho thảo luận thêm", by=by)

    def done_again(self) -> None:
        """A vote that two people put back; somebody tries to vote for a colleague."""
        poll = self.begin(self.put("electronic"))
        self.by_device(poll)
        asks = self.may(self.officer, "run_polls", self.session)
        polls_reset.ask_reset(poll, reason="Loa hỏng, nhiều đại biểu không nghe", by=asks)
        with pytest.raises(SessionRefused):
            polls_reset.confirm_reset(poll, by=asks)
        poll = polls_reset.confirm_reset(
            poll, by=self.may(self.second, "confirm_reset", self.session)
        )
        poll = self.begin(poll)
        for stranger in (self.officer, self.answerer, self.delegates[-1], self.delegates[-2]):
            with pytest.raises(SessionRefused):
                self.cast(poll, stranger)
        self.by_device(poll)
        self.finish(poll)

    def on_paper(self) -> None:
        """The last count of hands stands on a sheet that two people enter later."""
        poll = self.put("show_of_hands")
        figures = {
            "on": "2026-11-11",
            "at": "16:30",
            "in_favour": "14",
            "against": "2",
            "abstained": "1",
        }
        with self.clock(at(SECOND, 16, 50)):
            for clerk in self.clerks:
                by = self.may(clerk, "use_paper", self.session)
                later_votes.enter_vote(poll, figures, by=by)
            polls.publish(poll, by=self.may(self.officer, "run_polls", self.session))
