"""Browsers of the sample's people, and what is asked of every page they open."""

from __future__ import annotations

import re
import time
from types import TracebackType
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, ViewportSize

from tests.browser.portal import Portal

DESK: ViewportSize = {"width": 1440, "height": 900}
TABLET: ViewportSize = {"width": 820, "height": 1180}
PHONE: ViewportSize = {"width": 360, "height": 780}
NARROW = 320
# A tablet, a screen of 1280 px at 200 %, a phone, and the narrowest that WCAG asks for.
WIDTHS = (820, 640, 360, NARROW)
PATIENCE_MS = 30_000
# Seconds after which somebody signs in again: an administrator's session may rest 5 minutes.
RESTED = 240
SERIOUS = {"serious", "critical"}
AXE_OPTIONS = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"],
}
# What depends on colours and on what is open; the rest is the same in the dark.
SEEN = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "rule", "values": ["color-contrast", "target-size"]},
}
# Rows of a table and entries of a list are one template: the first of each stand for the rest.
ALIKE = ["tbody > tr:nth-child(n + 9)", "ul > li:nth-child(n + 17)", "option:nth-child(n + 5)"]
AXE = "([options, alike]) => axe.run({exclude: alike.map(one => [one])}, options)"
ALL_PARTS_OPEN = "for (const part of document.querySelectorAll('details')) part.open = true"
# The innermost elements that reach past the screen; what scrolls in itself, or is clipped, is none.
STICKS_OUT = """width => [...document.querySelectorAll('body *')]
  .filter(one => one.getBoundingClientRect().right > width
    && ![...one.children].some(child => child.getBoundingClientRect().right > width))
  .slice(0, 5).map(one => one.outerHTML.slice(0, 120))"""
# Pages of the admin fade from one colour to the other.
COLOURS_AT_REST = "Promise.allSettled(document.getAnimations().map(one => one.finished))"
ALL_PARTS_SHUT = "for (const part of document.querySelectorAll('details')) part.open = false"


class Someone:
    """One signed-in person in a browser of their own, with the page they look at."""

    def __init__(
        self, context: BrowserContext, portal: Portal, *, scripts: bool, host: str = "127.0.0.1"
    ) -> None:
        self.context = context
        self.portal = portal
        self.address = f"http://{host}:{portal.port}"
        self.scripts = scripts
        self.complaints: list[str] = []
        self.used_at = time.monotonic()
        context.set_default_timeout(PATIENCE_MS)
        context.on("console", self._hear)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self.page: Page = context.new_page()

    def _hear(self, line: ConsoleMessage) -> None:
        if line.type in {"error", "warning"}:
            self.complaints.append(f"{line.text} ({self.page.url})")

    def sign_in(self, username: str, password: str) -> None:
        """Through the page, as a person does."""
        self.open("/")
        self.page.fill("input[name=login]", username)
        self.page.fill("input[name=password]", password)
        self.page.click("main button[type=submit]")
        self.page.wait_for_url(f"{self.address}/")

    def open(self, path: str, *, status: int = 200) -> Page:
        """Open a path of the portal, which answers with the status."""
        answer = self.page.goto(f"{self.address}{path}")
        self.used_at = time.monotonic()
        assert answer is not None
        assert answer.status == status, f"{path}: {answer.status}"
        if status != 200:
            self.forgive()
        return self.page

    def status(self, path: str) -> int:
        """What the path answers, without opening it."""
        return self.context.request.get(f"{self.address}{path}").status

    def forgive(self) -> None:
        """Forget that the console repeats the status of an error page."""
        self.complaints = [said for said in self.complaints if "Failed to load" not in said]

    def follow(self, words: str) -> None:
        """Press the link with these words."""
        self.page.get_by_role("link", name=words).first.click()
        self.page.wait_for_load_state()

    def press(self, words: str, within: str = "main") -> None:
        """Press the button with these words; the next page is there afterwards."""
        button = self.page.locator(within).get_by_role("button", name=words, exact=True).first
        with self.page.expect_navigation():
            button.click()

    def says(self, words: str, seconds: int = 30) -> None:
        """The page shows these words, now or once the worker got there."""
        self.page.get_by_text(words).first.wait_for(timeout=seconds * 1000)

    def text(self, selector: str = "main") -> str:
        """Visible words."""
        return " ".join(self.page.locator(selector).first.inner_text().split())

    def fetch(self, path: str | None) -> bytes:
        """A file, by the cookies of this person."""
        answer = self.context.request.get(f"{self.portal.address}{path}")
        assert answer.ok, f"{path}: {answer.status}"
        return answer.body()

    def wait_for(self, query: str, *values: object, seconds: float = 180) -> None:
        """Wait for what the worker does; the query answers true once it is done."""
        deadline = time.monotonic() + seconds
        while not self.portal.one(query, *values):
            assert time.monotonic() < deadline, f"not within {seconds} s: {query}"
            self.page.wait_for_timeout(300)

    def number_in_path(self, position: int = 0) -> int:
        """A key in the address of the page."""
        return int(re.findall(r"/(\d+)/", self.page.url)[position])

    def look(self, widths: tuple[int, ...] = (NARROW,)) -> None:
        """What every page must bear: no complaint, no serious finding, no wider than the screens.

        On the way through a journey in the dark alone; each page is looked at in light, too, and
        at all widths, by itself.
        """
        found = self.faults(widths)
        assert not found, "\n".join(found)

    def faults(self, widths: tuple[int, ...] = (NARROW,)) -> list[str]:
        """What the page does not bear."""
        found = [*self.complaints]
        if self.scripts:
            found += findings(self.page, in_light=widths == WIDTHS)
        found += overflow(self.page, widths)
        self.complaints.clear()  # axe adds styles of its own, which the policy refuses
        return found


