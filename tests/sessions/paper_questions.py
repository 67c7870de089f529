"""Frozen papers with their drafters, and questions about them, for the tests of both."""

from __future__ import annotations

from django.utils import timezone

from hdnd_portal.accounts.models import User
from hdnd_portal.accounts.roles import Role
from hdnd_portal.documents.kinds import DOCX
from sessions.models import DossierFile, DossierFreeze, FrozenFile, PaperQuestion
from sessions.services import paper_questions
from tests.factories import (
    AgendaItemFactory,
    CouncilSessionFactory,
    DossierFactory,
    DossierPartFactory,
    FileFactory,
    VersionFactory,
)
from tests.route_cases import World
from tests.sessions.questions import seat


def paper(world: World, *, of_ban: bool = False, pdf: bool = True, **item: object) -> FrozenFile:
    """A frozen paper of three pages that the world's agency drafted, or its Ban."""
    held = CouncilSessionFactory(term=world.term, council=world.council)
    found = AgendaItemFactory(
        session=held,
        **{"presenter": world.agency, "state": "sent", "title": "Đề án đường tỉnh", **item},
    )
    owner = {"agency": None, "body": world.body} if of_ban else {"agency": world.agency}
    part = DossierPartFactory(dossier=DossierFactory(item=found), state="received", **owner)
    version = VersionFactory(
        file=FileFactory(council=world.council),
        **({} if pdf else {"media_type": DOCX.media_type, "pages": None}),
    )
    DossierFile.objects.create(part=part, file=version.file)
    freeze = DossierFreeze.objects.create(
        session=held,
        frozen_by=world.user(Role.OFFICER),
        frozen_at=timezone.now(),
        manifest_sha256="0" * 64,
    )
    return FrozenFile.objects.create(
        freeze=freeze,
        position=1,
        item=found,
        item_number="1",
        item_title=found.title,
        part_title="Tờ trình",
        version=version,
        name=version.name,
        sha256=version.sha256,
        size=version.size,
        pages=version.pages,
    )


def delegate(world: World) -> User:
    """The world's delegate, with a seat."""
    user = world.user(Role.DELEGATE)
    seated = world.term.mandates.filter(person=user.person_id).exists()
    return user if seated else seat(world, user)


def asked(world: World, line: FrozenFile | None = None, **words: object) -> PaperQuestion:
    """What the world's delegate asked about a paper."""
    values = {"text": "Suất đầu tư tính theo năm nào?", "page": 2, **words}
    return paper_questions.ask_about_paper(line or paper(world), by=delegate(world), **values)
