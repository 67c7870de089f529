"""Rows of the board and of what is told of results."""

from __future__ import annotations

from tests.route_cases import REDIRECT, Case, Made, World
from tests.voters.sort_route_cases import SENDERS, TO_AGENCY, TOGETHER, session


def results(world: World) -> Made:
    """The report on a session, to be ordered."""
    made = session(world)
    return Made(kwargs={**made.kwargs, "form": "pdf"})


CASES = [
    # Without a period in the address it goes on to the latest session.
    Case("voters:board", roles=TOGETHER, opens=REDIRECT, elsewhere=REDIRECT, answers=TO_AGENCY),
    Case("voters:order_results", make=results, roles=SENDERS, method="post", opens=REDIRECT),
]
