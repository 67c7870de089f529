"""Pages over 100,000 recommendations of voters of ten years, beside 50 rows by bare SQL."""

from __future__ import annotations

import gc

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from benchmarks.pages import page, reads
from benchmarks.result import Result, slow_one_in_twenty
from benchmarks.setting import council, officer, say
from hdnd_portal.accounts.models import User
from hdnd_portal.council.models import Agency
from voters.models import VoterRecommendation

ROWS = 100_000
BARE = "SELECT * FROM voters_voterrecommendation ORDER BY id DESC LIMIT 50"
FLOOR = "bare SQL, 50 rows:"
PAGE, SEARCH = 0.1, 0.15
# Times the floor for each promised second: 100 for a page.
BOUND = 1000


def measure() -> list[Result]:
    """Lists, board and search as the office sees them, and the list of an agency."""
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
        Result(what, page(client, path), FLOOR, floor, BOUND * limit, limit)
        for what, client, path, limit in pages
    ]


def _seed() -> None:
    missing = ROWS - VoterRecommendation.objects.count()
    if missing > 0:
        say(f"seeding {missing} recommendations …")
        call_command("seed", recommendations=missing)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
