"""Letters brought into the portal for a test, and the recommendations that await them."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from hdnd_portal.accounts.roles import Role
from hdnd_portal.answer_letters.models import AnswerLetter, LetterPart
from hdnd_portal.answer_letters.services import letters, parts
from hdnd_portal.commitments.answers import Answer
from hdnd_portal.commitments.models import Commitment
from hdnd_portal.commitments.workflow import Claim
from hdnd_portal.reports import jobs
from tests.answer_letters import material
from tests.answer_letters.material import ASKED, SILENT
from tests.factories import CommitmentFactory
from tests.route_cases import World


def awaited(world: World, count: int = len(ASKED)) -> list[Commitment]:
    """What the world's agency was sent, and what no letter here answers."""
    texts = [one.recorded for one in ASKED[:count]] + list(SILENT)
    return [
        CommitmentFactory(
            council=world.council, lead=world.agency, kind="recommendation", text=text
        )
        for text in texts
    ]


def upload(content: bytes, name: str = "cong-van.docx") -> SimpleUploadedFile:
    """The file as a browser sends it."""
    return SimpleUploadedFile(name, content)


def begun(world: World, content: bytes, name: str = "cong-van.docx", **more: Any) -> AnswerLetter:
    """A letter that waits to be read; by the agency where nobody else is named."""
    by = more.pop("by", None) or world.user(Role.AGENCY)
    return letters.begin_letter(world.agency, data=upload(content, name), name=name, by=by, **more)


def brought(
    world: World, content: bytes | None = None, name: str = "cong-van.docx", **more: Any
) -> AnswerLetter:
    """A letter that was read."""
    made = begun(world, content or material.numbered(), name, **more)
    jobs.run(made.job_id)
    made.refresh_from_db()
    return made


def confirmed(part: LetterPart, *rows: Commitment, by: Any, **said: Any) -> LetterPart:
    """The part, confirmed by a person; explained where nothing else is said."""
    fields = {"claimed": Claim.EXPLAINED, "text": part.answer, **said}
    return parts.confirm_part(part, answers=[row.pk for row in rows], said=Answer(**fields), by=by)
