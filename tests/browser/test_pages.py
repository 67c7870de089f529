"""First pages of other people than the officer; and what a first page weighs."""

from __future__ import annotations

import pytest

from tests.browser.people import People

FIRST_PAGES = ["chutich", "truongban.kinhte", "mttq", "daibieu", "vanthu"]
LIST = "/ky-hop/"
HEAVIEST = 60_000
REQUESTS = 12


@pytest.mark.parametrize("username", FIRST_PAGES)
def test_first_page_of_each_bears_a_look(people: People, username: str) -> None:
    someone = people.one(username)
    someone.open("/")
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


def test_the_frame_works_where_the_browser_keeps_nothing(people: People) -> None:
    visitor = people.visitor()
    visitor.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('closed') }})"
    )
    broken: list[str] = []
    visitor.page.on("pageerror", lambda error: broken.append(str(error)))
    visitor.sign_in("vanthu", people.passwords["vanthu"])
    visitor.page.wait_for_load_state("networkidle")
    assert broken == []
    visitor.context.close()
