"""Rows of the pages on which opinions are brought in from files."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from hdnd_portal.accounts.roles import Role
from tests.route_cases import REDIRECT, Case, Machine, Made, World
from tests.voters.plans_route_cases import PLANNERS, plan_of
from voters.importing import IMPORT_MOVES, ImportMove, ImportState
from voters.models import OpinionImport, OpinionImportRow
from voters.workflow import PlanState


def plan(world: World) -> Made:
    """A plan, and a table to paste."""
    row = plan_of(world)
    unit = row.meetings.get().unit
    return Made(
        kwargs={"plan": row.pk},
        data={"pasted": f"Xã\tNội dung\n{unit}\tSửa cầu", "track_default": "opinion"},
    )


def one(world: World) -> Made:
    """An import with a row that can be recorded, and what is typed about it."""
    row = plan_of(world)
    meeting = row.meetings.get()
    batch = OpinionImport.objects.create(
        council=world.council,
        plan=row,
        kind="text",
        sha256="0" * 64,
        state=ImportState.READ,
        places=[{"written": "xã Cũ", "units": [meeting.unit_id, meeting.unit_id], "chosen": None}],
        created_by=world.user(Role.OFFICER),
    )
    OpinionImportRow.objects.create(
        batch=batch,
        position=1,
        line=2,
        cells={"commune": str(meeting.unit)},
        unit=meeting.unit,
        meeting=meeting,
        track="opinion",
        text="Sửa cầu",
        state="ready",
    )
    data = {"place_0": meeting.unit_id, "huy-reason": "Nhầm tệp"}
    return Made(kwargs={"batch": batch.pk}, data=data)


def put_import(key: object, state: str) -> None:
    """An import in a state, with what the state needs."""
    OpinionImport.objects.filter(pk=key).update(
        state=state, recorded_at=timezone.now(), undone_at=timezone.now(), undo_reason="Nhầm"
    )


MACHINES = {("voters", "batch"): Machine(tuple(ImportState), put_import)}


def act(route: str, states: Any) -> Case:
    """An act on an import."""
    return Case(
        route,
        make=one,
        roles=PLANNERS,
        method="post",
        opens=REDIRECT,
        goes={"batch": states},
    )


CASES = [
    Case("voters:import_opinions", make=plan, roles=PLANNERS),
    Case(
        "voters:import_opinions",
        make=plan,
        roles=PLANNERS,
        method="post",
        opens=REDIRECT,
        goes={"plan": {PlanState.ISSUED}},
    ),
    Case("voters:import_template", make=plan, roles=PLANNERS),
    Case("voters:opinion_import", make=one, roles=PLANNERS),
    Case("voters:opinion_import_rows", make=one, roles=PLANNERS),
    Case(
        "voters:opinion_import_rows",
        make=one,
        roles=PLANNERS,
        method="post",
        opens=REDIRECT,
        silent=PLANNERS,  # the columns shown are kept in the browser's session
    ),
    act("voters:choose_import_places", {ImportState.READ}),
    act("voters:record_import", IMPORT_MOVES[ImportMove.RECORD][0]),
    act("voters:drop_import", IMPORT_MOVES[ImportMove.DROP][0]),
    act("voters:undo_import", IMPORT_MOVES[ImportMove.UNDO][0]),
]
