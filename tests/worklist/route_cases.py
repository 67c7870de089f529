"""Rows of the calendar's pages."""

from __future__ import annotations

from tests.route_cases import EVERY_ROLE, OK, REDIRECT, Case, Made, World


def weekly(_world: World) -> Made:
    """The choice of a week."""
    return Made(data={"frequency": "weekly"})


CASES = [
    Case("calendar", roles=EVERY_ROLE, elsewhere=OK, no_role=OK),
    Case("digest", roles=EVERY_ROLE, elsewhere=OK, no_role=OK),
    Case(
        "digest",
        state="chosen",
        make=weekly,
        method="post",
        roles=EVERY_ROLE,
        opens=REDIRECT,
        elsewhere=REDIRECT,
        no_role=REDIRECT,
    ),
    Case("digest_preview", roles=EVERY_ROLE, elsewhere=OK, no_role=OK),
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
    "stop_digest": "the receiver of a digest stops it by the signed link in it",
    "calendar_feed": "a calendar program reads it by a signed address, without an account",
}
