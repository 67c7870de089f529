"""The board: every figure is the number of rows of the list it opens."""

from __future__ import annotations

import io
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import QueryDict
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from hdnd_portal.accounts.roles import Role
from hdnd_portal.commitments.models import Commitment, Reply
from hdnd_portal.commitments.workflow import Claim, Finding
from hdnd_portal.council.models import Field, FieldDesk, UnitChange
from hdnd_portal.sample.seeding_recommendations import seed_recommendations
from tests.everybody import signed_in, undone
from tests.factories import (
    AgencyFactory,
    BodyFactory,
    CommuneFactory,
    CouncilFactory,
    TermFactory,
    UserFactory,
)
from voters.board import By, board_of
from voters.models import Opinion, RecommendationPair, VoterRecommendation
from voters.result_rows import counted
from voters.results import CLAIMED, FOUND, share, share_text
from voters.views.recommendation_list import RecommendationFilter

pytestmark = pytest.mark.django_db
BOARD = "voters:board"
# Who asks and what they may, the filters, the figures, the names of the lines.
QUERIES = 10


class Seeded:
    """A council with the recommendations of the two sessions of a year."""

    def __init__(self) -> None:
        self.council = CouncilFactory(is_sample=True)
        term = TermFactory(council=self.council)
        BodyFactory(term=term, kind="delegate_group")
        self.units = [CommuneFactory(parent=self.council.unit) for _number in range(3)]
        for code in ("GT", "YT"):
            field = Field.objects.get_or_create(code=code, defaults={"name": f"Lĩnh vực {code}"})[0]
            agency = AgencyFactory(council=self.council)
            FieldDesk.objects.create(council=self.council, field=field, agency=agency)
        self.chair = UserFactory(role=Role.CHAIR, role__council=self.council)
        seed_recommendations(self.council, 80, years=1)
        self.rows = VoterRecommendation.objects.filter(council=self.council)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), undone():
        yield Seeded()


@pytest.fixture
def it(world, db):
    return world


def rows_of(it, url):
    """The rows of the list at the address."""
    request = RequestFactory().get(url)
    request.user = it.chair
    found = RecommendationFilter(
        QueryDict(urlsplit(url).query), queryset=it.rows.visible_to(it.chair), request=request
    )
    assert found.is_valid(), found.errors
    return found.qs


def test_the_seed_holds_what_the_portal_would_have_written(it):
    assert it.rows.count() == 80
    for row in it.rows.exclude(state__in=["recorded"]):
        assert row.field is not None
        assert row.sources.count() == 1
    assert RecommendationPair.objects.filter(recommendation__in=it.rows).count() > 80 * 10
    sent = it.rows.filter(state="sent")
    assert Commitment.objects.filter(council=it.council).count() == sent.count() > 40
    assert Opinion.objects.filter(council=it.council, sources=None).exists()
    assert all(one.made_on <= one.due_on for one in Commitment.objects.all())
    assert Reply.objects.filter(sent_at__gt=timezone.now()).count() == 0


@pytest.mark.parametrize("by", list(By))
def test_each_figure_opens_the_list_of_exactly_its_rows(it, by):
    page = signed_in(it.chair).get(reverse(BOARD), {"theo": by.value, "session": ""})
    shown = [page.context["total"], *page.context["lines"][:2]]
    checked = 0
    for line in shown:
        for figure in line.figures.values():
            if figure.value == 0:
                assert figure.url == ""
                continue
            assert rows_of(it, figure.url).count() == figure.value, (figure.name, figure.url)
            checked += 1
    assert checked > 20


@pytest.mark.parametrize("by", list(By))
def test_levels_and_results_each_sum_to_the_total(it, by):
    board = board_of(it.rows, by, on=timezone.localdate())
    assert board.total.total == counted(it.rows).count() > 0
    for line in [board.total, *board.lines]:
        assert line.central + line.province + line.commune == line.total
        results = (
            line.settled, line.under_way, line.planned, line.explained, line.not_settled,
            line.unanswered,
        )  # fmt: skip
        assert sum(results) == line.total
        assert line.verified <= line.settled
        assert line.prompt <= line.due
    if by is not By.UNIT:
        assert sum(line.total for line in board.lines) == board.total.total


def test_the_list_shows_as_many_as_the_figure_says(it):
    client = signed_in(it.chair)
    page = client.get(reverse(BOARD), {"theo": "field", "session": ""})
    figure = page.context["total"].figures["settled"]
    assert client.get(figure.url).context["count"] == figure.value > 0


def test_the_first_look_is_at_the_latest_session(it):
    answer = signed_in(it.chair).get(reverse(BOARD))
    latest = it.rows.order_by("-session__opening_on").first().session_id
    assert parse_qs(urlsplit(answer.url).query)["session"] == [str(latest)]


@pytest.mark.parametrize("name", ["session", "term", "opened_min", "theo"])
@pytest.mark.parametrize("typed", ["-1", "9" * 30, "\x00", "x"])
def test_what_is_mistyped_leaves_an_empty_table_or_the_whole(it, name, typed):
    client = signed_in(it.chair)
    query = {"session": "", name: typed}
    assert client.get(reverse(BOARD), query).status_code == 200
    query = {"outcome": "settled", name: typed}
    assert client.get(reverse("voters:recommendations"), query).status_code == 200


def test_the_spreadsheet_has_the_lines_and_their_sum(it):
    query = {"theo": "agency", "session": "", "xuat": "xlsx"}
    answer = signed_in(it.chair).get(reverse(BOARD), query)
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    _head, *lines, last = book.worksheets[0].iter_rows(values_only=True)
    assert last[:2] == ("Tổng số", counted(it.rows).count())
    assert sum(line[1] for line in lines) == last[1]


def test_an_old_commune_counts_under_the_one_of_today(it):
    old, new = it.units[:2]
    before = {
        line.key: line.total for line in board_of(it.rows, By.UNIT, on=timezone.localdate()).lines
    }
    today = timezone.localdate()
    type(old).objects.filter(pk=old.pk).update(valid_to=today.replace(day=1))
    change = UnitChange.objects.create(
        kind="merge", effective_on=today.replace(day=1), legal_basis="NQ 1"
    )
    change.from_units.add(old, new)
    change.to_units.add(new)
    board = board_of(it.rows, By.UNIT, on=today)
    after = {line.key: line.total for line in board.lines}
    assert old.pk not in after
    assert after[new.pk] == before[new.pk] + before[old.pk]
    page = signed_in(it.chair).get(reverse(BOARD), {"theo": "unit", "session": ""})
    line = next(one for one in page.context["lines"] if one.line.key == new.pk)
    assert rows_of(it, line.figures["total"].url).count() == after[new.pk]


def test_the_board_costs_the_same_for_one_line_and_for_many(it, django_assert_num_queries):
    client = signed_in(it.chair)
    for by in ("field", "agency", "session"):
        with django_assert_num_queries(QUERIES):
            client.get(reverse(BOARD), {"theo": by, "session": ""})


def test_shares_have_two_decimals_rounded_half_up():
    assert share(144, 202) == Decimal("71.29")
    assert share(1, 800) == Decimal("0.13")
    assert share(0, 0) is None
    assert share_text(share(1, 2)) == "50,00 %"


def test_every_claim_and_finding_has_its_result():
    assert set(CLAIMED) == set(Claim)
    assert set(FOUND) == set(Finding)
