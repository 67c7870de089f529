"""Rows of the calendar's pages."""

from __future__ import annotations

from tests.route_cases import EVERY_ROLE, OK, REDIRECT, Case

CASES = [
    Case("calendar", roles=EVERY_ROLE, elsewhere=OK, no_role=OK),
    *[
        Case(
            route,
            method="post",
            roles=EVERY_ROLE,
            opens=REDIRECT,
            elsewhere=REDIRECT,
            no_role=REDIRECT,
        )
        for route in ("renew_calendar", "close_calendar")
    ],
]

WITHOUT_PERMISSION = {
    "calendar_feed": "a calendar program reads it by a signed address, without an account",
}
