"""Twenty questions: sent, grouped, ranked, chosen, answered, rated, promises followed."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from hdnd_portal.commitments.labels import Claim, Finding, Kind
from hdnd_portal.commitments.models import Commitment
from hdnd_portal.commitments.services import following, replying
from sessions.models import Interpellation
from sessions.services import answering, asking, opinion_sheets, promising, question_desk
from sessions.workflow.question import (
    QuestionReturn,
    Rating,
    Wish,
    WritingReason,
)
from sessions.workflow.sitting import Phase, SpeechKind
from tests.sessions.questions import upload
from tests.sessions.replay.sitting import Sitting
from tests.sessions.replay.stage import FIRST, QUESTIONS, SECOND, at

CHOSEN, ORAL, IN_WRITING = 12, 10, 6


class Questioning(Sitting):
    """From the delegates' desks to the register of promises."""

    def ask(self) -> None:
        """Twenty questions and one that is withdrawn again; a draft nobody else sees."""
        with self.clock(at(FIRST - 1, 8)):
            self.questions = [self._written(number) for number in range(QUESTIONS + 2)]
            self.draft = self.questions.pop()
            withdrawn = self.questions[-1]
            for question in self.questions:
                asking.submit_question(question, by=self._author(question))
            self.questions.pop()
            asking.withdraw_question(
                withdrawn, reason="Đã được giải thích", by=self._author(withdrawn)
            )
            office = self.may(self.officer, "handle_questions", self.session)
            sent_back = self.questions[-1]
            question_desk.return_question(
                sent_back, reason=QuestionReturn.NOT_SPECIFIC, note="Nêu rõ địa bàn", by=office
            )
            asking.submit_question(sent_back, by=self._author(sent_back))

    def _written(self, number: int) -> Interpellation:
        author = self.may(self.delegates[number % 16], "ask_question")
        wording = asking.Wording(
            post=self.post,
            title=f"Vấn đề số {number + 1}",
            text="Khi nào hoàn thành?",
            grounds="Phản ánh của cử tri",
            session=self.session,
        )
        return asking.write_question(self.council, wording, by=author)

    def _author(self, question: Interpellation) -> object:
        seats = [seat.pk for seat in self.mandates]
        author = self.delegates[seats.index(question.mandate_id)]
        return self.may(author, "ask_question", question)

    def choose(self) -> None:
        """Four groups of four; delegates rank them, the council takes three."""
        with self.clock(at(FIRST - 1, 10)):
            office = self.may(self.officer, "handle_questions", self.session)
            made = [
                question_desk.propose_group(
                    self.council,
                    session=self.session,
                    title=f"Nhóm vấn đề {first // 4 + 1}",
                    questions=self.questions[first : first + 4],
                    post=self.post,
                    by=office,
                )
                for first in range(0, 16, 4)
            ]
            sheet = opinion_sheets.open_sheet(
                self.council, session=self.session, wanted=3, due_on=date(2026, 11, 9), by=office
            )
            order = [group.pk for group in made]
            for place in range(9):
                ranking = order if place < 6 else order[::-1]
                voter = self.may(self.delegates[place], "rank_groups", sheet)
                opinion_sheets.answer_sheet(sheet, ranking, by=voter)
            opinion_sheets.close_sheet(sheet, by=office)
            sheet.refresh_from_db()
        self.sheet, self.question_groups = sheet, made
        with self.clock(at(FIRST, 7, 30)):
            question_desk.decide_groups(
                made[:3],
                made[3:],
                decided_on=date(2026, 11, FIRST),
                decision="Biểu quyết tại phiên trù bị",
                by=self.may(self.chair, "decide_groups", self.session),
            )
            for question in self.questions:
                question_desk.route_question(question, by=office)
                self.may(self.answerer, "answer_question", question)
            for question in self.questions[CHOSEN:]:
                question_desk.order_writing(
                    question, reason=WritingReason.OUTSIDE_GROUPS, by=office
                )

    def hold(self) -> None:
        """Ten questions are asked and answered in the hall, one minute and two; two are not."""
        self.on(at(SECOND, 8, 10), self.questioning, Phase.DISCUSS)
        for place, question in enumerate(self.questions[:ORAL]):
            when = at(SECOND, 8, 12 + 4 * place)
            seat = [one.pk for one in self.mandates].index(question.mandate_id)
            asked = self.speak(when, seat, 50 + place, SpeechKind.QUESTION)
            with self.clock(when):
                office = self.may(self.officer, "handle_questions", self.session)
                answering.raise_question(question, by=office, speech=asked)
            self.answer(when + timedelta(seconds=70), 100 + 10 * place)
            with self.clock(when + timedelta(minutes=3, seconds=30)):
                answering.answer_orally(question, summary="Sẽ hoàn thành", by=office)
        with self.clock(at(SECOND, 9)):
            for question in self.questions[ORAL:CHOSEN]:
                question_desk.order_writing(question, reason=WritingReason.NOT_REACHED, by=office)

    def rate(self) -> None:
        """Authors rate; who is not content asks for debate; promises are cut out."""
        ratings = [Rating.ANSWERED] * 5 + [Rating.PARTLY] * 3 + [Rating.EVADED] * 2
        with self.clock(at(SECOND, 13)):
            office = self.may(self.officer, "handle_questions", self.session)
            for question, rating in zip(self.questions[:ORAL], ratings, strict=True):
                reason = "" if rating is Rating.ANSWERED else "Chưa nêu thời hạn"
                by = self._author(question)
                asking.rate_answer(question, rating=rating, reason=reason, by=by)
            evaded = self.questions[9]
            asking.dispute_answer(
                evaded, wish=Wish.DEBATE, reason="Tránh câu hỏi", by=self._author(evaded)
            )
            answering.settle_dispute(evaded, outcome="Giám đốc nhận trách nhiệm", by=office)
            self.promises = [
                promising.cut_promise(
                    question,
                    text=f"Hoàn thành đoạn {place + 1}",
                    measure="km đường đưa vào sử dụng",
                    made_on=date(2026, 11, SECOND),
                    due_on=date(2027, 6, 30),
                    said_at="Phiên chất vấn, sáng 11/11",
                    by=office,
                )
                for place, question in enumerate(self.questions[5:9])
            ]

    def answer_in_writing(self) -> None:
        """The agency answers six of ten; one answer is not signed and goes back first."""
        with self.clock(at(16, 9)):
            office = self.may(self.officer, "handle_questions", self.session)
            waiting = self.questions[ORAL : ORAL + IN_WRITING]
            for place, question in enumerate(waiting):
                self._send(question)
                if place == 0:
                    answering.return_answer(question, reason="Chưa có chữ ký", by=office)
                    self._send(question)
            for question in waiting[:3]:
                by = self._author(question)
                asking.rate_answer(question, rating=Rating.ANSWERED, reason="", by=by)

    def _send(self, question: Interpellation) -> None:
        by = self.may(self.answerer, "answer_question", question)
        answering.save_answer(
            question,
            by=by,
            signer="Giám đốc Sở Xây dựng",
            reference="120/SXD",
            summary="Đã bố trí vốn",
            dated_on=date(2026, 11, 15),
        )
        answering.add_answer_file(question, data=upload(), name="Trả lời.pdf", by=by)
        answering.send_answer(question, by=by)

    def keep_promises(self) -> None:
        """One promise is reported, found half done, reported again and verified; its question ends.

        The others stay open for the next session.
        """
        promise = self.promises[0]
        with self.clock(at(18, 9)):
            for finding, claim in ((Finding.PARTLY, Claim.DONE), (Finding.DONE, Claim.DONE)):
                by = self.may(self.answerer, "commitments.reply", promise)
                reply = replying.save_draft(
                    promise,
                    writer=self.agency,
                    claimed=claim,
                    text="Đã thông xe",
                    done_on=timezone.localdate(),
                    by=by,
                )
                reply = replying.send_reply(reply, by=by)
                following.verify(
                    promise,
                    finding=finding,
                    reason="Kiểm tra thực địa",
                    by=self.may(self.officer, "commitments.verify", promise),
                    reply=reply,
                )
            promising.close_question(
                self.questions[5], by=self.may(self.officer, "handle_questions", self.session)
            )
            assert Commitment.objects.pending().filter(kind=Kind.PROMISE).count() == 3
