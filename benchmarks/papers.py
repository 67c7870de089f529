"""Papers by the hundred: invitations through a real worker, and one PDF of a whole session."""

from __future__ import annotations

import io
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
from django.core.files.storage import storages
from django.utils import timezone
from weasyprint import HTML

from benchmarks import serving
from benchmarks.result import Result, seconds
from benchmarks.setting import council, officer, say, session
from hdnd_portal.documents import bundles
from hdnd_portal.documents.kinds import PDF
from hdnd_portal.documents.services import store_made
from sessions.models import Guest, Invitation
from sessions.services import invitations
from sessions.services.guests import guests_to_invite

INVITATIONS = 300
FILES, PAGES = 40, 50
MINIMAL = "<meta charset=utf-8><title>Một trang</title><p>Một trang.</p>"
PATIENCE = 1200


def measure_invitations() -> list[Result]:
    """From the press of the button to the last paper; the floor prints as many bare PDFs."""
    here = session()
    wanted = INVITATIONS - len(invitations.delegates_to_invite(here))
    Guest.objects.bulk_create(
        Guest(session=here, category="guest", name=f"Khách mời {n}", email=f"k{n}@khach.example")
        for n in range(wanted - len(guests_to_invite(here)))
    )
    HTML(string=MINIMAL).write_pdf()
    floor = seconds(lambda: [HTML(string=MINIMAL).write_pdf() for _ in range(INVITATIONS)])
    with serving.worker():
        say(f"making {INVITATIONS} invitations …")
        signer = invitations.signers(here, on=timezone.localdate())[0]
        started = time.perf_counter()
        job = invitations.issue_invitations(
            here, signer=signer, issued_on=timezone.localdate(), by=officer()
        )
        made = Invitation.objects.filter(run__job=job)
        count = made.count()
        while made.filter(made_at__isnull=True).exists():
            job.refresh_from_db()
            if job.state == "failed" or time.perf_counter() - started > PATIENCE:
                raise RuntimeError("the worker does not get on")
            time.sleep(0.2)
        taken = time.perf_counter() - started
    return [
        Result(
            f"{count} invitations, PDF and DOCX",
            taken,
            f"WeasyPrint, {INVITATIONS} bare pages:",
            floor,
            5,
        )
    ]


def measure_merge() -> list[Result]:
    """2,000 pages of 40 files with bookmarks and page numbers; the floor only joins the pages."""
    say("merging 2,000 pages …")
    leaves = [
        bundles.Leaf(
            version=store_made(
                council(),
                data=io.BytesIO(_paper(number)),
                name=f"tai-lieu-{number}-{time.time_ns()}.pdf",
                media_type=PDF.media_type,
                by=officer(),
                pages=PAGES,
            ),
            heading=f"{number}. Nội dung số {number}",
            reference=f"KH03-{number:02}",
            title=f"Tài liệu {number}",
        )
        for number in range(1, FILES + 1)
    ]

    def join() -> None:
        whole = pikepdf.new()
        for leaf in leaves:
            with (
                storages["default"].open(leaf.version.key) as stored,
                pikepdf.open(io.BytesIO(stored.read())) as paper,
            ):
                whole.pages.extend(paper.pages)
        with TemporaryDirectory() as folder:
            whole.save(Path(folder) / "whole.pdf")

    floor = seconds(join)
    title = f"Tài liệu đo {time.time_ns()}"
    taken = seconds(
        lambda: bundles.ensure(council(), leaves, kind="pdf", title=title, by=officer())
    )
    return [
        Result(f"merged PDF of {FILES * PAGES} pages", taken, "pikepdf, pages joined:", floor, 12)
    ]


def _paper(number: int) -> bytes:
    words = "Nội dung của trang này được viết để đo, không có thật. " * 20
    page = f"<p>Tài liệu {number}.</p><p>{words}</p>"
    joined = "<div class=p></div>".join([page] * PAGES)
    style = "<style>.p{break-after:page}</style>"
    written = HTML(string=f"<meta charset=utf-8>{style}{joined}").write_pdf()
    return bytes(written or b"")
