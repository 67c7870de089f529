"""What happens in the hall: who comes and goes, what is on, who speaks, what the groups say."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from hdnd_portal.council.models import Mandate
from hdnd_portal.secret_text import Voter
from sessions.models import AgendaItem, Attendance, GroupReport, SpeechRequest
from sessions.presence import quorum_at
from sessions.services import (
    absences,
    attendance,
    group_reports,
    groups,
    hotline,
    proceedings,
    speeches,
)
from sessions.services.refusals import SessionRefused
from sessions.services.speeches import item_on
from sessions.workflow.sitting import (
    AttendanceSource,
    Phase,
    ProceedingKind,
    SpeechKind,
    SpeechMove,
)
from tests.factories import UserFactory
from tests.sessions.replay.stage import ADOPTED, FIRST, SECOND, Stage, at


class Sitting(Stage):
    """Attendance, the console, the list of speakers, discussion in groups."""

    def arrive(self, when: datetime, seats: list[Mandate]) -> None:
        """Entered at the table by the door."""
        with self.clock(when):
            by = self.may(self.officer, "record_attendance", self.session)
            attendance.arrive(self.session, mandates=[s.pk for s in seats], at=when, by=by)

    def leave(self, when: datetime, seats: list[Mandate]) -> None:
        """Out of the hall, seen by the office."""
        with self.clock(when):
            by = self.may(self.officer, "record_attendance", self.session)
            attendance.leave(self.session, mandates=[s.pk for s in seats], at=when, by=by)

    def ask_to_be_absent(self) -> None:
        """A delegate asks for leave on the first morning, and the chair agrees."""
        with self.clock(at(FIRST - 2, 9)):
            request = absences.ask_absence(
                self.session,
                reason="health",
                text="Khám bệnh theo hẹn",
                by=self.may(self.delegates[16], "ask_absence", self.session),
                from_sitting=self.sittings[0],
                to_sitting=self.sittings[0],
            )
            by = self.may(self.chair, "decide_absence", self.session)
            absences.decide_absence(request, accept=True, by=by)

    def come_in(self, when: datetime, seats: list[Mandate]) -> None:
        """Some are entered from a list, two by their own devices, the rest at the table."""
        with self.clock(when):
            by = self.may(self.officer, "record_attendance", self.session)
            names = "\n".join(f"{n}. Ông {s.person.name}" for n, s in enumerate(seats[:4], start=1))
            listed = attendance.read_list(self.session, names, when)
            attendance.arrive(
                self.session, mandates=listed, at=when, by=by, source=AttendanceSource.LIST
            )
            for seat in seats[4:6]:
                own = self.delegates[self.mandates.index(seat)]
                own = self.may(own, "check_in", self.session)
                attendance.check_in(self.session, at=when, by=own)
        self.arrive(when, seats[6:])

    def strike_a_mistake(self) -> None:
        """A delegate who never came was entered; the entry is struck out with its reason."""
        self.arrive(at(SECOND, 8, 5), self.mandates[16:17])
        with self.clock(at(SECOND, 8, 6)):
            row = Attendance.objects.get(mandate=self.mandates[16], arrived_at=at(SECOND, 8, 5))
            by = self.may(self.officer, "record_attendance", self.session)
            attendance.strike_attendance(row, reason="Nhập nhầm tên", by=by)

    def on(self, when: datetime, item: AgendaItem, phase: Phase) -> None:
        """The console goes on to the item, or to its next step."""
        with self.clock(when):
            running = item_on(self.session)
            proceedings.start_item(
                self.session,
                item,
                phase=phase,
                expected=running.pk if running else None,
                by=self.may(self.officer, "run_sitting", self.session),
            )

    def rest(self, when: datetime) -> None:
        """A break."""
        with self.clock(when):
            running = item_on(self.session)
            by = self.may(self.officer, "run_sitting", self.session)
            proceedings.take_break(
                self.session, expected=running.pk if running else None, by=by, text="Giải lao"
            )

    def note(self, when: datetime, kind: ProceedingKind, text: str) -> None:
        """Something is said or happens beside what is on."""
        with self.clock(when):
            by = self.may(self.officer, "run_sitting", self.session)
            proceedings.write_note(self.session, kind=kind, text=text, by=by, minutes=5)

    def call(self, when: datetime, topic: str, gist: str, item: AgendaItem | None = None) -> None:
        """A voter calls, and leaves a number."""
        with self.clock(when):
            hotline.take_call(
                self.session,
                topic=topic,
                item=item,
                gist=gist,
                unit=self.session.council.unit,
                at=when,
                caller=Voter("Người gọi", "0900 000 999"),
                by=self.may(self.officer, "take_calls", self.session),
            )

    def speak(
        self, when: datetime, place: int, seconds: int, kind: SpeechKind = SpeechKind.SPEECH
    ) -> SpeechRequest:
        """A delegate asks by the own device, is called, and speaks for so long."""
        with self.clock(when):
            who = self.may(self.delegates[place], "ask_to_speak", self.session)
            request = speeches.ask_to_speak(self.session, kind=kind, by=who, topic="Góp ý")
        return self.talk(request, when, seconds)

    def answer(self, when: datetime, seconds: int) -> SpeechRequest:
        """Who has no seat answers."""
        with self.clock(when):
            by = self.may(self.officer, "run_sitting", self.session)
            request = speeches.enter_speech(
                self.session, kind=SpeechKind.ANSWER, speaker=self.post.person.name, by=by
            )
        return self.talk(request, when, seconds)

    def talk(self, request: SpeechRequest, when: datetime, seconds: int) -> SpeechRequest:
        """Called, begun, ended."""
        self.move(request, SpeechMove.CALL, when)
        self.move(request, SpeechMove.START, when)
        return self.move(request, SpeechMove.STOP, when + timedelta(seconds=seconds))

    def move(
        self, request: SpeechRequest, move: SpeechMove, when: datetime, reason: str = ""
    ) -> SpeechRequest:
        """One act of the console on a request to speak."""
        with self.clock(when):
            by = self.may(self.officer, "run_sitting", self.session)
            return speeches.carry_speech(request, move, by=by, reason=reason)

    def interrupted(self, when: datetime) -> None:
        """A point of order cuts in: 60 s, 45 s of the other, then 75 s more."""
        with self.clock(when):
            who = self.may(self.delegates[3], "ask_to_speak", self.session)
            first = speeches.ask_to_speak(self.session, kind=SpeechKind.SPEECH, by=who)
            who = self.may(self.delegates[4], "ask_to_speak", self.session)
            order = speeches.ask_to_speak(self.session, kind=SpeechKind.PROCEDURE, by=who)
            late = self.may(self.delegates[5], "ask_to_speak", self.session)
            never = speeches.ask_to_speak(self.session, kind=SpeechKind.SPEECH, by=late)
            gives_up = self.may(self.delegates[6], "ask_to_speak", self.session)
            drawn = speeches.ask_to_speak(self.session, kind=SpeechKind.SPEECH, by=gives_up)
            speeches.withdraw_own(drawn, by=gives_up)
        second = timedelta(seconds=1)
        self.move(first, SpeechMove.START, when)
        self.move(order, SpeechMove.START, when + 60 * second)
        self.move(order, SpeechMove.STOP, when + 105 * second)
        self.move(first, SpeechMove.CONTINUE, when + 105 * second)
        self.move(first, SpeechMove.STOP, when + 180 * second)
        self.move(never, SpeechMove.LEAVE_OUT, when + 180 * second, reason="Hết thời gian")

    def quorum_lost(self) -> None:
        """Eight leave: no vote opens; they return, and it does."""
        eight = self.able[FIRST][:8]
        self.leave(at(FIRST, 9, 30), eight)
        with self.clock(at(FIRST, 9, 40)):
            found = quorum_at(self.session, at(FIRST, 9, 40))
            assert (found.present, found.needed, found.held) == (9, 13, False)
            waiting = self.put("electronic")
            with pytest.raises(SessionRefused, match="poll_no_quorum"):
                self.begin(waiting)
        self.arrive(at(FIRST, 9, 50), eight)
        with self.clock(at(FIRST, 10)):
            self.begin(waiting)
            self.by_device(waiting)
            self.finish(waiting)

    def discuss_in_groups(self) -> None:
        """Three groups discuss two items; one report comes back once; the synthesis is released."""
        items = self.items[:2]
        with self.clock(at(FIRST, 7)):
            met = groups.arrange_groups(
                self.session,
                groups=self.groups,
                items=items,
                starts_at=at(FIRST, 14),
                ends_at=at(FIRST, 15),
                place="Phòng họp tổ",
                by=self.may(self.officer, "arrange_groups", self.session),
            )
        with self.clock(at(FIRST, 14, 30)):
            for sitting in met:
                self._report_of_group(sitting)
        with self.clock(at(FIRST, 15)):
            office = self.may(self.officer, "receive_group_report", self.session)
            reports = GroupReport.objects.filter(sitting__session=self.session).order_by("pk")
            group_reports.return_report(reports[0], reason="Ghi rõ điều khoản", by=office)
            group_reports.submit_report(reports[0], by=self.rapporteur(reports[0]))
            for report in reports:
                group_reports.receive_report(report, by=office)
            by = self.may(self.chair, "release_synthesis", self.session)
            for item in items:
                group_reports.release(item, by=by)

    def rapporteur(self, report: GroupReport) -> object:
        """Who keeps the record of the group, and may."""
        person = report.sitting.rapporteur
        place = [seat.person_id for seat in self.mandates].index(person.pk)
        return self.may(self.delegates[place], "keep_group", report.sitting)

    def _report_of_group(self, sitting: object) -> None:
        seats = list(groups.seats_of(sitting))
        for report in sitting.reports.order_by("pk"):
            by = self.rapporteur(report)
            groups.record_present(sitting, mandates=seats[:-1], by=by)
            for place, seat in enumerate(seats[:3]):
                group_reports.write_opinion(
                    report,
                    stance=["agree", "amend", "against"][place],
                    text=f"Ý kiến {place + 1} của {sitting.group.name}",
                    point="Điều 3, khoản 2" if place else "khoản 2 Điều 3",
                    mandate=seat,
                    by=by,
                )
            stranger = UserFactory(role="delegate", role__council=self.council)
            assert not stranger.has_perm("council_sessions.keep_group", sitting)
            group_reports.submit_report(report, by=by)

    def adopt(self) -> None:
        """The first eight items are revised and put to the vote."""
        for place, item in enumerate(self.items[:ADOPTED]):
            when = at(SECOND, 14, 5 + 3 * place)
            self.on(when, item, Phase.REVISE)
            with self.clock(when + timedelta(minutes=1)):
                item.refresh_from_db()
                self.vote("electronic", item=item)
