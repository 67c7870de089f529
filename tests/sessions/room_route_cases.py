"""Rows of the reading room."""

from __future__ import annotations

import io

from django.utils import timezone

from hdnd_portal.accounts.roles import INSIDE, Role
from hdnd_portal.documents.models import Version
from hdnd_portal.documents.services import store_upload
from sessions.models import DossierFile, DossierFreeze, FileRestriction, FrozenFile
from tests.documents import material
from tests.factories import (
    AgendaItemFactory,
    CouncilSessionFactory,
    DossierFactory,
    DossierPartFactory,
)
from tests.route_cases import HIDDEN, OK, REDIRECT, Case, Made, World

PLANNERS = frozenset({Role.OFFICER, Role.OFFICE_HEAD})


def sealed(world: World) -> Version:
    """A frozen paper of a closed item."""
    held = CouncilSessionFactory(term=world.term, council=world.council)
    item = AgendaItemFactory(session=held, is_closed=True)
    part = DossierPartFactory(dossier=DossierFactory(item=item))
    version = store_upload(
        world.council,
        data=io.BytesIO(material.pdf(1)),
        name="kin.pdf",
        by=world.user(Role.OFFICER),
        title="Tài liệu kín",
    )
    DossierFile.objects.create(part=part, file=version.file)
    freeze = DossierFreeze.objects.create(
        session=held,
        frozen_by=world.user(Role.OFFICER),
        frozen_at=timezone.now(),
        manifest_sha256="0" * 64,
    )
    FrozenFile.objects.create(
        freeze=freeze,
        position=1,
        item=item,
        item_number="1",
        item_title=item.title,
        part_title="Báo cáo",
        version=version,
        name=version.name,
        sha256=version.sha256,
        size=version.size,
        pages=version.pages,
    )
    return version


def room(world: World) -> Made:
    """The reading room with the paper."""
    version = sealed(world)
    session = version.file.dossier_file.part.dossier.item.session_id
    return Made(kwargs={"session": session, "version": version.pk})


def log(world: World) -> Made:
    """The list of openings."""
    return Made(kwargs={"session": room(world).kwargs["session"]})


def file(world: World) -> Made:
    """A file that may be restricted."""
    version = sealed(world)
    item = version.file.dossier_file.part.dossier.item
    return Made(
        kwargs={"session": item.session_id, "item": item.pk, "file": version.file_id},
        data={"reason": "Số liệu mật"},
    )


def restricted(world: World) -> Made:
    """A restricted file."""
    made = file(world)
    FileRestriction.objects.create(
        file_id=made.kwargs["file"],
        reason="Số liệu mật",
        restricted_by=world.user(Role.OFFICER),
        restricted_at=timezone.now(),
    )
    return made


CASES = [
    Case("sessions:room", make=room, roles=INSIDE),
    Case("sessions:room_pages", make=room, roles=INSIDE, method="post", opens=OK),
    Case("sessions:room_log", make=log, roles={Role.CHAIR, Role.OFFICE_HEAD}, elsewhere=HIDDEN),
    Case("sessions:restrict_file", make=file, roles=PLANNERS, method="post", opens=REDIRECT),
    Case(
        "sessions:lift_restriction",
        make=restricted,
        roles=PLANNERS,
        method="post",
        opens=REDIRECT,
    ),
]
