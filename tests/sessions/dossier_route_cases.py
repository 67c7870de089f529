"""Rows of the dossier pages: what an agency and a Ban owe, and what the office does with it."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.utils import timezone

from hdnd_portal.accounts.roles import INSIDE, STAFF, Role
from sessions.models import DossierFile, DossierPart, Minutes, PartSubmission, ReviewLevel
from sessions.workflow import PartState
from tests.documents import material
from tests.factories import (
    AgendaItemFactory,
    CouncilSessionFactory,
    DossierFactory,
    DossierPartFactory,
    FileFactory,
    VersionFactory,
)
from tests.route_cases import HIDDEN, OK, REDIRECT, Case, Made, World
from tests.sessions.machines import NOT_OVER, ON_THE_AGENDA, TAKES_FILES

BAN = {Role.COMMITTEE_LEADER, Role.COMMITTEE_MEMBER}
PLANNERS = {Role.OFFICER, Role.OFFICE_HEAD}
PREPARERS = STAFF | {Role.CHAIR, Role.STANDING_COMMITTEE}
DESKS = {Role.AGENCY, Role.FRONT}
OWING = DESKS | BAN | {Role.OFFICER}


def part(world: World, *, of_ban: bool = False, state: str = "awaited") -> DossierPart:
    """A part owed by the world's agency, or by its Ban; the Ban verifies the item."""
    item = AgendaItemFactory(
        session=CouncilSessionFactory(term=world.term, council=world.council),
        presenter=world.agency,
        verifying_body=world.body,
        state="assigned",
    )
    owner = {"agency": None, "body": world.body} if of_ban else {"agency": world.agency}
    return DossierPartFactory(dossier=DossierFactory(item=item), state=state, **owner)


def session(world: World) -> Made:
    """The dossiers of a session."""
    return Made(kwargs={"session": part(world).dossier.item.session_id})


def item(world: World) -> Made:
    """The dossier of an item."""
    found = part(world).dossier.item
    return Made(kwargs={"session": found.session_id, "item": found.pk})


def of_the_agency(world: World) -> Made:
    """A part the agency owes."""
    return Made(kwargs={"part": part(world).pk})


def upload() -> ContentFile:
    """A file as a browser sends it."""
    return ContentFile(material.pdf(1), name="Tờ trình.pdf")


def with_upload(world: World) -> Made:
    """Files put into a part the agency owes."""
    return Made(kwargs={"part": part(world).pk}, data={"files": upload()})


def owed(world: World) -> Made:
    """A part that is to be asked for no longer."""
    held = part(world)
    item = held.dossier.item
    return Made(
        kwargs={"session": item.session_id, "item": item.pk, "part": held.pk},
        data={f"cancel-{held.pk}-reason": "Yêu cầu nhầm"},
    )


def of_the_ban(world: World) -> Made:
    """A part the Ban owes."""
    return Made(kwargs={"part": part(world, of_ban=True).pk})


def with_file(world: World) -> Made:
    """A file in a part the agency owes."""
    held = part(world)
    file = FileFactory(council=world.council)
    VersionFactory(file=file)
    place = DossierFile.objects.create(part=held, file=file)
    return Made(kwargs={"part": held.pk, "file": place.pk}, data={"file": upload()})


def ready(world: World) -> Made:
    """A part with a file, to be handed in."""
    return Made(kwargs={"part": with_file(world).kwargs["part"]})


def asked(world: World) -> Made:
    """The dossier of an item, asked of the world's agency."""
    found = part(world).dossier.item
    form = {
        "form-TOTAL_FORMS": 1,
        "form-INITIAL_FORMS": 0,
        "form-0-kind": "opinion",
        "form-0-owner": f"agency-{world.agency.pk}",
    }
    return Made(kwargs={"session": found.session_id, "item": found.pk}, data=form)


def to_be_frozen(world: World) -> Made:
    """A session with a received paper; others are missing, and the officer knows."""
    made = submission(world)
    made.is_received = True
    made.save()
    made.part.state = PartState.RECEIVED.value
    made.part.save()
    session = made.part.dossier.item.session_id
    return Made(kwargs={"session": session}, data={"accepts_missing": "on"})


def submission(world: World) -> PartSubmission:
    """What the agency has handed in."""
    held = part(world, state="submitted")
    made = PartSubmission.objects.create(
        part=held,
        number=1,
        submitted_by=world.user(Role.AGENCY),
        submitted_at=timezone.now(),
        due_on=held.due_on,
    )
    made.versions.add(VersionFactory(file=FileFactory(council=world.council)))
    return made


def submitted(world: World) -> Made:
    """A submission, under its item."""
    made = submission(world)
    found = made.part.dossier.item
    return Made(
        kwargs={
            "session": found.session_id,
            "item": found.pk,
            "part": made.part_id,
            "number": made.number,
        },
        data={
            f"part-{made.part_id}-reason": "incomplete",
            f"part-{made.part_id}-note": "Thiếu phụ lục",
        },
    )


