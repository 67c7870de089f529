"""Rows of the pages of letters over many recommendations: the agency's own, and the office's."""

from __future__ import annotations

from hdnd_portal.accounts.roles import Role
from tests.answer_letters import material
from tests.answer_letters.brought import awaited, brought, confirmed, upload
from tests.answer_letters.material import ASKED
from tests.route_cases import HIDDEN, OK, REDIRECT, Case, Made, World

DESKS = {Role.AGENCY, Role.FRONT}
OFFICE = {Role.OFFICER, Role.OFFICE_HEAD}
# An agency's own letter is nothing of the office as long as it is not sent.
NOT_THEIRS = dict.fromkeys(OFFICE, HIDDEN)


def to_bring(world: World) -> Made:
    """A letter as it is brought."""
    data = {"agency": world.agency.pk, "file": upload(material.numbered(ASKED[:2]))}
    return Made(data=data)


def looked_at(world: World) -> Made:
    """A letter of which one part is confirmed."""
    row = awaited(world, 1)[0]
    letter = brought(world, material.numbered(ASKED[:2]))
    confirmed(letter.parts.filter(state="open").first(), row, by=world.user(Role.AGENCY))
    data = {"reference": "12/SXD", "signed_on": "20/11/2026", "leave_out": "on"}
    return Made(kwargs={"letter": letter.pk}, data=data)


def on_paper(world: World) -> Made:
    """A letter that the office received."""
    officer = world.user(Role.OFFICER)
    letter = brought(world, material.numbered(ASKED[:2]), by=officer, on_behalf=True)
    return Made(kwargs={"letter": letter.pk})


def to_decide(world: World) -> Made:
    """A part that nobody has looked at."""
    row = awaited(world, 1)[0]
    part = brought(world, material.numbered(ASKED[:2])).parts.filter(state="open").first()
    data = {f"p{part.pk}-codes": row.code, f"p{part.pk}-claimed": "explained"}
    return Made(kwargs={"letter": part.letter_id, "part": part.pk}, data=data)


def page(name: str, **fields: object) -> Case:
    """A row of a page of letters."""
    return Case(f"answer_letters:{name}", **fields)  # type: ignore[arg-type]


def act(name: str, **fields: object) -> Case:
    """A row of an act, after which the browser is sent back."""
    return page(name, method="post", opens=REDIRECT, roles=DESKS, answers=NOT_THEIRS, **fields)


CASES = [
    page("begin", roles=DESKS | OFFICE, elsewhere=OK),
    page(
        "begin",
        method="post",
        make=to_bring,
        roles=DESKS | OFFICE,
        opens=REDIRECT,
        elsewhere=(422,),
    ),
    page("letter", make=looked_at, roles=DESKS, answers=NOT_THEIRS),
    page(
        "letter",
        state="on paper",
        make=on_paper,
        roles=OFFICE,
        answers=dict.fromkeys(DESKS, HIDDEN),
    ),
    act("number", make=looked_at),
    act("settle", make=looked_at),
    act("drop", make=looked_at),
    act("part", make=to_decide),
]
