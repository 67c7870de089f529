"""Server time of pages over 100,000 rows, beside a bare statement that reads one page of rows."""

from __future__ import annotations

import gc
from collections.abc import Callable

from django.db import connection
from django.test import Client

from benchmarks.result import Result, slow_one_in_twenty
from benchmarks.setting import officer

ROWS = 50
DOCUMENTS = "SELECT * FROM documents_document ORDER BY issued_on DESC, id DESC LIMIT 50"
LETTERS = "SELECT * FROM notices_delivery ORDER BY created_at DESC, id DESC LIMIT 50"
ENTRIES = (
    "SELECT * FROM search_searchentry WHERE vector @@ to_tsquery('simple', 'ngan & sach') LIMIT 50"
)


def measure() -> list[Result]:
    """Lists with and without a filter; the search for frequent words, rare ones and none."""
    client = Client()
    client.force_login(officer())
    client.get("/van-ban/")
    gc.collect()
    gc.freeze()  # as the web server does (hdnd_portal/asgi.py)
    letters, words = slow_one_in_twenty(reads(LETTERS)), slow_one_in_twenty(reads(ENTRIES))
    papers = slow_one_in_twenty(reads(DOCUMENTS))
    floor = f"bare SQL, {ROWS} rows:"
    return [
        Result("list of 100,000 documents", page(client, "/van-ban/"), floor, papers, 12),
        Result("the same, one kind", page(client, "/van-ban/?kind=NQ"), floor, papers, 12),
        Result("the same, words", page(client, "/van-ban/?q=ngan sach"), floor, papers, 12),
        Result("list of 100,000 letters", page(client, "/thu-gui-di/"), floor, letters, 12),
        Result(
            "the same, one state",
            page(client, "/thu-gui-di/?state=given_up"),
            floor,
            letters,
            12,
        ),
        Result("list of sessions", page(client, "/ky-hop/"), floor, letters, 12),
        Result("search, frequent words", page(client, "/tim-kiem/?q=ngân sách"), floor, words, 45),
        Result(
            "search, rare words", page(client, "/tim-kiem/?q=Lam Mộc thủy lợi"), floor, words, 45
        ),
        Result("search, no hit", page(client, "/tim-kiem/?q=zzyzx"), floor, words, 45),
    ]


def reads(statement: str) -> Callable[[], object]:
    def read() -> object:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall()

    return read


def page(client: Client, path: str) -> float:
    def opened() -> None:
        answer = client.get(path)
        if answer.status_code != 200:
            raise RuntimeError(f"{path}: {answer.status_code}")
        answer.close()

    return slow_one_in_twenty(opened)
