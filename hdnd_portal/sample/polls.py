"""Votes of the sample's July session: several of each kind, counted by the portal's own services.

Opening and ending are given their past moments; what was answered is written beside the roll.
"""

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from hdnd_portal.accounts.models import User
from hdnd_portal.council.models import Mandate
from hdnd_portal.sample.plans import at
from sessions.models import (
    AgendaItem,
    CastVote,
    CouncilSession,
    HandCount,
    PaperCount,
    Poll,
    RollEntry,
)
from sessions.services import polls
from sessions.workflow.poll import MAY_VOTE, Choice, PollKind, PollSource, PollSubject

OPENING, SECOND, LAST = date(2026, 7, 14), date(2026, 7, 15), date(2026, 7, 16)
LASTS = timedelta(seconds=50)
FOR, AGAINST, ABSTAIN = Choice.FOR.value, Choice.AGAINST.value, Choice.ABSTAIN.value


@dataclass(frozen=True, slots=True)
class Asked:
    """One vote: when, how, about what, and how many did not answer in favour."""

    opens: datetime
    kind: PollKind
    title: str
    question: str
    subject: PollSubject = PollSubject.PROCEDURE
    against: int = 0
    abstained: int = 0
    silent: int = 0
    item: AgendaItem | None = None
    parent: Poll | None = None
    kind_reason: str = ""


def hold_votes(session: CouncilSession, users: dict[str, User]) -> None:
    """Votes on the programme, on procedure, on persons, on each draft, and by sheet afterwards."""
    desk = _Desk(session, users)
    desk.hold(
        Asked(
            at(OPENING, 8, 6), PollKind.SHOW_OF_HANDS, "Thông qua chương trình kỳ họp",
            "Thông qua chương trình kỳ họp?",
        ),
        Asked(
            at(OPENING, 8, 9), PollKind.SHOW_OF_HANDS, "Thư ký kỳ họp",
            "Thông qua danh sách Thư ký kỳ họp?", abstained=1,
        ),
        Asked(
            at(SECOND, 8, 5), PollKind.ROLL_CALL, "Lựa chọn nhóm vấn đề chất vấn",
            "Chất vấn các nhóm vấn đề do Thường trực HĐND trình?", against=3, abstained=2,
        ),
        Asked(
            at(SECOND, 13, 36), PollKind.ROLL_CALL, "Kéo dài thời gian chất vấn 30 phút",
            "Kéo dài thời gian chất vấn thêm 30 phút?", against=46, abstained=6, silent=2,
        ),
        Asked(
            at(LAST, 8, 4), PollKind.SECRET_PAPER, "Bầu bổ sung Ủy viên UBND tỉnh (mẫu)",
            "Bầu người trong danh sách đề cử giữ chức Ủy viên UBND tỉnh?",
            PollSubject.PERSONNEL, against=2, abstained=1,
        ),
        Asked(
            at(LAST, 8, 8), PollKind.SECRET_PAPER, "Miễn nhiệm Hội thẩm Tòa án (mẫu)",
            "Miễn nhiệm Hội thẩm theo Tờ trình?", PollSubject.PERSONNEL, abstained=3,
        ),
    )  # fmt: skip
    _vote_drafts(session, desk)
    desk.hold(
        Asked(
            at(date(2026, 8, 5), 9), PollKind.OPINION_SHEET,
            "Cho ý kiến về danh mục dự án phát sinh (mẫu)",
            "Tán thành bổ sung danh mục theo Công văn của UBND tỉnh?", against=4, abstained=3,
            silent=9,
        ),
        Asked(
            at(date(2026, 9, 1), 9), PollKind.OPINION_SHEET,
            "Cho ý kiến về thời gian tổ chức kỳ họp chuyên đề (mẫu)",
            "Tán thành tổ chức kỳ họp chuyên đề trong tháng 9?", against=38, abstained=5,
            silent=6,
        ),
    )  # fmt: skip


def _vote_drafts(session: CouncilSession, desk: "_Desk") -> None:
    """Each draft as a whole by device; the second one article by article before."""
    items = session.items.filter(kind="resolution").order_by("position")
    moment = at(LAST, 10, 2)
    for place, item in enumerate(items):
        whole = desk.prepare(
            Asked(
                moment,
                PollKind.ELECTRONIC,
                item.title,
                "Thông qua toàn văn dự thảo nghị quyết?",
                PollSubject.RESOLUTION,
                against=place % 3,
                abstained=(place * 2) % 5,
                silent=place % 2,
                item=item,
            )
        )
        parts = (("Điều 2", 11, 6), ("Điều 3", 1, 2)) if place == 1 else ()
        for name, against, abstained in parts:
            part = Asked(
                moment,
                PollKind.ELECTRONIC,
                f"{name}: {item.title}"[:300],
                f"Thông qua {name} của dự thảo nghị quyết?",
                PollSubject.RESOLUTION,
                against=against,
                abstained=abstained,
                item=item,
                parent=whole,
            )
            desk.hold(part)
            moment += timedelta(minutes=3)
        desk.carry(whole, moment, against=place % 3, abstained=(place * 2) % 5, silent=place % 2)
        moment += timedelta(minutes=5)