def findings(page: Page, *, in_light: bool = True) -> list[str]:
    """Serious findings of axe: colours and targets of the page as it is; then all that axe knows of
    it in the dark, with everything folded open.
    """
    found = [f"light: {finding}" for finding in _axe(page, SEEN)] if in_light else []
    page.evaluate(ALL_PARTS_OPEN)
    page.emulate_media(color_scheme="dark")
    page.evaluate(COLOURS_AT_REST)
    # Panels that are never open together cover one another.
    found += [f"dark: {finding}" for finding in _axe(page) if " target-size: " not in finding]
    page.emulate_media(color_scheme="light")
    page.evaluate(ALL_PARTS_SHUT)
    return found


def _axe(page: Page, asked: dict[str, Any] = AXE_OPTIONS) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    results: dict[str, Any] = page.evaluate(AXE, [asked, ALIKE])
    return [
        f"{page.url} {finding['id']}: {node['target']} {node['failureSummary']}"
        for finding in results["violations"]
        if finding["impact"] in SERIOUS
        for node in finding["nodes"][:3]
    ]


def overflow(page: Page, widths: tuple[int, ...]) -> list[str]:
    """At which of these widths, in px, the page is wider than the screen."""
    before = page.viewport_size
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 640})
        needed = page.evaluate("document.scrollingElement.scrollWidth")
        if needed > width:
            wide = page.evaluate(STICKS_OUT, width)
            found.append(f"{page.url}: {needed} px wide on {width} px, by {wide}")
    if before:
        page.set_viewport_size(before)
    return found


class People:
    """The sample's people; each signs in once, and stays so."""

    def __init__(self, portal: Portal, browser: Browser) -> None:
        self.portal = portal
        self.browser = browser
        self.passwords = portal.accounts()
        self._here: dict[tuple[str, bool], Someone] = {}

    def __enter__(self) -> People:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for someone in self._here.values():
            someone.context.close()

    def visitor(
        self, *, scripts: bool = True, size: ViewportSize = DESK, host: str = "127.0.0.1"
    ) -> Someone:
        """Somebody who has not signed in."""
        context = self.browser.new_context(
            java_script_enabled=scripts,
            viewport=size,
            locale="vi-VN",
            reduced_motion="reduce",  # colours on their way from one to the other are neither
            timezone_id="Asia/Ho_Chi_Minh",
            accept_downloads=True,
        )
        return Someone(context, self.portal, scripts=scripts, host=host)

    def one(self, username: str, *, scripts: bool = True, size: ViewportSize = DESK) -> Someone:
        """The person of this user name, signed in."""
        key = (username, scripts)
        if key not in self._here:
            someone = self.visitor(scripts=scripts, size=size)
            someone.sign_in(username, self.passwords[username])
            self._here[key] = someone
        someone = self._here[key]
        if time.monotonic() - someone.used_at > RESTED:
            someone.context.clear_cookies()
            someone.sign_in(username, self.passwords[username])
        return someone
