"""A session of two days replayed through the services, and what is printed of it.

Thirty items, twelve votes of each kind, twenty questions, eight resolutions; delegates leave and
return, one's seat has ended, one is suspended; a quorum is lost, a vote abandoned, another done
again with a second person; the last show of hands is entered later from paper. Every figure of the
minutes, of the papers of votes and of the allowance statement is compared with the database.
"""

from datetime import date, datetime, timedelta
from itertools import cycle, islice

import pytest
import time_machine

from hdnd_portal.accounts.roles import Role
from sessions.allowances import statement
from sessions.minutes_papers import minutes_paper
from sessions.models import Attendance, CastVote, Interpellation, Poll, Resolution, RollEntry
from sessions.poll_papers import DESCRIBE, papers_of
from sessions.presence import quorum_at
from sessions.schedule import VIETNAM
from sessions.services import (
    asking,
    attendance,
    later_votes,
    minutes,
    planning,
    polls,
    polls_counting,
    polls_reset,
    resolutions,
)
from sessions.services.polls import Question
from sessions.services.refusals import SessionRefused
from sessions.tally import Ballots
from sessions.workflow import SessionMove
from sessions.workflow.resolution import ResolutionForm
from tests.documents.papers.reading import read, squeezed
from tests.documents.papers.word_reading import read_word
from tests.factories import (
    AgencyFactory,
    BodyFactory,
    MembershipFactory,
    PostFactory,
    SittingFactory,
    SuspensionFactory,
)
from tests.sessions.voting import Hall

pytestmark = pytest.mark.django_db
FIRST, SECOND = 10, 11
SEATS, EACH, QUESTIONS, ADOPTED = 20, 12, 20, 8
ANSWERS = ("for", "for", "for", "for", "against", "for", "abstain", "for", "for", "")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=VIETNAM)


