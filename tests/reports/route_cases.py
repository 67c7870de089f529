"""Rows of the pages of background jobs: whoever asked for a job sees it, and nobody else."""

from __future__ import annotations

from functools import partial

from hdnd_portal.accounts.roles import Role
from hdnd_portal.reports.models import Job
from tests.route_cases import EVERY_ROLE, HIDDEN, OK, REDIRECT, Case, Made, World


def job_of_the_officer(world: World, state: str) -> Made:
    """A job that the officer asked for."""
    owner = world.user(Role.OFFICER)
    row = Job.objects.create(
        kind="reports.trial", owner=owner, council=world.council, arguments={}, state=state
    )
    return Made(kwargs={"job": row.pk})


CASES = [
    Case("reports:jobs", roles=EVERY_ROLE, elsewhere=OK, no_role=OK),
    *(
        Case(
            route,
            state=state,
            make=partial(job_of_the_officer, state=state),
            method=method,
            roles={Role.OFFICER},
            opens=opens,
            closed=HIDDEN,
            no_role=HIDDEN,
        )
        for route, method, state, opens in [
            ("reports:job", "get", Job.State.QUEUED.value, OK),
            ("reports:job", "get", Job.State.DONE.value, OK),
            ("reports:job_progress", "get", Job.State.RUNNING.value, OK),
            ("reports:cancel_job", "post", Job.State.RUNNING.value, REDIRECT),
            ("reports:retry_job", "post", Job.State.DONE.value, REDIRECT),
        ]
    ),
]
