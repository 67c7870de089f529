"""A cycle of 84 recommendations, entered, sent, answered, reported: the tables are the records."""

from __future__ import annotations

import io
import os
import random
import re
import signal
from collections import Counter
from datetime import timedelta

import docx
import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone

from hdnd_portal.commitments.models import Commitment
from hdnd_portal.commitments.services import following, replying
from hdnd_portal.commitments.workflow import Claim, Finding, Stage
from hdnd_portal.council.models import Field
from hdnd_portal.documents.models import Version
from hdnd_portal.documents.papers import parallel, render_docx
from hdnd_portal.documents.store import open_blob
from hdnd_portal.reports.jobs import JobRefused
from hdnd_portal.reports.models import Job
from sessions.public import facts_of
from tests.documents.papers.layouts import layouts
from tests.everybody import signed_in, undone
from tests.voters.sorted import Sorted
from voters.board import By, board_of
from voters.models import VoterRecommendation
from voters.report_jobs import print_results
from voters.result_labels import Outcome
from voters.result_rows import with_outcome
from voters.results_paper import results_report, rows_of
from voters.services import referring, reporting
from voters.services.sorting import Place
from voters.sorting import Competence, State

pytestmark = pytest.mark.django_db
# A published cycle of a mountain province: economy and budget, legal affairs, culture and society.
GROUPS = {"Kinh tế – ngân sách": 76, "Pháp chế": 3, "Văn hóa – xã hội": 5}
DONE, EXPLAINED, PLANNED = 40, 14, 10


class Cycle(Sorted):
    """One session's recommendations, most of them answered."""

    def __init__(self) -> None:
        super().__init__()
        made = []
        for place, (name, count) in enumerate(GROUPS.items()):
            field = Field.objects.create(code=f"N{place}", name=name, position=place)
            where = Place(field, Competence.PROVINCE, self.farming if place else self.hospital)
            for number in range(count):
                words = f"Đề nghị {name.lower()} việc thứ {number}."
                made.append(self.sorted(self.say(words), place=where))
        referring.send_on(made, by=self.chair)
        self.rows = VoterRecommendation.objects.filter(council=self.council)
        owed = list(Commitment.objects.filter(council=self.council).order_by("pk"))
        today = timezone.localdate()
        for one in owed[:DONE]:
            self.reply(one, Claim.DONE, done_on=today, evidence="Báo cáo số 12/BC-SYT")
        for one in owed[DONE : DONE + EXPLAINED]:
            self.reply(one, Claim.EXPLAINED)
        for one in owed[DONE + EXPLAINED : DONE + EXPLAINED + PLANNED]:
            more = {"measure": "Bố trí vốn", "promised_on": today, "money_source": "Ngân sách"}
            self.reply(one, Claim.PLANNED, **more)
        for one in owed[:5]:
            self.check(one, Finding.DONE)
        self.check(owed[5], Finding.PARTLY)
        # The last two are a month late.
        Commitment.objects.filter(pk__in=[one.pk for one in owed[-2:]]).update(
            made_on=today.replace(year=today.year - 1), due_on=today.replace(year=today.year - 1)
        )

    def reply(self, owed: Commitment, claimed: Claim, **more) -> None:
        draft = replying.save_draft(
            owed, writer=owed.lead, claimed=claimed, text="Sở đã làm.", by=self.officer, **more
        )
        replying.send_reply(draft, by=self.officer)

    def check(self, owed: Commitment, finding: Finding) -> None:
        reply = owed.replies.get()
        following.verify(owed, finding=finding, reason="Đã xem", by=self.chair, reply=reply)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), undone():
        yield Cycle()


@pytest.fixture
def it(world, db):
    return world


def paper_of(it):
    session = facts_of(it.plan.session)
    made = results_report(it.council, session, it.rows, on=timezone.localdate())
    return docx.Document(io.BytesIO(render_docx(made)))