class _Desk:
    """Who runs the votes of the session."""

    def __init__(self, session: CouncilSession, users: dict[str, User]) -> None:
        self.session, self.by = session, users["chuyenvien"]
        self.counters = [users["vanthu"], users["chuyenvien"]]
        self.position = 0
        seats = Mandate.objects.able_to_act(session.opening_on).filter(term=session.term_id)
        named = seats.order_by("person__sort_key").values_list("person__name", flat=True)
        self.tellers = list(named[10:15])
        self.chance = random.Random(16)  # noqa: S311 -- invented answers

    def hold(self, *asked: Asked) -> None:
        """Prepare each vote and carry it to its publication."""
        for one in asked:
            self.carry(
                self.prepare(one),
                one.opens,
                against=one.against,
                abstained=one.abstained,
                silent=one.silent,
            )

    def prepare(self, asked: Asked) -> Poll:
        """The question."""
        self.position += 1
        is_sheet = asked.kind is PollKind.OPINION_SHEET
        is_secret = asked.kind is PollKind.SECRET_PAPER
        return Poll.objects.create(
            session=self.session,
            item=asked.item,
            parent=asked.parent,
            position=self.position,
            kind=asked.kind,
            subject=asked.subject,
            title=asked.title,
            question=asked.question,
            due_at=asked.opens + timedelta(days=10) if is_sheet else None,
            tellers="\n".join(self.tellers) if is_secret else "",
            rule_key="vote.resolution",
            created_by=self.by,
        )

    def carry(
        self, poll: Poll, opens: datetime, *, against: int, abstained: int, silent: int
    ) -> None:
        """Open, answer, end and publish it, each at its moment."""
        poll = polls.open_poll(poll, by=self.by, at=opens)
        is_sheet = poll.kind == PollKind.OPINION_SHEET
        ends = opens + (timedelta(days=10, minutes=1) if is_sheet else LASTS)
        lines = list(
            RollEntry.objects.filter(poll=poll, state__in=sorted(MAY_VOTE)).order_by("mandate")
        )
        answers = len(lines) - silent
        in_favour = answers - against - abstained
        if poll.kind == PollKind.SHOW_OF_HANDS:
            HandCount.objects.create(
                poll=poll,
                in_favour=in_favour,
                against=against,
                abstained=abstained,
                entered_by=self.by,
                entered_at=ends,
            )
        elif poll.kind == PollKind.SECRET_PAPER:
            self._ballots(poll, answers, in_favour, against, abstained, ends)
        else:
            self._answer(poll, lines, [FOR] * in_favour + [AGAINST] * against
                         + [ABSTAIN] * abstained, ends)  # fmt: skip
        poll = polls.close_poll(poll, by=self.by, at=ends)
        poll = polls.publish(poll, by=self.by)
        # The figures did not come from paper, and were announced on the spot.
        Poll.objects.filter(pk=poll.pk).update(
            source=PollSource.ROOM, published_at=ends + timedelta(seconds=40)
        )

    def _ballots(
        self, poll: Poll, answers: int, in_favour: int, against: int, abstained: int, at: datetime
    ) -> None:
        PaperCount.objects.bulk_create(
            PaperCount(
                poll=poll,
                place=place,
                issued=answers,
                returned=answers,
                valid=answers - 1,
                invalid=1,
                in_favour=in_favour - 1,
                against=against,
                abstained=abstained,
                entered_by=counter,
                entered_at=at,
            )
            for place, counter in enumerate(self.counters, start=1)
        )

    def _answer(
        self, poll: Poll, lines: list[RollEntry], choices: list[str], ends: datetime
    ) -> None:
        self.chance.shuffle(lines)
        sources = {
            PollKind.ELECTRONIC: CastVote.Source.DEVICE,
            PollKind.ROLL_CALL: CastVote.Source.TABLE,
            PollKind.OPINION_SHEET: CastVote.Source.SHEET,
        }
        kind = PollKind(poll.kind)
        cast_at = ends - LASTS / 2
        CastVote.objects.bulk_create(
            CastVote(
                poll=poll,
                entry=line,
                choice=choice,
                source=sources[kind],
                key=uuid5(NAMESPACE_URL, f"hdnd-sample-{line.pk}"),
                cast_at=cast_at,
                received_at=cast_at - timedelta(days=1) if kind is PollKind.OPINION_SHEET else None,
                recorded_by=self.by,
            )
            for line, choice in zip(lines, choices, strict=False)
        )