class Replay(Hall):
    """The two days, step by step; the clock stands where the step says."""

    def __init__(self) -> None:
        super().__init__(
            seats=SEATS,
            present=0,
            state="ready",
            ordinal=3,
            opening_on=date(2026, 11, FIRST),
            closing_on=date(2026, 11, SECOND),
            days="2.0",
        )
        for day in (FIRST, SECOND):
            for begins, ends in ((8, 11), (14, 17)):
                SittingFactory(
                    session=self.session, starts_at=at(day, begins), ends_at=at(day, ends)
                )
        body = BodyFactory(term=self.term, kind="standing_committee", code="TT")
        MembershipFactory(body=body, role="chair")
        self.gone, self.suspended = self.mandates[-1], self.mandates[-2]
        self.gone.valid_to, self.gone.end_reason = date(2026, 11, FIRST - 1), "released"
        self.gone.save()
        SuspensionFactory(mandate=self.suspended)
        self.able = self.mandates[:-2]
        self.items = [
            self.item(
                "sent",
                title=f"Nội dung số {number}",
                kind="resolution" if number <= ADOPTED else "report",
                presenter=AgencyFactory(council=self.council),
            )
            for number in range(1, 31)
        ]
        self.second = self.staff(Role.OFFICE_HEAD)
        self.clerks = [self.staff(Role.CLERK) for _ in range(2)]

    def put(self, kind: str, **fields: object) -> Poll:
        """A vote that is prepared, on a matter of procedure unless an item is named."""
        number = self.session.polls.count() + 1
        subject = "resolution" if "item" in fields else "procedure"
        asked = {"subject": subject, "title": f"Biểu quyết số {number}", "question": "Thông qua?"}
        return polls.prepare(self.session, Question(kind=kind, **asked, **fields), by=self.officer)

    def choices(self) -> list[str]:
        return list(islice(cycle(ANSWERS), len(self.able)))

    def vote(self, kind: str, **fields: object) -> Poll:
        """A vote of the kind, from its preparation to its publication."""
        poll = polls.open_poll(self.put(kind, **fields), by=self.officer)
        chosen = self.choices()
        lines = {line.mandate_id: line for line in RollEntry.objects.filter(poll=poll)}
        if kind == "electronic":
            self.cast_all(poll, *chosen)
        elif kind == "roll_call":
            named = {
                lines[mandate.pk].pk: choice
                for mandate, choice in zip(self.able, chosen, strict=True)
                if choice
            }
            polls_counting.enter_names(poll, answers=named, seen={}, by=self.officer)
        elif kind == "show_of_hands":
            polls_counting.enter_totals(poll, in_favour=12, against=3, abstained=2, by=self.officer)
        elif kind == "secret_paper":
            for by in self.clerks:
                polls_counting.enter_ballots(poll, Ballots(18, 17, 16, 1, 13, 2, 1), by=by)
        else:
            for mandate, choice in zip(self.able, chosen, strict=True):
                polls_counting.enter_sheet(
                    poll,
                    entry=lines[mandate.pk].pk,
                    choice=choice or "for",
                    received_at=poll.opened_at,
                    by=self.officer,
                )
        return polls.publish(polls.close_poll(poll, by=self.officer), by=self.officer)

    def here(self, when: datetime, count: int | None = None) -> None:
        with time_machine.travel(when, tick=False):
            keys = [mandate.pk for mandate in self.able[:count]]
            attendance.arrive(self.session, mandates=keys, at=when, by=self.officer)

    def away(self, when: datetime, count: int) -> None:
        with time_machine.travel(when, tick=False):
            keys = [mandate.pk for mandate in self.able[:count]]
            attendance.leave(self.session, mandates=keys, at=when, by=self.officer)

    def carry(self, when: datetime, move: SessionMove, reason: str = "") -> None:
        with time_machine.travel(when, tick=False):
            self.session = planning.carry_session(
                self.session, move, today=when.date(), by=self.officer, reason=reason
            )

    def ask(self) -> None:
        """Twenty questions to a director."""
        post = PostFactory(agency=AgencyFactory(council=self.council, kind="department"))
        with time_machine.travel(at(FIRST, 7), tick=False):
            for number in range(QUESTIONS):
                author = self.delegates[number % len(self.able)]
                wording = asking.Wording(
                    post=post,
                    title=f"Vấn đề số {number + 1}",
                    text="Khi nào hoàn thành?",
                    grounds="Phản ánh của cử tri",
                    session=self.session,
                )
                question = asking.write_question(self.council, wording, by=author)
                asking.submit_question(question, by=author)

    def morning(self) -> None:
        """The first half-day: items are adopted, one vote is abandoned, one done again."""
        self.here(at(FIRST, 7, 45))
        self.carry(at(FIRST, 8), SessionMove.OPEN)
        with time_machine.travel(at(FIRST, 8, 30), tick=False):
            for item in self.items[:ADOPTED]:
                self.vote("electronic", item=item)
            dropped = polls.open_poll(self.put("electronic"), by=self.officer)
            polls.abandon(dropped, reason="Chủ tọa cho thảo luận thêm", by=self.officer)
            again = polls.open_poll(self.put("electronic"), by=self.officer)
            self.cast_all(again, *self.choices())
            polls_reset.ask_reset(
                again, reason="Loa hỏng, nhiều đại biểu không nghe", by=self.officer
            )
            with pytest.raises(SessionRefused):
                polls_reset.confirm_reset(again, by=self.officer)
            again = polls_reset.confirm_reset(again, by=self.second)
            again = polls.open_poll(again, by=self.officer)
            self.cast_all(again, *self.choices())
            polls.publish(polls.close_poll(again, by=self.officer), by=self.officer)

    def quorum_lost(self) -> None:
        """Eight leave: no vote opens; they return, and it does."""
        self.away(at(FIRST, 9), 8)
        with time_machine.travel(at(FIRST, 9, 20), tick=False):
            found = quorum_at(self.session, at(FIRST, 9, 20))
            assert (found.present, found.needed, found.held) == (10, 13, False)
            waiting = self.put("electronic")
            with pytest.raises(SessionRefused) as refused:
                polls.open_poll(waiting, by=self.officer)
            assert refused.value.code == "poll_no_quorum"
        self.here(at(FIRST, 9, 40))
        with time_machine.travel(at(FIRST, 10), tick=False):
            opened = polls.open_poll(waiting, by=self.officer)
            self.cast_all(opened, *self.choices())
            polls.publish(polls.close_poll(opened, by=self.officer), by=self.officer)
            for _ in range(EACH - ADOPTED - 2):
                self.vote("electronic")
        self.carry(at(FIRST, 11), SessionMove.ADJOURN)

    def afterwards(self) -> None:
        """The other kinds, on the second day; the last show of hands was taken on paper."""
        self.here(at(SECOND, 7, 50))
        self.carry(at(SECOND, 8), SessionMove.RESUME)
        with time_machine.travel(at(SECOND, 9), tick=False):
            for _ in range(EACH):
                self.vote("roll_call")
                self.vote("secret_paper")
            for _ in range(EACH):
                self.vote("opinion_sheet", due_at=at(SECOND, 16))
            for _ in range(EACH - 1):
                self.vote("show_of_hands")
            self.on_paper = self.put("show_of_hands")
        figures = {
            "on": "2026-11-11",
            "at": "10:30",
            "in_favour": "14",
            "against": "2",
            "abstained": "1",
        }
        with time_machine.travel(at(SECOND, 10, 50), tick=False):
            for by in self.clerks:
                later_votes.enter_vote(self.on_paper, figures, by=by)
            polls.publish(self.on_paper, by=self.officer)
        self.carry(
            at(SECOND, 11), SessionMove.CLOSE, reason="Các báo cáo chỉ nghe, không quyết nghị"
        )

    def papers(self) -> None:
        """Eight resolutions and the minutes."""
        with time_machine.travel(at(SECOND, 15), tick=False):
            for item in self.items[:ADOPTED]:
                item.refresh_from_db()
                resolutions.draft_from_item(
                    item,
                    form=ResolutionForm.INDIVIDUAL,
                    adopted_on=date(2026, 11, FIRST),
                    by=self.officer,
                )
            self.minutes = minutes.begin_minutes(self.session, by=self.officer)


