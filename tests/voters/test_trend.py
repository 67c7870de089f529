"""The trend: half-years that lead to a regular session, their figures counted by hand."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from urllib.parse import urlsplit

import pytest
from django.http import QueryDict
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from hdnd_portal.accounts.roles import Role
from hdnd_portal.commitments.models import Reply
from hdnd_portal.council.models import Field
from sessions.half_years import HalfYear, half_year_of
from tests.everybody import signed_in
from tests.factories import (
    AgencyFactory,
    CommitmentFactory,
    CouncilFactory,
    CouncilSessionFactory,
    TermFactory,
    UserFactory,
)
from voters.board import By, board_of
from voters.models import Referral, VoterRecommendation
from voters.trend_chart import BASE, MOST, TOP, chart
from voters.views.recommendation_list import RecommendationFilter

pytestmark = pytest.mark.django_db
# Who asks and what they may, the filters, the sessions, the figures.
QUERIES = 10
SENT_ON, DUE_ON = date(2024, 6, 20), date(2024, 7, 20)
FIGURES = ("total", "sent", "prompt", "due", "answered", "median", "open", "overdue")


class Trend:
    """Four half-years: one with answers, one of nothing, one just begun, one put off."""

    def __init__(self) -> None:
        self.council = CouncilFactory()
        self.term = TermFactory(council=self.council)
        self.chair = UserFactory(role=Role.CHAIR, role__council=self.council)
        self.field = Field.objects.get_or_create(code="GT", defaults={"name": "Giao thông"})[0]
        self.lead = AgencyFactory(council=self.council)
        self.other = AgencyFactory(council=self.council)
        self.rows = VoterRecommendation.objects.filter(council=self.council)
        self.number = 0

    def session(self, kind: str, opening_on: date, **more):
        return CouncilSessionFactory(
            term=self.term, kind=kind, name=f"Kỳ họp {opening_on}", opening_on=opening_on,
            closing_on=opening_on, **more
        )  # fmt: skip

    def row(self, session, state="sorted", **more) -> VoterRecommendation:
        self.number += 1
        return VoterRecommendation.objects.create(
            council=self.council, session=session, number=self.number, track="recommendation",
            text="Đề nghị sửa đường.", folded="de nghi sua duong.", field=self.field,
            lead=more.pop("lead", self.lead), competence="province", state=state,
            created_by=self.chair, **more,
        )  # fmt: skip

    def sent(self, session, *, after=None, stage="open", on=SENT_ON, due_on=DUE_ON, lead=None):
        """One that was sent, and answered so many days later."""
        lead = lead or self.lead
        referral = Referral.objects.create(
            council=self.council, session=session, agency=lead, sent_on=on, due_on=due_on,
            sent_by=self.chair,
        )  # fmt: skip
        row = self.row(session, "sent", lead=lead, referral=referral)
        owed = CommitmentFactory(
            council=self.council, kind="recommendation", source=row, lead=lead, made_on=on,
            due_on=due_on, stage=stage,
        )  # fmt: skip
        if after is not None:
            at = timezone.make_aware(timezone.datetime(on.year, on.month, on.day, 9))
            Reply.objects.create(
                commitment=owed, number=1, agency=lead, claimed="explained", text="Đã xem xét.",
                written_by=self.chair, sent_at=at + timedelta(days=after), due_on=due_on,
            )  # fmt: skip
        return row

    def fill(self):
        """The rows of the four half-years."""
        today = timezone.localdate()
        middle = self.session("regular_mid", date(2024, 7, 9))
        self.sent(middle, after=10, stage="verified")
        self.sent(middle, after=40, stage="replied", lead=self.other)
        self.sent(middle)
        self.row(middle, "answered_there", answer="Đã trả lời tại cuộc tiếp xúc.")
        thematic = self.session("thematic", date(2025, 3, 10))
        self.sent(thematic, on=today, due_on=today + timedelta(days=30))
        self.row(self.session("regular_mid", date(2025, 7, 9)))
        put_off = self.session("regular_end", date(2026, 1, 8), state="postponed")
        self.sent(put_off, after=5, stage="replied")
        return self


@pytest.fixture
def it():
    return Trend().fill()


def figures(line):
    return tuple(getattr(line, name) for name in FIGURES)


def test_the_figures_are_those_counted_by_hand(it):
    board = board_of(it.rows, By.HALF_YEAR, on=timezone.localdate())
    assert [(line.label, *figures(line)) for line in board.lines] == [
        # 10 and 40 days: one in time, one late, one silent; the fourth was answered at the meeting.
        ("Giữa năm 2024", 4, 3, 1, 3, 2, Decimal("25.0"), 2, 1),
        ("Cuối năm 2024", 0, 0, 0, 0, 0, None, 0, 0),
        # Of a session on one matter, not due yet; of the regular one, not sent yet.
        ("Giữa năm 2025", 2, 1, 0, 0, 0, None, 1, 0),
        # Put off past New Year, and still the end of the year before.
        ("Cuối năm 2025", 1, 1, 1, 1, 1, Decimal("5.0"), 1, 0),
    ]
    assert [line.prompt_text for line in board.lines] == ["33,33 %", "–", "–", "100,00 %"]
    assert [line.settled_text for line in board.lines] == ["0,00 %", "–", "0,00 %", "0,00 %"]
    assert figures(board.total) == (7, 5, 2, 4, 3, Decimal("10.0"), 4, 1)


def test_nothing_gives_no_half_year(it):
    assert board_of(it.rows.none(), By.HALF_YEAR, on=timezone.localdate()).lines == ()


def test_each_figure_opens_the_list_of_exactly_its_rows(it):
    page = signed_in(it.chair).get(reverse("voters:board"), {"theo": "half_year"})
    checked = 0
    for shown in [page.context["total"], *page.context["lines"]]:
        for figure in shown.figures.values():
            if figure.value:
                request = RequestFactory().get(figure.url)
                request.user = it.chair
                query = QueryDict(urlsplit(figure.url).query)
                found = RecommendationFilter(query, queryset=it.rows, request=request)
                assert found.is_valid(), found.errors
                assert found.qs.count() == figure.value, figure.url
                checked += 1
    assert checked > 20


def test_the_page_draws_the_shares_and_says_dashes_for_nothing(it):
    page = signed_in(it.chair).get(reverse("voters:board"), {"theo": "half_year"})
    body = page.content.decode()
    assert body.count('class="trend-bar"') == 4
    assert 'aria-label="Tỷ lệ trả lời đúng hạn qua các kỳ họp thường lệ"' in body
    assert "style=" not in body.split('<svg class="chart', 1)[1].split("</svg>", 1)[0]
    assert "0,00 %" not in body.split("Cuối năm 2024", 2)[-1].split("</tr>", 1)[0]
    assert [shown.change for shown in page.context["lines"]] == ["", "", "", "+66,67"]


def test_the_filters_of_the_board_hold_for_the_trend(it):
    client = signed_in(it.chair)
    query = {"theo": "half_year", "lead": str(it.other.pk)}
    (line,) = client.get(reverse("voters:board"), query).context["lines"]
    assert figures(line.line) == (1, 1, 0, 1, 1, Decimal("40.0"), 1, 0)
    assert f"lead={it.other.pk}" in line.figures["sent"].url
    query = {"theo": "half_year", "half_year": "20251"}
    (line,) = client.get(reverse("voters:board"), query).context["lines"]
    assert line.line.label == "Giữa năm 2025"
    empty = client.get(reverse("voters:board"), {"theo": "half_year", "half_year": "99"})
    assert empty.context["lines"] == []


def test_another_council_sees_nothing_of_it(it):
    other = CouncilFactory()
    chair = UserFactory(role=Role.CHAIR, role__council=other)
    page = signed_in(chair).get(reverse("voters:board"), {"theo": "half_year"})
    assert page.context["lines"] == []
    assert page.context["total"].line.total == 0


@pytest.mark.parametrize("rows", [1, 3])
def test_the_trend_costs_the_same_for_one_half_year_and_for_three(rows, django_assert_num_queries):
    it = Trend()
    for year in range(2023, 2023 + rows):
        it.sent(it.session("regular_mid", date(year, 7, 9)), after=3, stage="replied")
    client = signed_in(it.chair)
    with django_assert_num_queries(QUERIES):
        page = client.get(reverse("voters:board"), {"theo": "half_year"})
    assert len(page.context["lines"]) == 2 * rows - 1


def test_the_chart_shows_the_last_five_years_and_needs_two_shares(it):
    session = it.session("regular_mid", date(2015, 7, 9))
    it.sent(session, after=1, stage="replied")
    lines = board_of(it.rows, By.HALF_YEAR, on=timezone.localdate()).lines
    assert len(lines) == 22
    drawn = chart(lines)
    assert len(drawn.bars) == MOST
    assert drawn.bars[-1].name == ("Cuối năm", "2025")
    assert drawn.bars[-1].height == BASE - TOP
    assert drawn.bars[-2].height == 0
    assert all(0 < bar.x < bar.x + bar.width < drawn.width for bar in drawn.bars)
    assert chart(lines[:1]) is None


@pytest.mark.parametrize(
    ("kind", "opening_on", "expected"),
    [
        ("regular_mid", date(2024, 7, 9), (2024, 1)),
        ("regular_mid", date(2024, 8, 20), (2024, 1)),
        ("regular_end", date(2024, 12, 9), (2024, 2)),
        ("regular_end", date(2025, 1, 9), (2024, 2)),
        ("first", date(2026, 6, 20), (2026, 1)),
        ("thematic", date(2024, 7, 31), (2024, 1)),
        ("urgent", date(2024, 8, 1), (2024, 2)),
        ("extraordinary", date(2024, 1, 5), (2024, 1)),
    ],
)
def test_each_session_counts_with_a_regular_one(kind, opening_on, expected):
    half = half_year_of(kind, opening_on)
    assert (half.year, half.part) == expected
    assert HalfYear.of_key(half.key) == half
    assert half.key < half.following().key
