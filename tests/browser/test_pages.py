"""Pages beside the way of a session: each is looked at once; and what a first page weighs."""

from __future__ import annotations

import pytest

from tests.browser.people import People

PAGES = [
    ("chuyenvien", "/thong-bao/"),
    ("chuyenvien", "/thu-gui-di/"),
    ("chuyenvien", "/thu-da-giu/"),
    ("chuyenvien", "/tim-kiem/?q=ngân sách"),
    ("chuyenvien", "/dai-bieu/"),
    ("chuyenvien", "/quy-tac/"),
    ("chuyenvien", "/viec-nen/"),
    ("chutich", "/"),
    ("truongban.kinhte", "/"),
    ("mttq", "/"),
]
LIST = "/ky-hop/"
HEAVIEST = 60_000
REQUESTS = 12


@pytest.mark.parametrize(("username", "path"), PAGES)
def test_page_bears_a_look(people: People, username: str, path: str) -> None:
    someone = people.one(username)
    someone.open(path)
    someone.look()


def test_a_first_list_page_is_light(people: People) -> None:
    visitor = people.visitor()
    visitor.sign_in("vanthu", people.passwords["vanthu"])
    asked: list[str] = []
    visitor.page.on("request", lambda request: asked.append(request.url))
    visitor.open(LIST)
    visitor.page.wait_for_load_state("networkidle")
    assert len(visitor.fetch(LIST)) <= HEAVIEST
    assert len(asked) <= REQUESTS, "\n".join(asked)
    visitor.context.close()