@pytest.fixture
def replay():
    made = Replay()
    made.ask()
    made.morning()
    made.quorum_lost()
    made.afterwards()
    made.papers()
    return made


def test_what_is_printed_is_what_is_recorded(replay):
    published = list(Poll.objects.filter(session=replay.session, state="published"))
    of_kind = {
        kind: [poll for poll in published if poll.kind == kind]
        for kind in ("electronic", "roll_call", "secret_paper", "show_of_hands", "opinion_sheet")
    }
    assert {kind: len(found) for kind, found in of_kind.items()} == dict.fromkeys(of_kind, EACH)
    check_votes(replay, published)
    check_minutes(replay, published)
    check_results(of_kind)
    check_allowances(replay)


def check_votes(replay, published):
    """Each result sums to its roll; by name it is what was cast; who could not vote did not."""
    for poll in published:
        roll = RollEntry.objects.filter(poll=poll, round=poll.round)
        able = roll.filter(state__in=["present", "late", "able"]).count()
        answered = poll.votes_for + poll.votes_against + poll.votes_abstain
        assert poll.able_count == able == answered + poll.not_voted == len(replay.able)
        assert poll.base == SEATS - 1
        assert poll.is_passed == (2 * poll.votes_for > poll.base)
        states = dict(roll.values_list("mandate", "state"))
        assert states[replay.gone.pk] == "ended"
        assert states[replay.suspended.pk] == "suspended"
        if poll.kind in {"electronic", "roll_call", "opinion_sheet"}:
            cast = CastVote.objects.filter(poll=poll, round=poll.round)
            assert cast.filter(choice="for").count() == poll.votes_for
            assert cast.filter(choice="against").count() == poll.votes_against
        else:
            assert not CastVote.objects.filter(poll=poll).exists()
    assert Poll.objects.filter(session=replay.session, state="abandoned").count() == 1
    assert Poll.objects.filter(rounds__isnull=False).count() == 1


def check_minutes(replay, published):
    """The minutes as PDF and as DOCX say of every vote what its row says."""
    paper = minutes_paper(replay.minutes)
    reading = read(paper)
    text = squeezed(reading.text)
    word = squeezed(" ".join(line.text for line in read_word(paper).lines))
    passed = sum(poll.is_passed for poll in published)
    counts = (
        f"Có {len(published)} lần biểu quyết, thông qua {passed}, không thông qua "
        f"{len(published) - passed}."
    )
    asked = Interpellation.objects.filter(session=replay.session).count()
    assert asked == QUESTIONS
    for printed in (
        counts,
        f"Có {asked} chất vấn",
        f"Hội đồng nhân dân thông qua {ADOPTED} nghị quyết",
    ):
        assert squeezed(printed) in text
        assert squeezed(printed) in word
    assert Resolution.objects.filter(session=replay.session).count() == ADOPTED
    for poll in published:
        said = (
            f"{poll.title}: {poll.arithmetic} ({poll.base_name} là {poll.base}, cần {poll.needed})."
        )
        assert squeezed(said) in text
        figures = f"{poll.present_count}{poll.votes_for}{poll.votes_against}{poll.votes_abstain}"
        assert poll.kind == "opinion_sheet" or figures in text
    assert "nhậpsautừgiấy" in text
    # Every sheet is upright or wide A4, and no line leaves its margins.
    for page in reading.pages:
        assert {round(page.width), round(page.height)} == {595, 842}
        assert all(line.x1 <= page.right + 1 for line in page.body)


def check_results(of_kind):
    """The paper of a vote says what its row says."""
    for found in of_kind.values():
        poll = found[-1]
        assert "ket-qua" in papers_of(poll) or papers_of(poll)
        name = next(iter(papers_of(poll)))
        reading = squeezed(read(DESCRIBE[name](poll)).text)
        for label, figure in (
            ("Tán thành", poll.votes_for),
            ("Không tán thành", poll.votes_against),
            ("Không biểu quyết", poll.votes_abstain),
        ):
            assert squeezed(f"{label}{figure}") in reading
        assert squeezed(poll.arithmetic) in reading
        assert ("nhậpsautừgiấy" in reading) == (poll.source == "paper")


def check_allowances(replay):
    """Half-days of presence are those of the attendance, and only of those who could come."""
    made = statement(replay.session, at=at(SECOND, 12))
    names = {row.mandate.pk for row in made.rows}
    assert names == {mandate.pk for mandate in replay.able}
    mornings = {stay.arrived_at.astimezone(VIETNAM).day for stay in Attendance.objects.all()}
    assert mornings == {FIRST, SECOND}
    assert made.present == 2 * len(replay.able)
    assert made.held == 3 * len(replay.able)
    assert made.amount == sum(row.present * row.rate for row in made.rows)
    assert at(SECOND, 12) - at(FIRST, 12) == timedelta(days=1)
