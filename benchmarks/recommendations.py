"""Pages over 100,000 recommendations of voters of ten years, beside 50 rows by bare SQL."""

from __future__ import annotations

import gc
from itertools import cycle

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from benchmarks import papers
from benchmarks.pages import page, reads
from benchmarks.result import Result, seconds, slow_one_in_twenty
from benchmarks.setting import council, officer, say
from hdnd_portal.accounts.models import User
from hdnd_portal.council.models import Agency
from hdnd_portal.documents.papers import render_pdf_in_parts
from sessions.public import facts_of
from voters.models import VoterRecommendation
from voters.results_paper import results_report
from voters.services.likeness import most_alike

ROWS = 100_000
BARE = "SELECT * FROM voters_voterrecommendation ORDER BY id DESC LIMIT 50"
FLOOR = "bare SQL, 50 rows:"
PAGE, SEARCH = 0.1, 0.15
# Times the floor for each promised second: 100 for a page.
BOUND = 1000


def measure() -> list[Result]:
    """Pages of the office and of an agency, what is asked before a page, and the report."""
    _seed()
    office, agency = Client(), Client()
    office.force_login(officer())
    agency.force_login(User.objects.get(username="so.xaydung"))
    latest = VoterRecommendation.objects.order_by("-session__opening_on").values("session")
    session = latest[0]["session"]
    lead = Agency.objects.get(council=council(), code="SXD").pk
    rows, owed = reverse("voters:recommendations"), reverse("commitments:list")
    board = reverse("voters:board")
    office.get(rows)
    gc.collect()
    gc.freeze()  # as the web server does (hdnd_portal/asgi.py)
    floor = slow_one_in_twenty(reads(BARE))
    pages = [
        ("recommendations", office, rows, PAGE),
        ("the same, one session", office, f"{rows}?session={session}", PAGE),
        ("the same, one agency", office, f"{rows}?lead={lead}", PAGE),
        ("the same, overdue", office, f"{rows}?outcome=overdue", PAGE),
        ("the same, words", office, f"{rows}?text=đường giao thông", PAGE),
        ("opinions to sort", office, reverse("voters:opinions_to_sort"), PAGE),
        ("proposals to the centre", office, reverse("voters:proposals"), PAGE),
        ("board of a session", office, f"{board}?session={session}", PAGE),
        ("board of ten years", office, f"{board}?session=", PAGE),
        ("trend of ten years", office, f"{board}?theo=half_year", PAGE),
        ("commitments, as the office", office, owed, PAGE),
        ("the same, as an agency", agency, owed, PAGE),
        ("search among them", office, "/tim-kiem/?q=đường giao thông", SEARCH),
    ]
    return [
        *(
            Result(what, page(client, path), FLOOR, floor, BOUND * limit, limit)
            for what, client, path, limit in pages
        ),
        Result("asked before", _finds_alike(), FLOOR, floor, BOUND * PAGE, PAGE),
        Result("report on 1,000 of them, PDF", _reports(), papers.BARE, papers.bare_annex(), 3, 12),
    ]


def _finds_alike() -> float:
    """Those that ask for the same as one text does, for texts of many sessions in turn."""
    rows = VoterRecommendation.objects.filter(council=council())
    last = VoterRecommendation.objects.latest("pk").pk
    texts = cycle(rows.filter(pk__in=range(1, last, last // 40)).values_list("text", flat=True))
    return slow_one_in_twenty(lambda: most_alike(next(texts), rows.live(), council=council().pk))


def _reports() -> float:
    """The report on results with 1,000 rows in its annexes: read, and laid out in parts."""
    say("the report on 1,000 recommendations …")
    latest = VoterRecommendation.objects.filter(state="sent").order_by("-session__opening_on")
    session = latest[0].session
    keys = list(latest.values_list("pk", flat=True)[: papers.ROWS])
    rows = VoterRecommendation.objects.filter(pk__in=keys)
    return seconds(
        lambda: render_pdf_in_parts(
            results_report(council(), facts_of(session), rows, on=timezone.localdate()),
            step=lambda done, total: None,
        )
    )


def _seed() -> None:
    missing = ROWS - VoterRecommendation.objects.count()
    if missing > 0:
        say(f"seeding {missing} recommendations …")
        call_command("seed", recommendations=missing)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
