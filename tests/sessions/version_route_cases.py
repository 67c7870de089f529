"""Rows of the pages about versions of a frozen paper."""

from django.utils import timezone

from hdnd_portal.accounts.roles import INSIDE, Role
from sessions.models import DossierFile, DossierFreeze, FrozenFile
from tests.factories import (
    AgendaItemFactory,
    CouncilSessionFactory,
    DossierFactory,
    DossierPartFactory,
    FileFactory,
    VersionFactory,
)
from tests.route_cases import REDIRECT, Case, Made, World


def replaced(world: World) -> tuple[FrozenFile, FrozenFile]:
    """A frozen paper and the one that took its place, in a dossier."""
    held = CouncilSessionFactory(term=world.term, council=world.council)
    item = AgendaItemFactory(session=held)
    file = FileFactory(council=world.council)
    part = DossierPartFactory(dossier=DossierFactory(item=item))
    DossierFile.objects.create(part=part, file=file)
    freeze = DossierFreeze.objects.create(
        session=held,
        frozen_by=world.user(Role.OFFICER),
        frozen_at=timezone.now(),
        manifest_sha256="0" * 64,
    )
    lines: list[FrozenFile] = []
    for number in (1, 2):
        text = f"Điều 1\nChi {8 + 2 * number} tỷ đồng"
        version = VersionFactory(file=file, number=number, text=text)
        lines.append(
            FrozenFile.objects.create(
                freeze=freeze,
                position=number,
                item=item,
                item_number="1",
                item_title=item.title,
                part_title="Báo cáo",
                version=version,
                replaces=lines[0] if lines else None,
                name=version.name,
                sha256=version.sha256,
                size=version.size,
                pages=version.pages,
            )
        )
    return lines[0], lines[1]


def compared(world: World) -> Made:
    """The page that shows what changed."""
    _old, new = replaced(world)
    return Made(kwargs={"session": new.freeze.session_id, "paper": new.pk})


def latest(world: World) -> Made:
    """The link that stays."""
    _old, new = replaced(world)
    return Made(kwargs={"session": new.freeze.session_id, "file": new.version.file_id})


CASES = [
    Case("sessions:compare_paper", make=compared, roles=INSIDE),
    Case("sessions:latest_paper", make=latest, roles=INSIDE, opens=REDIRECT),
]
