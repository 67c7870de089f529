"""The sheet on which delegates rank groups: asked, answered, counted once, kept."""

from datetime import date

import pytest
import time_machine
from django.db import DatabaseError, transaction

from hdnd_portal.audit.models import Entry
from sessions.models import OpinionSheet, SheetAnswer
from sessions.ranking import is_ballot, rank
from sessions.services import opinion_sheets, question_desk
from sessions.services.refusals import QuestionRefused
from sessions.workflow import MoveRefused
from tests.racing import at_once
from tests.sessions import questions as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_day")]
REFUSED = (QuestionRefused, MoveRefused)


@pytest.fixture
def frozen_day():
    with time_machine.travel(make.MONDAY, tick=False):
        yield


@pytest.fixture
def it(db, frozen_day):
    return make.scene()


@pytest.mark.parametrize(
    ("ballots", "order"),
    [
        ([[1, 2, 3], [1, 3, 2], [2, 1, 3]], [1, 2, 3]),
        ([], [1, 2, 3]),
        ([[3], [3], [2, 1]], [3, 2, 1]),
        # Equal points: more first places stand higher.
        ([[1, 2], [2, 1]], [1, 2, 3]),
        ([[2, 1, 3], [3, 1, 2]], [2, 3, 1]),
    ],
)
def test_ranking_counts_points_then_first_places(ballots, order):
    assert [row.group for row in rank([1, 2, 3], ballots)] == order


def test_ranking_gives_figures_that_can_be_checked():
    first, *_rest = rank([1, 2, 3], [[1, 2, 3], [1, 3, 2], [2, 1, 3]])
    assert (first.points, first.firsts, first.named) == (8, 2, 3)


@pytest.mark.parametrize(
    ("ballot", "fits"), [([1, 2], True), ([], False), ([1, 1], False), ([4], False), ([3], True)]
)
def test_what_is_a_ballot(ballot, fits):
    assert is_ballot([1, 2, 3], ballot) is fits


def sheet_of(it):
    groups = [make.grouped(it, make.sent(it, title=f"Vấn đề {n}")) for n in range(3)]
    sheet = opinion_sheets.open_sheet(
        it.world.council, session=it.session, wanted=2, due_on=date(2026, 11, 30), by=it.officer
    )
    return sheet, [group.pk for group in groups]


def test_sheet_is_answered_changed_closed_and_kept(it):
    sheet, (a, b, c) = sheet_of(it)
    opinion_sheets.answer_sheet(sheet, [a, b], by=it.author)
    opinion_sheets.answer_sheet(sheet, [c, b], by=it.author)
    opinion_sheets.answer_sheet(sheet, [c], by=it.other)
    done = opinion_sheets.close_sheet(sheet, by=it.officer)
    assert [row["group"] for row in done.result] == [c, b, a]
    assert (done.asked, SheetAnswer.objects.count()) == (2, 2)
    with pytest.raises(QuestionRefused, match="sheet_closed"):
        opinion_sheets.answer_sheet(sheet, [a], by=it.author)
    for change in (
        lambda: SheetAnswer.objects.update(ranking=[a]),
        lambda: type(sheet).objects.update(result=[]),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_sheet_is_for_delegates_and_one_at_a_time(it):
    sheet, (a, _b, _c) = sheet_of(it)
    with pytest.raises(QuestionRefused, match="no_seat"):
        opinion_sheets.answer_sheet(sheet, [a], by=it.officer)
    with pytest.raises(QuestionRefused, match="sheet_open"):
        opinion_sheets.open_sheet(
            it.world.council, session=it.session, wanted=1, due_on=date(2026, 11, 30), by=it.officer
        )
    with pytest.raises(QuestionRefused, match="ranking_wrong"):
        opinion_sheets.answer_sheet(sheet, [a, a], by=it.author)


def test_sheet_needs_groups_to_choose_from(it):
    make.grouped(it, make.sent(it))
    with pytest.raises(QuestionRefused, match="too_few_groups"):
        opinion_sheets.open_sheet(
            it.world.council, session=it.session, wanted=1, due_on=date(2026, 11, 30), by=it.officer
        )


@pytest.mark.django_db(transaction=True)
def test_two_officers_count_one_sheet():
    it = make.scene()
    sheet = opened_sheet(it)
    opinion_sheets.answer_sheet(
        sheet, list(sheet.places.values_list("group", flat=True)), by=it.author
    )
    acts = [lambda: opinion_sheets.close_sheet(sheet, by=it.officer)] * 2
    assert at_once(OpinionSheet, *acts, refused=REFUSED) == ["done", "refused"]
    assert Entry.objects.filter(event="opinion_sheet.closed").count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_answer_on_a_sheet_is_counted_or_refused_while_it_is_counted():
    it = make.scene()
    sheet = opened_sheet(it)
    ranking = list(sheet.places.values_list("group", flat=True))
    outcomes = at_once(
        SheetAnswer,
        lambda: opinion_sheets.answer_sheet(sheet, ranking, by=it.author),
        lambda: opinion_sheets.close_sheet(sheet, by=it.officer),
        refused=REFUSED,
    )
    sheet.refresh_from_db()
    # Either the answer was refused, or it is in the count.
    assert SheetAnswer.objects.count() == outcomes.count("done") - 1
    assert sum(row["firsts"] for row in sheet.result) == SheetAnswer.objects.count()


def opened_sheet(it):
    """An open sheet on two proposed groups."""
    for title in ("Giao thông", "Xây dựng"):
        question_desk.propose_group(
            it.world.council, session=it.session, title=title, questions=[], by=it.officer
        )
    return opinion_sheets.open_sheet(
        it.world.council, session=it.session, wanted=1, due_on=date(2026, 12, 1), by=it.officer
    )
