"""The pack of papers for a sitting without the portal, made by a job for whoever asked (S13)."""

import zipfile
from collections.abc import Callable
from io import BytesIO

import pikepdf
from django.db import transaction
from django.utils import timezone

from hdnd_portal.accounts.models import User
from hdnd_portal.audit import log
from hdnd_portal.documents.kinds import PDF, ZIP
from hdnd_portal.documents.models import Version
from hdnd_portal.documents.papers import render_docx, render_pdf
from hdnd_portal.documents.services import store_made
from sessions.fallback_papers import Form, fallback_pack
from sessions.models import CouncilSession

JOB_KIND = "sessions.print_fallback_pack"
Step = Callable[[int, int], None]


def print_pack(session: CouncilSession, *, form: str, by: User, step: Step) -> Version:
    """The pack as one PDF to print, or as Word files in a ZIP to change; from the record as it is.

    Raises PaperError.
    """
    pack = fallback_pack(session, made_at=timezone.now())
    write, kind = (_as_pdf, PDF) if form == "pdf" else (_as_zip, ZIP)
    content, pages = write(pack, step)
    with transaction.atomic():
        version = store_made(
            session.council,
            data=BytesIO(content),
            name=f"bieu-mau-du-phong-{session.pk}.{'pdf' if form == 'pdf' else 'zip'}",
            media_type=kind.media_type,
            by=by,
            pages=pages,
            reads_text=False,
        )
        log.record("session.fallback_printed", session, by=by, count=len(pack))
    return version


def _as_pdf(pack: list[Form], step: Step) -> tuple[bytes, int | None]:
    """Every paper once, one after another; the cover says how many copies of each."""
    out = BytesIO()
    with pikepdf.new() as merged:
        for place, form in enumerate(pack, start=1):
            with pikepdf.open(BytesIO(render_pdf(form.paper))) as one:
                first = len(merged.pages)
                merged.pages.extend(one.pages)
            with merged.open_outline() as outline:
                outline.root.append(pikepdf.OutlineItem(form.name, first))
            step(place, len(pack))
        pages = len(merged.pages)
        with merged.open_metadata() as metadata:
            metadata["dc:title"] = pack[0].name
        merged.save(out)
    return out.getvalue(), pages


def _as_zip(pack: list[Form], step: Step) -> tuple[bytes, int | None]:
    """A Word file for each paper."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for place, form in enumerate(pack, start=1):
            archive.writestr(f"{form.stem}.docx", render_docx(form.paper))
            step(place, len(pack))
    return out.getvalue(), None