def cells(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_the_tables_of_the_report_are_the_records(it):
    paper = paper_of(it)
    fields, agencies = [cells(table) for table in paper.tables if "Tỷ lệ xong" in cells(table)[0]]
    _head, *lines, last = fields
    assert {line[1]: int(line[2]) for line in lines} == GROUPS
    # One that was claimed as done was found to be done in part.
    assert last[2:] == ["84", "39", "1", "10", "14", "0", "20", "46,43 %"]
    _head, *lines, whole = agencies
    assert whole[2:] == last[2:]
    assert [sum(int(line[place]) for line in lines) for place in range(2, 9)] == [
        int(figure) for figure in last[2:9]
    ]


def test_the_report_says_what_was_checked_and_who_is_late(it):
    text = "\n".join(one.text for one in paper_of(it).paragraphs)
    assert "Trong 39 kiến nghị đã giải quyết xong, 5 kiến nghị đã được xác minh; 34" in text
    assert "Sở Nông nghiệp và Môi trường: 2 kiến nghị" in text
    assert re.search(r"Trả lời đúng hạn: 64 trên 66 kiến nghị đã đến hạn \(96,97 %\)", text)


def test_the_annexes_have_every_row_once(it):
    listed = [cells(table) for table in paper_of(it).tables if "Mã" in cells(table)[0]]
    codes = [line[1] for table in listed for line in table[1:]]
    assert sorted(codes) == sorted(row.code for row in it.rows)


def test_report_and_board_have_the_same_figures(it):
    today = timezone.localdate()
    board = board_of(it.rows, By.FIELD, on=today).total
    listed = rows_of(it.rows, on=today)
    assert len(listed) == board.total == 84
    for result in {one.result for one in listed}:
        assert sum(one.result == result for one in listed) == getattr(board, result)
    assert sum(one.is_overdue for one in listed) == board.overdue == 2


@pytest.mark.parametrize("seed", range(8))
def test_the_list_of_what_is_overdue_is_what_the_board_counts(it, seed):
    """Whatever the stages, days, leads and states, one commitment or more for each."""
    chance = random.Random(seed)  # noqa: S311 -- no secret
    today = timezone.localdate()
    owed = list(Commitment.objects.filter(council=it.council))
    for one in owed[:40]:
        copy = Commitment.objects.get(pk=one.pk)
        copy.pk = None
        copy.save(force_insert=True)
        owed.append(copy)
    for one in owed:
        one.stage = chance.choice([Stage.OPEN, Stage.RETURNED, Stage.REPLIED, Stage.VERIFIED])
        one.made_on = today - timedelta(30)
        one.due_on = today + timedelta(chance.randint(-3, 3))
        one.lead = chance.choice([it.hospital, it.farming])
    Commitment.objects.bulk_update(owed, ["stage", "made_on", "due_on", "lead"])
    for row in chance.sample(list(it.rows), 20):
        state = chance.choice([State.ANSWERED_THERE, State.MISDIRECTED])
        VoterRecommendation.objects.filter(pk=row.pk).update(
            state=state, answer="Đã trả lời", state_reason="Lý do"
        )
    listed = with_outcome(it.rows, Outcome.OVERDUE, on=today)
    by_rule = {one.recommendation.pk for one in rows_of(it.rows, on=today) if one.is_overdue}
    assert by_rule
    assert set(listed.values_list("pk", flat=True)) == by_rule
    assert board_of(it.rows, By.FIELD, on=today).total.overdue == len(by_rule) == listed.count()


def test_the_office_orders_the_report_and_a_job_prints_it(it):
    session = it.plan.session_id
    address = reverse("voters:order_results", kwargs={"session": session, "form": "docx"})
    answer = signed_in(it.officer).post(address)
    job = Job.objects.get()
    assert answer.url == reverse("reports:job", kwargs={"job": job.pk})
    steps: list[tuple[int, int]] = []
    version = reporting.print_report(
        **job.arguments, by=it.officer, step=lambda *now: steps.append(now)
    )
    assert steps == [(0, 3), (1, 3), (2, 3)]
    with open_blob(version.key) as blob:
        assert len(docx.Document(io.BytesIO(blob.read())).tables) > 3
    other = reverse("voters:order_results", kwargs={"session": session, "form": "exe"})
    assert signed_in(it.officer).post(other).status_code == 404


class Watched:
    """A job in the hands of a worker; whoever is told of a step may do something."""

    def __init__(self, job, told) -> None:
        self.job, self._told = job, told

    def step(self, done: int, total: int) -> None:
        self._told(done, total)


def test_a_report_whose_layout_is_killed_is_not_kept_and_says_what_to_do(it, monkeypatch, caplog):
    # So that 84 rows go to several processes, on any machine.
    monkeypatch.setattr(parallel, "SHORT", 1)
    monkeypatch.setattr(parallel, "processors", lambda: 2)
    job = reporting.order_report(facts_of(it.plan.session), form="pdf", by=it.officer)
    before = Version.objects.count()

    def kill(done: int, total: int) -> None:
        for one in layouts()[:1]:
            os.kill(one, signal.SIGKILL)

    with pytest.raises(JobRefused, match="Hãy bấm “Chạy lại”"):
        print_results(Watched(job, kill), **job.arguments)
    assert Version.objects.count() == before
    assert "exit code -9" in caplog.text

    seen: list[tuple[int, int]] = []
    version = print_results(Watched(job, lambda *now: seen.append(now)), **job.arguments)
    # Read, laid out in parts, kept.
    assert seen[0] == (0, 3)
    assert seen[-1] == (seen[-1][1] - 1, seen[-1][1])
    assert seen[-1][1] > 4
    with open_blob(version.key) as blob:
        pages = pypdfium2.PdfDocument(blob.read())
    text = "".join(page.get_textpage().get_text_range() for page in pages)
    assert Counter(re.findall(r"KN\d{3}", text)) == Counter(row.code for row in it.rows)
