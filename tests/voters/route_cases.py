"""Rows of the pages of voter contact, by subject."""

from __future__ import annotations

from tests.voters import (
    board_route_cases,
    import_route_cases,
    own_route_cases,
    paper_route_cases,
    plans_route_cases,
    promise_route_cases,
    record_route_cases,
    sort_route_cases,
)

PARTS = (
    plans_route_cases,
    record_route_cases,
    sort_route_cases,
    own_route_cases,
    import_route_cases,
    paper_route_cases,
    board_route_cases,
    promise_route_cases,
)
CASES = [case for part in PARTS for case in part.CASES]
MACHINES = {
    **plans_route_cases.MACHINES,
    **sort_route_cases.MACHINES,
    **own_route_cases.MACHINES,
    **import_route_cases.MACHINES,
}
