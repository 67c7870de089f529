"""Rows of the pages of documents, registers and files.

Who may read a file is said by the record that holds it.
"""

from __future__ import annotations

import io
from datetime import date

from hdnd_portal.accounts.roles import STAFF, Role
from hdnd_portal.documents.models import Document
from hdnd_portal.documents.registers import take_number
from hdnd_portal.documents.services import store_upload
from tests.documents import material
from tests.route_cases import HIDDEN, OK, REDIRECT, Case, Made, World


def file_of_no_record(world: World) -> Made:
    """A stored file that no record holds: closed to everybody."""
    clerk = world.user(Role.CLERK)
    data = io.BytesIO(material.pdf(1))
    version = store_upload(world.council, data=data, name="Tờ trình.pdf", by=clerk)
    return Made(kwargs={"version": version.pk})


READS_REGISTERS = STAFF | {Role.STANDING_COMMITTEE, Role.CHAIR}


def draft(world: World) -> Made:
    """A document of the council without a number."""
    row = Document.objects.create(council=world.council, kind="NQ", summary="Dự thảo")
    return Made(kwargs={"document": row.pk})


def issued(world: World) -> Made:
    """A document with a number, and the reason to give it up."""
    row = take_number(
        world.council,
        kind="GM",
        symbol="HĐND",
        on=date(2026, 11, 18),
        by=world.user(Role.CLERK),
        summary="Mời dự kỳ họp",
    )
    return Made(kwargs={"document": row.pk}, data={"reason": "Ghi sai ngày"})


def this_year(world: World) -> Made:
    """The register of a year with one number."""
    issued(world)
    return Made(kwargs={"year": 2026})


WORDERS = {Role.OFFICER, Role.OFFICE_HEAD}


def sentence(world: World) -> Made:
    """A sentence of a paper, and another text for it."""
    return Made(kwargs={"key": "excerpt.opening"}, data={"text": "Về {item}.", "do": "preview"})


CASES = [
    Case("documents:list", roles=READS_REGISTERS, elsewhere=OK),
    Case("documents:document", state="draft", make=draft, roles=READS_REGISTERS),
    Case("documents:document", state="issued", make=issued, roles=READS_REGISTERS),
    Case("documents:register", make=this_year, roles=READS_REGISTERS, elsewhere=OK),
    Case(
        "documents:void_number",
        state="issued",
        make=issued,
        method="post",
        roles={Role.CLERK, Role.OFFICE_HEAD},
        opens=REDIRECT,
    ),
    Case("documents:wordings", roles=WORDERS, elsewhere=OK),
    Case("documents:wording", make=sentence, roles=WORDERS, elsewhere=OK),
    Case("documents:wording", make=sentence, roles=WORDERS, method="post", elsewhere=OK),
    Case("documents:version", state="held by no record", make=file_of_no_record, closed=HIDDEN),
]