def to_review(world: World) -> Made:
    """A submission that waits for an officer to agree."""
    made = submitted(world)
    level = ReviewLevel.objects.create(
        council=world.council, position=1, name="Chuyên viên", role=Role.OFFICER
    )
    return Made(kwargs=made.kwargs, data={f"part-{made.kwargs['part']}-level": level.pk})


def second(world: World) -> Made:
    """A second submission, to be compared with the first."""
    first = submission(world)
    again = PartSubmission.objects.create(
        part=first.part,
        number=2,
        submitted_by=first.submitted_by,
        submitted_at=timezone.now(),
        due_on=first.due_on,
    )
    again.versions.set(first.versions.all())
    found = first.part.dossier.item
    kwargs = {"session": found.session_id, "item": found.pk, "part": first.part_id, "number": 2}
    return Made(kwargs=kwargs)


def receipt(world: World) -> Made:
    """The proof of a submission."""
    made = submission(world)
    return Made(kwargs={"part": made.part_id, "number": made.number})


def excerpt(world: World) -> Made:
    """What approved minutes hold of the item whose dossier was prepared."""
    found = part(world).dossier.item
    by = world.user(Role.OFFICER)
    Minutes.objects.create(
        session=found.session, state="approved", approved_at=timezone.now(), approved_by=by,
        sha256="0" * 64, created_by=by,
    )  # fmt: skip
    return Made(kwargs={"item": found.pk, "form": "docx"})


# Whoever may open such pages at all, but owes nothing here.
NOT_THEIRS = dict.fromkeys(BAN, HIDDEN)

CASES = [
    Case("sessions:owed", roles=OWING, elsewhere=OK),
    Case(
        "sessions:dossier_part",
        state="agency's",
        make=of_the_agency,
        roles=DESKS,
        answers={**NOT_THEIRS, Role.OFFICER: HIDDEN},
    ),
    Case(
        "sessions:dossier_part",
        state="ban's",
        make=of_the_ban,
        roles=BAN | {Role.OFFICER},
        answers=dict.fromkeys(DESKS, HIDDEN),
    ),
    *[
        Case(
            route,
            make=make,
            method="post",
            roles=DESKS,
            opens=REDIRECT,
            answers={**NOT_THEIRS, Role.OFFICER: HIDDEN},
            goes={"part": TAKES_FILES},
        )
        for route, make in (
            ("sessions:add_files", with_upload),
            ("sessions:submit_part", ready),
            ("sessions:replace_file", with_file),
            ("sessions:remove_file", with_file),
        )
    ],
    Case(
        "sessions:submission_receipt",
        make=receipt,
        roles=PREPARERS | BAN | DESKS,
        answers=dict.fromkeys({Role.DELEGATE, Role.GROUP_HEAD}, HIDDEN),
    ),
    Case(
        "sessions:dossier_excerpt",
        make=excerpt,
        roles=PREPARERS | BAN | DESKS,
        answers=dict.fromkeys({Role.DELEGATE, Role.GROUP_HEAD}, HIDDEN),
    ),
    Case("sessions:dossiers", make=session, roles=PREPARERS | BAN),
    Case("sessions:dossier", make=item, roles=PREPARERS | BAN),
    Case("sessions:request_dossier", make=item, roles=PLANNERS),
    Case(
        "sessions:request_dossier",
        make=asked,
        method="post",
        roles=PLANNERS,
        opens=REDIRECT,
        goes={"session": NOT_OVER, "item": ON_THE_AGENDA},
    ),
    Case(
        "sessions:cancel_part",
        make=owed,
        method="post",
        roles=PLANNERS,
        opens=REDIRECT,
        goes={
            "session": NOT_OVER,
            "item": ON_THE_AGENDA,
            "part": {PartState.AWAITED, PartState.RETURNED},
        },
    ),
    Case("sessions:compare_submissions", make=second, roles=PREPARERS | BAN),
    Case(
        "sessions:receive_part",
        make=submitted,
        method="post",
        roles=STAFF,
        opens=REDIRECT,
        goes={"item": ON_THE_AGENDA, "part": {PartState.SUBMITTED}},
    ),
    Case(
        "sessions:review_part",
        make=to_review,
        method="post",
        roles={Role.OFFICER},
        opens=REDIRECT,
        # The level is an officer's: they are told so, and their words stay on the form.
        answers=dict.fromkeys(STAFF - {Role.OFFICER}, (422,)),
        goes={"item": ON_THE_AGENDA, "part": {PartState.SUBMITTED}},
    ),
    Case(
        "sessions:return_part",
        make=submitted,
        method="post",
        roles=STAFF | {Role.COMMITTEE_LEADER},
        opens=REDIRECT,
        goes={
            "session": NOT_OVER,
            "item": ON_THE_AGENDA,
            "part": {PartState.SUBMITTED, PartState.RECEIVED},
        },
    ),
    Case("sessions:ledger", make=session, roles=INSIDE),
    Case("sessions:freeze", make=session, roles=PLANNERS),
    Case(
        "sessions:freeze",
        make=to_be_frozen,
        method="post",
        roles=PLANNERS,
        opens=REDIRECT,
        goes={"session": NOT_OVER},
    ),
]
