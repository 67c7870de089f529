"""A session of two days with invented content, replayed through the services as their users.

`TwoDays().play()` leaves the record of thirty items, twelve votes of each kind, twenty questions,
eight resolutions and five minutes; `test_two_day_session` compares what is printed with the rows.
"""

from __future__ import annotations

from datetime import timedelta

from sessions.workflow import SessionMove
from sessions.workflow.sitting import Phase, ProceedingKind, SpeechKind
from tests.sessions.replay.papers import Papers
from tests.sessions.replay.questioning import Questioning
from tests.sessions.replay.stage import (
    ADOPTED,
    EACH,
    FIRST,
    ITEMS,
    QUESTIONS,
    SEATS,
    SECOND,
    at,
)
from tests.sessions.replay.voting import Voting

__all__ = ["ADOPTED", "EACH", "FIRST", "ITEMS", "QUESTIONS", "SEATS", "SECOND", "TwoDays", "at"]


class TwoDays(Questioning, Voting, Papers):
    """The two days in their order."""

    def play(self) -> TwoDays:
        """From the questions sent before the session to the approval of its minutes."""
        self.ask_to_be_absent()
        self.ask()
        self.choose()
        self.name_board()
        self.first_morning()
        self.first_afternoon()
        self.second_morning()
        self.between()
        self.second_afternoon()
        self.resolve()
        self.answer_in_writing()
        self.send_out()
        self.write_minutes()
        self.keep_promises()
        self.record_changed_later()
        return self

    def first_morning(self) -> None:
        """Twenty items are presented; four votes by device, one broken off, one done again."""
        seats = self.able[FIRST]
        # One has leave for this half-day, one comes late.
        self.come_in(at(FIRST, 7, 45), [*seats[:15], seats[17]])
        self.carry(at(FIRST, 8), SessionMove.OPEN)
        for place, item in enumerate(self.items[:20]):
            self.on(at(FIRST, 8, 1 + 3 * place), item, Phase.PRESENT)
        self.arrive(at(FIRST, 8, 40), seats[15:16])
        self.note(at(FIRST, 8, 50), ProceedingKind.ANNOUNCEMENT, "Đại biểu nhận tài liệu bổ sung")
        self.note(at(FIRST, 9, 5), ProceedingKind.OCCURRENCE, "Mất điện năm phút")
        with self.clock(at(FIRST, 9, 10)):
            self.vote("electronic")
            self.abandoned()
            self.done_again()
            self.vote("electronic")
        self.quorum_lost()
        self.call(at(FIRST, 10, 30), "Giá nước", "Cử tri hỏi về giá nước")
        self.call(at(FIRST, 10, 40), "giá nước", "Nước yếu vào buổi chiều")
        self.carry(at(FIRST, 11, 5), SessionMove.ADJOURN)

    def first_afternoon(self) -> None:
        """Groups meet, then the hall discusses; half of the counts of hands."""
        self.discuss_in_groups()
        seats = self.able[FIRST]
        self.come_in(at(FIRST, 13, 50), seats)
        self.carry(at(FIRST, 14), SessionMove.RESUME)
        for place, item in enumerate(self.items[:20]):
            when = at(FIRST, 15) + timedelta(minutes=4 * place)
            self.on(when, item, Phase.DISCUSS)
            if place < ADOPTED:
                self.speak(when, place, 61 + 7 * place)
                self.speak(when + timedelta(seconds=130), place + 8, 60, SpeechKind.DEBATE)
        self.interrupted(at(FIRST, 16, 17))
        self.leave(at(FIRST, 16, 25), seats[10:12])
        with self.clock(at(FIRST, 16, 30)):
            for number in range(EACH // 2):
                self.vote("show_of_hands", number)
        self.carry(at(FIRST, 17), SessionMove.ADJOURN)

    def second_morning(self) -> None:
        """Questioning, then names called and ballots; a seat has ended overnight."""
        seats = self.able[SECOND]
        self.come_in(at(SECOND, 7, 50), seats[:16])
        self.carry(at(SECOND, 8), SessionMove.RESUME)
        self.strike_a_mistake()
        self.hold()
        self.rest(at(SECOND, 9, 5))
        self.arrive(at(SECOND, 9, 20), seats[16:])
        for place, item in enumerate(self.items[20:29]):
            self.on(at(SECOND, 9, 25 + 2 * place), item, Phase.PRESENT)
        with self.clock(at(SECOND, 10)):
            for number in range(EACH):
                self.vote("roll_call", number)
                self.vote("secret_paper", number)
        self.call(at(SECOND, 10, 45), "", "Mong sớm có đường", self.items[20])
        self.note(at(SECOND, 10, 50), ProceedingKind.CORRESPONDENCE, "Thư của cử tri An Sơn")
        self.carry(at(SECOND, 10, 55), SessionMove.ADJOURN)  # before its time

    def between(self) -> None:
        """Opinion sheets, while no sitting is held; the authors rate the answers."""
        with self.clock(at(SECOND, 11, 30)):
            for number in range(EACH):
                self.vote("opinion_sheet", number, due_at=at(SECOND, 13))
        self.rate()

    def second_afternoon(self) -> None:
        """Eight items are adopted, the rest of the hands counted, the session closed."""
        self.come_in(at(SECOND, 13, 55), self.able[SECOND])
        self.carry(at(SECOND, 14), SessionMove.RESUME)
        self.adopt()
        self.change_chair()
        with self.clock(at(SECOND, 16)):
            for number in range(EACH // 2 - 1):
                self.vote("show_of_hands", number)
        self.on_paper()
        self.carry(
            at(SECOND, 17), SessionMove.CLOSE, reason="Các báo cáo chỉ nghe, không quyết nghị"
        )
